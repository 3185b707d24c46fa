"""What arrangements ask of a person, what they do every morning, what of them a telephone shows, and their events."""

from datetime import date, time
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from planning.arrangements.conflicts import with_one
from planning.arrangements.models import Arrangement, ArrangementKind, Entry
from planning.arrangements.naming import room_meant, rooms_in_use
from planning.arrangements.offered import Missing, missing, offered_for, weeks_ahead
from planning.arrangements.reporting import remind_of_cut_offs, waiting_for
from planning.arrangements.rules import keeps_arrangement
from planning.arrangements.stale import Stale, stale
from planning.arrangements.states import ArrangementState
from planning.arrangements.verbs import VERBS
from secretariat.audit.labels import register_all, register_group
from secretariat.jobs.handlers import handles
from secretariat.jobs.models import Job
from secretariat.jobs.timetable import Days
from secretariat.offers import DayEntry, Question, Taken, TaskLine, answers
from secretariat.people.models import PostKind
from secretariat.people.whose import of_unit
from secretariat.workdays import queries as workdays
from secretariat.workdays.calendar import Calendar
from secretariat.workflow import by_right_of


@answers(Question.TASKS)
def tasks(*, user: Any, on: date, calendar: Calendar) -> list[TaskLine]:
    """The arrangements to which the unit of this person has not reported, the earliest cut-off first: one query. For
    the planning officer, before them, what a published week says of meetings that were moved or cancelled, and what it
    does not say yet: one more, and two to four where a week is published.

    The supervision officer is asked for what the whole house owes: for that unit its head and its staff report.
    """
    found = published_tasks(user, on=on) if by_right_of(user, keeps_arrangement) else []
    if user.department_id is None or user.acts_as(PostKind.SUPERVISOR):
        return found
    return [*found, *(_task(arrangement) for arrangement in waiting_for(user.department_id, on=on))]


def published_tasks(user: Any, *, on: date) -> list[TaskLine]:
    """What the published weeks that are not over say of meetings that were moved or cancelled, and do not say yet."""
    weeks = weeks_ahead(on=on)
    offered = offered_for(weeks, user)
    entries = (entry for held in weeks.values() for entry in held)
    moved = [_stale_task(one) for one in stale(entries, on=on, offered=offered)]
    new = (_missing_task(one) for week, held in weeks.items() for one in missing(week, held, offered, on=on))
    return [*moved, *new]


def _missing_task(one: Missing) -> TaskLine:
    add = {"label": gettext("Issue the addendum"), "icon": "plus", "method": "get", "url": one.url}
    leave = {"label": gettext("Leave it out"), "icon": "x", "method": "post", "url": one.leave_out_url}
    return TaskLine(
        title=one.offered.title,
        url=one.offered.url,
        due_on=one.offered.on,
        text=str(one.arrangement),
        why=one.words,
        steps=(add, leave),
    )


def _stale_task(one: Stale) -> TaskLine:
    return TaskLine(
        title=str(one.entry),
        url=one.entry.arrangement.get_absolute_url(),
        due_on=one.entry.on,
        text=str(one.entry.arrangement),
        why=one.words,
        steps=({"label": gettext("Issue the addendum"), "icon": "plus", "method": "get", "url": one.url},),
    )


def _task(arrangement: Arrangement) -> TaskLine:
    add = reverse("planning:entry_new", args=[arrangement.pk])
    nil = reverse("planning:arrangement_step", args=[arrangement.pk, "report_nil"])
    return TaskLine(
        title=str(arrangement),
        url=arrangement.get_absolute_url(),
        due_on=timezone.localdate(arrangement.cut_off_at),
        text=arrangement.get_state_display(),
        why=gettext("Your unit has not reported yet."),
        steps=(
            {"label": gettext("Add an entry"), "icon": "plus", "method": "get", "url": add},
            {"label": gettext("We have nothing to report"), "icon": "check", "method": "post", "url": nil},
        ),
    )


@handles("arrangements.remind_units", at=time(8, 0), days=Days.WORKING_DAY)
def remind_units(job: Job) -> dict[str, int]:
    """Remind the units that have not reported, on the local day for which the job was due."""
    return {"told": remind_of_cut_offs(on=timezone.localdate(job.nominal_at), calendar=workdays.load())}


@answers(Question.DAYS)
def days(*, first_on: date, last_on: date, user: Any) -> list[DayEntry]:
    """What published weeks hold on these days and no other drawer tells, with the part of the person's unit."""
    found = Entry.objects.visible_to(user).standing().filter(on__range=(first_on, last_on), source_url="")
    published = {"arrangement__kind": ArrangementKind.WEEK, "arrangement__state": ArrangementState.PUBLISHED}
    found = found.filter(day_words="", **published)
    return [_day(entry, user) for entry in found.select_related("arrangement", "unit").in_order()]


def _day(entry: Entry, user: Any) -> DayEntry:
    own, others = gettext("Your unit leads"), gettext("%(unit)s leads (for %(name)s)")
    return DayEntry(
        on=entry.on,
        at=entry.starts_at,
        title=entry.activity,
        url=entry.arrangement.get_absolute_url(),
        place=entry.place,
        people=pgettext("between facts", ", ").join(filter(None, [entry.leaders, entry.participants])),
        part=of_unit(user, entry.unit, own, others) if entry.unit and entry.unit.pk in user.acting_units else "",
        half=str(entry.get_half_day_display()),
    )


@answers(Question.TAKEN)
def taken(
    *, on: date, starts_at: time, ends_at: time, place: str, leaders: str, besides: str, user: Any
) -> list[Taken]:
    """The entries of weeks that need this room or one of these leaders at that time, but those that come from the page
    `besides` (rule 36); each by the page it comes from. Two queries."""
    asked = Entry(on=on, starts_at=starts_at, ends_at=ends_at, place=room_meant(place, rooms_in_use()), leaders=leaders)
    found = Entry.objects.visible_to(user).standing().filter(on=on, arrangement__kind=ArrangementKind.WEEK)
    found = found.exclude(source_url=besides).select_related("arrangement").in_order()
    return [
        Taken(clash.kind, clash.what, clash.first.activity, _page_of(clash.first))
        for clash in with_one(asked, list(found))
    ]


def _page_of(entry: Entry) -> str:
    return entry.source_url or entry.arrangement.get_absolute_url()


register_group("arrangement", _("Arrangements"))
register_group("arrangement_entry", _("Entries of arrangements"))
register_all(VERBS)
