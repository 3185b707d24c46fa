"""The headings of a programme with their fields, found in its paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest

from planning.consultations import topics
from planning.consultations.lines import Line, lines_of
from planning.consultations.roles import (
    IS_TITLE,
    NO_ACTIVITY,
    SPOKEN,
    SPOKEN_ROLES,
    FoundName,
    column_role,
    is_pure_heading,
)
from planning.consultations.topics import Place, trimmed
from secretariat.patterns import regex
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
    level: float
    start: int
    end: int
    head: Place
    above: list["Node"] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    body: list[Place] = field(default_factory=list)

    def has(self, *roles: str) -> bool:
        """Whether a field of one of these roles says something."""
        return any(one.role in roles and one.place[0] < one.place[1] for one in self.fields)


_UNLABELLED = 8
_TAIL_LABEL = regex(r"\s*(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、])\s*$")
_TELLING = ("topic", "content", "form", "lead", "undertaker", "host", "leader", "both")
_ENTRY_ROLES = (*_TELLING, "time", "co", "participants")
_SENTENCE_END = regex(r"[。;；!！]\s*$")
_GOES_ON = regex(r"[、,，]\s*$")
_LONGEST_TITLE = 60


class Outline:
    """The headings of a text with their fields, found line by line."""

    def __init__(self, text: str) -> None:
        self.text, self.flat = text, text.translate(HALF_WIDTH)
        self.all: list[Node] = []
        self.open: Field | None = None
        lines = lines_of(self.flat)
        for line, following in zip_longest(lines, lines[1:]):
            self._line(line, following)
        for node in self.all:
            node.fields += self._spoken(node)

    @property
    def node(self) -> Node | None:
        return self.all[-1] if self.all else None

    def _spoken(self, node: Node) -> Iterator[Field]:
        for start, end in (node.head, *node.body):
            for match in SPOKEN.finditer(self.flat, start, end):
                if (role := column_role(match["name"])) in SPOKEN_ROLES:
                    yield Field(role, match["name"], match.span("value"))

    def _line(self, line: Line, following: Line | None) -> None:
        names = [] if line.label and self._is_heading(line) else line.names
        head = trimmed(self.flat, line.begin, names[0][2] if names else line.end)
        head = head if re.search(r"\w", self.flat[slice(*head)]) else (line.begin, line.begin)
        if head[0] < head[1] and not line.label and self._sorts(line, head, following):
            self._open(line, head, following.level - 0.5 if following and following.level else _UNLABELLED - 0.5)
        elif head[0] < head[1] and not line.label and self._continues(line, head, names, following):
            self._continue(line, head)
        elif head[0] < head[1]:
            self._open(line, head)
        elif names and self._starts_anew(line):
            self._open(line, (line.begin, line.begin))
        if names:
            self._fields(names, line.end)
        if self.node:
            self.node.end = max(self.node.end, line.end)

    def _is_heading(self, line: Line) -> bool:
        """Whether words that might name a field head what stands below them: 二、月度专题协商议题."""
        words = self.flat[line.begin : line.end].strip()
        is_topic = bool(line.names) and line.names[0][0] == "topic" and line.names[0][3] >= line.end
        return NO_ACTIVITY.fullmatch(words) is not None or (is_topic and is_pure_heading(words))

    # ── Lines without a number ───────────────────────────────────────────────────────────────────────────────────────
    def _sorts(self, line: Line, head: Place, following: Line | None) -> bool:
        """Whether the line only sorts what follows: 第一季度, 专题协商会."""
        words = self.flat[slice(*head)]
        if line.names or following is None or not is_pure_heading(words) or (not self.all and IS_TITLE.search(words)):
            return False
        if self.open and not line.is_after_gap and (self._awaits_value(self.open) or self._is_broken_off(line)):
            return False
        return bool(self.flat[slice(*following.head)].strip()) or following.names[0][0] == "topic"

    def _continue(self, line: Line, head: Place) -> None:
        if self.open and not line.is_after_gap:
            self.open.place = (self.open.place[0], head[1])
        elif self.node:
            self.node.body.append(head)

    def _awaits_value(self, one: Field) -> bool:
        return not self.flat[slice(*one.place)].strip()

    def _continues(self, line: Line, head: Place, names: list[FoundName], following: Line | None) -> bool:
        """Whether a line without a number belongs to what stands above it."""
        if self.open and not line.is_after_gap and self._is_broken_off(line):
            return True
        if self._opens(head) and (self.open is None or line.is_after_gap):
            return False
        if names:
            return self.node is not None and not self._is_pure(self.node) and not self._repeats(names[0][1])
        return not self._is_title(head, following)

    def _opens(self, head: Place) -> bool:
        """Whether a paragraph is an activity of its own: 围绕“…”, or 关于… with its time and units."""
        if topics.OPENS.match(self.flat, *head):
            return True
        begins = topics.OPENING_TIME.match(self.flat, *head), topics.TELLS_OF.match(self.flat, *head)
        return any(begins) and self._tells(head, 2)

    def _is_broken_off(self, line: Line) -> bool:
        """Whether the line above ends within a list."""
        return _GOES_ON.search(self.flat, 0, line.start - 1) is not None if line.start else False

    def _is_title(self, head: Place, following: Line | None) -> bool:
        """A heading without a number has its fields in the next line, and what stands above has them already."""
        if following is None or not following.names or self.flat[slice(*following.head)].strip():
            return False
        if following.names[0][0] == "topic" or head[1] - head[0] > _LONGEST_TITLE:
            return False
        if self.node is None or self._is_pure(self.node):
            return self.node is not None or not IS_TITLE.search(self.flat[slice(*head)])
        return self._repeats(following.names[0][1])

    def _is_pure(self, node: Node) -> bool:
        return not node.fields and not node.body and is_pure_heading(self.flat[slice(*node.head)])

    def _repeats(self, name: str) -> bool:
        return self.node is not None and any(one.name == name for one in self.node.fields)

    def _starts_anew(self, line: Line) -> bool:
        """Whether a line that begins with this field begins another activity."""
        role, name = line.names[0][:2]
        if self.node is None or self._repeats(name):
            return True
        if role in ("topic", "content") and line.label and self._is_pure(self.node):
            return True
        return role == "topic" and self.node.has(*_ENTRY_ROLES)

    def _open(self, line: Line, head: Place, level: float = 0) -> None:
        level = level or line.level or _UNLABELLED
        above = [one for one in (*self.node.above, self.node) if one.level < level] if self.node else []
        if self.node and head[0] == head[1]:
            # Topics one after another under one heading share it.
            above = [*self.node.above, self.node] if not self.node.fields or self.node.has("topic") else above
            above = [one for one in above if one.head[0] < one.head[1]]
        self.all.append(Node(line.label, level, line.start, head[1], head, above))
        self.open = None

    def _fields(self, names: list[FoundName], end: int) -> None:
        node = self.node
        if node is None:
            return
        for (role, name, _start, begin), following in zip_longest(names, names[1:]):
            stop = following[2] if following else end
            tail = _TAIL_LABEL.search(self.flat, begin, stop) if following else None
            self.open = Field(role, name, (begin, tail.start() if tail else stop))
            node.fields.append(self.open)
        if _SENTENCE_END.search(self.flat[self.open.place[0] : end] if self.open else ""):
            self.open = None

    # ── Which headings are activities ────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def nodes(self) -> list[Node]:
        """The headings that are activities, each with what stands under it."""
        kept: list[Node] = []
        for node, following in zip_longest(self.all, self.all[1:]):
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
        says_topic = bool(head) and topics.topic_place(self.text, *node.head)[1]
        if node.has("topic") or (node.has("content") and not says_topic):
            return True
        if not head or (IS_TITLE.search(head) and not node.fields):
            return False
        heads_others = following is not None and following.level > node.level and node in following.above
        if heads_others and not node.fields and not topics.NAMES_TOPIC.search(head):
            return False
        if is_pure_heading(head) and not says_topic and (heads_others or not node.fields):
            return False
        if says_topic and (node.fields or self._tells(node.head, 1) or not heads_others):
            return bool(not strict or node.fields)
        if strict:
            return node.has("time", "lead", "leader") and node.has("form", "lead", "leader", "co")
        return node.has(*(_ENTRY_ROLES if node.label else _TELLING)) or (not heads_others and self._is_listed(node))

    def _tells(self, head: Place, least: int) -> bool:
        """Whether the words of a heading say enough of an activity: its form, its time, who does it."""
        return len(topics.hints(self.text, *head)) >= least

    def _is_listed(self, node: Node) -> bool:
        """Whether a numbered line without fields stands in a list of activities, or says enough of one."""
        heads = [self.flat[slice(*one.head)].strip() for one in node.above]
        is_listed = bool(node.label) and any(is_pure_heading(head) for head in heads[-1:])
        return is_listed or ((bool(node.label) or self._opens(node.head)) and self._tells(node.head, 2))
