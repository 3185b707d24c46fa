"""Reads a year's calendar as it is pasted: rows of a sheet, or the sentences of the State Council's notice."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from secretariat.patterns import regex
from secretariat.workdays import phrases
from secretariat.workdays.calendar import OFF, WORK, Calendar
from secretariat.workdays.numerals import HALF_WIDTH, WEEKDAYS, number

# A notice has some thousand characters, a list of days some hundred rows.
MAX_CHARACTERS = 20_000
MAX_LINES = 400

_OFF_WORDS = {"off", "休", "休息", "放假", "假", "节假日", "休息日", "放假日", "放假调休"}
_WORK_WORDS = {"work", "班", "上班", "补班", "调休上班", "调休上班日", "工作日", "调休工作日"}
_KINDS = dict.fromkeys(_OFF_WORDS, OFF) | dict.fromkeys(_WORK_WORDS, WORK)
_COLUMNS = {
    "date": ("date", "日期", "时间", "放假日期"),
    "kind": (
        "kind",
        "type",
        "类型",
        "类别",
        "性质",
        "安排",
        "休班",
        "休/班",
        "休或班",
    ),
    "name": ("name", "holiday", "名称", "节日", "节日名称", "节假日", "节假日名称", "假日", "假日名称", "假期"),
}
_USUAL: Sequence[str] = ("date", "kind", "name")
_NOTICE = regex(r"国办发(?:明电)?\s*[〔\[［(（]\d{4}[〕\]］)）]\s*\d{1,4}\s*号")
_DATE = regex(r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0?0:00(?::00)?)?")
_CELLS = regex(r"[,，;；]")
_PROSE = regex(r"(?P<name>[^:。,，]{1,40}):(?P<text>.*(?:放假|上班).*)")
# A sentence about days without a colon behind the name of its holiday, or without any name.
_BARE = regex(
    r"(?P<name>[^\d:。,，;；、()]{0,12}?)(?:放假|假期)?[,，、]?\s*"
    r"(?P<text>(?:\d{4}年)?\d{1,2}月\d{1,2}日.*(?:放假|上班).*)"
)
_ORDINAL = regex(r"^\(?[一二三四五六七八九十\d]{1,3}[、.)]\s*")
_IN_BRACKETS = regex(r"\([^()]*\)")
_SAID_WEEKDAY = regex(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日\((?:[^()]*[、,])?(?:星期|周)([一二三四五六日天])\)")
_SAID_COUNT = regex(r"共\s*(\d{1,2})\s*天")


@dataclass(frozen=True)
class ReadLine:
    """A line as it was read: the rows that it gives (keys number, date, kind, name), or why it gives none.

    A line without rows and without a reason says nothing about days: a header, a sentence of advice.
    """

    number: int
    words: str
    rows: list[dict[str, str]] = field(default_factory=list)
    reason: str = ""


def read_text(text: str, *, year: int) -> list[ReadLine]:
    """Every line of what was pasted, blank ones left out."""
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    is_notice = any(_PROSE.search(_flat(line)) for _n, line in lines)
    return list(_read(lines, year, is_notice=is_notice))


def as_text(rows: Iterable[Sequence[Any]]) -> str:
    """The rows of a sheet as lines to paste; a row keeps its number."""
    return "\n".join("\t".join(map(_cell, row)).rstrip() for row in rows)


def _cell(value: Any) -> str:
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    return " ".join(str("" if value is None else value).split())


def notice_number(text: str) -> str:
    """The number of the notice as the text names it (国办发明电〔2025〕7号); empty where it names none."""
    found = _NOTICE.search(text)
    return re.sub(r"\s", "", found[0]) if found else ""


def rows_of(lines: Sequence[ReadLine]) -> list[dict[str, str]]:
    """All rows of these lines; a line that could not be read stands in for itself, so that it is refused."""
    return [row for line in lines for row in (line.rows or _unread(line))]


def _unread(line: ReadLine) -> list[dict[str, str]]:
    return [{"number": str(line.number), "date": line.words}] if line.reason else []


def _read(lines: Sequence[tuple[int, str]], year: int, *, is_notice: bool) -> Iterator[ReadLine]:
    columns, last = _USUAL, ""
    for place, words in lines:
        prose, cells = _PROSE.search(_flat(words)), _cells(words)
        if header := _header(cells):
            columns = header
            yield ReadLine(place, words)
        elif prose:
            last = _ORDINAL.sub("", prose["name"].strip())
            yield _sentences(place, words, last, prose["text"], year)
        elif bare := _bare(words, cells):
            # A line that only goes on with the days of work is of the holiday above it.
            goes_on = "放假" not in bare["text"]
            yield _sentences(place, words, bare["name"] or (last if goes_on else ""), bare["text"], year)
        elif _is_row(cells, is_notice=is_notice):
            yield _row(place, words, cells, columns, year)
        else:
            yield ReadLine(place, words)


def _bare(words: str, cells: Sequence[str]) -> re.Match[str] | None:
    """A sentence without a colon; None for a row, which begins with a date."""
    if _DATE.fullmatch(_flat(cells[0]).strip()):
        return None
    return _BARE.fullmatch(_ORDINAL.sub("", _flat(words).strip()))


def _flat(words: str) -> str:
    return words.translate(HALF_WIDTH)


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _header(cells: Sequence[str]) -> tuple[str, ...]:
    """What the columns are, where the line names them; empty for any other line."""
    known = {word: column for column, words in _COLUMNS.items() for word in words}
    named = tuple(known.get(cell.strip().lower(), "") for cell in cells)
    return named if {"date", "kind"} <= set(named) else ()


def _cells(words: str) -> list[str]:
    if "\t" in words:
        return words.split("\t")
    cells = _CELLS.split(words)
    return words.split() if len(cells) == 1 and _DATE.match(_flat(words)) else cells


def _is_row(cells: Sequence[str], *, is_notice: bool) -> bool:
    """A notice has sentences with commas, a date above its seal, and hardly any rows."""
    has_date = bool(_DATE.fullmatch(_flat(cells[0]).strip()))
    return has_date and len(cells) > 1 if is_notice else has_date or len(cells) > 1


def _row(place: int, words: str, cells: Sequence[str], columns: Sequence[str], year: int) -> ReadLine:
    if _DATE.fullmatch(_flat(cells[0]).strip()):
        # Where the head names a column before the date (the year) and the row leaves it out, the date comes first.
        columns = columns[columns.index("date") :]
    row = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}
    kind = row.get("kind", "")
    row |= {"date": _iso(row.get("date", ""), year), "kind": _KINDS.get(kind.lower(), kind), "number": str(place)}
    return ReadLine(place, words, [row])


def _iso(text: str, year: int) -> str:
    match = _DATE.fullmatch(_flat(text).strip())
    if match is None:
        return text
    try:
        return date(int(match[1] or year), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return text


# ── The sentences of a notice ────────────────────────────────────────────────────────────────────────────────────────
def _sentences(place: int, words: str, name: str, text: str, year: int) -> ReadLine:
    """国庆节：10月1日至7日放假调休，共7天。9月28日（星期日）上班。"""
    if not name:
        return ReadLine(place, words, reason=_("The holiday is not named. Write its name and a colon before the days."))
    rows: list[dict[str, str]] = []
    for sentence in re.split(r"[。;]", text):
        kind = OFF if "放假" in sentence else WORK if "上班" in sentence else ""
        days = list(_days(sentence, year)) if kind else []
        reason = _wrong(sentence, kind, days, year)
        if reason:
            return ReadLine(place, words, reason=reason)
        rows += [{"number": str(place), "date": day.isoformat(), "kind": kind, "name": name} for day in days]
    return ReadLine(place, words, rows)


def _days(sentence: str, year: int) -> Iterator[date]:
    # Seen from New Year's Day a month and day without a year are of this year.
    plain = _IN_BRACKETS.sub("", sentence)
    for found in phrases.read(plain, on=date(year, 1, 1), calendar=Calendar()):
        day = found.first
        while day and found.last and day <= found.last:
            yield day
            day += timedelta(days=1)


def _wrong(sentence: str, kind: str, days: Sequence[date], year: int) -> str:
    """What the sentence says of itself and is not so: no days, another count of days, another day of the week."""
    if kind and not days:
        return _("No days were found in “%(words)s”.") % {"words": sentence.strip()[:60]}
    count = _SAID_COUNT.search(sentence)
    if count and int(count[1]) != len(days):
        return _("It says %(said)d days in all, but names %(found)d.") % {"said": int(count[1]), "found": len(days)}
    return next((_other_weekday(day, said) for day, said in _said_weekdays(sentence, year) if _differs(day, said)), "")


def _said_weekdays(sentence: str, year: int) -> Iterator[tuple[date, str]]:
    month = 0
    for match in _SAID_WEEKDAY.finditer(sentence):
        earlier = re.findall(r"(\d{1,2})月", sentence[: match.start()])
        month = number(match[2]) if match[2] else int(earlier[-1]) if earlier else month
        try:
            yield date(int(match[1] or year), month, number(match[3])), match[4]
        except ValueError:
            continue


def _differs(day: date, said: str) -> bool:
    return day.isoweekday() != WEEKDAYS[said]


def _other_weekday(day: date, said: str) -> str:
    return _(
        "%(day)s is not the day of the week that the text says (%(said)s): is this the notice of another year?"
    ) % {
        "day": day,
        "said": said,
    }
