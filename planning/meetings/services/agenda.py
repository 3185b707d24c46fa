"""The agenda of a meeting: what stays on it, in which order, and when it is fixed (rule 35)."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from planning.meetings.agenda import merged
from planning.meetings.models import AgendaChange, AgendaLine, LineKind, LineState, Meeting, Outcome, Topic
from planning.meetings.notices import tell_of_topic
from planning.meetings.services.meetings import finish_meeting, take_meeting
from planning.meetings.services.topics import heard, next_planned, unfixed
from planning.meetings.states import MeetingState, TopicState
from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.workdays.calendar import Calendar

Change = Callable[[AgendaLine], None]


@transaction.atomic
def keep_line(meeting_id: int, *, source: str, by: Any, on: date, calendar: Calendar) -> None:
    """Put a line (back) on the agenda; a topic that was taken off is accepted for this meeting again.

    Refused for a topic that has been decided on or turned away since, or stands on another agenda that is fixed.
    """
    meeting, lines = _open(meeting_id, by, on, calendar)
    line = _line(lines, source)
    if line.topic:
        _move_topic(line.topic, "accept", meeting, by, on, note=str(meeting))
        line.topic.hearings.filter(meeting=meeting).delete()
    _set(meeting, line, LineState.KEPT, by)


@transaction.atomic
def drop_line(meeting_id: int, *, source: str, by: Any, on: date, calendar: Calendar) -> None:
    """Take a line off the agenda; a topic waits without a meeting until somebody decides about it (缓议)."""
    meeting, lines = _open(meeting_id, by, on, calendar)
    line = _removable(lines, source)
    if line.topic:
        with translation.override(settings.LANGUAGE_CODE):
            said = _("Taken off the agenda of %(meeting)s") % {"meeting": meeting}
        _move_topic(line.topic, "defer", None, by, on, note=said)
        heard(line.topic, meeting, Outcome.DROPPED)
    _set(meeting, line, LineState.DROPPED, by)


@transaction.atomic
def defer_line(meeting_id: int, *, source: str, by: Any, on: date, calendar: Calendar) -> None:
    """Put a line off to the next planned meeting; a topic moves there. Refused where none is planned."""
    meeting, lines = _open(meeting_id, by, on, calendar)
    line = _removable(lines, source)
    following = next_planned(meeting)
    if following is None:
        raise Refused(_("No later meeting of this series is planned; the line can be taken off instead."))
    if line.topic:
        _move_topic(line.topic, "carry", following, by, on, note=str(following))
        heard(line.topic, meeting, Outcome.DEFERRED)
    _set(meeting, line, LineState.DEFERRED, by)


@transaction.atomic
def arrange_agenda(meeting_id: int, *, order: Sequence[str], by: Any, on: date, calendar: Calendar) -> None:
    """Put the lines into this order of their sources; those it does not name follow. The first item stays first."""
    _meeting, lines = _open(meeting_id, by, on, calendar)
    wanted = {source: place for place, source in enumerate(order)}
    _number(sorted(lines, key=lambda line: (line.kind != LineKind.FIRST, wanted.get(line.source, len(wanted)))))


@transaction.atomic
def move_line(meeting_id: int, *, source: str, places: int, by: Any, on: date, calendar: Calendar) -> None:
    """Move a line so many places down, or up where negative, as far as there are lines."""
    _meeting, lines = _open(meeting_id, by, on, calendar)
    line = _line(lines, source)
    now = lines.index(line)
    then = max(0, min(len(lines) - 1, now + places))
    if line.kind == LineKind.FIRST or lines[then].kind == LineKind.FIRST:
        raise Refused(_("The first item stands first in this series; nothing comes before it."))
    lines.insert(then, lines.pop(now))
    _number(lines)


@transaction.atomic
def edit_line(
    meeting_id: int,
    *,
    source: str,
    title: str,
    minutes: int,
    presenter: str,
    by: Any,
    on: date,
    calendar: Calendar,
) -> None:
    """Put the words, the minutes and the presenter of a line right."""
    refuse_classified(title, presenter, field="title")
    meeting, lines = _open(meeting_id, by, on, calendar)
    line = _line(lines, source)
    line.title, line.minutes, line.presenter = title.strip(), minutes, presenter.strip()
    line.save(update_fields=["title", "minutes", "presenter"])
    _record("line_edited", meeting, by, line)


@transaction.atomic
def add_line(
    meeting_id: int, *, title: str, minutes: int, presenter: str, by: Any, on: date, calendar: Calendar
) -> AgendaLine:
    """Add a line that comes of nothing else, at the end."""
    refuse_classified(title, presenter, field="title")
    meeting, lines = _open(meeting_id, by, on, calendar)
    own = [int(line.source.partition(":")[2]) for line in lines if line.kind == LineKind.OWN]
    line = AgendaLine.objects.create(
        meeting=meeting,
        ordinal=len(lines) + 1,
        kind=LineKind.OWN,
        source=f"own:{max(own, default=0) + 1}",
        title=title.strip(),
        minutes=minutes,
        presenter=presenter.strip(),
    )
    _record("line_added", meeting, by, line)
    return line


@transaction.atomic
def fix_agenda(meeting_id: int, *, by: Any, on: date, calendar: Calendar, version: int | None = None) -> Meeting:
    """Fix the agenda as it stands (已定议程); the event keeps its lines. Refused where no line is kept."""
    meeting = take_meeting(meeting_id, "fix_agenda", by, version=version)
    kept = [line for line in settle(meeting, on, calendar) if line.state == LineState.KEPT]
    if not kept:
        raise Refused(_("No line is on the agenda. Keep or add one first."))
    lines = [f"{place}. {line.title} ({line.minutes})" for place, line in enumerate(kept, start=1)]
    return finish_meeting(meeting, "fix_agenda", by, on, verb="agenda_fixed", lines=lines)


@transaction.atomic
def reopen_agenda(
    meeting_id: int, *, approved_by: str, reason: str, by: Any, on: date, version: int | None = None
) -> Meeting:
    """Open a fixed agenda for a change that somebody has approved (rule 35). Refused without who and why."""
    refuse_classified(approved_by, reason, field="reason")
    meeting = take_meeting(meeting_id, "reopen_agenda", by, version=version)
    if not approved_by.strip():
        raise Refused(_("Say who has approved the change."), field="approved_by")
    if not reason.strip():
        raise Refused(_("Say why the agenda is changed."), field="reason")
    approved = {"approved_by": approved_by.strip(), "reason": reason.strip()}
    AgendaChange.objects.create(meeting=meeting, on=on, entered_by=by, **approved)
    note = _("approved by %(approved_by)s: %(reason)s") % approved
    return finish_meeting(meeting, "reopen_agenda", by, on, verb="agenda_reopened", note=note)


# ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _open(meeting_id: int, by: Any, on: date, calendar: Calendar) -> tuple[Meeting, list[AgendaLine]]:
    """The meeting, locked, with all its lines stored in their order. Refused where the agenda is fixed (rule 35)."""
    state = Meeting.objects.values_list("state", flat=True).get(pk=meeting_id)
    if state == MeetingState.FIXED:
        raise Refused(_("The agenda is fixed. Record the approval of a change first."))
    meeting = take_meeting(meeting_id, "arrange", by)
    return meeting, settle(meeting, on, calendar)


def settle(meeting: Meeting, on: date, calendar: Calendar) -> list[AgendaLine]:
    """Store the agenda of a locked meeting as it stands, in the words of the house: every line has its row then."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = merged(meeting, on=on, calendar=calendar)
    meeting.agenda.exclude(pk__in=[line.pk for line in lines if line.pk]).delete()
    # First those that are new: the others may have to make room for them.
    AgendaLine.objects.bulk_create([line for line in lines if not line.pk])
    AgendaLine.objects.bulk_update(lines, ["ordinal", "why", "url", "kind"])
    return lines


def _number(lines: Sequence[AgendaLine]) -> None:
    for ordinal, line in enumerate(lines, start=1):
        line.ordinal = ordinal
    AgendaLine.objects.bulk_update(lines, ["ordinal"])


def _line(lines: Sequence[AgendaLine], source: str) -> AgendaLine:
    found = next((line for line in lines if line.source == source), None)
    if found is None:
        raise Refused(_("This line is no longer on the agenda. Reload the page."))
    return found


def _removable(lines: Sequence[AgendaLine], source: str) -> AgendaLine:
    line = _line(lines, source)
    if line.kind == LineKind.FIRST:
        raise Refused(_("This series begins with a first item; it stays on the agenda."))
    return line


def _set(meeting: Meeting, line: AgendaLine, state: str, by: Any) -> None:
    line.state = state
    line.save(update_fields=["state"])
    _record(f"line_{state}", meeting, by, line)


def _move_topic(topic: Topic, what: str, meeting: Meeting | None, by: Any, on: date, *, note: str) -> None:
    """Let the topic of a line follow it to `meeting`, or wait without one; its unit is told."""
    now = Topic.objects.select_for_update(of=["self"]).select_related("meeting").get(pk=topic.pk)
    if now.state not in (TopicState.ACCEPTED, TopicState.DEFERRED):
        raise Refused(_("This topic has been decided on or turned away in the meantime. Reload the page."))
    if now.meeting:
        unfixed(now.meeting)
    topic.state = TopicState.ACCEPTED if meeting else TopicState.DEFERRED
    topic.meeting, topic.answer, topic.version = meeting, "" if meeting else note[:200], now.version + 1
    topic.save(update_fields=["state", "meeting", "answer", "version"])
    verb = "topic.accepted" if meeting else "topic.deferred"
    audit.record(actor=by, verb=verb, subject=topic, before=now.state, after=topic.state, note=note)
    tell_of_topic(what, topic, by=by, on=on, note=note)


def _record(verb: str, meeting: Meeting, by: Any, line: AgendaLine) -> None:
    audit.record(actor=by, verb=f"agenda.{verb}", subject=meeting, whole=meeting.series, note=line.title)
