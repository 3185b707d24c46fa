"""Reporting cycles ("weekly:5", "biweekly:5", "monthly:25", "quarterly:25") and the days on which they fall due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

from secretariat.workdays.calendar import Calendar

# A cycle that names no day is due on the last working day of its week, month or quarter.
LAST_DAY = {"weekly": 7, "biweekly": 7, "monthly": 31, "quarterly": 31}
HIGHEST = {"weekly": 7, "biweekly": 7, "monthly": 31, "quarterly": 31}
# Fortnights are counted from a fixed Monday, so that a cycle means the same days for every record.
FIRST_MONDAY = date(2001, 1, 1)


@dataclass(frozen=True)
class Cycle:
    """A rhythm and its day: of the week (Monday 1 to Sunday 7), or of the (quarter's last) month."""

    rhythm: str
    day: int


def parse(text: str) -> Cycle | None:
    """The cycle that `text` writes down; None for an empty one. Raises ValueError for anything else."""
    if not text:
        return None
    rhythm, _colon, day = text.partition(":")
    if rhythm not in HIGHEST or not (day.isdecimal() or not day):
        raise ValueError(f"not a cycle: {text!r}")
    cycle = Cycle(rhythm, int(day) if day else LAST_DAY[rhythm])
    if not 1 <= cycle.day <= HIGHEST[rhythm]:
        raise ValueError(f"not a cycle: {text!r}")
    return cycle


def every_cycle() -> list[str]:
    """Every text that is a cycle, for sets of rows."""
    return [
        *LAST_DAY,
        *(f"{rhythm}:{day}" for rhythm, highest in HIGHEST.items() for day in range(1, highest + 1)),
    ]


def next_due(cycle: str, after: date, calendar: Calendar) -> date:
    """The first day after `after` on which a report is due. Raises ValueError for an empty or unknown cycle."""
    return next(day for day in _dues(_known(cycle), after, calendar, step=1) if day > after)


def previous_due(cycle: str, before: date, calendar: Calendar) -> date:
    """The last day before `before` on which a report was due. Raises ValueError for an empty or unknown cycle."""
    return next(day for day in _dues(_known(cycle), before, calendar, step=-1) if day < before)


def _known(text: str) -> Cycle:
    cycle = parse(text)
    if cycle is None:
        raise ValueError("an empty cycle has no due days")
    return cycle


def _dues(cycle: Cycle, around: date, calendar: Calendar, *, step: int) -> Iterator[date]:
    # Start one period on the far side: rolling backward may carry a due day over the border of its period.
    if cycle.rhythm in ("weekly", "biweekly"):
        return _weeks(cycle, around, calendar, step)
    return _months(cycle, around, calendar, step)


def _weeks(cycle: Cycle, around: date, calendar: Calendar, step: int) -> Iterator[date]:
    every = 1 if cycle.rhythm == "weekly" else 2
    monday = around - timedelta(days=around.weekday()) - timedelta(weeks=step)
    while (monday - FIRST_MONDAY).days // 7 % every:
        monday -= timedelta(weeks=step)
    while True:
        # A week whose working days all come later has no due day: the whole stretch is a holiday.
        worked = [day for day in calendar.workdays_of_week(monday) if day.isoweekday() <= cycle.day]
        yield from worked[-1:]
        monday += timedelta(weeks=step * every)


def _months(cycle: Cycle, around: date, calendar: Calendar, step: int) -> Iterator[date]:
    every = 1 if cycle.rhythm == "monthly" else 3
    month = around.replace(day=1)
    month += relativedelta(months=-(month.month % every) % every - step * every)
    while True:
        yield calendar.by_day_of_month(month.year, month.month, cycle.day)
        month += relativedelta(months=step * every)
