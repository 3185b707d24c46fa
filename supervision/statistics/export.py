"""The tables as a sheet; taking them out is an event (rules 47, 49)."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.audit.export import record_export
from supervision.items.models import SupervisionItem
from supervision.items.queries import Rate
from supervision.statistics.queries import Statistics
from supervision.statistics.tables import Line, columns, tables


@transaction.atomic
def export(found: Statistics, *, by: Any) -> tuple[list[str], list[list[Any]]]:
    """The titles of the columns and the rows; logs that `by` takes them out."""
    header = [_("Table"), _("Line"), *columns().values(), _("Done on time"), _("n of the rate"), _("On-time rate, %")]
    rows = list(_rows(found))
    note = _("Statistics: %(period)s") % {"period": found.period.words}
    record_export(SupervisionItem, by=by, rows=len(rows), form="xlsx", note=note, filter=found.period.query)
    return header, rows


def _rows(found: Statistics) -> Iterator[list[Any]]:
    for table in tables(found).values():
        for line in [*table.lines, *table.totals]:
            yield [table.title, line.title or line.label, *(cell.count for cell in line.cells), *_rate(line)]


def _rate(line: Line) -> list[Any]:
    rate: Rate | None = line.rate
    if rate is None:
        return [None, None, None]
    said = rate.percent if rate.percent is not None else _("too few") if rate.n else "—"
    return [rate.kept, rate.n, said]
