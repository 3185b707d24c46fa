"""What the words of an instruction ask for, read as minutes are read: proposals for a person to confirm."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import pgettext

from planning.meetings.parsing import ReadDecision, read_decision, read_minutes
from planning.meetings.reading import Resolver, Segment, segments
from secretariat.patterns import regex
from secretariat.people import queries as people
from secretariat.people.models import Department
from secretariat.workdays import queries as workdays
from supervision.instructions.models import Instruction

# What a leader writes who has read a paper and wants nothing.
_READ = regex(r"(?:已|请|均|并)?(?:阅知?|圈阅|传阅|阅悉|知悉|悉)[。.!！]?")


@dataclass(frozen=True)
class Proposal:
    """One item that the words ask for. `written` are units that the table does not hold, as they stand there."""

    title: str
    text: str
    segments: list[Segment]
    lead: Department | None
    co_units: list[Department]
    due_on: date | None
    due_words: str
    cycle: str
    cycle_words: str
    written: str
    is_provisional: bool


def proposals(instruction: Instruction) -> list[Proposal]:
    """What is to be handled, one proposal for each lead unit of a line; empty where it is for reading only."""
    units, calendar, on = people.units(), workdays.load(), instruction.given_on
    lines = read_minutes(instruction.text, on=on, units=units, calendar=calendar).lines
    read = lines or [read_decision(instruction.text, on=on, units=units, calendar=calendar)]
    resolver = Resolver(units, Department.objects.filter(is_active=True))
    return [one for line in read if _asks(line) for one in _of(line, resolver)]


def _asks(line: ReadDecision) -> bool:
    return line.needs_handling and not _READ.fullmatch(line.text.strip())


def _of(line: ReadDecision, resolver: Resolver) -> Iterator[Proposal]:
    found = resolver.resolve(line)
    spans = [(span.start, span.end, span.role) for span in line.spans]
    unknown = [mention.words for mention in (*line.leads, *line.co_units) if not mention.unit and not mention.kind]
    leads: list[Department | None] = [*found.leads]
    for lead in leads or [None]:
        yield Proposal(
            title=line.title,
            text=line.text,
            segments=segments(line.text, spans),
            lead=lead,
            co_units=found.co_units,
            due_on=line.due,
            due_words=line.due_words,
            cycle=line.cycle,
            cycle_words=line.cycle_words,
            written=pgettext("between the items of a list", ", ").join(unknown),
            is_provisional=line.is_provisional,
        )
