"""What minutes state about their meeting above the first decision: its number, and the day on which it was held."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from planning.meetings.lines import above_decisions
from secretariat.patterns import regex
from secretariat.workdays.numerals import HALF_WIDTH, number

# Of a day without a year that lies further ahead the last one is meant.
AHEAD = timedelta(days=31)


@dataclass(frozen=True)
class Stated:
    """The number, the year of the number, and the day, each None where the text does not state it."""

    number: int | None = None
    year: int | None = None
    held_on: date | None = None


_NUMERALS = "一二三四五六七八九十"
_NO = rf"第\s*(?P<number>\d{{1,4}}|[{_NUMERALS}百]{{1,5}})\s*[次号期]"
_YEAR = r"(?:20\d\d|二[〇零○O][一二三四五六七八九〇零○]{2})"
_COUNT = rf"(?:\d{{1,2}}|[{_NUMERALS}]{{1,3}})"
_DAY = rf"(?:(?P<y>{_YEAR})\s*年\s*)?(?P<m>{_COUNT})\s*月\s*(?P<d>{_COUNT})\s*日"
_FULL_DAY = _DAY.replace(")?(?P<m>", ")(?P<m>")
# White space stands behind what may be missing: side by side, many blank lines would be read in every way they can be.
_OF_WEEK = r"(?:\(?(?:星期|周)[一二三四五六日天]\)?\s*)?(?:(?:上午|下午|晚上?)\s*)?"
# The best words first: 〔2026〕第42次 before a line that is no sentence, and 召开第42次.
_NUMBERS = [
    regex(rf"[〔\[(]?(?P<year>20\d\d)(?:[〕\])]|年)\s*{_NO}"),
    regex(rf"(?:^|\n)[^,。;\n]{{0,30}}{_NO}[^,。;\n]{{0,14}}(?=\n|$)"),
    regex(rf"(?:召开|举行)[^,。;\n]{{0,20}}{_NO}"),
]
# 时间:, then who chaired it on which day, then a day that stands alone or beside the number. A day beside the office
# is that of the issue.
_DAYS = [
    regex(rf"(?:^|\n)\s*(?:会议)?(?:召开)?时\s*间\s*:\s*{_DAY}"),
    regex(rf"{_FULL_DAY}[^。;\n]{{0,80}}?(?:召开|举行|主持)"),
    regex(rf"(?:^|\n)\s*{_DAY}[^。;\n]{{0,80}}?(?:召开|举行|主持)"),
    regex(rf"{_NO}\s*(?:\(\s*)?{_FULL_DAY}"),
    regex(
        rf"(?:^|\n)[〔\[(]?(?:20\d\d(?:[〕\])]|年))?\s*(?:{_NO}\s*)?(?:\(\s*)?{_FULL_DAY}\s*{_OF_WEEK}(?:\)\s*)?(?=\n|$)"
    ),
]


def read_stated(text: str, *, on: date) -> Stated:
    """The facts in the head of minutes; a day without a year lies in that of the number, else near the day `on`."""
    head = above_decisions("\n".join(text.splitlines())).translate(HALF_WIDTH)
    named = next(filter(None, (pattern.search(head) for pattern in _NUMBERS)), None)
    held = next(filter(None, (pattern.search(head) for pattern in _DAYS)), None)
    year = named.groupdict().get("year") if named else None
    return Stated(
        number=number(named["number"]) if named else None,
        year=int(year) if year else None,
        held_on=_day(held, year=int(year) if year else None, on=on) if held else None,
    )


def _day(held: re.Match[str], *, year: int | None, on: date) -> date | None:
    named = number(held["y"]) if held["y"] else year
    try:
        day = date(named or on.year, number(held["m"]), number(held["d"]))
        return day.replace(year=on.year - 1) if named is None and day > on + AHEAD else day
    except ValueError:  # a day that no calendar has
        return None
