"""A paper as docx, to be edited in Word or WPS: the office's own face names on the grid of the standard."""

import datetime
from functools import cache
from io import BytesIO
from typing import Any

from secretariat.late import late
from secretariat.papers import docx_xml as x
from secretariat.papers import geometry as g
from secretariat.papers.columns import text_width
from secretariat.papers.docx_frame import frame_page, same_bytes, set_settings, set_styles
from secretariat.papers.docx_tables import distribution_xml, table_xml
from secretariat.papers.numerals import chinese_date
from secretariat.papers.paper import (
    BlankLine,
    Block,
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

docx = late("docx")


def render_docx(paper: Paper) -> bytes:
    """Return the paper as docx; the same paper gives the same bytes (rule 43)."""
    document = docx.Document(BytesIO(_unwritten()))
    _set_properties(document, paper)
    page = g.page_of(paper)
    frame_page(document, page)
    body = document.element.body
    section = body.sectPr
    for part in (*_head(paper), *_title(paper), *_blocks(paper, page), *_foot(paper)):
        section.addprevious(part)
    packed = BytesIO()
    document.save(packed)
    return same_bytes(packed.getvalue(), paper.date)


@cache
def _unwritten() -> bytes:
    """What no paper has of its own: the styles and settings of all of them, put together once."""
    document = docx.Document()
    set_styles(document)
    set_settings(document)
    packed = BytesIO()
    document.save(packed)
    return packed.getvalue()


def _set_properties(document: Any, paper: Paper) -> None:
    properties = document.core_properties
    properties.title = printable(paper.title.replace("\n", ""))
    properties.author = properties.last_modified_by = printable(paper.issuer)
    properties.subject = printable(paper.issue_line)
    properties.comments = properties.keywords = ""
    properties.revision = 1
    properties.created = properties.modified = datetime.datetime.combine(paper.date, datetime.time())


def _head(paper: Paper) -> list[Any]:
    if not paper.masthead:
        return []
    size, spacing = g.masthead_type(paper.masthead)
    above, height = g.masthead_frame(paper.kind, size)
    issuer_line = g.BODY + 4.0
    # The letters end two points above the lower edge of their line.
    gap = round(g.RED_LINE_GAP_MM * g.MM) - 2
    rest = height - above - g.MASTHEAD_BAND - g.ISSUE_GAP - g.LINE - issuer_line - gap - g.RED_LINE
    masthead = x.run(
        printable(paper.masthead), x.run_properties("title", size, color=g.RED, spacing=spacing, grid=False)
    )
    red_line = x.border("bottom", g.RED_LINE, color=g.RED, space=gap)
    label = x.run(printable(paper.label), x.run_properties("hei", g.BODY))
    days = (x.run(printable(paper.issuer)), x.tab(), x.run(chinese_date(paper.date)))
    return [
        x.paragraph(label, line=above, grid=False),
        x.paragraph(masthead, align="center", line=g.MASTHEAD_BAND, grid=False),
        x.paragraph(
            x.run(printable(paper.issue_line)),
            align="center",
            line=g.LINE,
            before=g.ISSUE_GAP,
            grid=False,
        ),
        x.paragraph(
            *(x.run("\u3000"), *days, x.run("\u3000")),
            line=issuer_line,
            before=rest,
            grid=False,
            bottom=red_line,
            tabs=(("right", g.TEXT_WIDTH),),
            align="left",
        ),
        *[_blank() for _ in range(g.TITLE_GAP_LINES)],
    ]


def _title(paper: Paper) -> list[Any]:
    lines = "\n".join(map(printable, title_lines(paper.title, g.page_of(paper))))
    parts = [x.paragraph(x.run(lines), style="Title")]
    if paper.subtitle:
        subtitle = x.run(printable(paper.subtitle), x.run_properties("kai", g.BODY))
        parts.append(x.paragraph(subtitle, align="center"))
    return parts if paper.landscape else [*parts, _blank()]


def _blocks(paper: Paper, page: g.Page) -> list[Any]:
    return [part for block in laid_out(paper.blocks) for part in _block(block, page)]


def _block(block: Block, page: g.Page) -> list[Any]:
    match block:
        case Heading():
            return [x.paragraph(x.run(printable(block.text)), style=f"Heading{block.level}")]
        case Paragraph():
            return [x.paragraph(x.run(printable(block.text)), style="NormalIndent" if block.indent else "")]
        case Roll():
            return [_roll(block)]
        case Table():
            return table_xml(block, page)
        case BlankLine():
            return [_blank()]
        case PageBreak():
            return [x.paragraph(x.element("r", x.element("br", type="page")))]
        case Signature():
            return _signature(block)


def _roll(roll: Roll) -> Any:
    label = x.run(printable(roll.label), x.run_properties("hei", g.BODY))
    hang = x.twips(len(roll.label) * g.CHARACTER)
    left = x.twips(2 * g.CHARACTER) + hang
    return x.paragraph(label, x.run(printable(roll.names)), indent={"left": left, "hanging": hang})


def _signature(signature: Signature) -> list[Any]:
    """Right-hand lines, the shorter ones shifted so that their middles stand over each other."""
    day = chinese_date(signature.date)
    lines = [*map(printable, signature.names), day]
    from_right = (4 if signature.sealed else 2) * g.CHARACTER
    widths = [text_width(line) * g.CHARACTER for line in lines]
    widest = max(widths)
    return [
        x.paragraph(
            x.run(line),
            align="right",
            keep=line != lines[-1],
            indent={"right": x.twips(from_right + (widest - width) / 2)},
        )
        for line, width in zip(lines, widths, strict=True)
    ]


def _blank() -> Any:
    return x.paragraph()


def _foot(paper: Paper) -> list[Any]:
    return distribution_xml(paper.distribution) if paper.distribution else []
