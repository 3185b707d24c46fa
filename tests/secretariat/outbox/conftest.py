"""A working day, its calendar, and the answer to the question of the day."""

from datetime import date

import pytest

from secretariat.workdays.calendar import Calendar
from tests.secretariat.outbox import reminding


@pytest.fixture
def day():
    return date(2026, 11, 23)


@pytest.fixture
def calendar():
    return Calendar()


@pytest.fixture
def answer(monkeypatch):
    return reminding.register(monkeypatch)
