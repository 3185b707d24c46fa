"""What the pages of a meeting show of those who come to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planning.meetings.guests import roll_of
from planning.meetings.leave_steps import leave_buttons
from planning.meetings.models import SEES_ALL, Attendance, Invitation, Meeting
from planning.meetings.queries import day_of
from planning.meetings.rules import MAY_MEETING
from planning.meetings.states import MEETING_STEPS
from secretariat.workdays import queries as workdays
from secretariat.workflow import open_steps


@dataclass(frozen=True)
class Row:
    """A guest with the steps of the leave; `is_own` where it is the reader, or somebody for whom the reader acts."""

    guest: Attendance
    steps: list[dict[str, Any]]
    is_own: bool


def attendance_panel(meeting: Meeting, user: Any, rows: Sequence[Attendance] | None = None) -> dict[str, Any]:
    """Counts and names for the page of a meeting: one query; of a stranger to the list only the own rows."""
    found = rows_of(meeting, user) if rows is None else rows
    return {
        "roll": roll_of(found),
        "own": [row for row in _rows(found, user) if row.is_own],
        "sees_list": user.acts_as(*SEES_ALL),
    }


def attendance_page(meeting: Meeting, user: Any, *, on: date) -> dict[str, Any]:
    """Everything on the page of those who come."""
    rows = rows_of(meeting, user)
    steps = open_steps(MEETING_STEPS, MAY_MEETING, meeting, user)
    return {
        "meeting": meeting,
        "day": day_of(meeting.held_on, workdays.load()),
        "roll": roll_of(rows),
        "rows": list(_rows(roll_of(rows).everybody, user)),
        "steps": steps,
        "may_tick": "note_attendance" in steps and meeting.held_on <= on and bool(rows),
        "sees_list": user.acts_as(*SEES_ALL),
        "today": on,
    }


def notice_page(meeting: Meeting, draft: Invitation, user: Any) -> dict[str, Any]:
    """What the page of the notice shows: what it would say, and whom it reaches."""
    rows = rows_of(meeting, user)
    return {
        "meeting": meeting,
        "draft": draft,
        "roll": roll_of(rows),
        "unreached": [row for row in rows if row.person_id is None and row.unit_id is None],
    }


def rows_of(meeting: Meeting, user: Any) -> list[Attendance]:
    """The rows of the meeting that `user` may see, each with this very meeting."""
    rows = list(Attendance.objects.visible_to(user).with_people().filter(meeting=meeting))
    for row in rows:
        row.meeting = meeting
    return rows


def is_own(guest: Attendance, user: Any) -> bool:
    """Whether it is the reader, or somebody for whom the reader acts, or whoever the reader's unit sends."""
    if guest.person_id is None:
        return guest.unit_id in {unit for person in user.capacities for unit in person.heads}
    return guest.person_id in {person.pk for person in user.capacities}


def _rows(found: Sequence[Attendance], user: Any) -> Iterator[Row]:
    for guest in found:
        yield Row(guest, leave_buttons(guest, user), is_own(guest, user))
