"""Reads one activity of a programme: what it is about, its form and kind, its time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planning.consultations import reading, topics
from planning.consultations.outline import Field, Node
from planning.consultations.reading import Window
from planning.consultations.roles import (
    BARE_FORM,
    FORM_HEADING,
    IS_TITLE,
    TIME_HEADING,
    TITLE_FORM,
    is_pure_heading,
    kind_of,
)
from planning.consultations.topics import Place, joined, trimmed
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.numerals import HALF_WIDTH


@dataclass(frozen=True)
class Span:
    """Where in the pasted text (its breaks of lines made "\\n") a field was read from."""

    start: int
    end: int
    role: str


class Entry:
    """One heading with its fields: what it says of the activity, and the places it was read from."""

    def __init__(self, text: str, node: Node, on: date, calendar: Calendar, title: str) -> None:
        self.text, self.node, self.on, self.calendar, self.title = text, node, on, calendar, title
        self.spans: list[Span] = []

    def of(self, *roles: str) -> list[Field]:
        return [one for role in roles for one in self.node.fields if one.role == role]

    def mark(self, place: Place, role: str) -> None:
        if self.node.start <= place[0] < place[1] <= self.node.end:
            self.spans.append(Span(*place, role))

    def said(self, role: str) -> str:
        """What a field says, as it stands."""
        for one in self.of(role):
            place = trimmed(self.text, *one.place)
            if place[0] < place[1]:
                self.mark(place, role)
                return joined(self.text[slice(*place)])
        return ""

    @cached_property
    def topic(self) -> Place:
        """Where the words stand that say what it is about."""
        given = [one.place for one in self.of("topic") if one.place[0] < one.place[1]]
        if not given and (self.node.head[0] == self.node.head[1] or not self._says_topic(self.node.head)):
            given = [one.place for one in self.of("content")]
        if not given and self._head_is_pure:
            # 全体会议协商 is a form; what is talked about stands below it.
            given = [place for place in self.node.body if topics.NAMES_TOPIC.search(self.text[slice(*place)])]
        place, _says = topics.topic_place(self.text, *(given[0] if given else self.node.head))
        self.mark(place, "topic")
        return place

    def _says_topic(self, place: Place) -> bool:
        return topics.topic_place(self.text, *place)[1]

    @cached_property
    def _head_is_pure(self) -> bool:
        head = self.flat(self.node.head)
        return is_pure_heading(head) and not topics.NAMES_TOPIC.search(head)

    def flat(self, place: Place) -> str:
        return self.text[slice(*place)].translate(HALF_WIDTH).strip()

    @cached_property
    def sorted_by(self) -> list[Node]:
        """The headings that sort this activity, the nearest first; its own where its topic stands below it."""
        return [*([self.node] if self._head_is_pure else []), *reversed(self.node.above)]

    # ── Form and kind ────────────────────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def form(self) -> str:
        """The form as it is named with the activity, else by the nearest heading."""
        if said := self.said("form"):
            return said
        place, above = self._form_in_text(), self._form_above()
        is_bare = place is not None and BARE_FORM.fullmatch(self.flat(place)) is not None
        if place is None or (is_bare and above):
            return above
        self.mark(place, "form")
        return joined(self.text[slice(*place)])

    def _form_in_text(self) -> Place | None:
        head = self.node.head
        # 听取…通报 tells what is done, which is no form of meeting.
        if "听取" in self.text[head[0] : self.topic[0]] and self.topic[0] <= head[1]:
            return None
        ends = [head[1], *(one.place[1] for one in self.of("topic"))]
        behind = [(self.topic[1], end) for end in ends if self.topic[1] <= end]
        found = (topics.form_place(self.text, *place) for place in behind[:1])
        return next(filter(None, found), None) or self._form_in_details()

    def _form_in_details(self) -> Place | None:
        """A form in the brackets behind the topic, or before it: (专题协商会,7月), 对口协商：…."""
        before = self.node.head[0], max(self.node.head[0], self.topic[0] - 1)
        for start, end in ((self.topic[1], self.node.head[1]), before):
            for match in re.compile(r"[^,，、;；:：()（）。—\s]+").finditer(self.text, start, max(start, end)):
                if place := topics.whole_form(self.text, *trimmed(self.text, *match.span())):
                    return place
        return None

    def _form_above(self) -> str:
        for above in self.sorted_by:
            match = FORM_HEADING.fullmatch(self.flat(above.head))
            if match and (above is not self.node or self.topic[0] >= self.node.head[1]):
                return joined(match["form"])
        named = [TITLE_FORM.search(title) for title in self.titles]
        return named[0]["form"] if named and named[0] else ""

    @cached_property
    def titles(self) -> list[str]:
        """The lines above the first activity that name the programme."""
        lines = self.title.translate(HALF_WIDTH).splitlines()
        return [line.strip() for line in lines if IS_TITLE.search(line)]

    @property
    def kind(self) -> str:
        """A value of ConsultationKind, or empty."""
        behind = self.text[self.topic[1] : self.node.head[1]] if self.topic[1] <= self.node.head[1] else ""
        before = self.text[self.node.head[0] : self.topic[0]] if self.topic[0] <= self.node.head[1] else ""
        above = [self.text[slice(*one.head)] for one in reversed(self.node.above)]
        names = " ".join(one.name for one in self.node.fields)
        titles = self.titles
        if titles and kind_of(titles[0]) == "supervision" and not re.search(r"协商(?!式)", titles[0]):
            return "supervision"
        for words in (self.form, behind, before, *above, names, *titles):
            if kind := kind_of(words):
                return kind
        return ""

    # ── Time ─────────────────────────────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def window(self) -> Window | None:
        """When it is to take place."""
        fields = sorted(self.of("time"), key=lambda one: re.match("调研|完成|视察|考察", one.name) is not None)
        for one in fields:
            place = trimmed(self.text, *one.place)
            found = reading.read_window(self.text, *place, on=self.on, calendar=self.calendar)
            if found:
                self.mark(found[1], "window")
                return found[0]
            if place[0] < place[1]:
                self.mark(place, "window")
                return Window(joined(self.text[slice(*place)]))
        return self._window_in_text() or self._window_above()

    def _window_above(self) -> Window | None:
        """The time that a heading sorts by: 第二季度, 9月."""
        for above in self.sorted_by:
            match = TIME_HEADING.fullmatch(self.flat(above.head))
            place = trimmed(self.text, *above.head)
            words = (place[0] + match.start("time"), place[0] + match.end("time")) if match else place
            found = match and reading.read_window(self.text, *words, on=self.on, calendar=self.calendar)
            if found:
                return found[0]
        return None

    def _window_in_text(self) -> Window | None:
        others = [one.place for one in self.of("form", "organisation", "content")]
        for start, end in self.outside([self.node.head, *self.node.body, *others, *self.topic_fields]):
            found = reading.read_window(self.text, start, end, on=self.on, calendar=self.calendar)
            if found:
                self.mark(found[1], "window")
                return found[0]
        return None

    @property
    def topic_fields(self) -> list[Place]:
        return [one.place for one in self.of("topic")]

    def outside(self, places: Iterable[Place]) -> Iterable[Place]:
        """The places without the topic, which is no sentence about the activity."""
        for start, end in places:
            if start <= self.topic[0] and self.topic[1] <= end:
                yield from [(self.topic[1], end), (start, self.topic[0])]
            else:
                yield start, end
