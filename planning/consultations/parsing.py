"""Reads a published programme into activities to confirm: by rules, the same words always giving the same answer."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from planning.consultations import reading
from planning.consultations.outline import Field, Node, Outline, Sheet
from planning.consultations.reading import Place, Window, joined, trimmed
from planning.consultations.roles import FORM_HEADING, IS_TITLE, kind_of
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
    nodes = Sheet(text).nodes or Outline(text).nodes
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


def title_of(text: str, end: int = 0) -> str:
    """The line above the first activity that is the programme's title; empty where there is none."""
    lines = [line.strip(" \t\u3000") for line in normalised(text)[: end or 500].splitlines()]
    named = [line for line in lines if IS_TITLE.search(line.translate(HALF_WIDTH))]
    return named[0][:100] if named else ""


# ── One activity ─────────────────────────────────────────────────────────────────────────────────────────────────────
class _Reader:
    """Reads one heading with its fields."""

    def __init__(self, text: str, node: Node, on: date, units: Sequence[Unit], calendar: Calendar, title: str) -> None:
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

    def _of(self, *roles: str) -> list[Field]:
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
        if not given and self._head_is_form:
            # 全体会议协商 is a form; what is talked about stands below it.
            given = [place for place in self.node.body if reading.NAMES_TOPIC.search(self.text[slice(*place)])]
        place, _says = reading.topic_place(self.text, *(given[0] if given else self.node.head))
        self._mark(place, "topic")
        return place

    @cached_property
    def _head_is_form(self) -> bool:
        head = self.text[slice(*self.node.head)].translate(HALF_WIDTH).strip()
        return FORM_HEADING.fullmatch(head) is not None and not reading.NAMES_TOPIC.search(head)

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
        own = [self.node] if self._head_is_form and topic[0] >= self.node.head[1] else []
        for above in (*own, *reversed(self.node.above)):
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

    def _is_leader(self, one: Field) -> bool:
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
