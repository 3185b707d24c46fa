"""What becomes of a topic: drafted, submitted, signed, taken onto an agenda or not, finished (rule 37)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from planning.meetings.deadlines import cutoff_of
from planning.meetings.models import Hearing, Meeting, Outcome, Topic
from planning.meetings.notices import tell_of_topic
from planning.meetings.rules import MAY_TOPIC, may_draft_topic
from planning.meetings.states import TO_COME, TOPIC_STEPS, MeetingState, TopicState
from secretariat.attachments.services import attach, no_file_without_its_row
from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.workdays.calendar import Calendar
from secretariat.workflow import behalf_of, permit, take

SAID = ("title", "presenter", "reason", "wanted")


@no_file_without_its_row()
@transaction.atomic
def open_topic(*, by: Any, on: date, meeting: Meeting, attachments: Iterable[Any] = (), **fields: Any) -> Topic:
    """Draft a topic in the name of one's unit, with its papers. Raises PermissionDenied, Refused for what is marked."""
    behalf = permit(by, may_draft_topic)
    _refuse_unfit(fields)
    unit = (behalf or by).department_id
    topic = Topic.objects.create(
        unit_id=unit, drafted_by=by, meeting=_to_come(meeting), series_id=meeting.series_id, **fields
    )
    _attach(topic, attachments, by)
    audit.record(actor=by, behalf=behalf, verb="topic.drafted", subject=topic, after=topic.state)
    return topic


@no_file_without_its_row()
@transaction.atomic
def edit_topic(
    topic_id: int,
    *,
    by: Any,
    on: date,
    meeting: Meeting,
    attachments: Iterable[Any] = (),
    version: int | None = None,
    **fields: Any,
) -> Topic:
    """Put a draft right. Raises Outdated, and Refused for what is marked or a meeting that is over."""
    topic = _take(topic_id, "edit", by, version)
    _refuse_unfit(fields)
    topic.meeting, topic.series_id = _to_come(meeting), meeting.series_id
    for name, value in fields.items():
        setattr(topic, name, value)
    _attach(topic, attachments, by)
    return _finish(topic, "edit", by, on, "meeting", "series", *fields, verb="edited")


@transaction.atomic
def submit_topic(
    topic_id: int, *, by: Any, at: datetime, on: date, calendar: Calendar, version: int | None = None
) -> Topic:
    """Submit a draft to the leader who oversees the unit. After the cut-off it is marked late, not refused."""
    topic = _take(topic_id, "submit", by, version)
    meeting = _to_come(topic.meeting)
    topic.submitted_at, topic.answer = at, ""
    topic.is_late = at > cutoff_of(meeting, calendar)
    return _finish(topic, "submit", by, on, "submitted_at", "answer", "is_late", verb="submitted", late=topic.is_late)


@transaction.atomic
def withdraw_topic(topic_id: int, *, by: Any, on: date, version: int | None = None) -> Topic:
    """Take a topic back that the leader has not signed."""
    topic = _take(topic_id, "withdraw", by, version)
    topic.submitted_at, topic.is_late = None, False
    return _finish(topic, "withdraw", by, on, "submitted_at", "is_late", verb="withdrawn")


@transaction.atomic
def return_topic(topic_id: int, *, by: Any, on: date, reason: str, version: int | None = None) -> Topic:
    """Send a topic back to its unit. Refused without a reason."""
    topic = _take(topic_id, "return", by, version)
    topic.answer = _reason(reason)
    topic.submitted_at, topic.is_late = None, False
    return _finish(topic, "return", by, on, "answer", "submitted_at", "is_late", verb="returned", note=topic.answer)


@transaction.atomic
def sign_topic(topic_id: int, *, by: Any, on: date, version: int | None = None) -> Topic:
    """The leader responsible for the unit lets the topic go before the meeting (领导签批)."""
    topic = _take(topic_id, "sign", by, version)
    topic.signed_by, topic.signed_on = by, on
    return _finish(topic, "sign", by, on, "signed_by", "signed_on", verb="signed")


@transaction.atomic
def accept_topic(topic_id: int, *, by: Any, on: date, meeting: Meeting, version: int | None = None) -> Topic:
    """Take a topic onto the agenda of a meeting of its series, or of another where that has ended. Refused where that
    agenda is fixed (rule 35)."""
    topic = _take(topic_id, "accept", by, version)
    if meeting.series_id != topic.series_id and topic.series.is_active:
        raise Refused(_("This meeting is of another series."), field="meeting")
    topic.meeting, topic.series_id, topic.answer = unfixed(meeting), meeting.series_id, ""
    topic.hearings.filter(meeting=meeting).delete()
    return _finish(topic, "accept", by, on, "meeting", "series", "answer", verb="accepted", note=str(meeting))


@transaction.atomic
def defer_topic(topic_id: int, *, by: Any, on: date, reason: str, version: int | None = None) -> Topic:
    """Put a topic off without a meeting (缓议). Refused without a reason, and off an agenda that is fixed (rule 35)."""
    topic = _take(topic_id, "defer", by, version)
    topic.answer = _reason(reason)
    if topic.state == TopicState.ACCEPTED and topic.meeting:
        heard(topic, unfixed(topic.meeting), Outcome.DROPPED, topic.answer)
    topic.meeting = None
    return _finish(topic, "defer", by, on, "answer", "meeting", verb="deferred", note=topic.answer)


@transaction.atomic
def refuse_topic(topic_id: int, *, by: Any, on: date, reason: str, version: int | None = None) -> Topic:
    """Do not bring a topic up (不予上会). Refused without a reason."""
    topic = _take(topic_id, "refuse", by, version)
    topic.answer = _reason(reason)
    return _finish(topic, "refuse", by, on, "answer", verb="refused", note=topic.answer)


@transaction.atomic
def finish_topic(topic_id: int, *, by: Any, on: date, note: str = "", version: int | None = None) -> Topic:
    """The meeting has decided on the topic; it is not carried over. Refused before the day of the meeting."""
    refuse_classified(note, field="note")
    topic = _take(topic_id, "finish", by, version)
    if topic.meeting is None or topic.meeting.held_on > on:
        raise Refused(_("The meeting has not taken place yet; a topic is finished by the meeting that decides on it."))
    heard(topic, topic.meeting, Outcome.FINISHED, note.strip())
    return _finish(topic, "finish", by, on, verb="finished", note=note.strip())


@no_file_without_its_row()
@transaction.atomic
def add_papers(topic_id: int, *, by: Any, on: date, attachments: Iterable[Any], version: int | None = None) -> Topic:
    """Add papers to a topic, as long as it lives. Refused without a file."""
    topic = _take(topic_id, "add_papers", by, version)
    files = list(attachments)
    if not files:
        raise Refused(_("Choose at least one file."), field="attachments")
    _attach(topic, files, by)
    return _finish(topic, "add_papers", by, on, verb="papers_added", files=len(files))


# ── By themselves ────────────────────────────────────────────────────────────────────────────────────────────────────
def carry_over(meeting: Meeting, *, by: Any, on: date) -> list[Topic]:
    """Move every living topic of a meeting that is over or cancelled to the next planned one (rule 37); without one it
    waits to be placed.

    What was on the agenda of a meeting that took place keeps the history of it.
    """
    following = next_planned(meeting)
    topics = meeting.topics.exclude(state__in=[TopicState.REFUSED, TopicState.FINISHED])
    moved = list(topics.select_for_update().order_by("pk"))
    for topic in moved:
        if topic.state == TopicState.ACCEPTED and meeting.state == MeetingState.PUBLISHED:
            heard(topic, meeting, Outcome.CARRIED)
        if following is None and topic.state == TopicState.ACCEPTED:
            # On no agenda any more: the planning officer finds it among those to be placed.
            topic.state = TopicState.SIGNED
        topic.meeting, topic.is_late, topic.version = following, False, topic.version + 1
        topic.save(update_fields=["state", "meeting", "is_late", "version"])
        note = str(following or "")
        audit.record(actor=by, verb="topic.carried", subject=topic, whole=meeting, note=note)
        tell_of_topic("carry", topic, by=by, on=on, note=note)
    return moved


def next_planned(meeting: Meeting) -> Meeting | None:
    """The next meeting of the same series whose agenda is not fixed."""
    later = Meeting.objects.filter(series_id=meeting.series_id, held_on__gt=meeting.held_on)
    found: Meeting | None = later.filter(state=MeetingState.PLANNED).order_by("held_on").first()
    return found


def heard(topic: Topic, meeting: Meeting, outcome: str, note: str = "") -> None:
    """Keep that a topic was on a meeting and what came of it; the last word on one meeting counts."""
    Hearing.objects.update_or_create(topic=topic, meeting=meeting, defaults={"outcome": outcome, "note": note})


# ── The five moves ───────────────────────────────────────────────────────────────────────────────────────────────────
def _take(topic_id: int, name: str, by: Any, version: int | None) -> Topic:
    rows = Topic.objects.select_related("unit", "meeting__series")
    found: Topic = take(rows, topic_id, TOPIC_STEPS, MAY_TOPIC, name, by=by, version=version)
    return found


def _finish(topic: Topic, step: str, by: Any, on: date, *fields: str, verb: str, note: str = "", **data: Any) -> Topic:
    before = topic.state
    topic.state = TOPIC_STEPS[step].target or before
    topic.version += 1
    topic.save(update_fields=["state", "version", *fields])
    audit.record(actor=by, verb=f"topic.{verb}", subject=topic, before=before, after=topic.state, note=note, **data)
    tell_of_topic(step, topic, by=by, on=on, note=note)
    return topic


def _attach(topic: Topic, files: Iterable[Any], by: Any) -> None:
    for file in files:
        attach(owner=topic, upload=file, by=by, behalf=behalf_of(topic))


def _to_come(meeting: Meeting | None) -> Meeting:
    if meeting is None or meeting.state not in TO_COME:
        raise Refused(_("This meeting is over or cancelled. Choose one that is to come."), field="meeting")
    return meeting


def unfixed(meeting: Meeting) -> Meeting:
    """The meeting, if its agenda can be changed. Refused where it is fixed (rule 35), or the meeting over."""
    if _to_come(meeting).state == MeetingState.FIXED:
        raise Refused(
            _("The agenda of %(meeting)s is fixed. Record the approval of a change first, or choose a later meeting.")
            % {"meeting": meeting},
            field="meeting",
        )
    return meeting


def _reason(words: str) -> str:
    refuse_classified(words, field="reason")
    if not words.strip():
        raise Refused(_("Give the reason; the unit reads it."), field="reason")
    return words.strip()


def _refuse_unfit(fields: dict[str, Any]) -> None:
    for name in SAID:
        refuse_classified(fields.get(name, ""), field=name)
