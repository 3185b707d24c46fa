"""A list taken out: exactly what is filtered, with who took it, when and by which filter; and logged (rules 47, 49)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.audit.export import record_export
from secretariat.errors import Refused
from secretariat.lists.columns import Column
from secretariat.papers.docx import render_docx
from secretariat.papers.paper import Paper, Table, printable
from secretariat.sheets import XLSX, write_xlsx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"xlsx": XLSX, "docx": DOCX}
# A sheet is calculated with, a paper is read aloud.
MOST = {"xlsx": 20_000, "docx": 500}
CHUNK = 1_000


@dataclass(frozen=True)
class Extract:
    """What is taken out: by whom and when, the words of the filter, and the columns."""

    title: str
    words: str
    query: str
    columns: Sequence[Column]
    by: Any
    at: datetime

    def watermark(self, rows: int) -> str:
        """The line that a sheet carries wherever it goes."""
        facts = {"name": self.by, "at": f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}", "n": rows}
        return _("Taken out by %(name)s on %(at)s; %(n)d rows; filter: %(filter)s") % {
            **facts,
            "filter": self.words or _("none"),
        }


def export(
    found: "models.QuerySet[Any]", extract: Extract, form: str, row: Callable[[Any], Any] = lambda record: record
) -> IO[bytes] | bytes:
    """The rows of `found` as a sheet (xlsx) or a paper (docx); `row` makes of a record what the columns are asked with.

    Raises Refused above MOST rows, for a sheet that was cut off would pass for the whole.
    """
    with transaction.atomic():
        count = found.count()
        if count > MOST[form]:
            raise Refused(_("More than %(n)d rows: narrow the filter first.") % {"n": MOST[form]})
        record_export(found.model, by=extract.by, rows=count, form=form, note=extract.words, filter=extract.query)
        records = map(row, found.iterator(chunk_size=CHUNK))
        return _xlsx(extract, records) if form == "xlsx" else _docx(extract, records)


def _heads(extract: Extract) -> list[str]:
    return [str(column.label) for column in extract.columns]


def _lines(extract: Extract, records: Iterable[Any]) -> Iterator[list[Any]]:
    for record in records:
        yield [column.value(record) for column in extract.columns]


def _xlsx(extract: Extract, records: Iterable[Any]) -> IO[bytes]:
    def rows() -> Iterator[list[Any]]:
        count = 0
        for line in _lines(extract, records):
            count += 1
            yield line
        yield []
        yield [extract.watermark(count)]

    return write_xlsx(extract.title, _heads(extract), rows())


def _docx(extract: Extract, records: Iterable[Any]) -> bytes:
    rows = tuple(tuple(printable(_said(value)) for value in line) for line in _lines(extract, records))
    table = Table(tuple(_heads(extract)), rows, note=extract.watermark(len(rows)))
    day = timezone.localdate(extract.at)
    return render_docx(Paper(kind="plain", title=extract.title, date=day, blocks=(table,)))


def _said(value: Any) -> str:
    if value is None or value == "":
        return "—"
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)
