"""What every test may use: the browser, a real Celery worker, and the choice of the long fault tests."""

import pytest

from tests.browser import browser, page
from tests.celery_worker import running_worker

__all__ = ["browser", "page"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--faults", action="store_true", help="run the fault tests in their long form, too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`fault` runs always, `fault(long=True)` only with --faults; whoever empties the tables begins with presets.

    What takes long is begun first, or one process would still be at it when the other has nothing left to do; those
    that commit stay behind all others.
    """
    for item in items:
        if _commits(item):
            item.fixturenames.append("django_db_serialized_rollback")
        long = any(mark.kwargs.get("long") for mark in item.iter_markers("fault"))
        if long and not config.getoption("--faults"):
            item.add_marker(pytest.mark.skip(reason="long form: needs --faults"))
    items.sort(key=lambda item: (_commits(item), not any(item.iter_markers("slow"))))


def _commits(item: pytest.Item) -> bool:
    """Whether the test works with real transactions: all tables are emptied when it ends, rows of migrations too."""
    asked = any(mark.kwargs.get("transaction") for mark in item.iter_markers("django_db"))
    return asked or not {"transactional_db", "live_server"}.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture
def faults(request: pytest.FixtureRequest) -> bool:
    """Whether the long form is asked for: a test may choose its numbers by it."""
    return request.config.getoption("--faults")


@pytest.fixture
def worker(transactional_db):
    """`with worker(concurrency=2, EMAIL_URL="smtp://…") as process:` is a real worker; `process.kill()` is kill -9."""
    return running_worker
