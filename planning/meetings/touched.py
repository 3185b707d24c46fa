"""Which planned meetings a changed calendar puts in question (rules 7, 33)."""

from collections.abc import Iterator
from datetime import date

from planning.meetings.models import HolidayPolicy, Meeting
from planning.meetings.numbers import rule_of
from planning.meetings.series import place
from planning.meetings.states import TO_COME
from secretariat.offers import TouchedDate
from secretariat.workdays.calendar import Calendar

KIND = "planning.meeting"


def touched_by(*, before: Calendar, after: Calendar, on: date) -> list[TouchedDate]:
    """The planned meetings from `on` that the rule of their series, or a rest day, would put elsewhere by `after`."""
    meetings = Meeting.objects.filter(state__in=TO_COME, held_on__gte=on).select_related("series")
    meetings = meetings.prefetch_related("series__former_rules")
    return [found for meeting in meetings.order_by("held_on", "pk") for found in _touched(meeting, before, after)]


def date_of(meeting: Meeting) -> date | None:
    """The day of a meeting that is still planned."""
    return meeting.held_on if meeting.state in TO_COME else None


def _touched(meeting: Meeting, before: Calendar, after: Calendar) -> Iterator[TouchedDate]:
    policy, held = rule_of(meeting.series.rule_on(meeting.nominal_on)).policy, meeting.held_on
    was, now = (place(policy, meeting.nominal_on, calendar) for calendar in (before, after))
    if held == was.held_on:
        # The rule has put it there; by the new calendar it may say otherwise.
        if now.held_on != held:
            yield TouchedDate((KIND, meeting.pk), str(meeting), held, now.held_on, "policy", now.note)
    elif before.is_workday(held) and not after.is_workday(held) and policy != HolidayPolicy.KEEP:
        special = after.special(held)
        name = special[1] if special else ""
        yield TouchedDate((KIND, meeting.pk), str(meeting), held, after.roll_forward(held), "rest", name)
