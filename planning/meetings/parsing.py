"""Reads pasted minutes into decisions to confirm: by rules of grammar, the same words always giving the same answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from planning.meetings.lines import OPENING, Line, is_header, paragraphs_of
from planning.meetings.outline import numbered
from planning.meetings.sentences import HEADING, ReadDecision, read_decision, read_row
from planning.meetings.stated import read_stated
from planning.meetings.tables import split_rows
from secretariat.errors import Refused
from secretariat.pasted import normalised
from secretariat.patterns import regex
from secretariat.people.names import Unit
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.numerals import HALF_WIDTH

MAX_CHARACTERS = 200_000


@dataclass(frozen=True)
class Minutes:
    """Pasted minutes: the facts of the heading as far as they were found, and the decisions."""

    number: int | None
    year: int | None
    held_on: date | None
    lines: list[ReadDecision]


_FIELD = regex(r"(?P<name>\S{2,6}(?:单位|部门|处室|时限|时间))[::]")


def read_minutes(text: str, *, on: date, units: Sequence[Unit], calendar: Calendar) -> Minutes:
    """The decisions in `text`, as minutes of a meeting held on `on` mean them; an empty list if there are none.

    Raises Refused for a text of more than MAX_CHARACTERS or with control characters that no paper has.
    """
    if len(text) > MAX_CHARACTERS:
        words = _("The text has %(length)d characters; at most %(limit)d can be read at once. Paste the minutes only.")
        raise Refused(words % {"length": len(text), "limit": MAX_CHARACTERS}, field="text")
    if "\0" in text:
        raise Refused(_("The text contains characters that cannot be stored. Paste it as plain text."), field="text")
    text = normalised(text)
    read = _read(text, on=on, units=units, calendar=calendar)
    stated = read_stated(text, on=on)
    return Minutes(number=stated.number, year=stated.year, held_on=stated.held_on, lines=read)


def _read(text: str, *, on: date, units: Sequence[Unit], calendar: Calendar) -> list[ReadDecision]:
    rows, prose = split_rows(text)
    lines = numbered(prose)
    if rows and not lines:
        return [read_row(row, on=on, units=units, calendar=calendar, ordinal=n) for n, row in enumerate(rows, start=1)]
    lines = lines or _unnumbered(text, on=on, units=units, calendar=calendar)
    found: list[ReadDecision] = []
    for line in lines:
        read = read_decision(
            line.text,
            on=on,
            units=units,
            calendar=calendar,
            label=line.label,
            ordinal=len(found) + 1,
            heading=line.heading,
        )
        if not line.is_above or (read.needs_handling and (read.leads or read.due or read.cycle)):
            found.append(read)
    return found


def _unnumbered(text: str, *, on: date, units: Sequence[Unit], calendar: Calendar) -> list[Line]:
    lines: list[Line] = []
    for bare in paragraphs_of(text):
        flat = bare.translate(HALF_WIDTH)
        if not bare or is_header(bare):
            continue
        field = _FIELD.match(flat)
        if field and lines and field["name"] not in lines[-1].text:
            lines[-1].text += "\n" + bare
            continue
        read = read_decision(bare, on=on, units=units, calendar=calendar)
        is_new = read.leads or OPENING.match(flat) or HEADING.match(flat)
        if is_new or (not lines and (read.co_units or read.due or read.cycle)):
            lines.append(Line("", 1, bare))
        elif lines:
            lines[-1].text += "\n" + bare
    return lines
