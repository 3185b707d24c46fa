"""Minutes as an official paper (纪要, GB/T 9704 §10.3), and a correction of them; from facts alone."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning.meetings.composing import Facts, decided, mark, rolls_of
from planning.meetings.models import MinutesCorrection
from secretariat.papers.paper import Block, Distribution, Heading, Paper, Paragraph, Roll, Signature, Table

WIDTHS = (4, 12)


def paper_of(facts: Facts, *, label: str = "") -> Paper:
    """The paper of minutes; the same facts make the same paper. Below the text stand 出席, 请假 and 列席."""
    day = date.fromisoformat(facts["date"])
    with translation.override(settings.LANGUAGE_CODE):
        lines = [block for number, line in enumerate(facts["lines"], start=1) for block in _line(line, number)]
        rolls = [Roll(name, names) for name, names in rolls_of(facts)]
    imprint = Distribution(share_to=facts["copy_to"], printed_by=facts["issuer"], printed_on=day)
    return Paper(
        kind="minutes",
        title=facts["title"],
        date=day,
        blocks=(*map(Paragraph, facts["opening"]), *lines, *rolls),
        masthead=facts["masthead"],
        issue_line=facts["issue_line"],
        issuer=facts["issuer"],
        label=label or facts.get("label", ""),
        distribution=None if facts.get("is_outside") else imprint,
    )


def correction_paper(correction: MinutesCorrection, *, name: str, issue_line: str, issuer: str) -> Paper:
    """A correction of published minutes as a paper of one page; `name` and `issue_line` are those of the minutes."""
    with translation.override(settings.LANGUAGE_CODE):
        head = (_("Place in the minutes"), correction.place)
        rows: tuple[tuple[str, str], ...] = (
            (_("As it reads"), correction.old),
            (_("As it should read"), correction.new),
            (_("Reason"), correction.reason),
        )
        return Paper(
            kind="plain",
            title=f"{name}{pgettext('minutes', 'Correction')}",
            subtitle=f"{issue_line}{correction_name(correction)}",
            date=correction.on,
            blocks=(
                Table(head=head, rows=rows, widths=WIDTHS, align=("center", "left")),
                Signature(names=(issuer,), date=correction.on),
            ),
            issuer=issuer,
        )


def correction_name(correction: MinutesCorrection) -> str:
    """更正 第N号, in the language that is active."""
    return _("Correction No. %(number)d") % {"number": correction.number}


def _line(line: dict[str, Any], number: int) -> list[Block]:
    heading = Heading(1, f"{mark(1, number)}{line['title']}", numbered=False)
    return [heading, *(Paragraph(words) for words in [*line["text"], *decided(line)])]
