"""From an uploaded .xlsx to a plain sheet: merged cells filled, days kept as days, everything dangerous refused."""

from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from secretariat.classified import refuse_classified
from secretariat.workbooks.archive import Package, damaged, open_package, refused
from secretariat.workbooks.cells import MAX_COLUMNS, MAX_ROWS, Relations, Strings, Styles, Workbook, Worksheet
from secretariat.workbooks.sheets import Cell, Row, Sheet, Value

WORKBOOK = "xl/workbook.xml"


def open_sheet(upload: "File[Any]") -> Sheet:
    """The first sheet that anybody sees and that holds something.

    Raises Refused, naming the cells where there are any, for what is not an ordinary workbook, for formulas, for what
    is too large and for a mark of classification (rule 50). Memory is bounded by the limits of `cells` and `archive`.
    """
    package = open_package(upload, upload.size)  # type: ignore[arg-type]
    book, parts = _sheets(package)
    shown = [(name, parts[relation]) for name, relation, is_seen in book.sheets if is_seen and relation in parts]
    strings, styles = _strings(package), _styles(package)
    for place, (name, part) in enumerate(shown):
        sheet = Worksheet(strings.texts, styles.days, book.counts_from_1904)
        sheet.read(package.stream(part))
        _refuse_formulas(sheet)
        if sheet.values:
            others = tuple(other for other, _part in (*shown[:place], *shown[place + 1 :]))
            return _checked(Sheet(name, _rows(sheet), others))
    raise refused(_("The sheet is empty."))


def _sheets(package: Package) -> tuple[Workbook, dict[str, str]]:
    if not package.has(WORKBOOK):
        raise damaged()
    book, relations = Workbook(), Relations()
    book.read(package.stream(WORKBOOK))
    relations.read(package.stream("xl/_rels/workbook.xml.rels"))
    lies = {
        key: target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        for key, target in relations.targets.items()
    }
    return book, {key: part for key, part in lies.items() if package.has(part)}


def _strings(package: Package) -> Strings:
    strings = Strings()
    if package.has("xl/sharedStrings.xml"):
        strings.read(package.stream("xl/sharedStrings.xml"))
    return strings


def _styles(package: Package) -> Styles:
    styles = Styles()
    if package.has("xl/styles.xml"):
        styles.read(package.stream("xl/styles.xml"))
    return styles


def _refuse_formulas(sheet: Worksheet) -> None:
    if sheet.formulas:
        cells = pgettext("between the items of a list", ", ").join(sheet.formulas)
        raise refused(
            _("There are formulas in the sheet, the first in: %(cells)s. Copy it and paste the values only.")
            % {"cells": cells}
        )


def _rows(sheet: Worksheet) -> tuple[Row, ...]:
    width = max(max(cells) for cells in sheet.values.values())
    filled = _fill(sheet, width)
    numbers = sorted({*sheet.values, *(row for row, _column in filled)})
    return tuple(
        Row(row, tuple(_cell(sheet, filled, row, column) for column in range(1, width + 1))) for row in numbers
    )


def _cell(sheet: Worksheet, filled: dict[tuple[int, int], tuple[int, int]], row: int, column: int) -> Cell:
    source = filled.get((row, column))
    here = source or (row, column)
    value: Value = sheet.values.get(here[0], {}).get(here[1])
    return Cell(row, column, value, source)


def _fill(sheet: Worksheet, width: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Where each merged cell has its value from; what lies beyond the last row or column in use is left out."""
    last, left_over = max(sheet.values), MAX_ROWS * MAX_COLUMNS
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in sheet.merged:
        if left not in sheet.values.get(top, {}):
            continue
        bottom, right = min(bottom, last), min(right, width)
        # Merged cells cannot overlap: more of them than there are cells is a trick.
        left_over -= (bottom - top + 1) * (right - left + 1)
        if bottom < top or right < left or left_over < 0:
            raise damaged()
        found |= {(row, column): (top, left) for row in range(top, bottom + 1) for column in range(left, right + 1)}
    return found


def _checked(sheet: Sheet) -> Sheet:
    refuse_classified(sheet.title, *(text for row in sheet.rows for text in row.texts), field="file")
    return sheet
