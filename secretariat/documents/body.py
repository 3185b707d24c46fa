"""Reads the words of a document as a stream: paragraph by paragraph, with their numbers; tables row by row."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _

from secretariat.documents.numbers import Counters, Numbering, number_of
from secretariat.workbooks.archive import DOCUMENT, Kind, damaged, refused
from secretariat.workbooks.cells import Attributes, Part

MAX_DEPTH = 40
# Drawn a second time for older programs, moved away, or how it was formatted before: what stands there is not read.
UNREAD = frozenset({"Fallback", "moveFrom", "pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange"})
# A tab parts the cells of a table, and nothing else.
SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass
class Styles(Part):
    """Which styles of paragraphs are numbered: (list, level, style that it is based on)."""

    kind: ClassVar[Kind] = DOCUMENT
    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    based_on: dict[str, str] = field(default_factory=dict)
    _style: str = ""

    def begin(self, name: str, attributes: Attributes) -> None:
        value = attributes.get("val", "")
        if name == "style":
            self._style = attributes.get("styleId", "")
        elif name == "basedOn":
            self.based_on[self._style] = value
        elif name == "numId":
            self.lists[self._style] = value
        elif name == "ilvl":
            self.levels[self._style] = number_of(value)

    def list_of(self, style: str) -> tuple[str, int, str]:
        """The list of a style, its level, and the style that says so; ("", 0, "") for none."""
        for _step in range(MAX_DEPTH):
            if style in self.lists:
                return self.lists[style], self.levels.get(style, 0), style
            style = self.based_on.get(style, "")
        return "", 0, ""


@dataclass
class _Paragraph:
    words: list[str] = field(default_factory=list)
    style: str = ""
    list_id: str | None = None
    level: int | None = None
    is_run: bool = False
    is_text: bool = False
    is_hidden: bool = False


@dataclass
class _Cell:
    paragraphs: list[str] = field(default_factory=list)
    span: int = 1
    # Merged with the cell above it.
    goes_on: bool = False


class Body(Part):
    """The text of a part of a document, of at most `limit` characters."""

    kind: ClassVar[Kind] = DOCUMENT

    def __init__(self, numbering: Numbering, styles: Styles, *, limit: int) -> None:
        self.lines: list[str] = []
        self._numbering, self._styles, self._left = numbering, styles, limit
        self._counters = Counters(numbering)
        self._open: list[_Paragraph] = []
        self._rows: list[list[_Cell]] = []
        self._above: list[dict[int, str]] = []
        self._unread = 0

    def begin(self, name: str, attributes: Attributes) -> None:
        if name in UNREAD or self._unread:
            self._unread += name in UNREAD
        elif name in ("p", "tbl", "tr", "tc"):
            self._begin_block(name)
        elif self._open:
            self._begin_inline(name, attributes)
        elif name in ("gridSpan", "vMerge") and self._rows and self._rows[-1]:
            self._set_cell(name, attributes.get("val", ""))

    def end(self, name: str) -> None:
        if self._unread:
            self._unread -= name in UNREAD
        elif name == "p" and self._open:
            self._end_paragraph(self._open.pop())
        elif name == "tr" and self._rows:
            self._end_row(self._rows.pop())
        elif name == "tbl" and self._above:
            self._above.pop()
        elif name in ("t", "r") and self._open:
            paragraph = self._open[-1]
            paragraph.is_text = False
            if name == "r":
                paragraph.is_run = paragraph.is_hidden = False

    def text(self, words: str) -> None:
        if self._open and not self._unread and self._open[-1].is_text:
            self._take(words)

    def _begin_block(self, name: str) -> None:
        if name == "p":
            self._open.append(_Paragraph())
        elif name == "tbl":
            self._above.append({})
        elif name == "tr":
            self._rows.append([])
        elif self._rows:
            self._rows[-1].append(_Cell())
        if len(self._open) + len(self._rows) + len(self._above) > MAX_DEPTH:
            raise damaged(self.kind)

    def _begin_inline(self, name: str, attributes: Attributes) -> None:
        paragraph, value = self._open[-1], attributes.get("val", "")
        if name == "r":
            paragraph.is_run = True
        elif paragraph.is_run:
            self._begin_words(paragraph, name, value)
        elif name == "pStyle":
            paragraph.style = value
        elif name == "numId":
            paragraph.list_id = value
        elif name == "ilvl":
            paragraph.level = number_of(value)

    def _begin_words(self, paragraph: _Paragraph, name: str, value: str) -> None:
        if name == "t":
            paragraph.is_text = True
        elif name in SIGNS:
            self._take(SIGNS[name])
        elif name == "vanish":
            paragraph.is_hidden = value not in ("0", "false")

    def _take(self, words: str) -> None:
        if self._open[-1].is_hidden:
            return
        self._left -= len(words)
        if self._left < 0:
            raise refused(_("The document holds more text than minutes can have. Paste the minutes only."))
        self._open[-1].words.append(words)

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        words = "".join(paragraph.words).replace("\t", " ").strip()
        label = self._label(paragraph)
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].paragraphs += [f"{label}{words}".strip()] if label or words else []
        else:
            self.lines.append(f"{label}{words}" if words else "")

    def _label(self, paragraph: _Paragraph) -> str:
        list_id, level = paragraph.list_id, paragraph.level
        if list_id is None:
            list_id, level, style = self._styles.list_of(paragraph.style)
            # A level may be bound to the style instead of the style to a level.
            found = self._numbering.lists.get(list_id)
            bound = self._numbering.levels_of(found) if found else {}
            level = next((place for place, one in bound.items() if one.style and one.style == style), level)
        return self._counters.label(list_id, level or 0)

    def _set_cell(self, name: str, value: str) -> None:
        cell = self._rows[-1][-1]
        if name == "gridSpan":
            cell.span = max(1, min(number_of(value), MAX_DEPTH))
        else:
            cell.goes_on = value != "restart"

    def _end_row(self, cells: list[_Cell]) -> None:
        above = self._above[-1] if self._above else {}
        words, place = [], 0
        for cell in cells:
            own = " ".join(cell.paragraphs).replace("\n", " ")
            own = above.get(place, "") if cell.goes_on else own
            above[place] = own
            words += [own, *[""] * (cell.span - 1)]
            place += cell.span
        row = "\t".join(words)
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].paragraphs.append(" ".join(filter(None, words)))
        elif row.strip():
            self.lines.append(row)
