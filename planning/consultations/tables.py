"""Programmes pasted out of a table: rows of cells under a row that names the columns."""

import re
from collections.abc import Iterator, Sequence

from planning.consultations.lines import label_at
from planning.consultations.outline import Field, Node
from planning.consultations.roles import column_role, is_pure_heading
from planning.consultations.topics import Place, joined, trimmed
from secretariat.patterns import regex
from secretariat.workdays.numerals import HALF_WIDTH

# What sets cells apart: marks of a table, else wide gaps, else single blanks.
_MARKS = (regex(r"[\t|│┃]"), regex(r"[ \u3000]{2,}|\u3000"), regex(r"[ \u3000]"))
_LEAST_COLUMNS = (2, 3, 4)
_NOTE = regex(r"\s*(?:注|备注|说明)\s*\d?\s*[::]")
_ORDINAL = regex(r"\s*[(（]?\d{1,3}[)）.、]?\s*")


class Sheet:
    """The rows of the tables in a text as headings with fields; empty for a text without tables."""

    def __init__(self, text: str) -> None:
        self.text, self.flat, self.nodes = text, text.translate(HALF_WIDTH), list[Node]()
        self.roles: list[str] = []
        self.mark: re.Pattern[str] = _MARKS[0]
        self.above: list[Node] = []
        self.lines = [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)]
        place = 0
        while place < len(self.lines):
            place += self._read(place)

    def _read(self, place: int) -> int:
        """Read the line at `place`, or the lines of a row of which it is the first; how many these are."""
        start, end = self.lines[place]
        if self._names_columns(start, end):
            return 1
        cells = _cells(self.text, start, end, self.mark)
        if not self.roles or (len(cells) < 2 and not self._begins_row(place)):
            self._heading(start, end)
            return 1
        if self.roles and self._adds_names(cells):
            return 1
        cells, count = self._whole_row(place, cells)
        self._row(cells)
        return count

    # ── The row that names the columns ───────────────────────────────────────────────────────────────────────────────
    def _names_columns(self, start: int, end: int) -> bool:
        for mark, least in zip(_MARKS, _LEAST_COLUMNS, strict=True):
            named = self._names(_cells(self.text, start, end, mark))
            if sum(map(bool, named)) >= least and set(named) & {"topic", "content"} and ":" not in self.flat[start:end]:
                self.roles, self.mark = named, mark
                return True
        return False

    def _names(self, cells: Sequence[Place]) -> list[str]:
        return [column_role(self.flat[slice(*cell)]) for cell in cells]

    def _adds_names(self, cells: Sequence[Place]) -> bool:
        """A second row of names below a first one with joined cells (责任分工: 牵头, 配合)."""
        given = [self.text[slice(*cell)].strip() for cell in cells]
        named = self._names(cells)
        if not any(named) or any(words and not role for words, role in zip(given, named, strict=True)):
            return False
        self.roles += [""] * (len(named) - len(self.roles))
        self.roles = [new or old for new, old in zip(named, self.roles, strict=False)] + self.roles[len(named) :]
        return True

    # ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────
    def _begins_row(self, place: int) -> bool:
        """Whether a line without cells is the beginning of a row whose first cell breaks off."""
        return False if place + 1 >= len(self.lines) else bool(_ORDINAL.fullmatch(self.text[slice(*self.lines[place])]))

    def _whole_row(self, place: int, cells: list[Place]) -> tuple[list[Place], int]:
        """A row whose cells run over several lines is joined until it has as many cells as there are columns."""
        following = [] if self.mark is not _MARKS[0] else list(self._lines_of_row(place))
        more = [_cells(self.text, start, end, self.mark) for start, end in following]
        missing, added = len(self.roles) - len(cells), sum(len(one) - 1 for one in more)
        is_broken_off = self.text[slice(*cells[-1])].rstrip().endswith(("、", "，", ","))
        if not more or added > max(missing, 0) or not (added or is_broken_off):
            return cells, 1
        for one in more:
            cells = [*cells[:-1], (cells[-1][0], one[0][1]), *one[1:]]
        return cells, 1 + len(more)

    def _lines_of_row(self, place: int) -> Iterator[Place]:
        for start, end in self.lines[place + 1 :]:
            if self._is_apart(self.text[start:end], start, end):
                return
            yield start, end

    def _is_apart(self, words: str, start: int, end: int) -> bool:
        """Whether a line cannot be the rest of a cell: a new row, a note, a heading between rows."""
        first = _cells(self.text, start, end, self.mark)[0]
        if _ORDINAL.fullmatch(self.text[slice(*first)]) or _NOTE.match(words):
            return True
        return is_pure_heading(self._bare(start, end)) or "|" in words

    def _bare(self, start: int, end: int) -> str:
        _label, _level, begin = label_at(self.flat, *trimmed(self.flat, start, end))
        return self.flat[begin:end].strip(" |\t")

    def _heading(self, start: int, end: int) -> None:
        """A line between rows or above them may name the form of what follows."""
        if not is_pure_heading(self._bare(start, end)):
            return
        label, level, begin = label_at(self.flat, *trimmed(self.flat, start, end))
        node = Node(label, level, start, end, trimmed(self.text, begin, end))
        self.above = [*(one for one in self.above if one.level < level), node]

    def _row(self, cells: Sequence[Place]) -> None:
        given = [(role, trimmed(self.text, *cell)) for role, cell in zip(self.roles, cells, strict=False)]
        fields = [Field(role, role, place) for role, place in given if role and place[0] < place[1]]
        named = [joined(self.text[slice(*one.place)]) for one in fields if one.role in ("topic", "content")]
        if not any(re.search(r"\w", words) for words in named):
            words = [cell for cell in cells if re.search(r"[\u4e00-\u9fff]", self.text[slice(*cell)])]
            if len(words) == 1:
                self._heading(*words[0])
            return
        fields += list(self._merged(fields))
        label = joined(self.text[slice(*cells[0])])
        start, end = cells[0][0], cells[-1][1]
        self.nodes.append(Node(label if label.isdecimal() else "", 1, start, end, (start, start), self.above, fields))

    def _merged(self, fields: Sequence[Field]) -> Iterator[Field]:
        """A merged cell is pasted once: the rows below it leave the form empty."""
        if "form" not in self.roles or any(one.role == "form" for one in fields) or not self.nodes:
            return
        yield from (one for one in self.nodes[-1].fields if one.role == "form")


def _cells(text: str, start: int, end: int, mark: re.Pattern[str]) -> list[Place]:
    if mark is not _MARKS[0]:
        start, end = trimmed(text, start, end)
    edges = [match.span() for match in mark.finditer(text, start, end)]
    starts, ends = [start, *(last for _first, last in edges)], [*(first for first, _last in edges), end]
    return list(zip(starts, ends, strict=True))
