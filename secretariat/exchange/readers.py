"""What a drawer brings so that its sheets can come in: a reader, known by its kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.db import models

from secretariat.workbooks.sheets import Row, Sheet

Options = Mapping[str, Any]


@dataclass(frozen=True)
class ReadRow:
    """A row of the sheet as it was understood. `failures` keep it out, `warnings` only tell; both name the cells."""

    row: Row
    found: Any = None
    warnings: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        return not self.failures


@dataclass(frozen=True)
class Reading:
    """A sheet as it was understood: its headings, its rows, and what was read of the sheet as a whole."""

    heads: tuple[Row, ...]
    rows: tuple[ReadRow, ...]
    head: Any = None
    notes: tuple[str, ...] = field(default=())

    @property
    def good(self) -> list[ReadRow]:
        return [row for row in self.rows if row.is_good]

    @property
    def failed(self) -> list[ReadRow]:
        return [row for row in self.rows if not row.is_good]


@dataclass(frozen=True)
class Frame:
    """What stands round the rows of a sheet and is needed to read some of them again as they were read.

    Lines above and below the table, and lines that stand before a row, by the number of that row.
    """

    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    before: Mapping[int, str] = field(default_factory=dict)


class Reader(Protocol):
    """How one kind of sheet is understood, and what becomes of it."""

    kind: str

    def may(self, user: Any) -> bool:
        """Whether this person may bring such sheets in."""
        ...

    def read(self, sheet: Sheet, options: Options) -> Reading:
        """Understand the sheet, writing nothing; "made" of the options holds what came of this very sheet already:
        [label of the model, id] each. Raises Refused where it is no sheet of this kind at all."""
        ...

    def frame(self, reading: Reading, options: Options) -> Frame:
        """What the sheet of the failed rows says besides them."""
        ...

    def save(self, reading: Reading, options: Options, *, by: Any, on: date) -> list[models.Model]:
        """Make the records of the good rows through the services of the drawer; the first is the one to go to.

        Every model has `deleted_at`, so that the import can be taken back.
        """
        ...

    def check_undo(self, made: Iterable[tuple[str, int]]) -> None:
        """Raises Refused where what was made may leave its place no more, whatever the log tells of it."""
        ...


READERS: dict[str, Reader] = {}


def register(reader: Reader) -> Reader:
    """Make a reader known by its kind."""
    READERS[reader.kind] = reader
    return reader
