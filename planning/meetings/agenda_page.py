"""What the page of an agenda shows: its lines, their sum, and what is expected but missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from planning.meetings.agenda import merged, topics_for, unnamed_first
from planning.meetings.deadlines import papers_due
from planning.meetings.models import AgendaLine, LineKind, LineState, Meeting
from planning.meetings.queries import day_of
from planning.meetings.rules import MAY_MEETING
from planning.meetings.states import MEETING_STEPS, UNDER_WAY, MeetingState, TopicState
from planning.meetings.steps import buttons
from secretariat.attachments.queries import files_of
from secretariat.daywords import day_short
from secretariat.workdays.calendar import Calendar
from secretariat.workflow import open_steps


@dataclass(frozen=True)
class Row:
    """A line of the agenda with its number among those that are kept, and the steps of its topic."""

    line: AgendaLine
    number: int | None
    steps: list[dict[str, Any]]
    is_current: bool

    @property
    def is_first(self) -> bool:
        """The first item of the series, which stays where it is."""
        return self.line.kind == LineKind.FIRST


@dataclass(frozen=True)
class Missing:
    """Something that the agenda should have and has not; `is_late` where its day is past."""

    title: str
    what: str
    url: str = ""
    is_late: bool = False


def agenda_page(meeting: Meeting, user: Any, *, on: date, calendar: Calendar, current: str = "") -> dict[str, Any]:
    """Everything on the page of an agenda; `current` is the source of the line on which the cursor stands."""
    lines = merged(meeting, on=on, calendar=calendar)
    steps = open_steps(MEETING_STEPS, MAY_MEETING, meeting, user)
    minutes = sum(line.minutes for line in lines if line.state == LineState.KEPT)
    return {
        "meeting": meeting,
        "day": day_of(meeting.held_on, calendar),
        "rows": list(_rows(lines, meeting, user, current)),
        "steps": steps,
        "may_arrange": "arrange" in steps,
        "minutes": minutes,
        "over": max(0, minutes - meeting.series.length),
        "missing": list(_missing(meeting, lines, on, calendar)) if meeting.state in _PREPARED else [],
        "approvals": meeting.agenda_changes.select_related("entered_by"),
        "today": on,
    }


_PREPARED = (MeetingState.PLANNED, MeetingState.FIXED)


def _rows(lines: list[AgendaLine], meeting: Meeting, user: Any, current: str) -> Iterator[Row]:
    number, here = 0, reverse("planning:meeting_agenda", args=[meeting.pk])
    for line in lines:
        kept = line.state == LineState.KEPT
        number += kept
        is_heard = kept and meeting.state in UNDER_WAY
        steps = buttons(line.topic, user, "finish", after=here) if line.topic and is_heard else []
        yield Row(line, number if kept else None, steps, line.source == current)


def _missing(meeting: Meeting, lines: list[AgendaLine], on: date, calendar: Calendar) -> Iterator[Missing]:
    kept = [line for line in lines if line.state == LineState.KEPT]
    topics = [line.topic for line in kept if line.topic]
    files, due = files_of(topics), papers_due(meeting, calendar)
    for line in kept:
        if line.topic and line.topic.pk not in files:
            what = _("No papers yet, due on %(day)s") % {"day": day_short(due, on)}
            yield Missing(line.title, what, line.url, is_late=due < on)
        if line.kind == LineKind.FIRST and line.title == unnamed_first():
            yield Missing(line.title, _("It does not say yet what is studied: edit the line"), line.url)
        if line.kind in (LineKind.FIRST, LineKind.TOPIC, LineKind.CARRIED) and not line.presenter:
            yield Missing(line.title, _("Nobody is named to present it"), line.url)
    for topic in topics_for(meeting):
        if topic.state == TopicState.ACCEPTED:
            continue
        signed = topic.state == TopicState.SIGNED
        what = _("Signed, not put on the agenda yet") if signed else _("Not signed by the leader yet")
        yield Missing(topic.title, what, topic.get_absolute_url())
