"""Who does a job."""

from datetime import time

import pytest

from secretariat.jobs import handlers
from secretariat.jobs.timetable import Days, Entry


@pytest.fixture(autouse=True)
def empty(monkeypatch):
    monkeypatch.setattr(handlers, "HANDLERS", {})
    monkeypatch.setattr(handlers, "TIMETABLE", [])


def one(job):
    return None


def other(job):
    return None


def test_handler_is_found_by_its_name():
    handlers.handles("compile")(one)

    assert handlers.HANDLERS["compile"] is one
    assert handlers.TIMETABLE == []


def test_handler_with_a_time_recurs():
    handlers.handles("compile", at=time(9), days=Days.EVERY_DAY)(one)

    [entry] = handlers.TIMETABLE
    assert entry == Entry("compile", time(9), Days.EVERY_DAY)


def test_entering_twice_is_harmless():
    for _ in range(2):
        handlers.handles("compile", at=time(9))(one)

    assert len(handlers.TIMETABLE) == 1


def test_two_handlers_of_one_name_are_refused():
    handlers.handles("compile")(one)
    with pytest.raises(ValueError, match="compile"):
        handlers.handles("compile")(other)
