"""Until when a topic is handed in for a meeting, and until when its papers are (rule 35)."""

from datetime import date, datetime

from django.utils import timezone

from planning.meetings.models import Meeting
from secretariat.workdays.calendar import Calendar


def cutoff_of(meeting: Meeting, calendar: Calendar) -> datetime:
    """The moment after which a topic for this meeting is late: so many working days before it, at an hour."""
    series = meeting.series
    day = calendar.subtract(meeting.held_on, series.cutoff_days) if series.cutoff_days else meeting.held_on
    return timezone.make_aware(datetime.combine(day, series.cutoff_at))


def papers_due(meeting: Meeting, calendar: Calendar) -> date:
    """The last day for the papers of a meeting: 3 working days before it by preset (rule 35)."""
    days = meeting.series.papers_days
    return calendar.subtract(meeting.held_on, days) if days else meeting.held_on
