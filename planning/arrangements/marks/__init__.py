"""What stands before an activity in a published week: its number, date, half of the day and time."""

from planning.arrangements.marks.clock import at_half, fits_half, half_at_clock, half_for, time_within
from planning.arrangements.marks.reading import is_marked, ordinal_at, read_marks
from planning.arrangements.marks.written import (
    AFTERNOON,
    ALL_DAY,
    EVENING,
    MORNING,
    NOON,
    Marks,
    NoSuchTime,
    WrittenDay,
)

__all__ = [
    "AFTERNOON",
    "ALL_DAY",
    "EVENING",
    "MORNING",
    "NOON",
    "Marks",
    "NoSuchTime",
    "WrittenDay",
    "at_half",
    "fits_half",
    "half_at_clock",
    "half_for",
    "is_marked",
    "ordinal_at",
    "read_marks",
    "time_within",
]
