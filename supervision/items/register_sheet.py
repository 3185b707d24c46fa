"""The register of decisions as a sheet: exactly what is filtered, and the export itself an event (rules 47, 49)."""

from typing import IO, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning.meetings.models import Decision
from secretariat.audit.export import LIMIT, record_export
from secretariat.errors import Refused
from secretariat.sheets import write_xlsx
from secretariat.workdays.words import cycle_words
from supervision.items.models import SupervisionItem
from supervision.items.register import FOLLOWS, with_parts
from supervision.items.standing import Day

CHUNK = 500


@transaction.atomic
def export(found: QuerySet[Decision], *, by: Any, day: Day, words: str, query: str) -> IO[bytes]:
    """These decisions as a workbook, and the event that `by` took them out.

    Raises Refused above the limit of an export: a sheet that was cut off would pass for the whole.
    """
    count = found.count()
    if count > LIMIT:
        raise Refused(_("More than %(n)d decisions: narrow the filter, for instance by a year.") % {"n": LIMIT})
    record_export(Decision, by=by, rows=count, form="xlsx", note=words, filter=query)
    rows = with_parts(found, by, day).prefetch_related("co_units").iterator(chunk_size=CHUNK)
    return write_xlsx(_("Register of decisions"), header(), map(_row, rows))


def header() -> list[str]:
    """The titles of the columns."""
    return [
        _("Meeting"),
        _("Held on"),
        _("No."),
        _("Matter"),
        _("Text"),
        _("Lead unit"),
        _("Co-units"),
        _("Due"),
        _("Reporting cycle"),
        pgettext("decision", "Follow-up"),
        _("Supervision items"),
        _("Overdue"),
        _("Why it is not tracked"),
    ]


def _row(decision: Any) -> list[Any]:
    return [
        str(decision.meeting),
        decision.meeting.held_on,
        decision.label or decision.ordinal,
        decision.title,
        decision.text,
        _listed(decision.leads_as_written),
        _listed(decision.co_units_as_written),
        decision.due_on,
        cycle_words(decision.cycle),
        str(FOLLOWS[decision.follow]),
        "\n".join(map(_item, decision.followed)),
        _("Yes") if decision.is_late else "",
        decision.not_tracked_reason,
    ]


def _item(item: SupervisionItem) -> str:
    return " ".join(filter(None, [item.number_text, item.lead.short, str(item.get_state_display())]))


def _listed(units: Any) -> str:
    return pgettext("between the items of a list", ", ").join(unit.name for unit in units)
