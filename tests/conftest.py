"""What every test may use: the browser, a real Celery worker, the demo year, and the choice of the long fault tests."""

import gc
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.test import Client, TransactionTestCase
from pytest_django import DjangoDbBlocker

from tests import stored
from tests.browser import browser, page, window, windows
from tests.celery_worker import running_worker
from tests.logged_in import log_in

__all__ = ["browser", "page", "window", "windows"]

# On a machine busy with the other tests the time of one example says nothing.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--faults", action="store_true", help="run the fault tests in their long form, too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`fault` runs always, `fault(long=True)` only with --faults.

    What takes long is begun first, or one process would still be at it when the other has nothing left to do. The very
    first builds the demo year, and whatever else looks at it comes late enough not to wait for it. What waits for
    processes comes before other long ones: mypy still runs then, and takes the time that it leaves.
    """
    for item in items:
        long = any(mark.kwargs.get("long") for mark in item.iter_markers("fault"))
        if long and not config.getoption("--faults"):
            item.add_marker(pytest.mark.skip(reason="long form: needs --faults"))
    slow = [item for item in items if any(item.iter_markers("slow"))]
    of_year = [item for item in slow if "year" in item.fixturenames]
    waiting = [item for item in items if any(item.iter_markers("fault")) and item not in of_year]
    begun = [*of_year[:1], *waiting, *(item for item in slow if item not in [*of_year, *waiting]), *of_year[1:]]
    items[:] = [*begun, *(item for item in items if item not in begun)]


def pytest_collection_finish() -> None:
    """What has been imported stays to the end: nobody needs to look through it for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Whoever works with real transactions leaves the tables as the migrations left them.

    Django would empty them, and on demand write what migrations wrote record by record, which takes a second each time.
    """
    with django_db_blocker.unblock():
        written = stored.rows()
        # Every process of the house asks for these once; whoever counts queries must not depend on who was first.
        ContentType.objects.get_for_models(*apps.get_models())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", lambda test: stored.put_back(written))
        yield
    with django_db_blocker.unblock():
        # A thread of the live server keeps its connection as long as the browser does, and the database is dropped now.
        stored.end_other_connections()


@pytest.fixture(scope="session", autouse=True)
def _log_in_at_once() -> Iterator[None]:
    """Thousands of tests begin with somebody who has logged in, and few ask how."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Client, "_login", log_in)
        yield


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all test processes of a run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if own.name.startswith("popen-") else own


@pytest.fixture
def faults(request: pytest.FixtureRequest) -> bool:
    """Whether the long form is asked for: a test may choose its numbers by it."""
    return request.config.getoption("--faults")


@pytest.fixture
def worker(transactional_db):
    """`with worker(concurrency=2, EMAIL_URL="smtp://…") as process:` is a real worker; `process.kill()` is kill -9."""
    return running_worker
