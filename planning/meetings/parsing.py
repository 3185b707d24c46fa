"""Reads pasted minutes into decisions to confirm: by rules of grammar, the same words always giving the same answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from planning.meetings.lines import Line, is_header, numbered, paragraphs_of
from planning.meetings.sentences import HEADING, ReadDecision, read_decision, read_row
from planning.meetings.tables import split_rows
from secretariat.errors import Refused
from secretariat.people.names import Unit
from secretariat.workdays import phrases
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.numerals import HALF_WIDTH, number

MAX_CHARACTERS = 200_000


@dataclass(frozen=True)
class Minutes:
    """Pasted minutes: the facts of the heading as far as they were found, and the decisions."""

    number: int | None
    year: int | None
    held_on: date | None
    lines: list[ReadDecision]


_NUMBER = re.compile(
    r"(?:[〔\[(](?P<year>\d{4})[〕\])]\s*)?第\s*(?P<number>\d{1,4}|[一二三四五六七八九十百]{1,5})\s*[次号期]"
)
_HELD = re.compile(r"(?:^|\n)\s*(?:会议)?时\s*间\s*[::](?P<held>[^\n]{1,40})")
_FIELD = re.compile(r"(?P<name>\S{2,6}(?:单位|部门|处室|时限|时间))[::]")
# A line of its own without a sentence; a number or what somebody does is more than a title.
_SHORT = re.compile(r"(?![一二三四五六七八九十\d(]{1,4}[、.)])[^。;,:!?]{4,40}")
# What stands below minutes: the seal, its day, whom they go to, when they were printed.
LAST = 4
_DAY = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日(?=印发|$)")
_MASTHEAD = re.compile(r"[^。;,:]{2,40}纪要")
_OPENING = re.compile(
    r"会议(?:研究|书面|集体|专题|认真|一致|原则|组织|还)*(?:议定|决定|明确|要求|同意|强调|指出|认为|听取|学习|传达|传阅|通报|审议|讨论)"
)


def read_minutes(text: str, *, on: date, units: Sequence[Unit], calendar: Calendar) -> Minutes:
    """The decisions in `text`, as minutes of a meeting held on `on` mean them; an empty list if there are none.

    Raises Refused for a text of more than MAX_CHARACTERS or with control characters that no paper has.
    """
    if len(text) > MAX_CHARACTERS:
        words = _("The text has %(length)d characters; at most %(limit)d can be read at once. Paste the minutes only.")
        raise Refused(words % {"length": len(text), "limit": MAX_CHARACTERS}, field="text")
    if "\0" in text:
        raise Refused(_("The text contains characters that cannot be stored. Paste it as plain text."), field="text")
    text = re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", text)
    read = _read(text, on=on, units=units, calendar=calendar)
    head = _NUMBER.search(text[:500])
    return Minutes(
        number=number(head["number"]) if head else None,
        year=int(head["year"]) if head and head["year"] else None,
        held_on=_held_on(text, on=on, calendar=calendar),
        lines=read,
    )


def body_of(text: str, *, number: int) -> tuple[str, list[str]]:
    """The title of pasted minutes, empty without one, and their paragraphs as they were pasted.

    What the form prints by itself, the masthead (……会议纪要) and the `number` of the meeting, is left out.
    """
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    title = ""
    while paragraphs and _is_head(paragraphs[0], number):
        paragraphs.pop(0)
    if len(paragraphs) > 1 and _is_title(paragraphs[0]):
        title = paragraphs.pop(0)
    while paragraphs and _is_head(paragraphs[0], number):
        paragraphs.pop(0)
    return title, paragraphs


def issued_on(text: str) -> date | None:
    """The day under which pasted minutes stand, or on which they were printed: the last one in their last lines."""
    days = [found for line in text.split()[-LAST:] for found in _DAY.finditer(line.translate(HALF_WIDTH))]
    try:
        return date(*map(int, days[-1].groups())) if days else None
    except ValueError:  # a day that no calendar has
        return None


def _is_title(paragraph: str) -> bool:
    flat = paragraph.translate(HALF_WIDTH)
    return bool(_SHORT.fullmatch(flat)) and not _NUMBER.fullmatch(flat.strip(" ()")) and not is_header(paragraph)


def _is_head(paragraph: str, meeting: int) -> bool:
    flat = paragraph.translate(HALF_WIDTH).strip(" ()")
    found = _NUMBER.fullmatch(flat)
    return bool(_MASTHEAD.fullmatch(flat) or (found and number(found["number"]) == meeting))


def _read(text: str, *, on: date, units: Sequence[Unit], calendar: Calendar) -> list[ReadDecision]:
    rows, prose = split_rows(text)
    lines = numbered(prose)
    if rows and not lines:
        return [read_row(row, on=on, units=units, calendar=calendar, ordinal=n) for n, row in enumerate(rows, start=1)]
    lines = lines or _unnumbered(text, on=on, units=units, calendar=calendar)
    return [
        read_decision(
            line.text, on=on, units=units, calendar=calendar, label=line.label, ordinal=n, heading=line.heading
        )
        for n, line in enumerate(lines, start=1)
    ]


def _held_on(text: str, *, on: date, calendar: Calendar) -> date | None:
    held = _HELD.search(text[:2000])
    days = [found.last for found in phrases.read(held["held"], on=on, calendar=calendar) if found.last] if held else []
    return days[0] if days else None


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
        is_new = read.leads or _OPENING.match(flat) or HEADING.match(flat)
        if is_new or (not lines and (read.co_units or read.due or read.cycle)):
            lines.append(Line("", 1, bare))
        elif lines:
            lines[-1].text += "\n" + bare
    return lines
