"""Days before an activity: dates, ranges and lists of them, days of the week, the same and the next day."""

import re

from planning.arrangements.marks.clock import half_at
from planning.arrangements.marks.written import RANGE, TO, Marks, WrittenDay
from secretariat.patterns import regex
from secretariat.workdays.numerals import WEEKDAYS, number

_N = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
_YEAR = r"(?:(?P<year>20\d\d|二[〇零○O][一二三四五六七八九〇零]{2})\s*年\s*)"
_AND = r"[、,和及与]"
_DATE = regex(
    rf"{_YEAR}?(?P<month>{_N})\s*月\s*(?P<day>{_N})\s*(?:[日号]|(?=\s*(?:、|{TO})\s*(?:{_N}\s*月\s*)?{_N}\s*[日号]))"
)
_NUMERIC = regex(r"(?P<year>20\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)[日号]?")
_SHORT = regex(
    r"(?P<year>)(?P<month>\d{1,2})(?:[./](?P<day>\d{1,2})[日号]?(?![\d./::点时])"
    r"|-(?P<dashed>\d{1,2})(?![\d日号::点时./-]))"
)
# 2号楼检查 names houses, no days.
_OR_NO = r"(?:日|号(?![楼院线馆厅门]|会议[室厅]|文件|令))"
_DAY = regex(
    rf"(?P<year>)(?P<month>)(?P<day>{_N})\s*(?:{_OR_NO}(?![^\W\d]?报)|(?=\s*(?:、|{TO})\s*(?:{_N}\s*月\s*)?{_N}\s*{_OR_NO}))"
)
_SAME = regex(r"(?P<same>同日|当日|当天|同一天|同天)|(?P<next>次日|翌日|第二天)|当(?=晚)")
_WEEKDAY = regex(r"(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])(?!次|届|期)")
# Between the days of a range their weekdays may stand.
_GAP = regex(r"\s*(?:\(?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*\)?)?\s*")
_LIST = regex(rf"\s*{_AND}\s*")
_LIMIT = regex(r"(?:之前|以前|前(?![往后期])|截止|止)")
_SHORT_WEEKDAY = regex(r"\s*\(\s*[一二三四五六日]\s*\)")
_FROM = regex(r"起(?![草])")


def read_days(flat: str, place: int, marks: Marks) -> int:
    """Takes days, ranges and lists of them at `place`; returns where the words end, `place` where there are none."""
    if marks.days or marks.shift is not None or not (first := _day_at(flat, place)):
        return place
    end = _span(flat, first, marks)
    while (comma := _LIST.match(flat, end)) and (found := _day_at(flat, comma.end())):
        end = _span(flat, found, marks)
    if limit := _LIMIT.match(flat, end):
        marks.is_limit, end = True, limit.end()
    after = _FROM.match(flat, end) or _SHORT_WEEKDAY.match(flat, end)
    return after.end() if after else end


def _span(flat: str, first: re.Match[str], marks: Marks) -> int:
    """Takes a day or a range (25日至26日, 25日上午至26日下午) that begins with `first`; returns where it ends."""
    end, last = first.end(), first
    gap = _GAP.match(flat, end)
    after = gap.end() if gap else end
    half, after = half_at(flat, after)
    to = RANGE.match(flat, after)
    if to and (found := _day_at(flat, to.end())):
        end, last = found.end(), found
        if half:
            marks.half = half
            marks.last_half, end = half_at(flat, end)
    marks.days.append((_written(first), _written(last)))
    return end


def starts_day(flat: str, place: int) -> bool:
    """Whether a day begins at `place`."""
    return any(pattern.match(flat, place) for pattern in (_DATE, _NUMERIC, _DAY, _SAME))


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


def read_same(flat: str, place: int, marks: Marks) -> int:
    """Takes the same or the next day at `place`; returns where the words end, `place` where there are none."""
    match = None if marks.is_dated else _SAME.match(flat, place)
    if not match:
        return place
    marks.shift = 1 if match["next"] else 0
    return match.end()


def read_weekday(flat: str, place: int, marks: Marks) -> int:
    """Takes a day of the week at `place`; returns where the words end, `place` where there are none."""
    match = None if marks.weekday is not None else _WEEKDAY.match(flat, place)
    if not match:
        return place
    marks.weekday = WEEKDAYS[match["weekday"]]
    return match.end()
