"""Today and the week as a person carries them in the pocket: gathered from all drawers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from secretariat.offers import DayEntry, Question, ask
from secretariat.workdays.calendar import Calendar


@dataclass(frozen=True)
class PocketDay:
    """A day with what takes place on it; `is_rest` where nobody works."""

    on: date
    entries: Sequence[DayEntry]
    is_rest: bool
    is_worked_weekend: bool

    @property
    def own(self) -> int:
        """At how many of them the person has a part."""
        return sum(bool(entry.part) and not entry.is_away for entry in self.entries)


def pocket_days(user: Any, *, first_on: date, count: int, calendar: Calendar) -> list[PocketDay]:
    """So many days from `first_on`, each with its entries by time; those without a time come last."""
    last_on = first_on + timedelta(days=count - 1)
    found: list[DayEntry] = ask(Question.DAYS, first_on=first_on, last_on=last_on, user=user)
    entries = sorted(found, key=lambda entry: (entry.on, entry.at is None, entry.at or time.min))
    days = [first_on + timedelta(days=n) for n in range(count)]
    return [
        PocketDay(
            on=day,
            entries=[entry for entry in entries if entry.on == day],
            is_rest=not calendar.is_workday(day),
            is_worked_weekend=day.weekday() >= 5 and calendar.is_workday(day),
        )
        for day in days
    ]


def monday_of(day: date) -> date:
    """The Monday of its week (rule 34)."""
    return day - timedelta(days=day.weekday())
