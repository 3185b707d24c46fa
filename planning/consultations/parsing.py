"""Reads a published programme into activities to confirm: by rules, the same words always giving the same answer."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from planning.consultations import reading
from planning.consultations.reading import Place, Window, joined, trimmed
from planning.consultations.roles import (
    FORM_HEADING,
    IS_TITLE,
    NO_ACTIVITY,
    column_role,
    field_names,
    kind_of,
)
from secretariat.errors import Refused
from secretariat.people.names import Unit, UnitMention
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.numerals import HALF_WIDTH, number

MAX_CHARACTERS = 200_000
LONGEST_TOPIC = 200


@dataclass(frozen=True)
class Span:
    """Where in the pasted text (its breaks of lines made "\\n") a field was read from."""

    start: int
    end: int
    role: str


@dataclass(frozen=True)
class ReadConsultation:
    """One activity as read, to be confirmed by a person; what could not be read is empty, nothing is supplied.

    `kind` is a value of ConsultationKind or empty. A lead that is one of several is the first that is named; the
    others stand among the co-units. `text` is what the activity was read from, at `start` of the pasted text.
    """

    label: str
    topic: str
    kind: str
    form: str
    window: Window | None
    leader: str
    lead: UnitMention | None
    co_units: list[UnitMention]
    participants: str
    source: str
    product: str
    addressee: str
    start: int
    text: str
    spans: list[Span]

    def words(self, role: str) -> list[str]:
        """The words from which the field `role` was read."""
        places = [span for span in self.spans if span.role == role]
        return [self.text[span.start - self.start : span.end - self.start] for span in places]


@dataclass
class _Field:
    role: str
    name: str
    place: Place


@dataclass
class _Node:
    """A heading with the fields and the text under it."""

    label: str
    level: int
    start: int
    end: int
    head: Place
    above: list["_Node"] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    body: list[Place] = field(default_factory=list)

    def has(self, *roles: str) -> bool:
        return any(one.role in roles for one in self.fields)


def read_programme(
    text: str, *, on: date, units: Sequence[Unit], calendar: Calendar, year: int | None = None
) -> list[ReadConsultation]:
    """The activities in `text`, in order; an empty list if there are none.

    Months without a year are those of `year`, else of the year in the programme's title, else of the year of `on`.
    Raises Refused for a text of more than MAX_CHARACTERS or with characters that no paper has.
    """
    if len(text) > MAX_CHARACTERS:
        words = _(
            "The text has %(length)d characters; at most %(limit)d can be read at once. Paste the programme only."
        )
        raise Refused(words % {"length": len(text), "limit": MAX_CHARACTERS}, field="text")
    if "\0" in text:
        raise Refused(_("The text contains characters that cannot be stored. Paste it as plain text."), field="text")
    text = normalised(text)
    nodes = _Sheet(text).nodes or _Outline(text).nodes
    first = date(year or year_of(text, nodes[0].start if nodes else 0) or on.year, 1, 1)
    title = text[: nodes[0].start] if nodes else ""
    read = [_Reader(text, node, first, units, calendar, title).consultation for node in nodes]
    return [one for one in read if one.topic]


def normalised(text: str) -> str:
    """The text with one kind of line break, as places in it are counted."""
    return re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", text).replace("\ufeff", " ")


_YEAR = r"(?P<year>20\d\d|二[〇零○O][〇零○一二三四五六七八九]{2})\s*年"


def year_of(text: str, end: int = 0) -> int | None:
    """The year that the title of the programme names (2026年度协商计划), read above `end`."""
    head = text.translate(HALF_WIDTH)[: min(end or 500, 2000)]
    for pattern in (rf"{_YEAR}度", rf"{_YEAR}(?!\s*\d{{1,2}}\s*月)(?=[^\n]*(?:计划|安排|方案|要点))"):
        match = re.search(pattern, head)
        if match:
            return number(match["year"])
    return None


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


class _Outline:
    """The headings of a text with their fields, found line by line."""

    def __init__(self, text: str) -> None:
        self.text, self.flat = text, text.translate(HALF_WIDTH)
        self.all: list[_Node] = []
        self.gap = False
        self.open: _Field | None = None
        lines = [match.span() for match in re.finditer(r"^[^\n]*", self.flat, re.MULTILINE)]
        for place, (start, end) in enumerate(lines):
            if self.flat[start:end].strip():
                self._line(start, end, lines[place + 1 :])
                self.gap = False
            else:
                self.gap = True

    @property
    def node(self) -> _Node | None:
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
        if not label and self._continues(names, rest):
            if self.open and not self.gap:
                self.open.place = (self.open.place[0], head[1])
            elif self.node:
                self.node.body.append(head)
            return
        self._open(label, level or _UNLABELLED, start, head)

    def _continues(self, names: list[tuple[str, str, int, int]], rest: list[Place]) -> bool:
        """Whether a line without a number belongs to what stands above it."""
        if names:
            return self.node is not None and not self._repeats(names[0][1])
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
        self.all.append(_Node(label, level, start, head[1], head, above))
        self.open = None

    def _fields(self, names: list[tuple[str, str, int, int]], end: int, label: str) -> None:
        node = self.node
        if node is None:
            return
        for (role, name, _start, begin), following in zip(names, [*names[1:], None], strict=True):
            stop = following[2] if following else end
            tail = _TAIL_LABEL.search(self.flat, begin, stop) if following else None
            self.open = _Field(role, name, (begin, tail.start() if tail else stop))
            node.fields.append(self.open)
        if _SENTENCE_END.search(self.flat[self.open.place[0] : end] if self.open else ""):
            self.open = None

    # ── Which headings are activities ────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def nodes(self) -> list[_Node]:
        kept: list[_Node] = []
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

    def _is_activity(self, node: _Node, following: _Node | None, *, strict: bool = False) -> bool:
        head = self.flat[slice(*node.head)]
        if any(NO_ACTIVITY.search(self.flat[slice(*one.head)][:20]) for one in (*node.above, node)):
            return False
        if node.has("topic"):
            return True
        if not head or (IS_TITLE.search(head) and not node.fields):
            return False
        heads_others = following is not None and following.level > node.level and node in following.above
        says_topic = reading.topic_place(self.text, *node.head)[1]
        if FORM_HEADING.fullmatch(head.strip()) and not says_topic and (heads_others or not node.fields):
            return False
        if says_topic and (node.fields or reading.form_place(self.text, *node.head) or not heads_others):
            return bool(not strict or node.fields)
        if strict:
            return node.has("time", "lead", "leader") and node.has("form", "lead", "leader", "co")
        # Minutes and letters have a place for the time, too; without a number that alone is no activity.
        named = _ENTRY_ROLES if node.label else _TELLING
        return node.has(*named) or (not heads_others and self._is_listed(node))

    def _is_listed(self, node: _Node) -> bool:
        """Whether a bare line stands in a list under the name of a form (一、专题协商会 1.…)."""
        heads = [self.flat[slice(*one.head)].strip() for one in node.above]
        return bool(node.label) and any(FORM_HEADING.fullmatch(head) for head in heads[-1:])


# ── Programmes in tables ─────────────────────────────────────────────────────────────────────────────────────────────
class _Sheet:
    """Rows pasted out of a table: cells set apart by tabs or by strokes, under a row that names the columns."""

    def __init__(self, text: str) -> None:
        self.text, self.nodes = text, list[_Node]()
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
        fields = [_Field(role, role, place) for role, place in given if role and place[0] < place[1]]
        if not any(one.role in ("topic", "content") for one in fields):
            return
        # A merged cell is pasted once: the rows below it leave the form empty.
        above = [node for node in self.nodes[-1:] for one in node.fields if one.role == "form"]
        if above and "form" in roles and not any(one.role == "form" for one in fields):
            fields += [one for one in above[0].fields if one.role == "form"]
        label = joined(self.text[slice(*cells[0])])
        start, end = cells[0][0], cells[-1][1]
        self.nodes.append(_Node(label if label.isdecimal() else "", 1, start, end, (start, start), [], fields))


# ── One activity ─────────────────────────────────────────────────────────────────────────────────────────────────────
class _Reader:
    """Reads one heading with its fields."""

    def __init__(self, text: str, node: _Node, on: date, units: Sequence[Unit], calendar: Calendar, title: str) -> None:
        self.text, self.node, self.on, self.units, self.calendar, self.title = text, node, on, units, calendar, title
        self.spans: list[Span] = []

    @cached_property
    def consultation(self) -> ReadConsultation:
        topic = self._topic()
        form = self._form(topic)
        leads, co_units, leader = self._parts(topic)
        window = self._window(topic)
        said = {role: self._said(role) for role in ("participants", "source", "product", "addressee")}
        return ReadConsultation(
            label=self.node.label,
            topic=joined(self.text[slice(*topic)])[:LONGEST_TOPIC],
            kind=self._kind(form, topic),
            form=form,
            window=window,
            leader=leader,
            lead=leads[0] if leads else None,
            co_units=self._rest(leads, co_units),
            start=self.node.start,
            text=self.text[self.node.start : self.node.end],
            spans=sorted(self.spans, key=lambda span: (span.start, span.role)),
            **said,
        )

    def _of(self, *roles: str) -> list[_Field]:
        return [one for role in roles for one in self.node.fields if one.role == role]

    def _mark(self, place: Place, role: str) -> None:
        if self.node.start <= place[0] < place[1] <= self.node.end:
            self.spans.append(Span(*place, role))

    def _said(self, role: str) -> str:
        """What a field says, as it stands."""
        for one in self._of(role):
            place = trimmed(self.text, *one.place)
            if place[0] < place[1]:
                self._mark(place, role)
                return joined(self.text[slice(*place)])
        return ""

    def _topic(self) -> Place:
        given = [one.place for one in self._of("topic")]
        if not given and not reading.topic_place(self.text, *self.node.head)[0]:
            given = [one.place for one in self._of("content")]
        if not given and self.node.head[0] == self.node.head[1]:
            given = [one.place for one in self._of("content")]
        place, _says = reading.topic_place(self.text, *(given[0] if given else self.node.head))
        self._mark(place, "topic")
        return place

    def _form(self, topic: Place) -> str:
        said = self._said("form")
        if said:
            return said
        head = self.node.head
        # 听取…通报 tells what is done, which is no form of meeting.
        heard = "听取" in self.text[head[0] : topic[0]]
        place = reading.form_place(self.text, topic[1], head[1]) if topic[1] <= head[1] and not heard else None
        if place is None:
            fields = [one.place for one in self._of("topic")]
            place = reading.form_place(self.text, topic[1], fields[0][1]) if fields else None
        if place is None and not heard:
            place = self._form_in_details(topic)
        if place:
            self._mark(place, "form")
            return joined(self.text[slice(*place)])
        for above in reversed(self.node.above):
            match = FORM_HEADING.fullmatch(self.text[slice(*above.head)].translate(HALF_WIDTH).strip())
            if match:
                return joined(match["form"])
        return ""

    def _form_in_details(self, topic: Place) -> Place | None:
        """A form in the brackets behind the topic: (专题协商会,7月)."""
        for match in re.compile(r"[^,，、;；()（）。\n]+").finditer(
            self.text, topic[1], max(topic[1], self.node.head[1])
        ):
            if place := reading.whole_form(self.text, *trimmed(self.text, *match.span())):
                return place
        return None

    def _kind(self, form: str, topic: Place) -> str:
        behind = self.text[topic[1] : self.node.head[1]] if topic[1] <= self.node.head[1] else ""
        before = self.text[self.node.head[0] : topic[0]] if topic[0] <= self.node.head[1] else ""
        above = [self.text[slice(*one.head)] for one in reversed(self.node.above)]
        names = " ".join(one.name for one in self.node.fields)
        titles = [line for line in self.title.splitlines() if IS_TITLE.search(line.translate(HALF_WIDTH))]
        if titles and kind_of(titles[0]) == "supervision":
            return "supervision"
        for words in (form, behind, before, *above, names, *titles):
            if kind := kind_of(words):
                return kind
        return ""

    # ── Time ─────────────────────────────────────────────────────────────────────────────────────────────────────────
    def _window(self, topic: Place) -> Window | None:
        fields = sorted(self._of("time"), key=lambda one: re.match("调研|完成|视察|考察", one.name) is not None)
        for one in fields:
            place = trimmed(self.text, *one.place)
            found = reading.read_window(self.text, *place, on=self.on, calendar=self.calendar)
            if found:
                self._mark(found[1], "window")
                return found[0]
            if place[0] < place[1]:
                self._mark(place, "window")
                return Window(joined(self.text[slice(*place)]))
        return self._window_in_text(topic)

    def _window_in_text(self, topic: Place) -> Window | None:
        others = [one.place for one in self._of("form", "organisation", "content", "other")]
        for start, end in self._outside(topic, [self.node.head, *self.node.body, *others, *self._topic_fields()]):
            found = reading.read_window(self.text, start, end, on=self.on, calendar=self.calendar)
            if found:
                self._mark(found[1], "window")
                return found[0]
        return None

    def _topic_fields(self) -> list[Place]:
        return [one.place for one in self._of("topic")]

    def _outside(self, topic: Place, places: Iterable[Place]) -> Iterable[Place]:
        """The places without the topic, which is no sentence about the activity."""
        for start, end in places:
            if start <= topic[0] and topic[1] <= end:
                yield from [(topic[1], end), (start, topic[0])]
            else:
                yield start, end

    # ── Units and leaders ────────────────────────────────────────────────────────────────────────────────────────────
    def _parts(self, topic: Place) -> tuple[list[UnitMention], list[UnitMention], str]:
        leads = self._units("lead")
        hosts, undertakers, co_units = self._units("host"), self._units("undertaker"), self._units("co")
        if not leads:
            # 主办 is often the house itself; then whoever undertakes it leads.
            is_house = hosts and undertakers and re.search(r"政协$|^政协", hosts[0].words)
            leads = undertakers if is_house or not hosts else hosts
            others = [] if not hosts or not undertakers else (hosts if is_house else undertakers)
        else:
            others = [*undertakers, *hosts]
        leader = self._leader()
        organised = [one.place for one in self._of("organisation", "other")]
        for start, end in self._outside(topic, [*organised, self.node.head, *self.node.body, *self._topic_fields()]):
            parts = reading.read_parts(self.text, start, end, self.units)
            leads = leads or parts.leads
            co_units = co_units or parts.co_units
            leader = leader or self._marked(parts.leader)
        for role, mentions in (("lead", leads[:1]), ("co", [*leads[1:], *others, *co_units])):
            for one in mentions:
                self._mark((one.start, one.end), role)
        return leads, [*others, *co_units], leader

    def _units(self, role: str) -> list[UnitMention]:
        found: list[UnitMention] = []
        for one in self._of(role):
            parts = reading.read_parts(self.text, *one.place, self.units)
            if role == "lead" and (parts.leads or parts.co_units):
                found += [*parts.leads, *parts.co_units]
            elif not (role == "lead" and self._is_leader(one)):
                found += reading.read_unit_list(self.text, *one.place, self.units)
        return found

    def _is_leader(self, one: _Field) -> bool:
        """牵头 may be followed by a person instead of a unit."""
        words = joined(self.text[slice(*one.place)])
        return one.name in ("牵头", "责任") and re.search(r"主席|秘书长|领导|书记", words) is not None

    def _leader(self) -> str:
        people = [one for one in self._of("lead") if self._is_leader(one)]
        for one in (*self._of("leader"), *people):
            place = trimmed(self.text, *one.place)
            if place[0] < place[1]:
                return self._marked(place)
        return ""

    def _marked(self, place: Place | None) -> str:
        if place is None:
            return ""
        self._mark(place, "leader")
        return joined(self.text[slice(*place)])

    def _rest(self, leads: list[UnitMention], co_units: list[UnitMention]) -> list[UnitMention]:
        taken = {leads[0].name} if leads else set()
        rest = []
        for one in (*leads[1:], *co_units):
            if one.name not in taken:
                taken.add(one.name)
                rest.append(one)
        return rest
