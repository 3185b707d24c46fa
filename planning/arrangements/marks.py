"""What stands before an activity in a published week: its number, date, half of the day and time."""

import re
from dataclasses import dataclass, field
from datetime import time

from secretariat.workdays.numerals import WEEKDAYS, number

MORNING, AFTERNOON, EVENING, ALL_DAY = "上午", "下午", "晚上", "全天"
_NOON = "中午"

_N = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
_YEAR = r"(?:(?P<year>20\d\d|二[〇零○O][一二三四五六七八九〇零]{2})\s*年\s*)"
_TO = r"(?:至|到|[—―–~-]+)"
_AND = r"[、,和及与]"
_DATE = re.compile(
    rf"{_YEAR}?(?P<month>{_N})\s*月\s*(?P<day>{_N})\s*(?:[日号]|(?=\s*(?:、|{_TO})\s*(?:{_N}\s*月\s*)?{_N}\s*[日号]))"
)
_NUMERIC = re.compile(r"(?P<year>20\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)[日号]?")
_SHORT = re.compile(
    r"(?P<year>)(?P<month>\d{1,2})(?:[./](?P<day>\d{1,2})[日号]?(?![\d./::点时])"
    r"|-(?P<dashed>\d{1,2})(?![\d日号::点时./-]))"
)
_DAY = re.compile(
    rf"(?P<year>)(?P<month>)(?P<day>{_N})\s*(?:[日号](?![^\W\d]?报)|(?=\s*(?:、|{_TO})\s*(?:{_N}\s*月\s*)?{_N}\s*[日号]))"
)
_SAME = re.compile(r"(?P<same>同日|当日|当天|同一天|同天)|(?P<next>次日|翌日|第二天)|当(?=晚)")
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])(?!次|届|期)")
# Between the days of a range their weekdays may stand.
_GAP = re.compile(r"\s*(?:\(?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*\)?)?\s*")
_RANGE, _LIST = re.compile(rf"\s*{_TO}\s*"), re.compile(rf"\s*{_AND}\s*")
_LIMIT = re.compile(r"(?:之前|以前|前(?![往后期])|截止|止)")
_SHORT_WEEKDAY = re.compile(r"\s*\(\s*[一二三四五六日]\s*\)")
_FROM = re.compile(r"起(?![草])")

_HALVES = [
    (ALL_DAY, r"上、?下午|上午\s*(?:[、和及]|至|到|[—–~-]+)\s*下午|全天|整天|全日|一整天"),
    (MORNING, r"上午|早上|早晨|清晨|凌晨|早(?=\s*\d)"),
    (AFTERNOON, r"下午|午后"),
    (_NOON, r"中午"),
    (EVENING, r"晚上|晚间|傍晚|夜间|夜晚|今晚|晚(?=\s*[\d一二三四五六七八九十,:]|$)"),
]
_HALF = re.compile("|".join(f"(?P<h{place}>{words})" for place, (_name, words) in enumerate(_HALVES)))
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})\s*[::]\s*(?P<minute>\d{2})(?!\d)(?:\s*分)?"
    r"|(?P<spoken>\d{1,2}|[一二三四五六七八九十两]{1,3})\s*[点时](?!段|期|代|间|任)"
    r"(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<past>\d{1,2}|[一二三四五六七八九十]{1,3})\s*分|(?P<bare>\d{2})(?!\d)|整|钟)?"
)
_BEHIND = re.compile(r",\s*(?=(?:上午|下午|晚上)\s*[\d一二三四五六七八九十])")
_ABOUT = re.compile(r"\s*(?:左右|许|整|起|开始)")
_LABEL = re.compile(
    r"[\s*•·●○◆◇■□▪※★☆►➢✓#-]*(?:(?:\(\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*\)|[①-⑳]|[⑴-⒇])\s*[、.]?"
    r"|\d{1,2}\s*(?:[、)]|\.(?!\d)|\.(?=\d{1,2}\s*(?:[月日号]|(?:至|到|、|[—―–~-]+)\s*\d{1,2}\s*[日号])|20\d\d\s*年))|[一二三四五六七八九十]{1,3}\s*[、.])?\s*"
)
_PAIR = re.compile(r"\s*(\d{1,2})\s*、\s*(\d{1,2})\s*[日号]")
_SKIP = re.compile(r"[\s,:|、【】\[\]]*")


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
    first day, `last_half` that of its last.
    """

    end: int = 0
    is_numbered: bool = False
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
    return any(pattern.match(flat, start) for pattern in (_DATE, _NUMERIC, _DAY, _SAME, _HALF, _CLOCK))


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
    for reader in (_days, _same, _weekday, _half, _time):
        after = reader(flat, place, marks)
        if after > place:
            return after
    return place


def _days(flat: str, place: int, marks: Marks) -> int:
    if marks.days or marks.shift is not None or not (first := _day_at(flat, place)):
        return place
    end = _span(flat, first, marks)
    while (comma := _LIST.match(flat, end)) and (found := _day_at(flat, comma.end())):
        end = _span(flat, found, marks)
    if limit := _LIMIT.match(flat, end):
        marks.is_limit, end = True, limit.end()
    after = _FROM.match(flat, end) or _SHORT_WEEKDAY.match(flat, end)
    return after.end() if after else end


def time_within(flat: str) -> tuple[Marks, int, int] | None:
    """A half of the day with its time behind the activity (…会议,上午9点,三楼), and where the words stand."""
    match = _BEHIND.search(flat)
    if not match:
        return None
    marks = Marks()
    end = _time(flat, _half(flat, match.end(), marks), marks)
    return (marks, match.start(), end) if marks.at else None


def _span(flat: str, first: re.Match[str], marks: Marks) -> int:
    """Takes a day or a range (25日至26日, 25日上午至26日下午) that begins with `first`; returns where it ends."""
    end, last = first.end(), first
    gap = _GAP.match(flat, end)
    after = gap.end() if gap else end
    half = _HALF.match(flat, after)
    to = _RANGE.match(flat, half.end() if half else after)
    if to and (found := _day_at(flat, to.end())):
        end, last = found.end(), found
        if half:
            marks.half = _half_of(half)
            closing = _HALF.match(flat, end)
            marks.last_half = _half_of(closing) if closing else ""
            end = closing.end() if closing else end
    marks.days.append((_written(first), _written(last)))
    return end


def _day_at(flat: str, place: int) -> re.Match[str] | None:
    for pattern in (_DATE, _NUMERIC, _SHORT, _DAY):
        if match := pattern.match(flat, place):
            return match
    return None


def _written(match: re.Match[str]) -> WrittenDay:
    groups = match.groupdict()
    day = groups["day"] or groups.get("dashed") or ""
    month, year = groups["month"], groups["year"]
    return WrittenDay(_number(day), _number(month) if month else None, number(year) if year else None)


def _number(words: str) -> int:
    return number(words.replace("廿", "二十"))


def _same(flat: str, place: int, marks: Marks) -> int:
    match = None if marks.is_dated else _SAME.match(flat, place)
    if not match:
        return place
    marks.shift = 1 if match["next"] else 0
    return match.end()


def _weekday(flat: str, place: int, marks: Marks) -> int:
    match = None if marks.weekday is not None else _WEEKDAY.match(flat, place)
    if not match:
        return place
    marks.weekday = WEEKDAYS[match["weekday"]]
    return match.end()


def _half(flat: str, place: int, marks: Marks) -> int:
    match = _HALF.match(flat, place)
    half = _half_of(match) if match else ""
    # 上午9:00—12:00,下午14:30—17:00 is one whole day.
    if not match or (marks.half and (marks.half, half) != (MORNING, AFTERNOON)):
        return place
    marks.half = ALL_DAY if marks.half else half
    return match.end()


def _half_of(match: re.Match[str]) -> str:
    return _HALVES[int((match.lastgroup or "h0")[1:])][0]


def _time(flat: str, place: int, marks: Marks) -> int:
    match = None if marks.at and marks.half != ALL_DAY else _CLOCK.match(flat, place)
    if not match:
        return place
    marks.at = marks.at or _clock(match, marks.half)
    end = match.end()
    if marks.half == _NOON:
        marks.half = MORNING if marks.at.hour < 12 else AFTERNOON
    if to := _RANGE.match(flat, end):
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
    later = at.hour < 12 and (
        half == AFTERNOON or (half == EVENING and at.hour >= 4) or (half == _NOON and at.hour < 4)
    )
    return at.replace(hour=at.hour + 12) if later else at


def half_for(half: str) -> str:
    """The half of the day by which the week is ordered: noon without a time opens the afternoon."""
    return AFTERNOON if half == _NOON else half
