"""A working day, its calendar, and the answer to the question of the day."""

from datetime import date

import pytest

from secretariat.workdays.calendar import Calendar
from tests.secretariat.outbox import chat_service, reminding
from tests.secretariat.outbox.post_office import open_post_office
from tests.supervision.factories import DepartmentFactory


@pytest.fixture
def day():
    return date(2026, 11, 23)


@pytest.fixture
def calendar():
    return Calendar()


@pytest.fixture
def answer(monkeypatch):
    return reminding.register(monkeypatch)


@pytest.fixture
def service(settings):
    """A chat service on this machine, the only host that robots may post to."""
    with chat_service.running() as service:
        settings.CHAT_HOSTS = [service.origin]
        yield service


@pytest.fixture
def lead(db):
    return DepartmentFactory(name="提案委员会", short_name="提案委", order=1)


@pytest.fixture
def sink():
    """A real mail server that keeps what it was sent."""
    with open_post_office() as sink:
        yield sink
