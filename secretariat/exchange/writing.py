"""Sheets that go out: the rows that could not be read, with the reasons beside them."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from secretariat.workbooks.sheets import Row, Value

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 22


def failed_rows(heads: Sequence[Row], failed: Iterable[tuple[Row, Sequence[str]]], *, title: str) -> bytes:
    """An .xlsx of the headings and the failed rows as they were sent, with the reasons in one more column.

    It can be put right and sent again: the headings stay where they were, the reasons stand behind the last column.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    rows = list(failed)
    width = max((len(row.cells) for row in (*heads, *(row for row, _why in rows))), default=0)
    for place in range(width + 1):
        sheet.column_dimensions[get_column_letter(place + 1)].width = WIDTH
    for place, head in enumerate(heads):
        last = _("Reason") if place == len(heads) - 1 else ""
        sheet.append([_written(sheet, value, bold=True) for value in (*_values(head, width), last)])
    for row, reasons in rows:
        sheet.append([_written(sheet, value) for value in (*_values(row, width), "\n".join(reasons))])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _values(row: Row, width: int) -> list[Value]:
    return [row.cell(column).value for column in range(1, width + 1)]


def _written(sheet: Any, value: Value, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        # The library takes what begins with "=" for a formula; here it is what somebody wrote.
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold)
    return cell
