"""What recurs, and at which moments of a day it was due; pure, the calendar and the moment are arguments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum

from secretariat.workdays.calendar import Calendar


class Days(Enum):
    """On which days a recurring run takes place."""

    EVERY_DAY = "every day"
    WORKING_DAY = "every working day"
    FIRST_WORKING_DAY_OF_MONTH = "the first working day of the month"


@dataclass(frozen=True)
class Entry:
    """A line of the timetable: the handler `name` runs at this local time on these days."""

    name: str
    at: time
    days: Days


@dataclass(frozen=True)
class Run:
    """One run of the timetable, known by its name and its nominal time, however late it is made."""

    name: str
    nominal_at: datetime


def takes_place(days: Days, *, on: date, calendar: Calendar) -> bool:
    """Whether `on` is one of these days (rule 1)."""
    if days is Days.WORKING_DAY:
        return calendar.is_workday(on)
    if days is Days.FIRST_WORKING_DAY_OF_MONTH:
        return on == calendar.roll_forward(on.replace(day=1))
    return True


def runs_due(entries: Iterable[Entry], *, now: datetime, calendar: Calendar) -> list[Run]:
    """The runs of the local day of `now` whose time has come.

    A run missed because the machine was off is therefore made later that day, and not on a later day.
    """
    found = [
        Run(entry.name, datetime.combine(now.date(), entry.at, tzinfo=now.tzinfo))
        for entry in entries
        if takes_place(entry.days, on=now.date(), calendar=calendar)
    ]
    return sorted((run for run in found if run.nominal_at <= now), key=lambda run: (run.nominal_at, run.name))
