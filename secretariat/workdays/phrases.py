"""The one reader of time: which days "11月底前", "会后N个工作日内", "每月N日前" or "+Nwd" mean."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Literal

from secretariat.workdays.calendar import Calendar, add_months
from secretariat.workdays.numerals import (
    ANNIVERSARIES,
    FESTIVALS,
    HALF_WIDTH,
    LATER_MONTHS,
    LATER_WEEKS,
    LATER_YEARS,
    NUMBER,
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
class _Context:
    on: date
    calendar: Calendar


_Reader = Callable[[re.Match[str], _Context], TimePhrase | None]

# A passed day less than this far back still means this year: minutes are written some days after the meeting.
RECENT = timedelta(days=15)
LONGEST_COUNT = 999

_NAMED_YEAR = r"(?P<year>今年|本年|当年|明年|次年|来年|后年|(?:19|20)\d\d年|二[〇零O○][一二三四五六七八九〇零]{2}年)"
_YEAR = rf"{_NAMED_YEAR}?度?"
_CLOCK = (
    r"(?:\((?:星期|周)?[一二三四五六日天]\))?(?:上午|中午|下午|晚上|晚)?(?:\d{1,2}(?:[::]\d\d|[时点](?:\d\d分?|半)?))?"
    r"(?:上班|下班)?"
)
_LIMIT = rf"(?P<limit>{_CLOCK}(?:之前|以前|前|之内|以内|内|截止|止))?"
_WEEKDAY = r"(?P<weekday>[一二三四五六日天末1-7])"
_BY = rf"(?P<limit>{_CLOCK}(?:之前|以前|前))"
_SHORT_MONTH, _SHORT_DAY = r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_PART = r"(?P<part>上旬|中下旬|上中旬|中旬|下旬|底|末|初)"


def read(text: str, *, on: date, calendar: Calendar) -> list[TimePhrase]:
    """Every time phrase in `text`, in order, as it is meant on the day `on`.

    A month and day that have passed mean next year. Words of the past (去年, 上月, …以来) are not returned, nor is a
    date that does not exist. Named days stay as named; counted periods roll forward (rules 4, 5).
    """
    found = (phrase for phrase, _start, _end in _scan(text, on, calendar) if phrase)
    return sorted(found, key=lambda phrase: phrase.start)


def unread(text: str, *, on: date, calendar: Calendar) -> list[tuple[int, int]]:
    """Where words stand that set a limit of which nobody can tell the day (适时, 全会召开前, a 30th of February)."""
    nowhere = [(start, end) for phrase, start, end in _scan(text, on, calendar) if not phrase]
    vague = [match.span() for match in _VAGUE.finditer(text.translate(HALF_WIDTH))]
    places = sorted({*vague, *nowhere}, key=lambda place: (place[0], -place[1]))
    return [place for n, place in enumerate(places) if not n or place[0] >= places[n - 1][1]]


def _scan(text: str, on: date, calendar: Calendar) -> Iterator[tuple[TimePhrase | None, int, int]]:
    """What the readers recognise and where; None for what means no day that there is. The past is left out."""
    flat = text.translate(HALF_WIDTH)
    context = _Context(on, calendar)
    taken = bytearray(len(flat))
    for pattern, reader in _READERS:
        for match in pattern.finditer(flat):
            start, end = match.span()
            if start == end or any(taken[start:end]):
                continue
            # Words that some reader recognised are spent, even when they mean nothing: "2月30日前" is not "30日前".
            taken[start:end] = b"\1" * (end - start)
            if not _is_past(flat, start, end):
                reading = _try(reader, match, context)
                yield reading and _phrase(reading, start, end, text, calendar, on), start, end


def read_one(text: str, *, on: date, calendar: Calendar) -> TimePhrase | None:
    """What the whole of `text` means, as typed into a field ("12-15", "下周五", "+10wd"); None if no phrase is."""
    words = text.strip()
    flat = words.translate(HALF_WIDTH)
    context = _Context(on, calendar)
    for pattern, reader in (*_TYPED, *_READERS):
        match = pattern.fullmatch(flat)
        reading = _try(reader, match, context) if match else None
        if reading:
            return _phrase(reading, 0, len(words), words, calendar, on)
    return None


def _try(reader: _Reader, match: re.Match[str], context: _Context) -> TimePhrase | None:
    try:
        return reader(match, context)
    except (ValueError, OverflowError):  # a day that no calendar has
        return None


def _phrase(reading: TimePhrase, start: int, end: int, text: str, calendar: Calendar, on: date) -> TimePhrase:
    provisional = reading.provisional and reading.last is not None and calendar.is_provisional(on, reading.last)
    return replace(reading, start=start, end=end, words=text[start:end], provisional=provisional)


def _is_past(flat: str, start: int, end: int) -> bool:
    before, after = flat[max(0, start - 3) : start], flat[end : end + 3]
    if re.search(r"(?:去年|上年|前年|上年度|去年度|提前|截至)的?$", before) or before.endswith("上"):
        return True
    return re.match(r"份?(?:以来|以后|之后|起|至今)", after) is not None


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


def _full_date(match: re.Match[str], context: _Context) -> TimePhrase:
    year = _year(match, context.on)
    return _one_day(_month_day(year, number(match["month"]), number(match["day"]), context.on), match)


def _iso_date(match: re.Match[str], context: _Context) -> TimePhrase:
    return _one_day(date(int(match["y"]), int(match["month"]), int(match["day"])), match)


def _iso_month(match: re.Match[str], context: _Context) -> TimePhrase:
    year, month = int(match["y"]), int(match["month"])
    if match["part"]:
        return _stretch(year, month, match["part"], match)
    return _says("window", date(year, month, 1), _month_end(year, month), is_limit=_has_limit(match))


def _day_range(match: re.Match[str], context: _Context) -> TimePhrase:
    month, until = number(match["month"]), match["until"]
    first = _month_day(_year(match, context.on), month, number(match["day"]), context.on)
    last = date(first.year, number(until) if until else month, number(match["last"]))
    return _says(
        "window", first, last if last >= first else last.replace(year=first.year + 1), is_limit=_has_limit(match)
    )


def _day_of_month(match: re.Match[str], context: _Context) -> TimePhrase:
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


def _part_of_month(match: re.Match[str], context: _Context) -> TimePhrase:
    month, year = number(match["month"]), _year(match, context.on)
    if year is None:
        last = min(PARTS[match["part"]][1], _month_end(context.on.year, month).day)
        year = _month_day(None, month, last, context.on).year
    return _stretch(year, month, match["part"], match)


def _part_of_near_month(match: re.Match[str], context: _Context) -> TimePhrase:
    month = add_months(context.on.replace(day=1), LATER_MONTHS[match["near"]])
    return _stretch(month.year, month.month, match["part"] or "底", match)


def _months(match: re.Match[str], context: _Context) -> TimePhrase:
    month = number(match["month"])
    until = number(match["until"]) if match["until"] else month
    year = _year(match, context.on)
    if year is None:
        year = _month_day(None, until, _month_end(context.on.year, until).day, context.on).year
    first, last = date(year, month, 1), _month_end(year, until)
    return _says("window", first, last, is_limit=_has_limit(match))


def _quarter(match: re.Match[str], context: _Context) -> TimePhrase:
    place, year = QUARTERS[match["quarter"]], _year(match, context.on)
    if year is None:
        year = _month_day(None, place * 3, _month_end(context.on.year, place * 3).day, context.on).year
    last = _month_end(year, place * 3)
    return _says("window", add_months(last.replace(day=1), -2), last, is_limit=_has_limit(match))


def _quarters(match: re.Match[str], context: _Context) -> TimePhrase:
    place, year = QUARTERS[match["until"]], _year(match, context.on)
    if year is None:
        year = _month_day(None, place * 3, _month_end(context.on.year, place * 3).day, context.on).year
    first = date(year, QUARTERS[match["quarter"]] * 3 - 2, 1)
    return _says("window", first, _month_end(year, place * 3), is_limit=_has_limit(match))


def _near_quarter(match: re.Match[str], context: _Context) -> TimePhrase:
    month = context.on.month + (-context.on.month) % 3
    last_month = add_months(date(context.on.year, month, 1), 3 if match["near"] == "下" else 0)
    last = _month_end(last_month.year, last_month.month)
    return _says("window", add_months(last.replace(day=1), -2), last, is_limit=_has_limit(match))


def _half_year(match: re.Match[str], context: _Context) -> TimePhrase:
    year, month = _year(match, context.on), 6 if match["half"] == "上" else 12
    if year is None:
        year = _month_day(None, month, 30, context.on).year
    return _says("window", date(year, month - 5, 1), _month_end(year, month), is_limit=_has_limit(match))


def _end_of_year(match: re.Match[str], context: _Context) -> TimePhrase:
    day = date(_year(match, context.on) or context.on.year, 12, 31)
    return _one_day(day, match)


def _within_year(match: re.Match[str], context: _Context) -> TimePhrase:
    year = _year(match, context.on) or context.on.year
    return _says("window", date(year, 1, 1), date(year, 12, 31), is_limit=match["span"].endswith("内"))


# ── Weeks, counted periods, festivals ────────────────────────────────────────────────────────────────────────────────
def _weekday(match: re.Match[str], context: _Context) -> TimePhrase:
    monday = context.on - timedelta(days=context.on.weekday())
    day = monday + timedelta(days=WEEKDAYS[match["weekday"]] - 1, weeks=LATER_WEEKS.get(match["near"] or "", 0))
    if not match["near"] and day < context.on:
        day += timedelta(weeks=1)
    return _one_day(day, match)


def _week(match: re.Match[str], context: _Context) -> TimePhrase:
    monday = context.on - timedelta(days=context.on.weekday()) + timedelta(weeks=LATER_WEEKS[match["near"]])
    worked = context.calendar.workdays_of_week(monday) or [monday + timedelta(days=6)]
    return _says("window", monday, worked[-1], is_limit=_has_limit(match))


def _counted(match: re.Match[str], context: _Context) -> TimePhrase | None:
    count, unit = match["count"], match["unit"]
    n = 1 if count in ("半", None) else number(count)
    if not 0 < n <= LONGEST_COUNT:
        return None
    day = _after(n, unit, context, half=count == "半")
    return _says("date", day, day, is_limit=_has_limit(match), provisional=True)


def _after(n: int, unit: str, context: _Context, *, half: bool) -> date:
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


def _festival(match: re.Match[str], context: _Context) -> TimePhrase | None:
    names = FESTIVALS[match["festival"]]
    year = _year(match, context.on)
    for candidate in [year] if year else [context.on.year, context.on.year + 1]:
        start = context.calendar.holiday_starts(candidate, names)
        if start and (year or start > context.on):
            eve = start - timedelta(days=1)
            return _says("date", eve, eve, is_limit=True, provisional=context.calendar.is_provisional(start))
    return None


def _after_festival(match: re.Match[str], context: _Context) -> TimePhrase | None:
    names = FESTIVALS[match["festival"]]
    year = _year(match, context.on)
    for candidate in [year] if year else [context.on.year, context.on.year + 1]:
        end = context.calendar.holiday_ends(candidate, names)
        if end and (year or end >= context.on):
            n = 1 if match["count"] in ("首", "第一") else number(match["count"])
            day = _after(n, match["unit"], replace(context, on=end), half=False)
            return _says("date", day, day, is_limit=_has_limit(match), provisional=True)
    return None


def _anniversary(match: re.Match[str], context: _Context) -> TimePhrase:
    month, day = ANNIVERSARIES[match["festival"]]
    found = date(_year(match, context.on) or context.on.year, month, day)
    if not match["year"] and found <= context.on:
        found = found.replace(year=found.year + 1)
    eve = found - timedelta(days=1)
    return _says("date", eve, eve, is_limit=True)


def _today(match: re.Match[str], context: _Context) -> TimePhrase:
    days = {"明": 1, "后": 2}.get(match[0][0], 0)
    day = context.on + timedelta(days=days)
    return _one_day(day, match)


# ── Cycles ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def _cycle(rhythm: str, highest: int) -> _Reader:
    def reader(match: re.Match[str], context: _Context) -> TimePhrase | None:
        words = match.groupdict()
        if words.get("weekday"):
            day = WEEKDAYS[words["weekday"]]
        elif words.get("part"):
            day = PARTS[words["part"]][1]
        else:
            day = number(words["day"]) if words.get("day") else 0
        return _says("cycle", cycle=f"{rhythm}:{day}" if day else rhythm) if 0 <= day <= highest else None

    return reader


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text.replace("#N", NUMBER))


_OF_WEEK = rf"(?:的?(?:周|星期)?{_WEEKDAY}(?!次|天|项|期|个))?"
# The first reader that recognises words has them; hence cycles before days, and longer forms before shorter ones.
_READERS: list[tuple[re.Pattern[str], _Reader]] = [
    (_pattern(rf"(?:每(?:两|二|2|隔一)个?(?:周|星期)|每双周|隔周|双周){_OF_WEEK}{_LIMIT}"), _cycle("biweekly", 7)),
    (_pattern(rf"(?:每个?(?:周|星期)|每逢周|按周(?!边)){_OF_WEEK}{_LIMIT}"), _cycle("weekly", 7)),
    (
        _pattern(
            rf"(?:每个?季度?|按季度?)"
            rf"(?:的?(?:末月|最后一个月|末个?月|第三个月)(?:的?(?:(?P<day>#N)[日号]|{_PART}))?|末|底"
            rf"|的?(?:首月|首个月|第一个?月|第二个?月)(?:的?#N[日号])?)?{_LIMIT}"
        ),
        _cycle("quarterly", 31),
    ),
    (
        _pattern(rf"(?:每个?月份?|按月)(?:的?(?:(?P<day>#N)[日号]|{_PART})|最后一[周天])?{_LIMIT}"),
        _cycle("monthly", 31),
    ),
    (
        _pattern(
            rf"{_YEAR}(?P<month>#N)月(?P<day>#N)[日号]?(?:{_CLOCK})(?:至|到|—+|-|–|~)(?:(?P<until>#N)月)?(?P<last>#N)[日号]{_LIMIT}"
        ),
        _day_range,
    ),
    (_pattern(rf"{_YEAR}(?P<month>#N)月(?:份的?)?(?P<day>#N)[日号]{_LIMIT}"), _full_date),
    (_pattern(rf"(?<![\d.])(?P<y>20\d\d)(?P<sep>[-/.]){_SHORT_MONTH}(?P=sep){_SHORT_DAY}(?![\d.]){_LIMIT}"), _iso_date),
    (_pattern(rf"(?<![\d.])(?P<y>20\d\d)[-/.]{_SHORT_MONTH}(?![\d.\-/])月?{_PART}?{_LIMIT}"), _iso_month),
    (_pattern(rf"{_YEAR}(?P<month>#N)月份?的?{_PART}{_LIMIT}"), _part_of_month),
    (_pattern(rf"(?P<near>本月|当月|这个月|下个?月|次月)份?的?{_PART}{_LIMIT}"), _part_of_near_month),
    (_pattern(rf"(?P<near>本月|当月|这个月|下个?月|次月)份?(?P<day>#N)[日号]{_LIMIT}"), _day_of_month),
    (_pattern(r"(?P<near>本月|当月|这个月|下个?月|次月)(?P<part>)(?P<limit>之?内|前)"), _part_of_near_month),
    (_pattern(rf"(?P<near>月)(?P<part>底|末){_BY}"), _part_of_near_month),
    (_pattern(rf"{_YEAR}(?P<month>#N)(?:月份?)?(?:至|到|—+|-|–|~)(?P<until>#N)月份?(?!\d){_LIMIT}"), _months),
    (_pattern(rf"{_YEAR}(?<!\d)(?P<month>\d{{1,2}})、(?P<until>\d{{1,2}})月份?(?![\d底末初上中下]){_LIMIT}"), _months),
    (
        _pattern(
            rf"{_YEAR}第?(?P<quarter>[一二三四1-4])(?:季度?)?(?:、|和|至|到|—+|-|–|~)?第?(?P<until>[一二三四2-4])季度?{_LIMIT}"
        ),
        _quarters,
    ),
    (_pattern(rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度?(?:末|底)?{_LIMIT}"), _quarter),
    (_pattern(rf"(?P<near>本|下)个?季度?(?:末|底)?{_LIMIT}"), _near_quarter),
    (_pattern(rf"{_YEAR}(?P<half>上|下)半年(?:末|底)?{_LIMIT}"), _half_year),
    (_pattern(rf"(?P<near>下下周|本周|这周|下周|本星期|下个?星期){_WEEKDAY}{_LIMIT}"), _weekday),
    (_pattern(rf"(?P<near>下下周|本周|这周|下周){_LIMIT}"), _week),
    (_pattern(rf"(?<![上每两二隔双逢一二三四五六七八九十\d])(?P<near>)(?:周|星期){_WEEKDAY}{_LIMIT}"), _weekday),
    (
        _pattern(
            r"(?:(?<![闭全大])会后|会议结束后|会议后|自?即日起|(?<![后前起\d一二两三四五六七八九十百半]))的?(?<!提前)(?P<count>#N|半)(?:个(?=月)|个?(?=[工周星礼天日年])|(?<=半)(?=月))"
            r"(?P<unit>工作日|月|周|星期|礼拜|天|日|年)(?P<limit>之内|以内|内)"
        ),
        _counted,
    ),
    (_pattern(r"(?<![闭全大])会(?:议结束)?后(?P<count>#N)个?(?P<unit>工作日)"), _counted),
    (_pattern(r"(?:(?<=限:)|(?<=期:))(?P<count>#N)个?(?P<unit>工作日|月|周|天)(?P<limit>)"), _counted),
    (
        _pattern(
            rf"{_YEAR}[“\"]?(?P<festival>{'|'.join(FESTIVALS)})节?[”\"]?(?:假期|放假|长假|小长假)?(?:之后|以后|过后|结束后|后)的?"
            r"(?P<count>首|第一|#N)个?(?P<unit>工作日|月|周|星期|天|日)(?P<limit>之内|以内|内|之前|前)?"
        ),
        _after_festival,
    ),
    (_pattern(rf"{_YEAR}[“\"]?(?P<festival>{'|'.join(FESTIVALS)})节?[”\"]?(?:假期|放假)?(?:之前|以前|前)"), _festival),
    (_pattern(rf"{_YEAR}[“\"]?(?P<festival>{'|'.join(ANNIVERSARIES)})[”\"]?(?:之前|以前|前)"), _anniversary),
    (_pattern(rf"{_YEAR}年?(?:底|末)(?<=年[底末]){_LIMIT}"), _end_of_year),
    (_pattern(rf"(?:{_NAMED_YEAR})?(?P<span>全年|年内|年度内|(?<=年)内)"), _within_year),
    (_pattern(rf"(?<![\d.\-/])(?P<year>){_SHORT_MONTH}[-./]{_SHORT_DAY}日?{_BY}"), _full_date),
    (_pattern(rf"{_YEAR}(?P<month>#N)月份?(?P<until>)(?![\d底]){_LIMIT}"), _months),
    (_pattern(rf"(?<![\d第])(?P<near>)(?P<day>#N)[日号]{_BY}"), _day_of_month),
    (_pattern(r"立即|立刻|即刻|马上"), _today),
    (_pattern(rf"(?:今天|今日|当天|当日|明天|明日|后天){_LIMIT}"), _today),
]  # fmt: skip
# Limits of which nobody can tell the day: vague ones, and those that hang on an event.
_VAGUE = _pattern(
    r"适时|尽快|尽早|尽速|早日|近期|近日|择[机期日]|长期(?:坚持|抓好|(?=[,。;)]|$))|常态化(?=开展|推进|坚持|抓)|不定期|每(?:半年|半个?月|年|学期)(?!度)"
    r"|(?:下(?:一?次|周)?)?(?:主席|常委会|党组|秘书长|办公)?(?:[全大]会|会议|[“\"]?两会[”\"]?|换届|届满|汛期|会|开会)(?:召开|举行|开幕|开始|报到)?之?前"
    r"(?:的?#N个?(?:工作日|天|日|周|月)(?:[之以]?内)?|(?!期|后|夕|准备|[一半]年))"
    r"|(?:[全大闭]会|[“\"]?两会[”\"]?|换届|活动|会议)(?:结束|闭幕)?之?后的?#N个?(?:工作日|天|日|周|月)(?:[之以]?内)?"
    r"|(?:批复|审定|审批|批准|通过|下达|到位|竣工|结束|收到|验收|签订)之?后的?#N个?(?:工作日|天|日|周|月)(?:[之以]?内)?"
)
# What people type into a field besides.
_TYPED: list[tuple[re.Pattern[str], _Reader]] = [
    (_pattern(r"\+\s*(?P<count>\d{1,3})\s*(?P<unit>wd|w|d|m)(?P<limit>)"), _counted),
    (_pattern(r"(?P<year>)(?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?P<limit>)"), _full_date),
    (_pattern(r"(?P<near>)(?P<day>\d{1,2})[日号]?(?P<limit>)"), _day_of_month),
]
