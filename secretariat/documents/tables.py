"""From an uploaded .docx to the texts of its tables, merged cells filled; everything dangerous is refused."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.files.base import File
from django.utils.translation import gettext as _

from secretariat.classified import refuse_classified
from secretariat.workbooks.archive import DOCUMENT, Kind, damaged, open_package, refused
from secretariat.workbooks.cells import MAX_CHARACTERS, MAX_COLUMNS, MAX_ROWS, Attributes, Part, too_much_text

MAIN = "word/document.xml"
Table = list[tuple[str, ...]]


def open_tables(upload: "File[Any]") -> list[Table]:
    """The tables of a document, each as its rows of texts; tables inside a cell are part of its text.

    Raises Refused for what is not an ordinary document, for what is too large, and for a mark of classification
    anywhere in its text (rule 50). Memory is bounded by the limits of `cells` and `archive`.
    """
    package = open_package(upload, upload.size, DOCUMENT)  # type: ignore[arg-type]
    if not package.has(MAIN):
        raise damaged(DOCUMENT)
    text = Text()
    text.read(package.stream(MAIN))
    cells = (cell for table in text.tables for row in table for cell in row)
    refuse_classified(*text.paragraphs, *cells, field="file")
    return text.tables


@dataclass
class Text(Part):
    """Paragraphs outside of tables, and tables row by row. What was deleted in a tracked change is no text of it."""

    kind: ClassVar[Kind] = DOCUMENT
    paragraphs: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    _depth: int = 0
    _words: list[str] = field(default_factory=list)
    _row: list[str] = field(default_factory=list)
    _span: int = 1
    _is_below: bool = False
    _reads: bool = False
    _size: int = 0
    _rows: int = 0

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "tbl":
            self._begin_table()
        elif name == "t":
            self._reads = True
        elif name in ("br", "tab", "cr"):
            self._words.append("\n")
        elif self._depth == 1:
            self._begin_part(name, attributes)

    def _begin_table(self) -> None:
        self._depth += 1
        if self._depth == 1:
            self.tables.append([])

    def _begin_part(self, name: str, attributes: Attributes) -> None:
        if name == "tr":
            self._row = []
        elif name == "tc":
            self._words, self._span, self._is_below = [], 1, False
        elif name == "gridSpan":
            self._span = _count(attributes.get("val", "1"))
        elif name == "vMerge":
            self._is_below = attributes.get("val", "continue") == "continue"

    def end(self, name: str) -> None:
        if name == "tbl":
            self._depth -= 1
        elif name == "t":
            self._reads = False
        elif name == "p":
            self._end_paragraph()
        elif self._depth == 1 and name == "tc":
            self._end_cell()
        elif self._depth == 1 and name == "tr":
            self._end_row()

    def _end_paragraph(self) -> None:
        if self._depth:
            self._words.append("\n")
        elif self._words:
            self.paragraphs.append("".join(self._words))
            self._words = []

    def _end_cell(self) -> None:
        above = self.tables[-1][-1] if self.tables[-1] else ()
        place = len(self._row)
        words = above[place] if self._is_below and place < len(above) else "".join(self._words).strip()
        self._row += [words, *[""] * (self._span - 1)]
        if len(self._row) > MAX_COLUMNS:
            raise refused(_("A table has more than %(n)d columns.") % {"n": MAX_COLUMNS})

    def _end_row(self) -> None:
        self._rows += 1
        if self._rows > MAX_ROWS:
            raise refused(_("The tables have more than %(n)d rows. Split the document.") % {"n": MAX_ROWS})
        self.tables[-1].append(tuple(self._row))

    def text(self, words: str) -> None:
        if self._reads:
            self._size += len(words)
            if self._size > MAX_CHARACTERS:
                raise too_much_text()
            self._words.append(words)


def _count(words: str) -> int:
    return min(int(words), MAX_COLUMNS + 1) if words.isdecimal() and 0 < len(words) < 6 and int(words) else 1
