"""An issue as an official paper: from its facts, and from what stands around the text (its imprint)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from secretariat.papers.numerals import heading_mark
from secretariat.papers.paper import Block, Distribution, Heading, PageBreak, Paper, Paragraph, Table
from supervision.bulletins.facts import Facts, Values, rows
from supervision.bulletins.models import Issue
from supervision.bulletins.sections import ANNEX

# As wide as a number that has not been given yet.
BLANK = "\u3000\u3000"


@dataclass(frozen=True)
class Passage:
    """A section as it is printed: mark and heading, sentences with the places of figures, prose, table."""

    code: str
    mark: str
    heading: str
    sentences: tuple[str, ...]
    prose: str
    table: Mapping[str, Any] | None

    @property
    def is_printed(self) -> bool:
        """A section in which nothing stands is left out."""
        return bool(self.sentences or self.prose.strip() or self.table)

    @property
    def is_annex(self) -> bool:
        return self.code == ANNEX

    @property
    def paragraphs(self) -> list[str]:
        """The prose by its lines."""
        return [line.strip() for line in self.prose.splitlines() if line.strip()]


def imprint_of(issue: Issue, *, prose: Mapping[str, str], on: date, numbers: tuple[str, str] | None = None) -> Facts:
    """What stands around the text, as JSON: frozen with the facts when the issue is signed, and made anew until then.

    `numbers` are the number and the overall number as they are written; a draft has blanks in their place.
    """
    kind = issue.kind
    number, overall = numbers or (kind.numbers.pattern.format(year=on.year, n=BLANK), "")
    with translation.override(settings.LANGUAGE_CODE):
        line = _("%(number)s (%(overall)s)") % {"number": number, "overall": overall} if overall else number
        short_name = _("%(year)d, %(number)s") % {"year": on.year, "number": number}
    return {
        "masthead": kind.masthead,
        "issuer": kind.issuer,
        "report_to": kind.report_to,
        "send_to": kind.send_to,
        "copy_to": kind.copy_to,
        "copies": kind.copies,
        "issue_line": line,
        "short_name": short_name,
        "file_name": f"{kind.name}{short_name}" if numbers else f"{kind.name} {issue.first_on:%Y-%m}",
        "title": issue.title,
        "date": str(on),
        "prose": dict(prose),
    }


def passages(facts: Facts, imprint: Facts) -> list[Passage]:
    """The sections in order; those that are printed and not the annex bear the marks 一、二、…"""
    found: list[Passage] = []
    numbers = count(1)
    for section in facts["sections"]:
        prose = imprint["prose"].get(section["code"], "")
        passage = Passage(section["code"], "", section["heading"], tuple(section["sentences"]), prose, section["table"])
        if passage.is_printed and not passage.is_annex:
            passage = replace(passage, mark=heading_mark(1, next(numbers)))
        found.append(passage)
    return found


def paper_of(facts: Facts, imprint: Facts, *, label: str = "") -> Paper:
    """The paper of an issue; the same facts and imprint make the same paper (rule 43)."""
    with translation.override(settings.LANGUAGE_CODE):
        printed = [passage for passage in passages(facts, imprint) if passage.is_printed]
        blocks = tuple(block for passage in printed for block in _blocks(facts, passage))
    day = date.fromisoformat(imprint["date"])
    return Paper(
        kind="briefing",
        title=imprint["title"],
        date=day,
        blocks=blocks,
        masthead=imprint["masthead"],
        issue_line=imprint["issue_line"],
        issuer=imprint["issuer"],
        label=label,
        distribution=Distribution(
            report_to=imprint["report_to"],
            send_to=imprint["send_to"],
            copy_to=imprint["copy_to"],
            printed_by=imprint["issuer"],
            printed_on=day,
            copies=imprint["copies"],
        ),
    )


def _blocks(facts: Facts, passage: Passage) -> list[Block]:
    table = [_table(facts, passage.table)] if passage.table else []
    text = [Paragraph(sentence % Values(facts)) for sentence in passage.sentences]
    prose = [Paragraph(line) for line in passage.paragraphs]
    if passage.is_annex:
        return [PageBreak(), *text, *prose, *table]
    return [Heading(1, passage.heading), *text, *prose, *table]


def _table(facts: Facts, table: Mapping[str, Any]) -> Table:
    keys = [key for key, _head in table["columns"]]
    return Table(
        head=tuple(head for _key, head in table["columns"]),
        rows=tuple(tuple(row[key] for key in keys) for row in rows(facts, table["figure"])),
        caption=table["caption"] % Values(facts),
        widths=tuple(table["widths"]),
    )
