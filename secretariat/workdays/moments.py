"""Which days words of time mean, once their pattern is known: a day, a stretch, a rhythm."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Literal

from secretariat.workdays.calendar import Calendar, add_months
from secretariat.workdays.numerals import (
    ANNIVERSARIES,
    FESTIVALS,
    LATER_MONTHS,
    LATER_WEEKS,
    LATER_YEARS,
    PARTS,
    QUARTERS,
    WEEKDAYS,
    number,
)

Kind = Literal["date", "window", "cycle"]


@dataclass(frozen=True)
class TimePhrase:
    """Words that name time, at `start` to `end` of the text read.

    `date` is one day, `window` a stretch from `first` to `last`, `cycle` a rhythm ("weekly:5") without days.
    `is_limit` says that the words themselves set a limit (…前, …内, 截止…); without it a date may as well be the day of
    an event or a part of a title, and the caller decides. `provisional` as in rule 7.
    """

    start: int
    end: int
    words: str
    kind: Kind
    first: date | None = None
    last: date | None = None
    cycle: str = ""
    is_limit: bool = False
    provisional: bool = False


# What a reader says of its words, before it is known where they stand.
_says = partial(TimePhrase, 0, 0, "")


@dataclass(frozen=True)
class Context:
    """The day from which it is counted, and the calendar by which."""

    on: date
    calendar: Calendar


Reader = Callable[[re.Match[str], Context], TimePhrase | None]

# A passed day less than this far back still means this year: minutes are written some days after the meeting.
RECENT = timedelta(days=15)
LONGEST_COUNT = 999


# ── Days ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _year(match: re.Match[str], on: date) -> int | None:
    word = match.group("year")
    if not word:
        return None
    return on.year + LATER_YEARS[word] if word in LATER_YEARS else number(word[:-1])


def _month_day(year: int | None, month: int, day: int, on: date) -> date:
    if year is not None:
        return date(year, month, day)
    found = date(on.year, month, day)
    return found if found >= on - RECENT else date(on.year + 1, month, day)


def _month_end(year: int, month: int) -> date:
    return add_months(date(year, month, 1), 1) - timedelta(days=1)


def _one_day(day: date, match: re.Match[str]) -> TimePhrase:
    return _says("date", day, day, is_limit=_has_limit(match))


def _has_limit(match: re.Match[str]) -> bool:
    return bool(match.groupdict().get("limit"))


def full_date(match: re.Match[str], context: Context) -> TimePhrase:
    """12月5日, 2027年1月15日."""
    year = _year(match, context.on)
    return _one_day(_month_day(year, number(match["month"]), number(match["day"]), context.on), match)


def iso_date(match: re.Match[str], context: Context) -> TimePhrase:
    """2026-12-15."""
    return _one_day(date(int(match["y"]), int(match["month"]), int(match["day"])), match)


def iso_month(match: re.Match[str], context: Context) -> TimePhrase:
    """2026.12, 2026.9中旬."""
    year, month = int(match["y"]), int(match["month"])
    if match["part"]:
        return _stretch(year, month, match["part"], match)
    return _says("window", date(year, month, 1), _month_end(year, month), is_limit=_has_limit(match))


def day_range(match: re.Match[str], context: Context) -> TimePhrase:
    """12月8日至10日."""
    month, until = number(match["month"]), match["until"]
    first = _month_day(_year(match, context.on), month, number(match["day"]), context.on)
    last = date(first.year, number(until) if until else month, number(match["last"]))
    return _says(
        "window", first, last if last >= first else last.replace(year=first.year + 1), is_limit=_has_limit(match)
    )


def day_of_month(match: re.Match[str], context: Context) -> TimePhrase:
    """下月10日, 20日."""
    month = add_months(context.on.replace(day=1), LATER_MONTHS[match["near"] or "月"])
    day = month.replace(day=number(match["day"]))
    if not match["near"] and day < context.on:
        day = add_months(month, 1).replace(day=number(match["day"]))
    return _one_day(day, match)


# ── Parts of months, months, quarters, years ─────────────────────────────────────────────────────────────────────────
def _stretch(year: int, month: int, part: str, match: re.Match[str]) -> TimePhrase:
    end = _month_end(year, month)
    first, last = (date(year, month, min(day, end.day)) for day in PARTS[part])
    return _says("date" if first == last else "window", first, last, is_limit=_has_limit(match))


def part_of_month(match: re.Match[str], context: Context) -> TimePhrase:
    """12月中旬."""
    month, year = number(match["month"]), _year(match, context.on)
    if year is None:
        last = min(PARTS[match["part"]][1], _month_end(context.on.year, month).day)
        year = _month_day(None, month, last, context.on).year
    return _stretch(year, month, match["part"], match)


def part_of_near_month(match: re.Match[str], context: Context) -> TimePhrase:
    """本月底, 下月上旬."""
    month = add_months(context.on.replace(day=1), LATER_MONTHS[match["near"]])
    return _stretch(month.year, month.month, match["part"] or "底", match)


def months(match: re.Match[str], context: Context) -> TimePhrase:
    """9月, 9月至11月."""
    month = number(match["month"])
    until = number(match["until"]) if match["until"] else month
    year = _year(match, context.on)
    if year is None:
        year = _month_day(None, until, _month_end(context.on.year, until).day, context.on).year
    first, last = date(year, month, 1), _month_end(year, until)
    return _says("window", first, last, is_limit=_has_limit(match))


def quarter(match: re.Match[str], context: Context) -> TimePhrase:
    """第三季度."""
    place, year = QUARTERS[match["quarter"]], _year(match, context.on)
    if year is None:
        year = _month_day(None, place * 3, _month_end(context.on.year, place * 3).day, context.on).year
    last = _month_end(year, place * 3)
    return _says("window", add_months(last.replace(day=1), -2), last, is_limit=_has_limit(match))


def quarters(match: re.Match[str], context: Context) -> TimePhrase:
    """第三、四季度."""
    place, year = QUARTERS[match["until"]], _year(match, context.on)
    if year is None:
        year = _month_day(None, place * 3, _month_end(context.on.year, place * 3).day, context.on).year
    first = date(year, QUARTERS[match["quarter"]] * 3 - 2, 1)
    return _says("window", first, _month_end(year, place * 3), is_limit=_has_limit(match))


def near_quarter(match: re.Match[str], context: Context) -> TimePhrase:
    """本季度."""
    month = context.on.month + (-context.on.month) % 3
    last_month = add_months(date(context.on.year, month, 1), 3 if match["near"] == "下" else 0)
    last = _month_end(last_month.year, last_month.month)
    return _says("window", add_months(last.replace(day=1), -2), last, is_limit=_has_limit(match))


def half_year(match: re.Match[str], context: Context) -> TimePhrase:
    """上半年."""
    year, month = _year(match, context.on), 6 if match["half"] == "上" else 12
    if year is None:
        year = _month_day(None, month, 30, context.on).year
    return _says("window", date(year, month - 5, 1), _month_end(year, month), is_limit=_has_limit(match))


def end_of_year(match: re.Match[str], context: Context) -> TimePhrase:
    """年底."""
    day = date(_year(match, context.on) or context.on.year, 12, 31)
    return _one_day(day, match)


def within_year(match: re.Match[str], context: Context) -> TimePhrase:
    """全年, 年内."""
    year = _year(match, context.on) or context.on.year
    return _says("window", date(year, 1, 1), date(year, 12, 31), is_limit=match["span"].endswith("内"))


# ── Weeks, counted periods, festivals ────────────────────────────────────────────────────────────────────────────────
def weekday(match: re.Match[str], context: Context) -> TimePhrase:
    """下周五."""
    monday = context.on - timedelta(days=context.on.weekday())
    day = monday + timedelta(days=WEEKDAYS[match["weekday"]] - 1, weeks=LATER_WEEKS.get(match["near"] or "", 0))
    if not match["near"] and day < context.on:
        day += timedelta(weeks=1)
    return _one_day(day, match)


def week(match: re.Match[str], context: Context) -> TimePhrase:
    """本周."""
    monday = context.on - timedelta(days=context.on.weekday()) + timedelta(weeks=LATER_WEEKS[match["near"]])
    worked = context.calendar.workdays_of_week(monday) or [monday + timedelta(days=6)]
    return _says("window", monday, worked[-1], is_limit=_has_limit(match))


def counted(match: re.Match[str], context: Context) -> TimePhrase | None:
    """会后10个工作日内, 两周内."""
    count, unit = match["count"], match["unit"]
    n = 1 if count in ("半", None) else number(count)
    if not 0 < n <= LONGEST_COUNT:
        return None
    day = _after(n, unit, context, half=count == "半")
    return _says("date", day, day, is_limit=_has_limit(match), provisional=True)


def _after(n: int, unit: str, context: Context, *, half: bool) -> date:
    on, calendar = context.on, context.calendar
    if unit in ("工作日", "wd", "w"):
        return calendar.add(on, n)
    if unit in ("周", "星期", "礼拜"):
        return calendar.after_days(on, 7 * n)
    if unit in ("月", "m"):
        return calendar.after_days(on, 15) if half else calendar.after_months(on, n)
    if unit == "年":
        return calendar.after_months(on, 6 if half else 12 * n)
    return calendar.after_days(on, n)


def festival(match: re.Match[str], context: Context) -> TimePhrase | None:
    """国庆节前: its eve."""
    names = FESTIVALS[match["festival"]]
    year = _year(match, context.on)
    for candidate in [year] if year else [context.on.year, context.on.year + 1]:
        start = context.calendar.holiday_starts(candidate, names)
        if start and (year or start > context.on):
            eve = start - timedelta(days=1)
            return _says("date", eve, eve, is_limit=True, provisional=context.calendar.is_provisional(start))
    return None


def after_festival(match: re.Match[str], context: Context) -> TimePhrase | None:
    """国庆节后一周内, counted from the last day off."""
    names = FESTIVALS[match["festival"]]
    year = _year(match, context.on)
    for candidate in [year] if year else [context.on.year, context.on.year + 1]:
        end = context.calendar.holiday_ends(candidate, names)
        if end and (year or end >= context.on):
            n = 1 if match["count"] in ("首", "第一") else number(match["count"])
            day = _after(n, match["unit"], replace(context, on=end), half=False)
            return _says("date", day, day, is_limit=_has_limit(match), provisional=True)
    return None


def anniversary(match: re.Match[str], context: Context) -> TimePhrase:
    """七一前: its eve."""
    month, day = ANNIVERSARIES[match["festival"]]
    found = date(_year(match, context.on) or context.on.year, month, day)
    if not match["year"] and found <= context.on:
        found = found.replace(year=found.year + 1)
    eve = found - timedelta(days=1)
    return _says("date", eve, eve, is_limit=True)


def today(match: re.Match[str], context: Context) -> TimePhrase:
    """立即, 明天."""
    days = {"明": 1, "后": 2}.get(match[0][0], 0)
    day = context.on + timedelta(days=days)
    return _one_day(day, match)


# ── Cycles ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def cycle(rhythm: str, highest: int) -> Reader:
    """A reader of rhythms whose day is at most `highest`: 每月25日前."""

    def reader(match: re.Match[str], context: Context) -> TimePhrase | None:
        words = match.groupdict()
        if words.get("weekday"):
            day = WEEKDAYS[words["weekday"]]
        elif words.get("part"):
            day = PARTS[words["part"]][1]
        elif words.get("end"):
            day = PARTS["底"][1]
        else:
            day = number(words["day"]) if words.get("day") else 0
        return _says("cycle", cycle=f"{rhythm}:{day}" if day else rhythm) if 0 <= day <= highest else None

    return reader
