"""The tables of the page: every figure with the address of the rows that it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from supervision.items.queries import SOURCES, Rate
from supervision.statistics.periods import Period
from supervision.statistics.queries import FLOW, LIGHTS, STOCK, Figures, Statistics

Asked = dict[str, str]


@dataclass(frozen=True)
class Cell:
    """A count, and where its rows are; `name` is which figure it is, None for a figure that the line has not."""

    name: str
    count: int | None
    url: str = ""

    @property
    def is_red(self) -> bool:
        return self.name in ("late", "red")


@dataclass(frozen=True)
class Line:
    """A line of a table: its head with an address of its own, its counts, and its rate."""

    label: str
    title: str
    cells: list[Cell]
    rate: Rate | None = None
    rate_url: str = ""


@dataclass(frozen=True)
class Table:
    """A table of the page; `note` says which of its sums do not close (rule 42)."""

    code: str
    title: str
    head: str
    lines: list[Line]
    totals: list[Line]
    note: str = ""


def tables(found: Statistics) -> dict[str, Table]:
    """By unit in the order of the organisation, by source, and by month; each by its code."""
    total = _line(_("Total"), found.total, found.period, {})
    units = [_line(unit.short, row, found.period, {"unit": str(unit.pk)}, unit.name) for unit, row in found.units]
    named = [(str(SOURCES[name][0]), name, row) for name, row in found.sources]
    sources = [_line(label, row, found.period, {"source": name}) for label, name, row in named]
    closes = _("Every column adds up to the total.")
    made = [
        Table("units", _("By unit"), _("Unit"), units, [total], closes),
        Table("sources", _("By source"), _("Source"), sources, [total], closes),
        _by_month(found, total),
    ]
    return {table.code: table for table in made}


def lights(found: Statistics) -> Table:
    """The open items of every unit by their light."""
    lines = [_lights(unit.short, row, {"unit": str(unit.pk)}, unit.name) for unit, row in found.units]
    total = _lights(_("Total"), found.total, {})
    note = _("The lights of a unit add up to its open items.")
    return Table("lights", _("Open items by light"), _("Unit"), lines, [total], note)


def columns() -> dict[str, str]:
    """What the figures are called, in their order."""
    return {
        "open": pgettext("column", "Open"),
        "soon": pgettext("column", "10 days"),
        "late": pgettext("column", "Overdue"),
        "stalled": pgettext("column", "Stalled"),
        "extended": pgettext("column", "Extended"),
        "dispatched": pgettext("column", "Dispatched"),
        "done": pgettext("column", "Done"),
        "returned": pgettext("column", "Returned"),
    }


def _by_month(found: Statistics, total: Line) -> Table:
    lines = [_month(month, row) for month, row in found.months]
    rest = {"due_since": str(found.period.first), "due_until": str(found.period.last), "due_outside": "1"}
    cells = [Cell(name, found.elsewhere.counts[name], _ledger(_mark(name) | rest)) for name in STOCK]
    cells += [Cell(name, None) for name in FLOW]
    elsewhere = Line(
        _("Due at another time"), _("Open items that fall due outside of these months, or at no date"), cells
    )
    note = _(
        "Open items stand in the month in which they fall due. Returned items and the on-time rate do not add up: an "
        "item can be returned in several months, and one that stays late counts in the rate of each month."
    )
    return Table("months", _("By month"), _("Month"), lines, [elsewhere, total], note)


def _month(month: Period, row: Figures) -> Line:
    due = {"due_since": str(month.first), "due_until": str(month.last)}
    stock = [Cell(name, row.counts[name], _ledger(_mark(name) | due)) for name in STOCK]
    return Line(month.words, "", stock + _flow(row, month, {}), row.rate, _in(month, "counted", {}))


def _line(label: str, row: Figures, period: Period, asked: Asked, title: str = "") -> Line:
    stock = [Cell(name, row.counts[name], _ledger(_mark(name) | asked)) for name in STOCK]
    return Line(label, title, stock + _flow(row, period, asked), row.rate, _in(period, "counted", asked))


def _lights(label: str, row: Figures, asked: Asked, title: str = "") -> Line:
    wanted: Sequence[Asked] = [{"state": "open", "light": light} | asked for light in LIGHTS]
    cells = [Cell(name, row.lights[name], _ledger(one)) for name, one in zip(LIGHTS, wanted, strict=True)]
    return Line(label, title, [Cell("open", row.counts["open"], _ledger(_mark("open") | asked)), *cells])


def _flow(row: Figures, period: Period, asked: Asked) -> list[Cell]:
    return [Cell(name, row.counts[name], _in(period, name, asked)) for name in FLOW]


def _in(period: Period, mark: str, asked: Asked) -> str:
    return _ledger({"mark": mark, "since": str(period.first), "until": str(period.last)} | asked)


def _mark(name: str) -> Asked:
    return {"state": "open"} if name == "open" else {"mark": name}


def _ledger(asked: dict[str, Any]) -> str:
    return f"{reverse('supervision:item_list')}?{urlencode(asked)}"
