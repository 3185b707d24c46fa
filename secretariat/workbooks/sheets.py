"""A sheet as plain rows of cells, each of which knows where its value stands (E17)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from secretariat.late import late

openpyxl = late("openpyxl")

Value = str | int | float | date | None


@dataclass(frozen=True)
class Cell:
    """A value at `row` and `column` (from 1). Of merged cells each has the value, and `source` is where it stands."""

    row: int
    column: int
    value: Value = None
    source: tuple[int, int] | None = None

    @property
    def address(self) -> str:
        """Where the value stands, as the sheet's own program says it: E17."""
        row, column = self.source or (self.row, self.column)
        return f"{openpyxl.utils.get_column_letter(column)}{row}"

    @property
    def text(self) -> str:
        """The value in words, without white space at its ends; a day as 2025-03-31."""
        if self.value is None:
            return ""
        return self.value.isoformat() if isinstance(self.value, date) else str(self.value).strip()

    @property
    def compact(self) -> str:
        """The words without any white space: a heading may be broken over two lines."""
        return "".join(self.text.split())


@dataclass(frozen=True)
class Row:
    """A row with all its cells, from the first column to the last that the sheet uses."""

    number: int
    cells: tuple[Cell, ...]

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.cells)

    def cell(self, column: int) -> Cell:
        """The cell in `column` (from 1); an empty one beyond the last."""
        return self.cells[column - 1] if column <= len(self.cells) else Cell(self.number, column)

    @property
    def texts(self) -> list[str]:
        """What stands in the row, each merged value once."""
        own = [cell for cell in self.cells if cell.source in (None, (cell.row, cell.column))]
        return [cell.text for cell in own if cell.text]


@dataclass(frozen=True)
class Sheet:
    """One sheet; `others` names the sheets beside it that were not read. Rows without content are left out."""

    title: str
    rows: tuple[Row, ...]
    others: tuple[str, ...] = ()

    def row(self, number: int) -> Row | None:
        """The row of this number, where it holds anything."""
        return next((row for row in self.rows if row.number == number), None)

    def as_data(self) -> dict[str, Any]:
        """What can be stored as JSON; `from_data` takes it back."""
        rows = [[row.number, [_stored(cell) for cell in row]] for row in self.rows]
        return {"title": self.title, "others": list(self.others), "rows": rows}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Sheet":
        """The sheet that `as_data` stored."""
        rows = [Row(number, tuple(_restored(number, n, kept) for n, kept in enumerate(cells, start=1)))
                for number, cells in data["rows"]]  # fmt: skip
        return cls(data["title"], tuple(rows), tuple(data["others"]))


def _stored(cell: Cell) -> Any:
    if cell.value is None:
        return None
    is_day = isinstance(cell.value, date)
    value = cell.text if is_day else cell.value
    return [value, int(is_day), *(cell.source or ())]


def _restored(row: int, column: int, kept: Sequence[Any] | None) -> Cell:
    if kept is None:
        return Cell(row, column)
    value, is_day, *source = kept
    return Cell(row, column, date.fromisoformat(value) if is_day else value, (source[0], source[1]) if source else None)
