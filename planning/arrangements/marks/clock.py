"""Halves of the day and times before (or behind) an activity."""

import re
from datetime import time

from planning.arrangements.marks.written import AFTERNOON, ALL_DAY, EVENING, MORNING, NOON, RANGE, Marks, NoSuchTime
from secretariat.patterns import regex
from secretariat.workdays.numerals import number

_HALVES = [
    (ALL_DAY, r"上、?下午|上午\s*(?:[、和及]|至|到|[—–~-]+)\s*下午|全天|整天|全日|一整天"),
    (MORNING, r"上午|早上|早晨|清晨|凌晨|早(?=\s*\d)"),
    (AFTERNOON, r"下午|午后"),
    (NOON, r"中午"),
    (EVENING, r"晚上|晚间|傍晚|夜间|夜晚|今晚|晚(?=\s*[\d一二三四五六七八九十,:]|$)"),
]
_HALF = regex("|".join(f"(?P<h{place}>{words})" for place, (_name, words) in enumerate(_HALVES)))
_CLOCK = regex(
    r"(?P<hour>\d{1,2})\s*[::]\s*(?P<minute>\d{2})(?!\d)(?:\s*分)?"
    r"|(?P<spoken>\d{1,2}|[一二三四五六七八九十两]{1,3})\s*[点时](?!段|期|代|间|任)"
    r"(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<past>\d{1,2}|[一二三四五六七八九十]{1,3})\s*分|(?P<bare>\d{2})(?!\d)|整|钟)?"
)
_BEHIND = regex(r",\s*(?=(?:上午|下午|晚上)\s*[\d一二三四五六七八九十])")
_ABOUT = regex(r"\s*(?:左右|许|整|起|开始)")


def read_half(flat: str, place: int, marks: Marks) -> int:
    """Takes a half of the day at `place`; returns where it ends, `place` where there is none."""
    match = _HALF.match(flat, place)
    half = _half_of(match) if match else ""
    # 上午9:00—12:00,下午14:30—17:00 is one whole day.
    if not match or (marks.half and (marks.half, half) != (MORNING, AFTERNOON)):
        return place
    marks.half = ALL_DAY if marks.half else half
    return match.end()


def half_at(flat: str, place: int) -> tuple[str, int]:
    """The half of the day that is named at `place`, and where its words end; empty where none is."""
    match = _HALF.match(flat, place)
    return (_half_of(match), match.end()) if match else ("", place)


def starts_clock(flat: str, place: int) -> bool:
    """Whether a half of the day or a time begins at `place`."""
    return bool(_HALF.match(flat, place) or _CLOCK.match(flat, place))


def _half_of(match: re.Match[str]) -> str:
    return _HALVES[int((match.lastgroup or "h0")[1:])][0]


def read_time(flat: str, place: int, marks: Marks) -> int:
    """Takes a time, or a span of time, at `place`; returns where it ends. Raises NoSuchTime."""
    match = None if marks.at and marks.half != ALL_DAY else _CLOCK.match(flat, place)
    if not match:
        return place
    marks.at = marks.at or _clock(match, marks.half)
    end = match.end()
    if marks.half == NOON:
        marks.half = MORNING if marks.at.hour < 12 else AFTERNOON
    if to := RANGE.match(flat, end):
        half = _HALF.match(flat, to.end())
        if closing := _CLOCK.match(flat, half.end() if half else to.end()):
            marks.until, end = _clock(closing, _half_of(half) if half else marks.half), closing.end()
    about = _ABOUT.match(flat, end)
    return about.end() if about else end


def _clock(match: re.Match[str], half: str) -> time:
    hour = number(match["hour"] or match["spoken"])
    minute = match["minute"] or match["past"] or match["bare"]
    minutes = 30 if match["half"] else number(match["quarter"]) * 15 if match["quarter"] else number(minute or "0")
    try:
        return at_half(time(hour, minutes), half)
    except ValueError as error:
        raise NoSuchTime from error


def at_half(at: time, half: str) -> time:
    """The time on the clock of 24 hours: 3:00 of an afternoon is 15:00, 7 in the evening 19:00."""
    later = at.hour < 12 and (half == AFTERNOON or (half == EVENING and at.hour >= 4) or (half == NOON and at.hour < 4))
    return at.replace(hour=at.hour + 12) if later else at


def half_at_clock(at: time) -> str:
    """The half of the day in which a time lies: the evening begins at six."""
    if at.hour < 12:
        return MORNING
    return EVENING if at.hour >= 18 else AFTERNOON


# Between which times a half of the day may begin: noon is said of both, and so is the hour before and after six.
_WITHIN = {MORNING: (time(0), time(13)), AFTERNOON: (time(12), time(19)), EVENING: (time(17), time.max)}


def fits_half(at: time, half: str) -> bool:
    """Whether it can be said that a time (24 hours) lies in this half of the day; in the whole day each does."""
    first, last = _WITHIN.get(half, (time.min, time.max))
    return first <= at < last


def half_for(half: str) -> str:
    """The half of the day by which the week is ordered: noon without a time opens the afternoon."""
    return AFTERNOON if half == NOON else half


def time_within(flat: str) -> tuple[Marks, int, int] | None:
    """A half of the day with its time behind the activity (…会议,上午9点,三楼), and where the words stand."""
    match = _BEHIND.search(flat)
    if not match:
        return None
    marks = Marks()
    end = read_time(flat, read_half(flat, match.end(), marks), marks)
    return (marks, match.start(), end) if marks.at else None
