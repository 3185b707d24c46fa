"""Reads the sheet of an annual plan row by row: by the words of its headings, never by place; with reasons by cell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning.plans.dues import Due, due_of_day, read_due
from planning.plans.headings import Table, find_table, is_heading, read_head
from planning.plans.models import Platform
from secretariat.errors import Refused
from secretariat.exchange.readers import Reading, ReadRow
from secretariat.patterns import regex
from secretariat.people.names import Unit, UnitMention, read_units
from secretariat.workbooks.sheets import Cell, Row, Sheet
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.numerals import HALF_WIDTH
from secretariat.workdays.phrases import read as read_times

PLATFORM_WORDS: dict[str, Platform] = {
    "学习": Platform.LEARNING,
    "服务": Platform.SERVICE,
    "统筹": Platform.COORDINATION,
    "保障": Platform.SUPPORT,
    "督考": Platform.SUPERVISION,
    "督查": Platform.SUPERVISION,
    "考评": Platform.SUPERVISION,
}
EXAMPLES = "9月中旬、第三季度、6月底前、全年、每月25日前"
MAX_ITEMS = 1_000
MAX_TITLE, MAX_TEXT, MAX_NUMBER, MAX_WORDS = 200, 4_000, 20, 100
_REMARK = regex(r"[(]?(?:注|备注|说明|附注|填表说明)\d?[::.、]?")
# 注:完成时限为“全年”的,每季度末月25日前报送进展。
_RULE = regex(r"时[限间]为?[“\"「](?P<words>[^”\"」]{1,20})[”\"」]的?[,、](?P<then>.{2,60})")
_COUNTED = regex(
    r"(?:不少于|不低于|不少|至少|达到|完成)?(?P<n>\d{1,6}|[一二两三四五六七八九十百]{1,4})(?P<unit>[期次篇件项场份个条家人])(?P<more>以上|实事|左右)?"
)
_EACH = regex(r"每|各|按")


@dataclass(frozen=True)
class FoundItem:
    """A row of the plan as it was understood; units by their names in the table."""

    number: str
    platform: str
    title: str
    requirement: str
    product: str
    lead: str
    co_units: tuple[str, ...]
    co_words: str
    leader_words: str
    due: Due
    target: int | None = None
    measure: str = ""

    @property
    def platform_name(self) -> str:
        """What the platform is called; empty where none was read."""
        return str(Platform(self.platform).label) if self.platform else ""


@dataclass
class _Line:
    """A row while it is read: what is wrong with it, cell by cell."""

    row: Row
    table: Table
    warnings: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def cell(self, name: str) -> Cell:
        column = self.table.columns.get(name)
        return self.row.cell(column) if column else Cell(self.row.number, 0)

    def text(self, name: str) -> str:
        return self.cell(name).text if name in self.table.columns else ""

    def fail(self, cell: Cell, expected: str) -> None:
        self.failures.append(_said(cell, expected))

    def warn(self, cell: Cell, told: str) -> None:
        self.warnings.append(_told(cell, told))


@dataclass(frozen=True)
class Facts:
    """What the reading of every row rests on."""

    year: int
    units: tuple[Unit, ...]
    calendar: Calendar
    cycles: Mapping[str, str]
    platform: str = ""


def read_plan(
    sheet: Sheet, *, units: Sequence[Unit], calendar: Calendar, on: date, year: int | None = None, platform: str = ""
) -> Reading:
    """Understand the sheet of a plan. `year` and `platform` are what a person chose; else the sheet itself says them,
    and the year of `on` where it does not. `head` of the answer is a `Head` with the year that was used.

    Raises Refused where no table with a task, a lead unit and a time can be found.
    """
    table = find_table(sheet)
    if table.missing:
        raise Refused(_no_table(table), field="file")
    place = sheet.rows.index(table.heads[0])
    head = read_head(sheet.rows[:place])
    body = [row for row in sheet.rows[place + len(table.heads) :] if not is_heading(row, table)]
    remarks = _remarks(body, table)
    head = replace(head, year=year or head.year or on.year, remarks=(*head.remarks, *remarks))
    assert head.year is not None
    facts = Facts(head.year, tuple(units), calendar, _rules_of(remarks, head.year, calendar), platform)
    rows = tuple(_rows(body, table, facts))
    if not rows:
        raise Refused(_("Under the headings there is no row with a task."), field="file")
    if len(rows) > MAX_ITEMS:
        raise Refused(_("A plan has at most %(n)d items. Split the sheet.") % {"n": MAX_ITEMS}, field="file")
    return Reading(table.heads, rows, head, _notes(sheet))


def _no_table(table: Table) -> str:
    words = pgettext("between the items of a list", ", ").join(table.missing)
    if not table.columns:
        return _("No headings were found. The sheet needs a row with: %(words)s.") % {"words": words}
    where = f"{table.heads[0].cells[0].row}"
    return _("Row %(row)s looks like the headings, but these are missing: %(words)s.") % {"row": where, "words": words}


def _notes(sheet: Sheet) -> tuple[str, ...]:
    if not sheet.others:
        return ()
    names = pgettext("between the items of a list", ", ").join(sheet.others)
    return (_("Only the sheet “%(title)s” is read; not read: %(names)s.") % {"title": sheet.title, "names": names},)


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _remarks(body: Sequence[Row], table: Table) -> tuple[str, ...]:
    return tuple(row.texts[0] for row in body if _is_alone(row) and not _section(row))


def _is_alone(row: Row) -> bool:
    """A row with one text: a section of the table, or a remark below it."""
    return len(row.texts) == 1


def _section(row: Row) -> str:
    """The platform that a row of its own names (二、服务平台)."""
    words = row.texts[0]
    return _platform(words) if len(words) <= 12 and not _REMARK.match(words.translate(HALF_WIDTH)) else ""


def _rows(body: Sequence[Row], table: Table, facts: Facts) -> list[ReadRow]:
    rows, numbers, above = [], set[str](), facts.platform
    for row in body:
        if _is_alone(row) and not _is_item(row, table):
            above = _section(row) or above
            continue
        line = _Line(row, table)
        found = _item(line, facts, above)
        above = found.platform or above
        if found.number and found.number in numbers:
            line.warn(line.cell("number"), _("this number stands in the table twice"))
        numbers.add(found.number)
        rows.append(ReadRow(row, found, tuple(line.warnings), tuple(line.failures)))
    return rows


def _is_item(row: Row, table: Table) -> bool:
    # A task that stands alone in its own column is an unfinished row, not a remark.
    cell = row.cell(table.columns["title"])
    return bool(cell.text) and cell.source is None and cell.column != 1 and not _section(row)


def _item(line: _Line, facts: Facts, above: str) -> FoundItem:
    lead, co_units = _units(line, facts)
    target, measure = _target(line.text("requirement"))
    return FoundItem(
        number=_short(line, "number", MAX_NUMBER),
        platform=_platform_of(line, above, facts),
        title=_title(line),
        requirement=_short(line, "requirement", MAX_TEXT),
        product=_short(line, "product", MAX_TITLE),
        lead=lead,
        co_units=co_units,
        co_words=_short(line, "co", 400),
        leader_words=_short(line, "leader", MAX_WORDS),
        due=_due(line, facts),
        target=target,
        measure=measure,
    )


def _title(line: _Line) -> str:
    cell = line.cell("title")
    words = " ".join(cell.text.split())
    if not words:
        line.fail(cell, _("the task"))
    elif len(words) > MAX_TITLE:
        line.fail(replace(cell, value=f"{words[:20]}…"), _("at most %(n)d characters") % {"n": MAX_TITLE})
    return words


def _short(line: _Line, name: str, limit: int) -> str:
    words = line.text(name)
    if len(words) > limit:
        line.fail(replace(line.cell(name), value=f"{words[:20]}…"), _("at most %(n)d characters") % {"n": limit})
    return words[:limit]


def _platform(words: str) -> str:
    return next((str(platform) for word, platform in PLATFORM_WORDS.items() if word in words), "")


def _platform_of(line: _Line, above: str, facts: Facts) -> str:
    cell, expected = line.cell("platform"), "、".join(list(PLATFORM_WORDS)[:5])
    if "platform" not in line.table.columns or not cell.text:
        if not above:
            line.fail(cell, _("one of the platforms: %(words)s") % {"words": expected})
        elif "platform" in line.table.columns and not facts.platform:
            line.warn(cell, _("taken from the row above"))
        return above
    found = _platform(cell.compact)
    if not found:
        line.fail(cell, _("one of the platforms: %(words)s") % {"words": expected})
    return found


# ── Units ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _units(line: _Line, facts: Facts) -> tuple[str, tuple[str, ...]]:
    leads, others = _lead(line, facts)
    partners = [*others, *_partners(line, facts)]
    if leads and leads in _named(line.text("co"), facts.units):
        line.warn(line.cell("co"), _("the lead unit is not one of the co-units"))
    return leads, tuple(dict.fromkeys(name for name in partners if name != leads))


def _lead(line: _Line, facts: Facts) -> tuple[str, list[str]]:
    cell = line.cell("lead")
    mentions, rest = _mentions(cell.text, facts.units)
    known = [mention.unit.name for mention in mentions if mention.unit]
    if not cell.text or rest or len(known) < len(mentions):
        groups = any(mention.is_group for mention in mentions)
        line.fail(cell, _("one unit of the list of units") if groups else _("a unit of the list of units"))
        return "", []
    if len(known) > 1:
        line.warn(cell, _("%(unit)s leads, the others take part") % {"unit": known[0]})
    return known[0], known[1:]


def _partners(line: _Line, facts: Facts) -> list[str]:
    cell, names = line.cell("co"), []
    mentions, rest = _mentions(cell.text if "co" in line.table.columns else "", facts.units)
    for mention in mentions:
        if mention.unit:
            names.append(mention.unit.name)
        elif mention.kind:
            names += [unit.name for unit in facts.units if unit.kind == mention.kind]
        elif not mention.is_group:
            rest.append(mention.words)
    for words in rest:
        line.warn(replace(cell, value=words), _("not in the list of units, kept as written"))
    return names


def _named(text: str, units: tuple[Unit, ...]) -> list[str]:
    return [mention.unit.name for mention in _mentions(text, units)[0] if mention.unit]


@lru_cache(maxsize=2_000)
def _read(text: str, units: tuple[Unit, ...]) -> tuple[UnitMention, ...]:
    return tuple(read_units(text, units))


def _mentions(text: str, units: tuple[Unit, ...]) -> tuple[tuple[UnitMention, ...], list[str]]:
    """The units of a cell, and the words that name none."""
    mentions, place, between = _read(text, units), 0, []
    for mention in mentions:
        between.append(text[place : mention.start])
        place = mention.end
    between.append(text[place:])
    rest = [
        word
        for words in between
        for word in re.split(r"[、,，;；/。.()()\s]+|(?<![\u4e00-\u9fff])[和及与等](?![\u4e00-\u9fff])", words)
    ]
    return mentions, [word for word in rest if word and word not in ("和", "及", "与", "等")]


# ── Times and targets ────────────────────────────────────────────────────────────────────────────────────────────────
def _rules_of(remarks: Sequence[str], year: int, calendar: Calendar) -> dict[str, str]:
    """Cycles of reports that a remark gives to all items with certain words (全年 → quarterly:25)."""
    rules: dict[str, str] = {}
    for remark in remarks:
        for match in _RULE.finditer(remark.translate(HALF_WIDTH)):
            times = read_times(match["then"], on=date(year, 1, 1), calendar=calendar)
            if times and times[0].cycle:
                rules[match["words"]] = times[0].cycle
    return rules


def _due(line: _Line, facts: Facts) -> Due:
    cell = line.cell("due")
    if isinstance(cell.value, date):
        found: Due | None = due_of_day(cell.value)
    else:
        found = read_due(" ".join(cell.text.split()), year=facts.year, calendar=facts.calendar)
    if found is None or len(cell.text) > MAX_WORDS:
        line.fail(cell, _("a time such as %(examples)s") % {"examples": EXAMPLES})
        return Due("date", cell.text)
    if found.last and found.last.year != facts.year:
        line.warn(cell, _("this is not in the year of the plan, %(year)d") % {"year": facts.year})
    if found.several:
        told = (
            _("several times, joined into one stretch of time") if found.last else _("several times, read as one cycle")
        )
        line.warn(cell, told)
    if found.kind == "window" and not found.cycle:
        found = replace(found, cycle=facts.cycles.get(cell.compact.translate(HALF_WIDTH), ""))
    return found


def _target(requirement: str) -> tuple[int | None, str]:
    """What is to be counted over the year (全年举办不少于6期 → 6 期); not what each time or each one must bring."""
    for clause in re.split(r"[,，。;；、]", requirement.translate(HALF_WIDTH)):
        match = _COUNTED.search(clause)
        if match and not _EACH.search(clause[: match.start()]) and _is_counted(match):
            return int(match["n"]), match["unit"]
    return None, ""


def _is_counted(match: re.Match[str]) -> bool:
    marked = bool(match["more"]) or match[0] != f"{match['n']}{match['unit']}"
    return match["n"].isdecimal() and int(match["n"]) > 0 and (marked or match["unit"] not in "个人家")


# ── Reasons ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def _said(cell: Cell, expected: str) -> str:
    if not cell.text:
        return _("%(cell)s: empty; expected: %(expected)s") % {"cell": _address(cell), "expected": expected}
    facts = {"cell": _address(cell), "words": _cut(cell), "expected": expected}
    return _("%(cell)s: read “%(words)s”; expected: %(expected)s") % facts


def _told(cell: Cell, told: str) -> str:
    if not cell.text:
        return _("%(cell)s: empty; %(told)s") % {"cell": _address(cell), "told": told}
    return _("%(cell)s: read “%(words)s”; %(told)s") % {"cell": _address(cell), "words": _cut(cell), "told": told}


def _cut(cell: Cell) -> str:
    words = " ".join(cell.text.split())
    return words if len(words) <= 40 else f"{words[:39]}…"


def _address(cell: Cell) -> str:
    return cell.address if cell.column else _("row %(n)d") % {"n": cell.row}
