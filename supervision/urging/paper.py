"""A slip as a paper of one page: what is asked for, and under it the reply to be filled in or as it was given."""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from secretariat.papers.paper import Paper, Paragraph, Table
from supervision.urging.models import Slip

WIDTHS = (4, 12)
# Room to write by hand where nothing was typed.
ROOM = "\n\n\n"


def paper_of(slip: Slip) -> Paper:
    """The paper of a slip with its reply slip (督办回复单), in the language of the house."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("%(colour)s slip of supervision") % {"colour": slip.get_level_display()}
        return Paper(
            kind="plain",
            title=title,
            subtitle=slip.number_text,
            date=slip.issued_on,
            blocks=(_asked(slip), Paragraph(_until(slip)), _answered(slip)),
        )


def file_name(slip: Slip) -> str:
    """The name of the files, without an ending."""
    with translation.override(settings.LANGUAGE_CODE):
        return f"{slip.get_level_display()}{slip.number_text}"


def _asked(slip: Slip) -> Table:
    item = slip.item
    units = [str(item.lead), *(str(unit) for unit in item.co_units.all())]
    rows = (
        (_("Item number"), item.number_text),
        (_("Requirement"), item.requirement),
        (_("Responsible units"), pgettext("between the items of a list", ", ").join(units)),
        (_("Due date"), _day(item.due_on) if item.due_on else "—"),
        (_("What is asked for"), slip.text),
    )
    return Table(head=(_("Matter"), item.title), rows=rows, widths=WIDTHS, align=("center", "left"))


def _until(slip: Slip) -> str:
    return _("Please reply by %(day)s; if there is no reason to be accepted, the next slip follows.") % {
        "day": _day(slip.reply_due_on)
    }


def _answered(slip: Slip) -> Table:
    replied = slip.replied_on is not None
    rows = (
        (_("Reason and next steps"), slip.reply or ROOM),
        (pgettext("reply slip", "Signed by"), str(slip.replied_by) if replied else "\n"),
        (_("Day of the reply"), _day(slip.replied_on) if slip.replied_on else ""),
        (pgettext("reply slip", "Supervision office"), slip.decision_note or "\n"),
    )
    return Table(
        head=(_("Replying unit"), str(slip.item.lead)),
        rows=rows,
        caption=pgettext("reply slip", "Reply to a slip of supervision"),
        widths=WIDTHS,
        align=("center", "left"),
    )


def _day(day: date) -> str:
    return str(date_format(day, pgettext("date with year", "j M Y")))
