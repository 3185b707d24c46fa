"""What marks before an activity are made of: halves of the day, written days, times."""

from dataclasses import dataclass, field
from datetime import time

from secretariat.patterns import regex

MORNING, AFTERNOON, EVENING, ALL_DAY = "上午", "下午", "晚上", "全天"
NOON = "中午"

# The sign or word between the ends of a range.
TO = r"(?:至|到|[—―–~-]+)"
RANGE = regex(rf"\s*{TO}\s*")


class NoSuchTime(ValueError):
    """The words name a time that no clock shows."""


@dataclass(frozen=True)
class WrittenDay:
    """A day as written: what is not written is None."""

    day: int
    month: int | None = None
    year: int | None = None


@dataclass
class Marks:
    """What was read before an activity, which begins at `end`.

    `days` holds ranges: a pair of written days that are equal where one day is named. `half` of a range is that of its
    first day, `last_half` that of its last. `ordinal` is the number it bears among several, 0 where it bears none.
    """

    end: int = 0
    is_numbered: bool = False
    ordinal: int = 0
    days: list[tuple[WrittenDay, WrittenDay]] = field(default_factory=list)
    weekday: int | None = None
    shift: int | None = None
    is_limit: bool = False
    half: str = ""
    last_half: str = ""
    at: time | None = None
    until: time | None = None

    @property
    def is_dated(self) -> bool:
        return bool(self.days) or self.weekday is not None or self.shift is not None
