"""What was read out of minutes: resolved against the table of units, and shown as highlighted words of the text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from planning.meetings.models import Decision
from planning.meetings.sentences import ReadDecision
from secretariat.patterns import regex
from secretariat.people.models import Department
from secretariat.people.names import Unit, UnitMention, read_units


# ── From words to rows ───────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Read:
    """A decision as it is to be stored: its facts, and the units of the table that it names."""

    facts: dict[str, Any]
    leads: list[Department]
    co_units: list[Department]


class Resolver:
    """Finds the rows of the table of units that the words of a decision mean."""

    def __init__(self, known: Sequence[Unit], departments: Iterable[Department]) -> None:
        self.known = known
        self.departments = {department.name: department for department in departments}

    def resolve(self, read: ReadDecision) -> Read:
        """What is stored of a decision; what the table does not hold stays in `reading` as it is written."""
        leads = self._rows(read.leads)
        named = self._rows(found for found in read.leads if found.unit)
        co_units = [unit for unit in self._rows(read.co_units) if unit not in leads]
        facts: dict[str, Any] = {
            "ordinal": read.ordinal,
            "label": read.label,
            "title": read.title,
            "text": read.text,
            "needs_handling": read.needs_handling,
            "due_on": read.due,
            "cycle": read.cycle,
            "reading": {
                "spans": [[span.start, span.end, span.role] for span in read.spans],
                "due_words": read.due_words,
                "cycle_words": read.cycle_words,
                "unread": read.unread,
                "provisional": read.is_provisional,
                "aliases": self._aliases([*read.leads, *read.co_units]),
                "unknown_leads": [found.words for found in read.leads if _is_unknown(found)],
                "unknown_co_units": [found.words for found in read.co_units if _is_unknown(found)],
                # 有关单位 and its like name nobody: they are shown, and a person chooses.
                "group_leads": [found.words for found in read.leads if found.is_group and not found.kind],
                "group_co_units": [found.words for found in read.co_units if found.is_group and not found.kind],
                "order": [unit.pk for unit in (*leads, *co_units)],
                # Of 各专委会 nobody in particular is named.
                "unnamed": [unit.pk for unit in leads if unit not in named],
                "gatherers": self._gatherers(read) if len(leads) > 1 else [],
            },
        }
        return Read(facts, leads, co_units)

    def _rows(self, mentions: Iterable[UnitMention]) -> list[Department]:
        found = (department for mention in mentions for department in self._meant(mention))
        return list(dict.fromkeys(found))

    def _meant(self, mention: UnitMention) -> list[Department]:
        if mention.unit:
            return [self.departments[mention.unit.name]]
        return [row for row in self.departments.values() if mention.kind and row.kind == mention.kind]

    def _aliases(self, mentions: Iterable[UnitMention]) -> list[list[str]]:
        named = ((mention.words, mention.unit.name) for mention in mentions if mention.unit)
        return [[words, name] for words, name in dict.fromkeys(named) if words not in name]

    def _gatherers(self, read: ReadDecision) -> list[list[Any]]:
        """Units of the text that could answer alone where several were given the task: those that it says gather."""
        mentions = [found for found in read_units(read.text, self.known) if found.unit and _gathers(found, read.text)]
        return [[unit.pk, unit.short] for unit in self._rows(mentions)]


# 报研究室汇总, 由秘书处负责汇总: who puts together what the others hand in.
_GATHERING = regex(r"(?:具体|统一|统筹|牵头|负责|进行)*(?:汇总|统稿|总纂|牵总|总牵头|抓总)")


def _gathers(mention: UnitMention, text: str) -> bool:
    return _GATHERING.match(text, mention.end) is not None


def _is_unknown(mention: UnitMention) -> bool:
    return mention.unit is None and not mention.is_group


# ── Words highlighted ────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Segment:
    """A stretch of the minutes; `role` says what was read in it (lead, co, due, cycle), empty for nothing."""

    text: str
    role: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the minutes, of a decision or of none."""

    segments: list[Segment]
    decision: Decision | None = None


_Piece = tuple[Decision, str, list[tuple[int, int, str]]]


def paragraphs(minutes: str, decisions: Iterable[Decision]) -> list[Paragraph]:
    """The minutes paragraph by paragraph, those of a decision with the words from which its fields were read."""
    awaited = [piece for decision in decisions for piece in _pieces(decision)]
    shown = []
    for line in filter(None, map(str.rstrip, minutes.splitlines())):
        count = _count_in(line, awaited)
        place = 0
        for left, (decision, text, spans) in zip(range(count, 0, -1), awaited, strict=False):
            begin = line.index(text, place) if left > 1 else line.rindex(text)
            label = line[place:begin].strip()
            head = [Segment(label)] if label else []
            shown.append(Paragraph([*head, *segments(text, spans)], decision))
            place = begin + len(text)
        if not count:
            shown.append(Paragraph([Segment(line.strip())]))
        del awaited[:count]
    return shown


def _count_in(line: str, awaited: Sequence[_Piece]) -> int:
    """How many of the pieces stand in `line` one behind the other, the last of them at its end; 0 for none."""
    place = 0
    for count, (_decision, text, _spans) in enumerate(awaited, start=1):
        if line.endswith(text) and len(line) - len(text) >= place:
            return count
        begin = line.find(text, place)
        if begin < 0:
            return 0
        place = begin + len(text)
    return 0


def _pieces(decision: Decision) -> Iterator[_Piece]:
    """The lines of a decision's text, each with the spans that lie in it."""
    place = 0
    for text in decision.text.split("\n"):
        end = place + len(text)
        spans = [span for span in decision.reading.get("spans", []) if place <= span[0] and span[1] <= end]
        yield decision, text, [(start - place, stop - place, role) for start, stop, role in spans]
        place = end + 1


def segments(text: str, spans: Iterable[tuple[int, int, str]]) -> list[Segment]:
    """`text` cut at its spans (start, end, role); a span that begins within another is left out."""
    found, place = [], 0
    for start, end, role in sorted(spans):
        if start >= place:
            found += [Segment(text[place:start]), Segment(text[start:end], role)]
            place = end
    return [segment for segment in (*found, Segment(text[place:])) if segment.text]
