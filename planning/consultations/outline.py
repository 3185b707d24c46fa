"""The headings of a programme with their fields, found in its paragraphs or in rows pasted out of a table."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from planning.consultations import reading
from planning.consultations.reading import Place, joined, trimmed
from planning.consultations.roles import FORM_HEADING, IS_TITLE, NO_ACTIVITY, column_role, field_names
from secretariat.workdays.numerals import HALF_WIDTH


@dataclass
class Field:
    """A field by its role, its name as written, and the place of its value."""

    role: str
    name: str
    place: Place


@dataclass
class Node:
    """A heading with the fields and the text under it."""

    label: str
    level: int
    start: int
    end: int
    head: Place
    above: list["Node"] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    body: list[Place] = field(default_factory=list)

    def has(self, *roles: str) -> bool:
        return any(one.role in roles for one in self.fields)


# ── Programmes in paragraphs ─────────────────────────────────────────────────────────────────────────────────────────
_LABELS: list[tuple[int, re.Pattern[str]]] = [
    (1, re.compile(r"(?:第)?(?P<label>[一二三四五六七八九十]{1,4})\s*(?:[、.]|部分[:、\s])\s*")),
    (2, re.compile(r"\(\s*(?P<label>[一二三四五六七八九十]{1,3})\s*\)\s*[、.]?\s*")),
    (3, re.compile(r"(?P<label>\d{1,3})\s*(?:[、)]|[.](?!\d))\s*")),
    (4, re.compile(r"\(\s*(?P<label>\d{1,3})\s*\)\s*[、.]?\s*")),
    (5, re.compile(r"(?P<label>[①-⑳])\s*")),
    (5, re.compile(r"(?P<label>[一二三四五六七八九十]{1,2})是")),
]
_BULLET = re.compile(r"[\s\u3000*•·●○◆◇■□▪‣※#>\-–—]*")
_UNLABELLED = 8
_TAIL_LABEL = re.compile(r"\s*(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、])\s*$")
_ENTRY_ROLES = ("topic", "content", "form", "time", "lead", "undertaker", "host", "leader", "co", "participants")
_TELLING = ("topic", "content", "form", "lead", "undertaker", "host")
_SENTENCE_END = re.compile(r"[。;；!！]\s*$")


class Outline:
    """The headings of a text with their fields, found line by line."""

    def __init__(self, text: str) -> None:
        self.text, self.flat = text, text.translate(HALF_WIDTH)
        self.all: list[Node] = []
        self.gap = False
        self.open: Field | None = None
        lines = [match.span() for match in re.finditer(r"^[^\n]*", self.flat, re.MULTILINE)]
        for place, (start, end) in enumerate(lines):
            if self.flat[start:end].strip():
                self._line(start, end, lines[place + 1 :])
                self.gap = False
            else:
                self.gap = True

    @property
    def node(self) -> Node | None:
        return self.all[-1] if self.all else None

    def _line(self, start: int, end: int, following: list[Place]) -> None:
        begin = _BULLET.match(self.flat, start, end).end()  # type: ignore[union-attr]
        label, level, begin = self._label(begin, end)
        names = field_names(self.flat, begin, end)
        if label and NO_ACTIVITY.fullmatch(self.flat[begin:end].strip()):
            names = []
        head = trimmed(self.flat, begin, names[0][2] if names else end)
        if head[0] < head[1]:
            self._head(label, level, start, head, names, following)
        elif names and self._starts_anew(names[0][0], names[0][1]):
            self._open(label, level or _UNLABELLED, start, (begin, begin))
        if names:
            self._fields(names, end, label)
        if self.node:
            self.node.end = max(self.node.end, end)

    def _label(self, begin: int, end: int) -> tuple[str, int, int]:
        for level, pattern in _LABELS:
            match = pattern.match(self.flat, begin, min(end, begin + 14))
            if match and match.end() < end:
                return match["label"], level, match.end()
        return "", 0, begin

    def _head(
        self, label: str, level: int, start: int, head: Place, names: list[tuple[str, str, int, int]], rest: list[Place]
    ) -> None:
        """Words before the first field of a line: a heading, or more of what stood before."""
        if not label and self._continues(head, names, rest):
            if self.open and not self.gap:
                self.open.place = (self.open.place[0], head[1])
            elif self.node:
                self.node.body.append(head)
            return
        self._open(label, level or _UNLABELLED, start, head)

    def _continues(self, head: Place, names: list[tuple[str, str, int, int]], rest: list[Place]) -> bool:
        """Whether a line without a number belongs to what stands above it."""
        if reading.OPENS.match(self.flat, head[0]) and self.open is None:
            return False
        if names:
            return self.node is not None and not self._repeats(names[0][1])
        if self.node is None and IS_TITLE.search(self.flat[slice(*head)]):
            return True
        coming = self._next_names(rest)
        if self.node is None or self.node.fields:
            # A heading without a number has its fields in the next line, and they are there already.
            anew = bool(coming) and (self.node is None or self._repeats(coming[0][1]))
            return not anew
        return True

    def _next_names(self, rest: list[Place]) -> list[tuple[str, str, int, int]]:
        for start, end in rest:
            if self.flat[start:end].strip():
                begin = _BULLET.match(self.flat, start, end).end()  # type: ignore[union-attr]
                _label, _level, begin = self._label(begin, end)
                found = field_names(self.flat, begin, end)
                return found if found and not self.flat[begin : found[0][2]].strip() else []
        return []

    def _repeats(self, name: str) -> bool:
        return self.node is not None and any(one.name == name for one in self.node.fields)

    def _starts_anew(self, role: str, name: str) -> bool:
        """Whether a line that begins with this field begins another activity."""
        if self.node is None or self._repeats(name):
            return True
        return role == "topic" and self.node.has(*_ENTRY_ROLES)

    def _open(self, label: str, level: int, start: int, head: Place) -> None:
        above = [one for one in (*self.node.above, self.node) if one.level < level] if self.node else []
        if self.node and head[0] == head[1]:
            # Topics one after another under one heading share it.
            above = [*self.node.above, self.node] if not self.node.fields or self.node.has("topic") else above
            above = [one for one in above if one.head[0] < one.head[1]]
        self.all.append(Node(label, level, start, head[1], head, above))
        self.open = None

    def _fields(self, names: list[tuple[str, str, int, int]], end: int, label: str) -> None:
        node = self.node
        if node is None:
            return
        for (role, name, _start, begin), following in zip(names, [*names[1:], None], strict=True):
            stop = following[2] if following else end
            tail = _TAIL_LABEL.search(self.flat, begin, stop) if following else None
            self.open = Field(role, name, (begin, tail.start() if tail else stop))
            node.fields.append(self.open)
        if _SENTENCE_END.search(self.flat[self.open.place[0] : end] if self.open else ""):
            self.open = None

    # ── Which headings are activities ────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def nodes(self) -> list[Node]:
        kept: list[Node] = []
        for place, node in enumerate(self.all):
            following = self.all[place + 1] if place + 1 < len(self.all) else None
            inside = kept and kept[-1] in node.above
            if inside and not self._is_activity(node, following, strict=True):
                # A paragraph of the activity above, such as (四)其他.
                kept[-1].fields += node.fields
                kept[-1].body.append(node.head)
                kept[-1].end = node.end
            elif self._is_activity(node, following):
                kept.append(node)
        return kept

    def _is_activity(self, node: Node, following: Node | None, *, strict: bool = False) -> bool:
        head = self.flat[slice(*node.head)]
        if any(NO_ACTIVITY.search(self.flat[slice(*one.head)][:20]) for one in (*node.above, node)):
            return False
        if node.has("topic") or (node.has("content") and not head):
            return True
        if not head or (IS_TITLE.search(head) and not node.fields):
            return False
        heads_others = following is not None and following.level > node.level and node in following.above
        says_topic = reading.topic_place(self.text, *node.head)[1]
        if heads_others and not node.fields and not reading.NAMES_TOPIC.search(head):
            return False
        if FORM_HEADING.fullmatch(head.strip()) and not says_topic and (heads_others or not node.fields):
            return False
        if says_topic and (node.fields or reading.form_place(self.text, *node.head) or not heads_others):
            return bool(not strict or node.fields)
        if strict:
            return node.has("time", "lead", "leader") and node.has("form", "lead", "leader", "co")
        # Minutes and letters have a place for the time, too; without a number that alone is no activity.
        named = _ENTRY_ROLES if node.label else _TELLING
        return node.has(*named) or (not heads_others and self._is_listed(node))

    def _is_listed(self, node: Node) -> bool:
        """Whether a bare line stands in a list under the name of a form (一、专题协商会 1.…)."""
        heads = [self.flat[slice(*one.head)].strip() for one in node.above]
        return bool(node.label) and any(FORM_HEADING.fullmatch(head) for head in heads[-1:])


# ── Programmes in tables ─────────────────────────────────────────────────────────────────────────────────────────────
class Sheet:
    """Rows pasted out of a table: cells set apart by tabs or by strokes, under a row that names the columns."""

    def __init__(self, text: str) -> None:
        self.text, self.nodes = text, list[Node]()
        roles: list[str] = []
        for match in re.finditer(r"[^\n]*[\t|│][^\n]*", text):
            cells = self._cells(match)
            named = [column_role(text[slice(*cell)]) for cell in cells]
            if sum(bool(role) for role in named) >= 2 and set(named) & {"topic", "content"}:
                roles = named
            elif roles and len(cells) > 1:
                self._row(cells, roles)

    def _cells(self, line: re.Match[str]) -> list[Place]:
        edges = [match.span() for match in re.finditer(r"[\t|│]", self.text[line.start() : line.end()])]
        starts = [line.start(), *(line.start() + end for _start, end in edges)]
        ends = [*(line.start() + start for start, _end in edges), line.end()]
        return list(zip(starts, ends, strict=True))

    def _row(self, cells: list[Place], roles: list[str]) -> None:
        given = [(role, trimmed(self.text, *cell)) for role, cell in zip(roles, cells, strict=False)]
        fields = [Field(role, role, place) for role, place in given if role and place[0] < place[1]]
        named = [joined(self.text[slice(*one.place)]) for one in fields if one.role in ("topic", "content")]
        if not any(re.search(r"\w", words) for words in named):
            return
        # A merged cell is pasted once: the rows below it leave the form empty.
        above = [node for node in self.nodes[-1:] for one in node.fields if one.role == "form"]
        if above and "form" in roles and not any(one.role == "form" for one in fields):
            fields += [one for one in above[0].fields if one.role == "form"]
        label = joined(self.text[slice(*cells[0])])
        start, end = cells[0][0], cells[-1][1]
        self.nodes.append(Node(label if label.isdecimal() else "", 1, start, end, (start, start), [], fields))
