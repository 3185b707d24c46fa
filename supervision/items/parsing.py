"""Reads a sheet of items row by row: by the words of its headings, with reasons by cell; a pure function."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from secretariat.errors import Refused
from secretariat.exchange.readers import Reading, ReadRow
from secretariat.exchange.reasons import Reasons
from secretariat.patterns import regex
from secretariat.people.names import Unit
from secretariat.workbooks.sheets import Cell, Row, Sheet
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.phrases import read_one
from supervision.items.headings import (
    CHOICES,
    CYCLES,
    DUES,
    EXAMPLE_MARK,
    HEADS,
    IMPORTANCE,
    LABELS,
    NONE,
    Table,
    find_table,
)

MAX_ITEMS = 1_000
ROOM = {"title": 200, "assignment": 200, "requirement": 4_000, "product": 200}
_BETWEEN = regex(r"[、,，;；/\n]+")


@dataclass(frozen=True)
class FoundItem:
    """A row as it was understood; units by their names in the table, people by their ids."""

    title: str
    assignment: str
    requirement: str
    product: str
    lead: str
    co_units: tuple[str, ...]
    handler: int | None
    leader: int | None
    due_on: date | None
    cycle: str
    importance: str
    label: str
    due_words: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody whom a sheet may name as handler or leader."""

    pk: int
    unit: str
    leads: bool


@dataclass(frozen=True)
class Facts:
    """What the reading of every row rests on. `known` are titles that stand on the ledger, with what they are called
    there; `takes_known` says that they are wanted nevertheless."""

    units: tuple[Unit, ...]
    people: Mapping[str, Sequence[Person]]
    known: Mapping[str, str]
    calendar: Calendar
    on: date
    takes_known: bool = False

    @cached_property
    def by_name(self) -> dict[str, Unit]:
        return {name: unit for unit in self.units for name in (unit.name, *unit.aliases)}


@dataclass
class _Line:
    row: Row
    table: Table
    facts: Facts
    reasons: Reasons = field(default_factory=Reasons)

    def cell(self, name: str) -> Cell:
        column = self.table.columns.get(name)
        return self.row.cell(column) if column else Cell(self.row.number, 0)

    def text(self, name: str) -> str:
        return self.cell(name).text


def titles_of(sheet: Sheet) -> list[str]:
    """The titles in a sheet, to be looked up on the ledger before it is read."""
    table = find_table(sheet)
    column = table.columns.get("title")
    return [row.cell(column).text for row in sheet.rows if row.cell(column).text] if column else []


def read_items(sheet: Sheet, facts: Facts) -> Reading:
    """Understand the sheet. Raises Refused where it has no headings, no row, or more than MAX_ITEMS of them."""
    table = find_table(sheet)
    if table.head is None or table.missing:
        raise Refused(_no_table(table), field="file")
    body = [row for row in sheet.rows if row.number > table.head.number]
    rows = [row for row in body if not _is_example(row, table) and row.texts]
    if not rows:
        raise Refused(_("Under the headings there is no row with an item."), field="file")
    if len(rows) > MAX_ITEMS:
        raise Refused(_("A sheet has at most %(n)d items. Split it.") % {"n": MAX_ITEMS}, field="file")
    seen: dict[str, int] = {}
    return Reading((table.head,), tuple(_read(row, table, facts, seen) for row in rows), notes=_notes(sheet))


def _no_table(table: Table) -> str:
    words = pgettext("between the items of a list", ", ").join(table.missing)
    if table.head is None or not table.columns:
        return _("No headings were found. The sheet needs a row with: %(words)s.") % {"words": words}
    facts = {"row": table.head.number, "words": words}
    return _("Row %(row)s looks like the headings, but these are missing: %(words)s.") % facts


def _is_example(row: Row, table: Table) -> bool:
    column = table.columns.get("serial")
    return bool(column) and row.cell(column or 0).text == EXAMPLE_MARK


def _notes(sheet: Sheet) -> tuple[str, ...]:
    others = [name for name in sheet.others if name != CHOICES]
    if not others:
        return ()
    facts = {"title": sheet.title, "names": pgettext("between the items of a list", ", ").join(others)}
    return (_("Only the sheet “%(title)s” is read; not read: %(names)s.") % facts,)


def _read(row: Row, table: Table, facts: Facts, seen: dict[str, int]) -> ReadRow:
    line = _Line(row, table, facts)
    texts = {name: _text(line, name, needed=name != "product") for name in ROOM}
    lead = _lead(line)
    due_on, cycle = _times(line)
    found = FoundItem(
        **texts,
        lead=lead,
        co_units=_co_units(line, lead),
        handler=_handler(line, lead),
        leader=_leader(line),
        due_on=due_on,
        cycle=cycle,
        importance=_choice(line, "importance", IMPORTANCE, "ordinary"),
        label=_choice(line, "label", LABELS, "internal"),
        due_words=line.text("due"),
    )
    _refuse_known(line, found.title, seen)
    return ReadRow(row, found, tuple(line.reasons.warnings), tuple(line.reasons.failures))


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _text(line: _Line, name: str, *, needed: bool) -> str:
    cell = line.cell(name)
    words = cell.text if name == "requirement" else " ".join(cell.text.split())
    if needed and not words:
        line.reasons.fail(cell, HEADS[name][0])
    if len(words) > ROOM[name]:
        line.reasons.fail(replace(cell, value=f"{words[:20]}…"), _("at most %(n)d characters") % {"n": ROOM[name]})
    return words[: ROOM[name]]


def _choice(line: _Line, name: str, words: Mapping[str, Any], usual: str) -> str:
    cell = line.cell(name)
    if not cell.text:
        return usual
    if cell.compact not in words:
        line.reasons.fail(cell, _("one of: %(words)s") % {"words": "、".join(_offered(words))})
        return usual
    return str(words[cell.compact])


def _offered(words: Mapping[str, Any]) -> list[str]:
    """Each meaning by the first word for it."""
    return list({meaning: word for word, meaning in reversed(list(words.items()))}.values())[::-1]


def _refuse_known(line: _Line, title: str, seen: dict[str, int]) -> None:
    key, cell = key_of(title), line.cell("title")
    if not key:
        return
    if key in seen:
        line.reasons.refuse(cell, _("the same item stands in row %(n)d already") % {"n": seen[key]})
    seen.setdefault(key, line.row.number)
    if key in line.facts.known:
        told = _("the ledger has it already: %(item)s") % {"item": line.facts.known[key]}
        (line.reasons.warn if line.facts.takes_known else line.reasons.refuse)(cell, told)


def key_of(title: str) -> str:
    """A title as it is compared: white space and the size of letters do not count."""
    return "".join(title.split()).casefold()


# ── Units and people ─────────────────────────────────────────────────────────────────────────────────────────────────
def _lead(line: _Line) -> str:
    cell = line.cell("lead")
    unit = line.facts.by_name.get(cell.compact)
    if unit is None:
        line.reasons.fail(cell, _unit_wanted(line, cell.compact))
        return ""
    return unit.name


def _co_units(line: _Line, lead: str) -> tuple[str, ...]:
    cell, names = line.cell("co"), []
    for words in filter(None, (part.strip() for part in _BETWEEN.split(cell.text))):
        unit = line.facts.by_name.get("".join(words.split()))
        if unit is None:
            line.reasons.fail(replace(cell, value=words), _unit_wanted(line, words))
        elif unit.name == lead:
            line.reasons.warn(replace(cell, value=words), _("the lead unit is not one of the co-units"))
        else:
            names.append(unit.name)
    return tuple(dict.fromkeys(names))


def _unit_wanted(line: _Line, words: str) -> str:
    near = get_close_matches(words, line.facts.by_name, n=1, cutoff=0.5) if words else []
    if near:
        return _("a unit of the list of units, perhaps %(name)s") % {"name": line.facts.by_name[near[0]].name}
    return _("a unit of the list of units")


def _handler(line: _Line, lead: str) -> int | None:
    found = _person(line, "handler", [person for person in _named(line, "handler") if not lead or person.unit == lead])
    return found.pk if found else None


def _leader(line: _Line) -> int | None:
    found = _person(line, "leader", [person for person in _named(line, "leader") if person.leads])
    return found.pk if found else None


def _named(line: _Line, name: str) -> Sequence[Person]:
    return line.facts.people.get(line.cell(name).compact, ())


def _person(line: _Line, name: str, fitting: list[Person]) -> Person | None:
    cell = line.cell(name)
    if not cell.text:
        return None
    if len(fitting) == 1:
        return fitting[0]
    wanted = _("one person of the lead unit") if name == "handler" else _("one of the leaders of the office")
    line.reasons.fail(cell, wanted)
    return None


# ── Times ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _times(line: _Line) -> tuple[date | None, str]:
    due_on, rhythm = _due(line)
    cycle = _cycle(line) or rhythm
    if due_on is None and not cycle and not line.reasons.failures:
        line.reasons.warn(line.cell("due"), _("without a due date or a cycle the draft cannot be submitted"))
    return due_on, cycle


def _due(line: _Line) -> tuple[date | None, str]:
    cell = line.cell("due")
    if isinstance(cell.value, date):
        return _checked(line, cell, cell.value), ""
    if not cell.text:
        return None, ""
    phrase = read_one(cell.text, on=line.facts.on, calendar=line.facts.calendar)
    if phrase is None or isinstance(cell.value, int | float):
        line.reasons.fail(cell, _("a time such as %(examples)s") % {"examples": DUES})
        return None, ""
    return (_checked(line, cell, phrase.last) if phrase.last else None), phrase.cycle


def _checked(line: _Line, cell: Cell, due_on: date) -> date:
    if due_on < line.facts.on:
        line.reasons.warn(cell, _("this day has passed"))
    if not 2000 <= due_on.year <= 2199:
        line.reasons.fail(cell, _("a day of this century"))
    return due_on


def _cycle(line: _Line) -> str:
    cell = line.cell("cycle")
    if not cell.text or cell.compact in NONE:
        return ""
    phrase = read_one(cell.text, on=line.facts.on, calendar=line.facts.calendar)
    if phrase is None or not phrase.cycle:
        line.reasons.fail(cell, _("a cycle such as %(examples)s") % {"examples": "、".join(CYCLES)})
        return ""
    return phrase.cycle
