"""Reads a published programme into activities to confirm: by rules, the same words always giving the same answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from planning.consultations.casting import Casting
from planning.consultations.entry import Entry, Span
from planning.consultations.outline import Outline
from planning.consultations.reading import Window
from planning.consultations.roles import IS_TITLE
from planning.consultations.tables import Sheet
from planning.consultations.topics import joined
from secretariat.errors import Refused
from secretariat.pasted import normalised
from secretariat.people.names import Unit, UnitMention
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.numerals import HALF_WIDTH, number

MAX_CHARACTERS = 200_000
LONGEST_TOPIC = 200


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
    read = [_consultation(Entry(text, node, first, calendar, title), units) for node in nodes]
    return [one for one in read if one.topic]


def _consultation(entry: Entry, units: Sequence[Unit]) -> ReadConsultation:
    node, cast = entry.node, Casting(entry, units)
    facts = {
        "topic": joined(entry.text[slice(*entry.topic)])[:LONGEST_TOPIC],
        "form": entry.form,
        "kind": entry.kind,
        **{role: entry.said(role) for role in ("participants", "source", "product", "addressee")},
    }
    return ReadConsultation(
        label=node.label,
        window=entry.window,
        leader=cast.leader,
        lead=cast.lead,
        co_units=cast.co_units,
        start=node.start,
        text=entry.text[node.start : node.end],
        spans=sorted(entry.spans, key=lambda span: (span.start, span.role)),
        **facts,
    )


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
