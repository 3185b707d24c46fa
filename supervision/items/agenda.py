"""What the next meeting of a series should hear of the items that its decisions brought about."""

from datetime import date

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.daywords import day_short
from secretariat.offers import AgendaEntry
from secretariat.workdays.calendar import Calendar
from supervision.items.models import SupervisionItem
from supervision.items.states import CLOSED, RUNNING, ExtensionState

RECORD = "supervision.item"


def agenda(*, series: int, since: date | None, until: date, on: date, calendar: Calendar) -> list[AgendaEntry]:
    """Items of this series that are overdue, due until its next meeting, extended or finished since its last.

    One query. An item is named once, for its weightiest reason; overdue ones come first, the earliest due first.
    """
    found = [(why, item) for item in _items(series, since, until, on) if (why := _why(item, since, on, calendar))]
    found.sort(key=lambda pair: (pair[0][0], pair[1].due_on or date.max, pair[1].pk))
    return [
        AgendaEntry(
            record=(RECORD, item.pk),
            title=str(item),
            why=words,
            url=item.get_absolute_url(),
            presenter=item.lead.short,
        )
        for (_rank, words), item in found
    ]


def _items(series: int, since: date | None, until: date, on: date) -> QuerySet[SupervisionItem]:
    granted = Max("extensions__decided_on", filter=Q(extensions__state=ExtensionState.GRANTED))
    found = SupervisionItem.objects.filter(deleted_at=None, decision__meeting__series_id=series)
    found = found.annotate(granted_on=granted).select_related("lead")
    wanted = Q(state__in=RUNNING, due_on__lte=until)
    if since:
        wanted |= Q(state__in=RUNNING, granted_on__gte=since) | Q(state__in=CLOSED, done_on__gte=since)
    return found.filter(wanted)


def _why(item: SupervisionItem, since: date | None, on: date, calendar: Calendar) -> tuple[int, str] | None:
    """How weighty the reason is (0 first), and its words."""
    due = item.due_on
    if item.state in CLOSED:
        return 3, _("Done on %(day)s") % {"day": day_short(item.done_on, on)}
    if due and due < on:
        late = calendar.between(due, on)
        words = ngettext("Overdue by %(n)d working day", "Overdue by %(n)d working days", late) % {"n": late}
        return 0, words if late else _("Past its due date of %(day)s") % {"day": day_short(due, on)}
    granted = getattr(item, "granted_on", None)
    if since and granted and granted >= since:
        return 1, _("Extended to %(day)s") % {"day": day_short(due, on)}
    return (2, _("Due on %(day)s") % {"day": day_short(due, on)}) if due else None
