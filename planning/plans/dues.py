"""When an item is to be done: a day, a stretch of the year, or a cycle, out of the words of a plan."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from secretariat.patterns import regex
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.numerals import HALF_WIDTH
from secretariat.workdays.phrases import TimePhrase, read, read_one

# What counts from a day that a plan does not name: a meeting, today, this month.
_RELATIVE = regex(
    r"会后|会议后|以?内$|工作日|立即|立刻|即刻|马上|即日|[今明后当]天|[今明当]日|[本下当次这]个?(?:月|周|星期|季)|^\+|^(?:周|星期)"
)
_ALL_YEAR = regex(r"(?:全年)?(?:长期|常年|持续|常态化|贯穿)(?:坚持|推进|进行|开展|全年)?|全年(?:坚持|推进|进行|开展)")
# What may stand beside a time without changing it.
_FILLER = regex(
    r"(?:拟|计划|预计|力争|确保|争取|原则上|于|在|左右|完成|办结|报送|召开|开展|启动|进行|举行|举办|印发|落实到位|[,，。;；、()\s])*"
)
_BARE_NUMBER = regex(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Due:
    """What was read out of the words of a plan. `several` holds the times that were joined into one stretch."""

    kind: Literal["date", "window", "cycle"]
    words: str
    first: date | None = None
    last: date | None = None
    cycle: str = ""
    several: tuple[str, ...] = ()


def due_of_day(day: date) -> Due:
    """A real day of the sheet, in the words of papers."""
    return Due("date", f"{day.year}年{day.month}月{day.day}日", day, day)


def limit_of_day(day: date) -> Due:
    """A stretch that ends on a day, in the words of papers."""
    return Due("window", f"{due_of_day(day).words}前", date(day.year, 1, 1), day)


def read_due(words: str, *, year: int, calendar: Calendar) -> Due | None:
    """What `words` mean in the plan of `year`; None where they name no time that a plan can mean.

    A limit (6月底前) is a stretch from the beginning of the year; a day that is no limit stays a day.
    """
    flat = words.translate(HALF_WIDTH).strip()
    if not flat or _BARE_NUMBER.fullmatch(flat):
        return None
    if _ALL_YEAR.fullmatch(flat):
        return Due("window", words, date(year, 1, 1), date(year, 12, 31))
    on = date(year, 1, 1)
    phrase = read_one(flat, on=on, calendar=calendar)
    phrases = [phrase] if phrase else _phrases(flat, on, calendar)
    found = [
        _due(phrase, words, year) for phrase in phrases if phrase.kind == "cycle" or not _RELATIVE.search(phrase.words)
    ]
    if not found or len(found) < len(phrases):
        return None
    return found[0] if len(found) == 1 else _joined(found, phrases, words)


def _phrases(flat: str, on: date, calendar: Calendar) -> list[TimePhrase]:
    """The times in words that hold nothing else of weight; none where something remains that was not understood."""
    phrases, place = read(flat, on=on, calendar=calendar), 0
    between = []
    for phrase in phrases:
        between.append(flat[place : phrase.start])
        place = phrase.end
    between.append(flat[place:])
    is_plain = all(_FILLER.fullmatch(words) for words in between)
    # With several times there are words for what is due at each: 4月底前初稿,6月底前定稿.
    return phrases if is_plain or (len(phrases) > 1 and all(len(words) <= 12 for words in between)) else []


def _due(phrase: TimePhrase, words: str, year: int) -> Due:
    if phrase.kind == "cycle" or phrase.first is None or phrase.last is None:
        return Due("cycle", words, cycle=phrase.cycle)
    if phrase.is_limit:
        first = min(date(year, 1, 1), phrase.last.replace(month=1, day=1))
        return Due("window", words, first, phrase.last)
    if phrase.kind == "date":
        return Due("date", words, phrase.last, phrase.last)
    return Due("window", words, phrase.first, phrase.last)


def _joined(found: list[Due], phrases: list[TimePhrase], words: str) -> Due | None:
    several = tuple(phrase.words for phrase in phrases)
    cycles = [due for due in found if due.kind == "cycle"]
    days = [due for due in found if due.last is not None]
    if cycles and days:
        # 全年,每季度末月25日前报送: a stretch with reports.
        whole = _joined(days, phrases, words) if len(days) > 1 else days[0]
        return replace(whole, kind="window", words=words, cycle=cycles[0].cycle, several=()) if whole else None
    if cycles:
        return replace(cycles[0], several=several) if len({due.cycle for due in cycles}) == 1 else None
    first = min(due.first for due in days if due.first)
    last = max(due.last for due in days if due.last)
    return Due("window", words, first, last, several=several)
