"""A paper as pdf, set by typst on the grid of GB/T 9704: the rendering that is archived and printed."""

import datetime
import json
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from django.utils.translation import gettext as _

from secretariat.errors import Refused
from secretariat.papers import geometry as g
from secretariat.papers.columns import INSET, LONG_CELL, columns_of
from secretariat.papers.fonts import font_files, require_fonts, typesetting
from secretariat.papers.groups import spans_of
from secretariat.papers.numerals import chinese_date
from secretariat.papers.paper import (
    BlankLine,
    Block,
    Distribution,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Roll,
    Signature,
    Table,
    laid_out,
    printable,
)
from secretariat.papers.titles import title_lines
from secretariat.patterns import regex

# What the compiler says of text for which PDF/A would have to show an empty box.
_NOT_IN_ANY_FONT = regex('the text `"(?P<text>.+?)"` could not be displayed')
_TEMPLATE = Path(__file__).parent / "paper.typ"
# One compiler serves all threads of a process, one paper at a time.
_compiling = Lock()


def render_pdf(paper: Paper, *, font_dir: Path) -> bytes:
    """Return the paper as PDF/A; the same paper and fonts give the same bytes (rule 43).

    Raises `Refused` when the folder holds no Chinese font, and when none of its fonts has a character of the paper: an
    archived name must not be an empty box.
    """
    faces = typesetting(require_fonts(font_dir))
    page = g.page_of(paper)
    data = {"geometry": _geometry(page), "faces": faces, "masthead": _masthead(paper), "paper": _paper(paper, page)}
    made_at = datetime.datetime.combine(paper.date, datetime.time(), datetime.UTC)
    compiler = _compiler(str(font_dir), font_files(font_dir))
    try:
        with _compiling:
            pdf = compiler.compile(
                _TEMPLATE,
                format="pdf",
                sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
                pdf_standards="a-2a",
                timestamp=made_at,
            )
    except typst.TypstError as error:
        if not (lacking := _NOT_IN_ANY_FONT.search(error.message)):
            raise
        message = _("No font has “%(text)s”. Write it otherwise, or have a font with it put there.")
        raise Refused(message % lacking.groupdict()) from error
    assert isinstance(pdf, bytes)
    return pdf


@lru_cache(maxsize=2)
def _compiler(font_dir: str, files: tuple[str, ...]) -> typst.Compiler:
    # The files are part of the key, so that fonts put there later are seen without a restart.
    assert files
    return typst.Compiler(root=_TEMPLATE.parent, font_paths=[font_dir], ignore_system_fonts=True)


def _geometry(page: g.Page) -> dict[str, object]:
    return {
        "page": [page.width, page.height],
        "top": page.top,
        "bottom": page.bottom,
        "left": page.left,
        "right": page.right,
        "line": g.LINE,
        "character": g.CHARACTER,
        "characters": g.CHARACTERS,
        "body": g.BODY,
        "title": g.TITLE,
        "small": g.SMALL,
        "red": g.RED,
        "red_line": g.RED_LINE,
        "red_gap": g.RED_LINE_GAP_MM,
        "number_gap": g.NUMBER_GAP_MM,
        "title_gap": g.TITLE_GAP_LINES,
        "thick": g.THICK,
        "thin": g.THIN,
    }


def _masthead(paper: Paper) -> dict[str, float]:
    size, tracking = g.masthead_type(paper.masthead)
    above, height = g.masthead_frame(paper.kind, size)
    return {
        "above": above,
        "band": g.MASTHEAD_BAND,
        "issue": above + g.MASTHEAD_BAND + g.ISSUE_GAP,
        "height": height,
        "size": size,
        "tracking": tracking,
    }


def _paper(paper: Paper, page: g.Page) -> dict[str, object]:
    return {
        "is_landscape": paper.landscape,
        "label": printable(paper.label),
        "masthead": printable(paper.masthead),
        "issue_line": printable(paper.issue_line),
        "issuer": printable(paper.issuer),
        "day": chinese_date(paper.date),
        "title": printable(paper.title),
        "title_lines": [printable(line) for line in title_lines(paper.title, page)],
        "subtitle": printable(paper.subtitle),
        "blocks": [_block(block, page) for block in laid_out(paper.blocks)],
        "distribution": paper.distribution and _distribution(paper.distribution),
    }


def _block(block: Block, page: g.Page) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": printable(block.text)}
        case Paragraph():
            return {"kind": "paragraph", "text": printable(block.text), "indent": block.indent}
        case Roll():
            return {"kind": "roll", "label": printable(block.label), "names": printable(block.names)}
        case PageBreak():
            return {"kind": "page-break"}
        case BlankLine():
            return {"kind": "blank-line"}
        case Signature():
            names = [printable(name) for name in block.names]
            return {"kind": "signature", "names": names, "day": chinese_date(block.date), "sealed": block.sealed}
        case Table():
            return _table(block, page)


def _table(table: Table, page: g.Page) -> dict[str, Any]:
    columns = columns_of(table, page)
    rows = [
        {"cells": [printable(cell) for cell in row], "breakable": max(map(len, row)) > LONG_CELL, "span": span}
        for row, span in zip(table.rows, spans_of(table, columns, page), strict=True)
    ]
    return {
        "kind": "table",
        "caption": printable(table.caption),
        "head": [printable(cell) for cell in table.head],
        "rows": rows,
        "note": printable(table.note),
        "widths": columns.widths,
        "align": columns.align,
        "size": columns.size,
        "inset": INSET,
    }


def _distribution(distribution: Distribution) -> dict[str, object]:
    return {
        "receivers": [[printable(label), printable(names)] for label, names in distribution.receivers()],
        "printed_by": printable(distribution.printed_by),
        "printed_line": distribution.printed_line(),
        "copies_line": distribution.copies_line(),
    }
