"""A meeting in progress: begun, turned from line to line, noted, ended."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from planning.meetings.composing import first_words, lines_to_minute, text_from_notes
from planning.meetings.models import AgendaLine, LineState, Meeting, Note, NoteKind, Sitting
from planning.meetings.services.meetings import finish_meeting, refuse_early, take_meeting
from planning.meetings.services.noted import compose
from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.workflow import Outdated

MAX_NOTE = 2000


@transaction.atomic
def begin_meeting(meeting_id: int, *, by: Any, at: datetime, on: date, version: int | None = None) -> Meeting:
    """Begin a meeting whose agenda is fixed, at its first line. Refused before its day."""
    meeting = take_meeting(meeting_id, "begin", by, version=version)
    refuse_early(meeting, on=on)
    first = meeting.agenda.filter(state=LineState.KEPT).order_by("ordinal", "pk").first()
    meeting.sitting = Sitting.objects.create(meeting=meeting, begun_at=at, line=first, turned_at=at)
    return finish_meeting(meeting, "begin", by, on, verb="begun")


@transaction.atomic
def undo_begin(meeting_id: int, *, by: Any, on: date, version: int | None = None) -> Meeting:
    """Take the beginning of a meeting back: it can be moved or cancelled again. Refused once something is noted."""
    meeting = take_meeting(meeting_id, "undo_begin", by, version=version)
    if Note.objects.filter(line__meeting=meeting).exists():
        raise Refused(_("Something is noted already. Delete the notes first, or end the meeting."))
    meeting.sitting.delete()
    meeting.agenda.update(seconds=0)
    return finish_meeting(meeting, "undo_begin", by, on, verb="begin_undone")


@transaction.atomic
def turn_to(meeting_id: int, *, line_id: int, by: Any, at: datetime) -> AgendaLine:
    """Take up a line of the agenda; the time since the last turn belongs to the line before."""
    meeting = take_meeting(meeting_id, "add_note", by)
    line = _line(meeting, line_id)
    sitting = meeting.sitting
    if sitting.line_id != line.pk:
        _stop_clock(sitting, at)
        sitting.line, sitting.turned_at = line, at
        sitting.save(update_fields=["line", "turned_at"])
    return line


@transaction.atomic
def add_note(meeting_id: int, *, line_id: int, kind: str, text: str, by: Any, at: datetime) -> Note:
    """Note something at a line: information, a decision, or what is to be done. Refused for an empty or marked text."""
    words = _words(text)
    meeting = take_meeting(meeting_id, "add_note", by)
    return Note.objects.create(line=_line(meeting, line_id), kind=NoteKind(kind), text=words, by=by, at=at)


@transaction.atomic
def edit_note(note_id: int, *, kind: str, text: str, by: Any, version: int | None = None) -> Note:
    """Put a note right while the meeting lasts; the log keeps the old words. Raises Outdated after another's edit."""
    words = _words(text)
    note = _take(note_id, by)
    if version is not None and version != note.version:
        raise Outdated(_("Somebody else has changed this in the meantime. Compare both versions, then save again."))
    before, note.kind, note.text, note.version = note.text, NoteKind(kind), words, note.version + 1
    note.save(update_fields=["kind", "text", "version"])
    _record("edited", note, by, before)
    return note


@transaction.atomic
def delete_note(note_id: int, *, by: Any) -> None:
    """Take a note away while the meeting lasts; the log keeps its words."""
    note = _take(note_id, by)
    _record("deleted", note, by, note.text)
    note.delete()


@transaction.atomic
def end_meeting(meeting_id: int, *, by: Any, at: datetime, on: date, version: int | None = None) -> Meeting:
    """End a meeting: its notes become the draft of its minutes, what was decided is read and is to be confirmed."""
    meeting = take_meeting(meeting_id, "end", by, version=version)
    sitting = meeting.sitting
    _stop_clock(sitting, at)
    lines = lines_to_minute(meeting)
    for line in lines:
        line.text = text_from_notes(line)
    AgendaLine.objects.bulk_update(lines, ["text"])
    sitting.line, sitting.turned_at, sitting.ended_at = None, None, at
    sitting.title, sitting.opening = first_words(meeting, lines)
    sitting.save(update_fields=["line", "turned_at", "ended_at", "title", "opening"])
    compose(meeting, on=on)
    decisions = meeting.decisions.count()
    return finish_meeting(meeting, "end", by, on, "minutes", verb="ended", decisions=decisions)


def _take(note_id: int, by: Any) -> Note:
    # The meeting first, as every step does: whoever comes second waits instead of deadlocking.
    meeting_id = Note.objects.values_list("line__meeting_id", flat=True).get(pk=note_id)
    take_meeting(meeting_id, "add_note", by)
    return Note.objects.select_related("line__meeting__series").get(pk=note_id)


def _line(meeting: Meeting, line_id: int) -> AgendaLine:
    line = meeting.agenda.filter(pk=line_id, state=LineState.KEPT).first()
    if line is None:
        raise Refused(_("This line is not on the agenda of this meeting. Reload the page."), field="line")
    return line


def _words(text: str) -> str:
    refuse_classified(text, field="text")
    words = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    if not words:
        raise Refused(_("Write what is to be noted."), field="text")
    if len(words) > MAX_NOTE:
        said = _("The note has %(n)d characters; at most %(limit)d are kept. Divide it.")
        raise Refused(said % {"n": len(words), "limit": MAX_NOTE}, field="text")
    return words


def _stop_clock(sitting: Sitting, at: datetime) -> None:
    line = sitting.line
    if line and sitting.turned_at:
        line.seconds += max(0, int((at - sitting.turned_at).total_seconds()))
        line.save(update_fields=["seconds"])


def _record(verb: str, note: Note, by: Any, words: str) -> None:
    meeting = note.line.meeting
    audit.record(actor=by, verb=f"note.{verb}", subject=meeting, whole=meeting.series, note=words[:200])
