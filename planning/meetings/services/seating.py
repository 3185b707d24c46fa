"""The standing participants of a series take their seats in its meetings."""

from collections.abc import Sequence

from planning.meetings.guests import Wanted, rows_for
from planning.meetings.models import Attendance, Meeting, Series
from secretariat.people.queries import directory


def seat(series: Series, meetings: Sequence[Meeting]) -> int:
    """Let the standing participants of a series come to these meetings of it; returns how many rows are new."""
    standing = [Wanted.of(guest) for guest in series.guests.select_related("person__department", "unit")]
    if not standing or not meetings:
        return 0
    heads, stored = directory().heads, _by_meeting(meetings)
    new = [row for meeting in meetings for row in rows_for(meeting, standing, heads, stored.get(meeting.pk, []))]
    Attendance.objects.bulk_create(new)
    return len(new)


def _by_meeting(meetings: Sequence[Meeting]) -> dict[int, list[Attendance]]:
    found: dict[int, list[Attendance]] = {}
    for row in Attendance.objects.filter(meeting__in=meetings):
        found.setdefault(row.meeting_id, []).append(row)
    return found
