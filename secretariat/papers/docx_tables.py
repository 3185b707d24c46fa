"""Tables of a docx: those of the text with repeated heads, and the distribution list at the foot of the last page."""

from typing import Any

from secretariat.papers import docx_xml as x
from secretariat.papers import geometry as g
from secretariat.papers.columns import INSET, LONG_CELL, Columns, columns_of
from secretariat.papers.groups import LEADING, spans_of
from secretariat.papers.paper import Align, Distribution, Table, printable

_HAIR = 0.5
_ROW_PADDING = 4.0
_MIDDLE: Align = "center"


def table_xml(table: Table, page: g.Page = g.UPRIGHT) -> list[Any]:
    """Return caption, table and note; the head is repeated on every page, a row and a group of rows stay whole."""
    columns = columns_of(table, page)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    properties = x.element(
        "tblPr",
        x.element("tblW", w=x.twips(page.text_width), type="dxa"),
        x.element("jc", val="center"),
        x.element("tblBorders", *(x.border(side, _HAIR) for side in sides)),
        x.element("tblLayout", type="fixed"),
        _margins(_ROW_PADDING, INSET),
    )
    grid = x.element("tblGrid", *(x.element("gridCol", w=x.twips(width)) for width in columns.widths))
    head = _row(table.head, columns, role="hei", sides=(_MIDDLE,) * len(table.head), marks=_HEAD_MARKS)
    rows = _rows(table, columns, page)
    return [*_caption(table), x.element("tbl", properties, grid, head, *rows), *_note(table)]


def distribution_xml(distribution: Distribution) -> list[Any]:
    """Return the distribution list as a table that floats to the foot of the page on which the text ends (§7.4)."""
    properties = x.element(
        "tblPr",
        x.element("tblpPr", horzAnchor="margin", tblpXSpec="left", vertAnchor="margin", tblpYSpec="bottom"),
        x.element("tblW", w=x.twips(g.TEXT_WIDTH), type="dxa"),
        x.element("tblLayout", type="fixed"),
        _margins(4.0, g.SMALL),
    )
    half = x.twips(g.TEXT_WIDTH / 2)
    grid = x.element("tblGrid", x.element("gridCol", w=half), x.element("gridCol", w=half))
    receivers = [_receiver(label, names) for label, names in distribution.receivers()]
    rows = [(receivers, g.THICK)] if receivers else []
    if distribution.printed_by or distribution.printed_line():
        runs = (_small(distribution.printed_by), x.tab(), _small(distribution.printed_line()))
        above = g.THIN if receivers else g.THICK
        rows.append(([_small_paragraph(*runs, tabs=(("right", g.TEXT_WIDTH - 2 * g.SMALL),))], above))
    # The last line is drawn above the number of copies; an empty row carries it where there is none.
    rows.append(([_small_paragraph(_small(distribution.copies_line()), align="right")], g.THICK))
    # A floating table hangs on the paragraph after it, which takes as good as no room.
    anchor = x.paragraph(line=1, grid=False)
    return [x.element("tbl", properties, grid, *(_wide_row(*row) for row in rows)), anchor]


def _margins(vertical: float, horizontal: float) -> Any:
    widths = (("top", vertical), ("left", horizontal), ("bottom", vertical), ("right", horizontal))
    return x.element("tblCellMar", *(x.element(side, w=x.twips(width), type="dxa") for side, width in widths))


def _caption(table: Table) -> list[Any]:
    if not table.caption:
        return []
    words = x.run(printable(table.caption), x.run_properties("hei", g.SMALL))
    return [x.paragraph(words, align="center", keep=True)]


def _note(table: Table) -> list[Any]:
    if not table.note:
        return []
    return [x.paragraph(x.run(printable(table.note), x.run_properties("body", 12, grid=False)))]


_HEAD_MARKS = ("cantSplit", "tblHeader")


def _row_marks(row: tuple[str, ...]) -> tuple[str, ...]:
    return () if max(map(len, row)) > LONG_CELL else ("cantSplit",)


def _rows(table: Table, columns: Columns, page: g.Page) -> list[Any]:
    """The rows; all of a group but its last stay with the next, and those below its first share its first cell."""
    spans = spans_of(table, columns, page)
    made = []
    for place, (row, span) in enumerate(zip(table.rows, spans, strict=True)):
        first = "continue" if not span else "restart" if span > 1 else ""
        cells = row if span else ("", *row[1:])
        facts: dict[str, Any] = {"role": "body", "sides": columns.align, "marks": _row_marks(row)}
        made.append(_row(cells, columns, **facts, first=first, keep=spans[place + 1 : place + 2] == [0]))
    return made


def _row(
    cells: tuple[str, ...],
    columns: Columns,
    *,
    role: str,
    sides: tuple[Align, ...],
    marks: tuple[str, ...],
    first: str = "",
    keep: bool = False,
) -> Any:
    row = x.element("tr", x.element("trPr", *map(x.element, marks)))
    for place, (text, width, side) in enumerate(zip(cells, columns.widths, sides, strict=True)):
        words = x.run(printable(text), x.run_properties(role, columns.size, grid=False))
        merged = [x.element("vMerge", val=first)] if first and not place else []
        properties = x.element(
            "tcPr", x.element("tcW", w=x.twips(width), type="dxa"), *merged, x.element("vAlign", val="center")
        )
        lines = x.paragraph(words, align=side, line=columns.size + LEADING, grid=False, keep=keep)
        row.append(x.element("tc", properties, lines))
    return row


def _wide_row(paragraphs: list[Any], thickness: float) -> Any:
    properties = x.element(
        "tcPr",
        x.element("tcW", w=x.twips(g.TEXT_WIDTH), type="dxa"),
        x.element("gridSpan", val=2),
        x.element("tcBorders", x.border("top", thickness)),
    )
    return x.element("tr", x.element("trPr", x.element("cantSplit")), x.element("tc", properties, *paragraphs))


def _receiver(label: str, names: str) -> Any:
    hang = x.twips(len(label) * g.SMALL)
    indent = {"left": hang, "hanging": hang}
    return _small_paragraph(_small(label), _small(names), indent=indent, align="both")


def _small(text: str) -> Any:
    return x.run(printable(text), x.run_properties("body", g.SMALL, grid=False))


def _small_paragraph(*runs: Any, align: str = "left", **how: Any) -> Any:
    return x.paragraph(*runs, align=align, line=g.SMALL + 8.0, grid=False, **how)
