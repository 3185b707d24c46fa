"""On which working day a rung of a ladder falls, and which events have a rung on a day: pure arithmetic (rule 17)."""

from datetime import date, timedelta
from functools import lru_cache

from secretariat.outbox.models import Ladder
from secretariat.workdays.calendar import Calendar

DAY = timedelta(days=1)
# These count from something that has happened: what falls on a rest day is told after it. The others lead up to a
# date, and are told before it.
FORWARD = frozenset({Ladder.LATE, Ladder.ACKNOWLEDGE, Ladder.STALLED})


@lru_cache(maxsize=4096)  # A morning asks about a few days, for every item of the house.
def nominal_day(ladder: str, offset: int, event: date, calendar: Calendar) -> date:
    """The working day of the rung `offset` working days from `event` (negative: before it).

    An event on a rest day whose rung is the day itself moves: to the working day before a date that is yet to come,
    to the next working day after what has happened, so that no rung is lost to a holiday.
    """
    if offset:
        return calendar.add(event, offset)
    return calendar.roll_forward(event) if ladder in FORWARD else calendar.roll_backward(event)


def events_of(ladder: str, offset: int, on: date, calendar: Calendar) -> tuple[date, date]:
    """The first and the last day whose rung is told on the working day `on`: `nominal_day` read backwards."""
    if offset > 0:
        return calendar.subtract(on, offset), calendar.subtract(on, offset - 1) - DAY
    if offset < 0:
        return calendar.add(on, -offset - 1) + DAY, calendar.add(on, -offset)
    if ladder in FORWARD:
        return calendar.previous_workday(on) + DAY, on
    return on, calendar.next_workday(on) - DAY


# Of two lines about one matter to one person the graver one is told: the later ladder here, then the later rung.
GRAVITY = (Ladder.CHECKPOINT, Ladder.STALLED, Ladder.CYCLE, Ladder.DUE, Ladder.ACKNOWLEDGE, Ladder.LATE)


def gravity(ladder: str, offset: int) -> tuple[int, int]:
    """How grave a rung is; the greater is told."""
    return GRAVITY.index(Ladder(ladder)), offset
