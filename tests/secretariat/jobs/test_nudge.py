"""A word to the workers."""

import socket

import pytest

from secretariat.jobs import nudge


@pytest.fixture
def broker(monkeypatch):
    monkeypatch.setattr(nudge, "_quiet_until", 0.0)
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("CELERY_BROKER_WRITE_URL", f"redis://127.0.0.1:{server.getsockname()[1]}/0")
        server.setblocking(False)
        yield server


def callers(server):
    """How many connections have come in so far."""
    count = 0
    while True:
        try:
            server.accept()[0].close()
        except BlockingIOError:
            return count
        count += 1


def test_failure_is_logged_not_raised(broker, caplog):
    nudge.nudge("secretariat.tasks.deliver")

    assert [record.levelname for record in caplog.records if record.name == nudge.__name__] == ["WARNING"]


def test_broker_that_failed_is_left_alone_for_a_while(broker):
    nudge.nudge("secretariat.tasks.deliver")
    first = callers(broker)
    nudge.nudge("secretariat.tasks.deliver")

    assert (first > 0, callers(broker)) == (True, 0)
