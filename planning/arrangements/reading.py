"""What is read of a published week, whatever it is read from: entries, and lines that were left out with the reason."""

from dataclasses import dataclass, field
from datetime import date, time

from django.utils.translation import gettext_lazy

from planning.arrangements.marks import (
    AFTERNOON,
    ALL_DAY,
    MORNING,
    NOON,
    Marks,
    at_half,
    fits_half,
    half_at_clock,
    half_for,
)

LONGEST_ACTIVITY, LONGEST_PLACE = 500, 60

NO_DATE = gettext_lazy("It names no date, and nothing before it that it could continue.")
NO_SUCH_DAY = gettext_lazy("It names a date that does not exist.")
NO_SUCH_TIME = gettext_lazy("It names a time that does not exist.")
UNKNOWN_DAY = gettext_lazy("Month or week of the day are not named.")
A_LIMIT = gettext_lazy("It sets a time limit, not a day on which something takes place.")
A_NOTE = gettext_lazy("It is a note, not an activity.")
A_REST = gettext_lazy("It says that nothing takes place.")
NO_ACTIVITY = gettext_lazy("It names no activity.")


@dataclass(frozen=True)
class ReadEntry:
    """One activity on one day as read; what was not written is empty, but a time says in which half of the day it lies.

    `half_day` is 上午, 下午, 晚上, 全天 or empty; `at` and `until` are of the clock of 24 hours; `unit` is as written.
    With `day_words` it has no day of its own, and `on` is the last day for it.
    """

    on: date
    half_day: str
    at: time | None
    until: time | None
    unit: str
    activity: str
    line: int
    place: str = ""
    leaders: str = ""
    participants: str = ""
    support: str = ""
    note: str = ""
    day_words: str = ""


@dataclass(frozen=True)
class Unread:
    """A line, counted from 1, that was left out, and why."""

    line: int
    words: str
    reason: str


@dataclass
class ReadWeek:
    """What a text holds: its entries in order, what was left out, and the days that its heading names."""

    entries: list[ReadEntry] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    days: tuple[date, date] | None = None


def halves_of(marks: Marks, count: int) -> list[str]:
    """The half of each day: of 25日下午至27日上午 the days between are whole."""
    half = half_for(marks.half)
    if not marks.last_half or count < 2:
        return [half] * count
    first = ALL_DAY if half == MORNING else half
    last = ALL_DAY if marks.last_half == AFTERNOON else half_for(marks.last_half)
    return [first, *[ALL_DAY] * (count - 2), last]


def read_entry(on: date, half: str, timed: Marks | None, unit: str, activity: str, line: int, **more: str) -> ReadEntry:
    """An entry whose times are those of the clock of 24 hours, and whose half of the day fits them.

    Noon belongs to the afternoon; where no time says so the note does.
    """
    at = timed.at and at_half(timed.at, half) if timed else None
    until = timed.until and at_half(timed.until, half) if timed else None
    # Under the heading of the morning a later time is no morning.
    half = half_at_clock(at) if at and not (half and fits_half(at, half)) else half
    if timed and timed.half == NOON and not at and not more.get("note"):
        more["note"] = NOON
    return ReadEntry(on, half, at, until if until and at and until > at else None, unit, activity, line, **more)
