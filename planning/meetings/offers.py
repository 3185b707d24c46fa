"""What meetings answer to the drawers below, what they do every day, how their dates are kept, and their verbs."""

from datetime import date, time
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone, translation
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from planning.meetings.calendars import entry_of
from planning.meetings.days import days
from planning.meetings.leaders import leaders_of, with_leaders
from planning.meetings.models import Invitation, Meeting
from planning.meetings.rules import keeps_minutes
from planning.meetings.services import keep_ahead, move_meeting
from planning.meetings.states import MeetingState
from planning.meetings.todo import leave_tasks, minutes_tasks, topic_tasks
from planning.meetings.touched import KIND, date_of, touched_by
from planning.meetings.verbs import VERBS
from planning.meetings.whereabouts import whereabouts
from secretariat.audit.labels import register_all, register_group
from secretariat.errors import Refused
from secretariat.jobs.handlers import handles
from secretariat.jobs.models import Job
from secretariat.jobs.timetable import Days
from secretariat.offers import Enclosure, Question, TaskLine, WeekEntry, answers
from secretariat.workdays import queries as workdays
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.keepers import keeps

answers(Question.CALENDAR_CHANGED)(touched_by)
answers(Question.DAYS)(days)
answers(Question.WHEREABOUTS)(whereabouts)


@answers(Question.WEEK)
def week(*, first_on: date, last_on: date, user: Any) -> list[WeekEntry]:
    """The meetings that take place on these days, as far as `user` may see them, in the order of time."""
    found = Meeting.objects.visible_to(user).filter(held_on__range=(first_on, last_on))
    found = found.exclude(state=MeetingState.CANCELLED).select_related("series")
    return [
        WeekEntry(
            on=meeting.held_on,
            at=meeting.starts_at,
            title=str(meeting),
            place=meeting.place,
            url=meeting.get_absolute_url(),
            note=meeting.note,
            words=_line(meeting),
            leaders=leaders_of(meeting),
        )
        for meeting in with_leaders(found).order_by("held_on", "starts_at", "pk")
    ]


def _line(meeting: Meeting) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        facts = {"series": meeting.series.name, "number": meeting.number}
        return pgettext("line of an arrangement", "hold %(series)s (meeting %(number)d)") % facts


@answers(Question.TASKS)
def tasks(*, user: Any, on: date, calendar: Calendar) -> list[TaskLine]:
    """What waits for this person: minutes to sign, draft or publish; topics to sign, place, bring papers for; leave."""
    return [*minutes_tasks(user), *topic_tasks(user, calendar=calendar), *leave_tasks(user)]


@answers(Question.ENCLOSURES)
def enclosures(*, notice: Any) -> list[Enclosure]:
    """The entry for the calendar of whoever is told of a meeting to which they are invited (rule 37)."""
    if notice.subject_type_id != ContentType.objects.get_for_model(Invitation).pk:
        return []
    invitation = Invitation.objects.select_related("meeting__series").get(pk=notice.subject_id)
    entry = entry_of(invitation, invitation.method.upper(), to=notice.recipient)
    return [Enclosure("invite.ics", f"text/calendar; method={invitation.method.upper()}", entry)]


@keeps(KIND, label=_("day of a meeting"), decides=keeps_minutes, date_of=date_of)
def move_day(pk: int, *, by: Any, on: date, from_on: date, to_on: date, reason: str) -> None:
    """Move a meeting that a new calendar puts in question; time and place stay."""
    meeting = Meeting.objects.get(pk=pk)
    if meeting.held_on != from_on:
        raise Refused(
            gettext("The meeting was moved to %(day)s in the meantime; it is no longer in question.")
            % {"day": f"{meeting.held_on:%Y-%m-%d}"}
        )
    kept: dict[str, Any] = {"starts_at": meeting.starts_at, "place": meeting.place, "version": meeting.version}
    move_meeting(pk, by=by, on=on, held_on=to_on, reason=reason, **kept)


@handles("meetings.keep_ahead", at=time(6, 0), days=Days.EVERY_DAY)
def keep_series_ahead(job: Job) -> dict[str, int]:
    """Top up every active series on the local day for which the job was due."""
    added = keep_ahead(on=timezone.localdate(job.nominal_at), calendar=workdays.load())
    return {"added": len(added)}


register_group("series", _("Meeting series"))
register_group("meeting", _("Meetings"))
register_group("agenda", _("Agendas"))
register_group("topic", _("Topics"))
register_group("leave", _("Leave from meetings"))
register_group("decision", _("Decisions"))
register_group("note", _("Notes of meetings"))
register_group("department", _("Units"))
register_all(VERBS)
