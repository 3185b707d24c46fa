"""Reads one decision: who leads, who takes part, until when or how often, and whether anything is to be done."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from planning.meetings.asking import needs_handling, only_exhorts
from planning.meetings.cast import Cast
from planning.meetings.cells import read_cell
from planning.meetings.limits import read_limits
from planning.meetings.lines import breaks
from planning.meetings.roles import read_cast
from planning.meetings.strangers import read_strangers
from planning.meetings.tables import HELPS, LEADS, Row
from planning.meetings.titles import limits_in, shortened, title_of
from secretariat.patterns import regex
from secretariat.people.names import Unit, UnitMention, read_units
from secretariat.workdays import phrases
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.numerals import HALF_WIDTH
from secretariat.workdays.phrases import TimePhrase


@dataclass(frozen=True)
class Span:
    """Where in a decision's own text a field was read from."""

    start: int
    end: int
    role: Literal["lead", "co", "due", "cycle", "unread"]


@dataclass(frozen=True)
class ReadDecision:
    """One decision as read, to be confirmed by a person; what could not be read is empty.

    `label` is its number as written (一), `ordinal` its place (1 is the first). Several `leads` mean that the words
    give the task to all of them, side by side or clause by clause, or, in a group such as 各处室, to every unit of a
    kind. `unread` are words that set a limit of which nobody can tell the day (适时): nothing is supplied for
    them, a person must say.
    """

    label: str
    ordinal: int
    text: str
    title: str
    needs_handling: bool
    leads: list[UnitMention]
    co_units: list[UnitMention]
    due: date | None
    due_words: str
    cycle: str
    cycle_words: str
    is_provisional: bool
    unread: list[str]
    spans: list[Span]

    @property
    def lead(self) -> UnitMention | None:
        """The first of the leads."""
        return self.leads[0] if self.leads else None


HEADING = regex(
    r"^(?:关于|对于)(?P<topic>[^。;,::\n]{1,60}?)(?:[。;,::\n]|(?=(?<!申)请|由(?!于)|责成"
    r"|\((?:[^()]{0,6}(?:单位|部门|处室)|[^()]{2,20}(?:牵头|负责|主办|承办|配合))))"
)
Place = tuple[int, int]


@dataclass(frozen=True)
class _Reading:
    """What was found in the words of a decision, by its places."""

    cast: Cast
    due: TimePhrase | None = None
    cycle: TimePhrase | None = None
    unread: Sequence[Place] = ()

    def decision(self, text: str, *, label: str, ordinal: int, title: str, needs: bool = True) -> ReadDecision:
        due, cycle = self.due, self.cycle
        return ReadDecision(
            label=label,
            ordinal=ordinal,
            text=text,
            title=title,
            needs_handling=needs,
            leads=_as_written(self.cast.leads, text),
            co_units=_as_written(self.cast.co_units, text),
            due=due.last if due else None,
            due_words=due.words if due else "",
            cycle=cycle.cycle if cycle else "",
            cycle_words=cycle.words if cycle else "",
            is_provisional=bool(due and due.provisional),
            unread=[text[start:end] for start, end in self.unread],
            spans=self._spans(),
        )

    def _spans(self) -> list[Span]:
        spans = [Span(found.start, found.end, "lead") for found in self.cast.leads]
        spans += [Span(found.start, found.end, "co") for found in self.cast.co_units]
        spans += [Span(self.due.start, self.due.end, "due")] if self.due else []
        spans += [Span(self.cycle.start, self.cycle.end, "cycle")] if self.cycle else []
        spans += [Span(start, end, "unread") for start, end in self.unread]
        return sorted(spans, key=lambda span: span.start)


def _as_written(mentions: Sequence[UnitMention], text: str) -> list[UnitMention]:
    return [UnitMention(m.start, m.end, text[m.start : m.end], m.unit, m.kind, m.is_group) for m in mentions]


# 听取了甲委员会的汇报，要求该委…: who was named before.
_REFERENCE = regex(r"该(?:委员会|委|处室?|办公室|办|室|局|单位|部门|中心)(?![员长主])")


def _references(text: str, mentions: Sequence[UnitMention]) -> dict[UnitMention, UnitMention]:
    """Words that speak of a unit named before them, each with the mention that names it: the last before them."""
    found: dict[UnitMention, UnitMention] = {}
    for match in _REFERENCE.finditer(text):
        before = [mention for mention in mentions if mention.end <= match.start() and not mention.is_group]
        if before:
            found[replace(before[-1], start=match.start(), end=match.end())] = before[-1]
    return found


def _named(mentions: Sequence[UnitMention], references: Mapping[UnitMention, UnitMention]) -> list[UnitMention]:
    return [references.get(mention, mention) for mention in mentions]


_QUOTED = regex(r"《[^》]*》|“[^”]*”")
# A first line or sentence that only says what the rest is about: 国庆节前安全工作。
_TITLE = regex(
    r"^(?P<topic>(?![^。\n]*(?:牵头|负责|配合|承办|主办|由|请|要|须|应|完成|会议|同意|责成|会同|报送|汇总|落实|抓紧|做好|印发|召开|制定))"
    r"[^。;,::\n]{2,30})(?:\n|。(?=.))"
)


def read_decision(
    text: str,
    *,
    on: date,
    units: Sequence[Unit],
    calendar: Calendar,
    label: str = "",
    ordinal: int = 1,
    heading: str = "",
) -> ReadDecision:
    """What the words of one decision say; `heading` is the line above it that it belongs to."""
    removed = breaks(text)
    if removed:
        whole = "".join(text[start + 1 : end] for start, end in pairwise([-1, *removed, len(text)]))
        read = read_decision(
            whole, on=on, units=units, calendar=calendar, label=label, ordinal=ordinal, heading=heading
        )
        return replace(read, text=text, spans=[_widened(span, removed) for span in read.spans])
    flat = text.translate(HALF_WIDTH)
    topic = HEADING.match(flat) or _TITLE.match(flat)
    times = phrases.read(text, on=on, calendar=calendar)
    spent = [(topic.start(), topic.end())] if topic and topic.end() < len(flat) else []
    times = [found for found in times if not any(start <= found.start < end for start, end in spent)]
    mentions = read_units(flat, units)
    mentions = [*mentions, *read_strangers(flat, mentions)]
    mentions = sorted((m for m in mentions if not any(s <= m.start < e for s, e in spent)), key=lambda m: m.start)
    references = _references(flat, mentions)
    named = sorted([*mentions, *references], key=lambda mention: mention.start)
    cast = read_cast(flat, named, spent, times)
    cast = Cast(_named(cast.leads, references), _named(cast.co_units, references), cast.clauses)
    due, cycle = read_limits(flat, times, cast, on)
    rest = flat[topic.end() if spent and topic else 0 :]
    unread = _unread(text, spent, on, calendar)
    title = _title(topic, text) or title_of(
        text,
        flat,
        leads=cast.leads,
        co_units=cast.co_units,
        units=mentions,
        times=[*limits_in(times, (due, cycle)), *unread],
        heading=heading,
    )
    needs = bool(cast.leads or cycle) or needs_handling(rest, has_limit=bool(due and due.is_limit))
    needs = needs and not only_exhorts(rest)
    if not needs:
        cast, due, cycle = Cast([], [], []), None, None
    reading = _Reading(cast, due, cycle, unread if needs and not due and not cycle else [])
    return reading.decision(text, label=label, ordinal=ordinal, title=title, needs=needs)


def _widened(span: Span, removed: Sequence[int]) -> Span:
    """The span in the text as it was pasted, with its breaks of lines."""
    start, end = span.start, span.end
    for place in removed:
        start, end = start + (place <= start), end + (place < end)
    return Span(start, end, span.role)


def _unread(text: str, spent: Sequence[Place], on: date, calendar: Calendar) -> list[Place]:
    places = [*spent, *(match.span() for match in _QUOTED.finditer(text))]
    found = phrases.unread(text, on=on, calendar=calendar)
    return [place for place in found if not any(start <= place[0] and place[1] <= end for start, end in places)]


def _title(topic: re.Match[str] | None, text: str) -> str:
    """The topic that a decision opens with (关于…。); empty without one."""
    return shortened(text[topic.start("topic") : topic.end("topic")]) if topic else ""


# ── One row of a table ───────────────────────────────────────────────────────────────────────────────────────────────
def read_row(row: Row, *, on: date, units: Sequence[Unit], calendar: Calendar, ordinal: int) -> ReadDecision:
    """What a row of a table says: its cells name the parts, whatever their words."""
    cells = [read_cell(row.text, *row.cells[role], units) for role in LEADS if role in row.cells]
    leading = next((leads for leads, _others in cells if leads), [])
    helping = [
        unit for role in HELPS if role in row.cells for unit in _all_of(read_cell(row.text, *row.cells[role], units))
    ]
    others = [*(unit for cell in cells for unit in _all_of(cell)), *helping]
    taken = {found.name for found in leading}
    co_units = list({found.name: found for found in others if found.name not in taken}.values())
    start, end = row.cells.get("time", (0, 0))
    times = [_moved(found, start) for found in phrases.read(row.text[start:end], on=on, calendar=calendar)]
    due = max((found for found in times if found.last), key=lambda found: found.last or on, default=None)
    cycle = next((found for found in times if found.cycle), None)
    is_unread = re.search(r"\w", row.text[start:end]) and not due and not cycle
    read = _Reading(Cast(leading, co_units, []), due, cycle, [(start, end)] if is_unread else [])
    title = shortened(row.text[slice(*row.cells["task"])])
    return read.decision(row.text, label=row.label, ordinal=ordinal, title=title)


def _all_of(cell: tuple[list[UnitMention], list[UnitMention]]) -> list[UnitMention]:
    return sorted([*cell[0], *cell[1]], key=lambda unit: unit.start)


def _moved(found: TimePhrase, by: int) -> TimePhrase:
    return replace(found, start=found.start + by, end=found.end + by)
