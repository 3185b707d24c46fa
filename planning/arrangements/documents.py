"""Reads a Word document with an arrangement: its table, and where it has none its lines."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from planning.arrangements.parsing import MAX_CHARACTERS, read_week
from planning.arrangements.reading import ReadWeek
from planning.arrangements.tables import has_table, read_table
from secretariat.documents.opening import open_document
from secretariat.documents.tables import open_tables
from secretariat.people.names import Unit


def read_file(
    upload: Any,
    *,
    year: int,
    units: Sequence[Unit],
    rooms: Collection[str] = (),
    days: tuple[date, date] | None = None,
) -> ReadWeek:
    """The entries of the document. Days of the week in its table are those of `days`, without them those of the days
    that its heading names. Raises Refused for what is no ordinary document (rule 50 as well)."""
    tables = open_tables(upload)
    if has_table(tables) and days:
        return read_table(tables, year=year, days=days)
    upload.seek(0)
    read = read_week(open_document(upload, limit=MAX_CHARACTERS), year=year, units=units, rooms=rooms)
    return read_table(tables, year=year, days=read.days) if has_table(tables) else read
