"""What the page of a meeting in progress shows: the line under discussion, its clock, and what is noted at it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from planning.meetings.models import AgendaLine, LineState, Meeting, Note, NoteKind, Sitting
from planning.meetings.rules import MAY_MEETING
from planning.meetings.states import MEETING_STEPS
from planning.meetings.steps import buttons
from secretariat.workflow import open_steps


@dataclass(frozen=True)
class Row:
    """A line of the agenda with its number, how much is noted at it, and where the meeting is."""

    line: AgendaLine
    number: int
    notes: int
    is_shown: bool
    is_now: bool


@dataclass(frozen=True)
class Clock:
    """Seconds spent by now, whether they run on, and the minutes that were planned."""

    spent: int
    runs: bool
    minutes: int

    @property
    def is_over(self) -> bool:
        return self.spent > self.minutes * 60

    @property
    def words(self) -> str:
        """1:05 of one minute and five seconds; from an hour on 1:00:05."""
        minutes, seconds = divmod(self.spent, 60)
        hours, rest = divmod(minutes, 60)
        return f"{hours}:{rest:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def mode_page(meeting: Meeting, user: Any, *, at: datetime, line: str = "", after: str = "") -> dict[str, Any]:
    """Everything on the page; `line` is the id of the line to show, else it is the one under discussion."""
    lines = list(meeting.agenda.filter(state=LineState.KEPT).select_related("topic__meeting").order_by("ordinal", "pk"))
    notes = list(Note.objects.filter(line__in=lines).select_related("by").order_by("pk"))
    sitting: Sitting | None = getattr(meeting, "sitting", None)
    now = sitting.line_id if sitting else None
    shown = _shown(lines, line, now)
    steps = open_steps(MEETING_STEPS, MAY_MEETING, meeting, user)
    place = lines.index(shown) if shown else 0
    return {
        "meeting": meeting,
        "sitting": sitting,
        "steps": steps,
        "may_note": "add_note" in steps,
        "may_undo": "undo_begin" in steps and not notes,
        "rows": _rows(lines, notes, shown, now),
        "line": shown,
        "number": place + 1,
        "previous": lines[place - 1] if place else None,
        "following": lines[place + 1] if place + 1 < len(lines) else None,
        "now": next((one for one in lines if one.pk == now and one != shown), None),
        "notes": [note for note in notes if shown and note.line_id == shown.pk],
        "kinds": NoteKind.choices,
        "clock": _clock(shown, sitting, at) if shown else None,
        "whole": _whole(lines, sitting, at),
        "topic_steps": buttons(shown.topic, user, "finish", after=after) if shown and shown.topic and sitting else [],
        "stamp": _stamp(meeting, notes, now),
        "follows": not line,
    }


def _shown(lines: list[AgendaLine], wanted: str, now: int | None) -> AgendaLine | None:
    by_id = {str(line.pk): line for line in lines}
    return by_id.get(wanted) or by_id.get(str(now)) or (lines[0] if lines else None)


def _rows(lines: list[AgendaLine], notes: list[Note], shown: AgendaLine | None, now: int | None) -> list[Row]:
    return [
        Row(line, number, sum(note.line_id == line.pk for note in notes), line == shown, line.pk == now)
        for number, line in enumerate(lines, start=1)
    ]


def _clock(line: AgendaLine, sitting: Sitting | None, at: datetime) -> Clock:
    runs = sitting is not None and sitting.line_id == line.pk and sitting.turned_at is not None
    since = max(0, int((at - sitting.turned_at).total_seconds())) if sitting and sitting.turned_at and runs else 0
    return Clock(line.seconds + since, runs, line.minutes)


def _whole(lines: list[AgendaLine], sitting: Sitting | None, at: datetime) -> Clock | None:
    if sitting is None:
        return None
    spent = int(((sitting.ended_at or at) - sitting.begun_at).total_seconds())
    return Clock(max(0, spent), sitting.ended_at is None, sum(line.minutes for line in lines))


def _stamp(meeting: Meeting, notes: list[Note], now: int | None) -> str:
    """Changes whenever something on the page does but its clocks: a page that has this stamp asks in vain."""
    last = max((note.pk for note in notes), default=0)
    return f"{meeting.version}.{now or 0}.{len(notes)}.{last}.{sum(note.version for note in notes)}"
