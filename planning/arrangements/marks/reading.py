"""The marks before an activity are read one after another."""

import re

from planning.arrangements.marks.clock import read_half, read_time, starts_clock
from planning.arrangements.marks.days import read_days, read_same, read_weekday, starts_day
from planning.arrangements.marks.written import Marks

_LABEL = re.compile(
    r"[\s*•·●○◆◇■□▪※★☆►➢✓#-]*(?:(?:\(\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*\)|[①-⑳]|[⑴-⒇])\s*[、.]?"
    r"|\d{1,2}\s*(?:[、)]|\.(?!\d)|\.(?=\d{1,2}\s*(?:[月日号]|(?:至|到|、|[—―–~-]+)\s*\d{1,2}\s*[日号])|20\d\d\s*年))|[一二三四五六七八九十]{1,3}\s*[、.])?\s*"
)
_PAIR = re.compile(r"\s*(\d{1,2})\s*、\s*(\d{1,2})\s*[日号]")
_SKIP = re.compile(r"[\s,:|、【】\[\]]*")


def read_marks(flat: str, place: int = 0) -> Marks:
    """The marks at `place` of a line in half width. Raises ValueError for a numeral or a time
    (NoSuchTime) that there is not."""
    label = _LABEL.match(flat, place)
    begin = label.end() if label and not _is_list(flat, place) else place
    marks = Marks(end=place, is_numbered=bool(flat[place:begin].strip()))
    _read(flat, begin, marks)
    return marks


def _is_list(flat: str, place: int) -> bool:
    """Whether 25、26日 are two days, not the second line with a day of its own."""
    match = _PAIR.match(flat, place)
    return match is not None and 0 < int(match[2]) - int(match[1]) <= 2


def is_marked(flat: str, place: int) -> bool:
    """Whether a date, a half of the day or a time begins at `place`."""
    match = _SKIP.match(flat, place)
    start = match.end() if match else place
    return starts_day(flat, start) or starts_clock(flat, start)


def _read(flat: str, place: int, marks: Marks) -> None:
    """Reads mark after mark; a bracket counts only where it holds nothing else."""
    while True:
        skipped = _SKIP.match(flat, place)
        marks.end = place = skipped.end() if skipped else place
        after = _in_brackets(flat, place, marks) if flat[place : place + 1] == "(" else _one(flat, place, marks)
        if after == place:
            return
        place = after


def _in_brackets(flat: str, place: int, marks: Marks) -> int:
    inner = Marks(**vars(marks) | {"days": [*marks.days]})
    at = place + 1
    while True:
        skipped = _SKIP.match(flat, at)
        at = skipped.end() if skipped else at
        if flat[at : at + 1] == ")":
            vars(marks).update(vars(inner))
            return at + 1
        after = _one(flat, at, inner)
        if after == at:
            return place
        at = after


def _one(flat: str, place: int, marks: Marks) -> int:
    for reader in (read_days, read_same, read_weekday, read_half, read_time):
        after = reader(flat, place, marks)
        if after > place:
            return after
    return place
