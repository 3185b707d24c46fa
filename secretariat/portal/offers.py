"""What the house does by itself that no drawer could do alone: it asks for next year's calendar in time (rule 7)."""

from datetime import date, time

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning.meetings.models import Meeting
from planning.meetings.states import TO_COME
from secretariat.jobs.handlers import handles
from secretariat.jobs.models import Job
from secretariat.outbox.services import queue
from secretariat.people import queries as people
from secretariat.people.models import PostKind
from secretariat.workdays import queries as workdays
from supervision.items.models import SupervisionItem
from supervision.items.states import CORRECTABLE

# The State Council announces the next year's days off early in November, as a rule.
ANNOUNCED_BY = (11, 1)


@handles("workdays.ask_for_calendar", at=time(8, 0))
def ask_for_calendar(job: Job) -> dict[str, int]:
    """Remind the administrators of a year that is not imported, on the local day for which the job was due."""
    return {"told": remind_of_calendar(on=timezone.localdate(job.nominal_at))}


@transaction.atomic
def remind_of_calendar(*, on: date) -> int:
    """Tell every administrator, at most once a week, that dates depend on a year without a calendar.

    This year counts at any time, the next one from 1 November on. Returns how many notices are new.
    """
    year = workdays.load().unknown_year(on.year)
    is_time = year == on.year or (year == on.year + 1 and (on.month, on.day) >= ANNOUNCED_BY)
    count = dates_in(year, on=on) if is_time else 0
    if not count:
        return 0
    week = on.isocalendar()
    with translation.override(settings.LANGUAGE_CODE):
        said = ngettext(
            "%(n)d date of that year is provisional; import the State Council's notice as soon as it is published.",
            "%(n)d dates of that year are provisional; import the State Council's notice as soon as it is published.",
            count,
        )
        return queue(
            to=people.holders(PostKind.ADMINISTRATOR),
            kind="calendar_missing",
            key=f"calendar:{year}:missing:{week.year}-{week.week}",
            day=on,
            title=_("The working calendar of %(year)d is not imported") % {"year": year},
            text=said % {"n": count},
            url=f"{reverse('workdays:import')}?year={year}",
        )


def dates_in(year: int, *, on: date) -> int:
    """How many due dates and planned meetings from `on` lie in a year."""
    items = SupervisionItem.objects.filter(deleted_at=None, state__in=CORRECTABLE, due_on__year=year, due_on__gte=on)
    meetings = Meeting.objects.filter(state__in=TO_COME, held_on__year=year, held_on__gte=on)
    return items.count() + meetings.count()
