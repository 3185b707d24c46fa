"""Sheets that go out: templates to be filled in, and the rows that could not be read, with the reasons beside them."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from secretariat.late import late
from secretariat.workbooks.cells import MAX_ROWS
from secretariat.workbooks.sheets import Cell, Row, Value

openpyxl = late("openpyxl")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 22


def line(text: str) -> Row:
    """A row with one text, such as stands above a table or between its parts."""
    return Row(0, (Cell(0, 1, text),))


def failed_rows(
    heads: Sequence[Row], failed: Iterable[tuple[Row, Sequence[str]]], *, title: str, above: Iterable[str] = ()
) -> bytes:
    """An .xlsx of the headings and the failed rows as they were sent, with the reasons in one more column; lines
    `above` stand before the headings.

    It can be put right and sent again: the headings stay where they were, the reasons stand behind the last column.
    """
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    rows = list(failed)
    width = max((len(row.cells) for row in (*heads, *(row for row, _why in rows))), default=0)
    for place in range(width + 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(place + 1)].width = WIDTH
    for text in above:
        sheet.append([_written(sheet, text, bold=True, wrap=False)])
    for place, head in enumerate(heads):
        last = _("Reason") if place == len(heads) - 1 else ""
        sheet.append([_written(sheet, value, bold=True) for value in (*_values(head, width), last)])
    for row, reasons in rows:
        wrap = bool(row.number)
        sheet.append([_written(sheet, value, wrap=wrap) for value in (*_values(row, width), "\n".join(reasons))])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _values(row: Row, width: int) -> list[Value]:
    return [row.cell(column).value for column in range(1, width + 1)]


def _written(sheet: Any, value: Value, *, bold: bool = False, wrap: bool = True) -> Any:
    cell = openpyxl.cell.WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        # The library takes what begins with "=" for a formula; here it is what somebody wrote.
        cell.data_type = "s"
    cell.alignment = openpyxl.styles.Alignment(wrap_text=wrap, vertical="top")
    cell.font = openpyxl.styles.Font(bold=bold)
    return cell


def template(
    heads: Sequence[str], example: Sequence[str], lists: Mapping[str, Sequence[str]], *, title: str, lists_title: str
) -> bytes:
    """An .xlsx to be filled in: the headings, one example row, and a second sheet with what may be chosen.

    `lists` are the columns of that sheet by the heading to which they belong; the program offers them there.
    """
    book = openpyxl.Workbook()
    sheet, choices = book.active, book.create_sheet(lists_title[:31])
    sheet.title = title[:31]
    sheet.freeze_panes = "A2"
    _fill(sheet, [heads, example])
    columns = [[head, *values] for head, values in lists.items()]
    _fill(choices, list(zip_longest(*columns, fillvalue="")))
    for place, (head, values) in enumerate(lists.items(), start=1):
        if head in heads and values:
            column = openpyxl.utils.get_column_letter(place)
            _offer(sheet, heads.index(head) + 1, f"'{choices.title}'!${column}", len(values))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, rows: Sequence[Sequence[str]]) -> None:
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column, value)
            cell.data_type = "s"
            cell.font = openpyxl.styles.Font(bold=row == 1)
            cell.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
            sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = WIDTH


def _offer(sheet: Any, column: int, where: str, count: int) -> None:
    letter = openpyxl.utils.get_column_letter(column)
    # A cell may hold more than one of the list, or words of one's own: the reader judges, the program only offers.
    validation = openpyxl.worksheet.datavalidation.DataValidation
    offered = validation(type="list", formula1=f"{where}$2:{where.rsplit('!', 1)[1]}${count + 1}", allow_blank=True)
    offered.showErrorMessage = False
    offered.add(f"{letter}2:{letter}{MAX_ROWS}")
    sheet.add_data_validation(offered)
