"""What meetings answer to the drawers below, what they do every day, and what their events are called."""

from datetime import date, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from planning.meetings.models import Meeting
from planning.meetings.services import keep_ahead
from planning.meetings.states import MeetingState
from planning.meetings.verbs import VERBS
from secretariat.audit.labels import register_all, register_group
from secretariat.jobs.handlers import handles
from secretariat.jobs.models import Job
from secretariat.jobs.timetable import Days
from secretariat.offers import Question, WeekEntry, answers
from secretariat.workdays import queries as workdays


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
        )
        for meeting in found.order_by("held_on", "starts_at", "pk")
    ]


@handles("meetings.keep_ahead", at=time(6, 0), days=Days.EVERY_DAY)
def keep_series_ahead(job: Job) -> dict[str, int]:
    """Top up every active series on the local day for which the job was due."""
    added = keep_ahead(on=timezone.localdate(job.nominal_at), calendar=workdays.load())
    return {"added": len(added)}


register_group("series", _("Meeting series"))
register_group("meeting", _("Meetings"))
register_group("decision", _("Decisions"))
register_group("department", _("Units"))
register_all(VERBS)
