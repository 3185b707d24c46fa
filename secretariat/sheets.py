"""Rows out as sheets in which no cell is a formula, and rows in from sheets within bounds."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from typing import IO, Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.late import late
from secretariat.workbooks.opening import open_sheet

openpyxl = late("openpyxl")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS, MAX_COLUMNS = 5_000, 60
# How a spreadsheet program recognises a formula in a text file (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

Row = Sequence[Any]


# ── Out ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
def write_xlsx(title: str, header: Row, rows: Iterable[Row]) -> IO[bytes]:
    """A workbook of one sheet as a temporary file at its beginning; its texts are texts whatever they begin with."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for row in chain([header], rows):
        sheet.append([_cell(sheet, value) for value in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, value: Any) -> Any:
    plain = _plain(value)
    cell = openpyxl.cell.WriteOnlyCell(sheet)
    if isinstance(plain, str):
        # Or openpyxl takes what begins with "=" for a formula.
        cell.value = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", plain)
        cell.data_type = "s"
    else:
        cell.value = plain
    return cell


def csv_lines(header: Row, rows: Iterable[Row]) -> Iterator[str]:
    """The lines of a text file that spreadsheet programs open as UTF-8; a mark before what they would calculate."""
    yield "\ufeff" + _line(header)
    for row in rows:
        yield _line(row)


def _line(row: Row) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_guarded(value) for value in row])
    return line.getvalue()


def _guarded(value: Any) -> Any:
    plain = _plain(value)
    return f"'{plain}" if isinstance(plain, str) and plain.startswith(_FORMULA) else plain


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if value is None:
        return ""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


# ── In ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
def read_xlsx(content: bytes) -> list[list[Any]]:
    """The rows of the first sheet that holds any. Raises Refused for what is no ordinary workbook or too large."""
    _refuse_large(content)
    sheet = open_sheet(ContentFile(content))
    return _bounded([[cell.value for cell in row] for row in sheet.rows])


def read_csv(content: bytes) -> list[list[Any]]:
    """The rows of a text file in UTF-8 or GB 18030.

    Raises Refused for what is no such file or too large, and for a mark of classification (rule 50).
    """
    _refuse_large(content)
    text = _decoded(content)
    try:
        rows = _bounded([list(row[:MAX_COLUMNS]) for row in csv.reader(io.StringIO(text, newline=""), strict=True)])
    except csv.Error as trouble:
        raise Refused(_("This text file has no readable rows.")) from trouble
    refuse_classified(*(cell for row in rows for cell in row))
    return rows


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_("This is not a text file in UTF-8 or GB 18030."))


def _refuse_large(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise Refused(_("The file is too large: at most 5 MB."))


def _bounded(rows: list[list[Any]]) -> list[list[Any]]:
    kept = [row for row in rows if any(value not in (None, "") for value in row)]
    if len(kept) > MAX_ROWS + 1:
        raise Refused(_("The sheet has too many rows: at most %(n)d.") % {"n": MAX_ROWS})
    if not kept:
        raise Refused(_("The sheet is empty."))
    return kept
