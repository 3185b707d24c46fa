"""What the page of a topic shows, gathered in one place."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from planning.meetings.deadlines import cutoff_of, papers_due
from planning.meetings.models import SEES_ALL, Topic
from planning.meetings.states import LIVING
from planning.meetings.steps import buttons
from secretariat.attachments.models import Attachment
from secretariat.attachments.queries import files_of
from secretariat.audit.models import Event
from secretariat.workdays.calendar import Calendar

EVENTS = 30


@dataclass(frozen=True)
class Paper:
    """A paper of a topic, and whether it came after the day on which papers were due (rule 35)."""

    file: Attachment
    is_late: bool


def topic_page(topic: Topic, user: Any, *, on: date, calendar: Calendar) -> dict[str, Any]:
    """Everything on the page of a topic."""
    meeting = topic.meeting
    due = papers_due(meeting, calendar) if meeting else None
    files = papers_of(topic, due)
    return {
        "topic": topic,
        "steps": buttons(topic, user),
        "papers": files,
        "papers_due": due,
        "papers_missing": bool(due and not files and topic.state in LIVING),
        "papers_overdue": bool(due and not files and due < on),
        "cutoff": cutoff_of(meeting, calendar) if meeting else None,
        "taken_from": topic.taken_from.select_related("decision__meeting__series"),
        "sees_decisions": user.acts_as(*SEES_ALL),
        "hearings": topic.hearings.select_related("meeting__series"),
        "events": Event.objects.about(topic)[:EVENTS],
        "today": on,
    }


def papers_of(topic: Topic, due: date | None) -> list[Paper]:
    """The papers of a topic; late where they came after the day `due`."""
    files = files_of([topic]).get(topic.pk, [])
    return [Paper(file, bool(due and timezone.localdate(file.uploaded_at) > due)) for file in files]
