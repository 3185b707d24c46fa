"""What becomes of a planned meeting: moved, cancelled, restored."""

from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from planning.meetings.collisions import collisions
from planning.meetings.models import Invitation, Meeting
from planning.meetings.notices import tell
from planning.meetings.rules import MAY_MEETING
from planning.meetings.services.invitations import renewed
from planning.meetings.services.topics import carry_over
from planning.meetings.states import MEETING_STEPS, MeetingState
from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.workdays import queries as workdays
from secretariat.workflow import take


@transaction.atomic
def move_meeting(
    meeting_id: int,
    *,
    by: Any,
    on: date,
    held_on: date,
    starts_at: time,
    place: str,
    reason: str,
    in_spite: str = "",
    version: int | None = None,
) -> Meeting:
    """Hold a planned meeting on another day, at another time or place; its number stays (rule 37).

    Refused without a reason, without a change, to a day that is past, on a day on which the series meets already (rule
    33), and where it collides with a rest day, a room or a leader unless it is said why it is moved there `in_spite` of
    that (rule 36).
    """
    refuse_classified(reason, place, in_spite, field="reason")
    meeting = take_meeting(meeting_id, "move", by, version=version)
    before = (meeting.held_on, meeting.starts_at, meeting.place)
    if before == (held_on, starts_at, place):
        raise Refused(_("Nothing was changed: give another day, time or place."), field="held_on")
    if not reason.strip():
        raise Refused(_("Say why the meeting is moved; those who are told will ask."), field="reason")
    if held_on < on:
        raise Refused(_("This day is past. Move the meeting to today or a later day."), field="held_on")
    _refuse_taken_day(meeting, held_on)
    where: dict[str, Any] = {"held_on": held_on, "starts_at": starts_at, "place": place}
    found = collisions(meeting, user=by, calendar=workdays.load(), **where)
    if found and not in_spite.strip():
        cure = _("Choose another day, time or place, or say why it stays.")
        raise Refused(" ".join([*found, cure]), field="in_spite")
    meeting.held_on, meeting.starts_at, meeting.place, meeting.note = held_on, starts_at, place, reason.strip()
    meeting.sequence += 1
    was = f"{before[0]:%Y-%m-%d} {before[1]:%H:%M} {before[2]}"
    changed = ("held_on", "starts_at", "place", "note", "sequence")
    data: dict[str, Any] = {"was": was, "collisions": found, "in_spite": in_spite.strip()} if found else {"was": was}
    return finish_meeting(meeting, "move", by, on, *changed, verb="moved", note=reason.strip(), **data)


@transaction.atomic
def cancel_meeting(meeting_id: int, *, by: Any, on: date, reason: str, version: int | None = None) -> Meeting:
    """Call a planned meeting off; it keeps its number and can be restored (rule 37). Refused without a reason.

    Its topics go to the next planned meeting.
    """
    refuse_classified(reason, field="reason")
    meeting = take_meeting(meeting_id, "cancel", by, version=version)
    if not reason.strip():
        raise Refused(_("Say why the meeting is cancelled."), field="reason")
    meeting.cancel_reason = reason.strip()
    meeting.sequence += 1
    finish_meeting(meeting, "cancel", by, on, "cancel_reason", "sequence", verb="cancelled", note=meeting.cancel_reason)
    carry_over(meeting, by=by, on=on)
    return meeting


@transaction.atomic
def restore_meeting(meeting_id: int, *, by: Any, on: date, version: int | None = None) -> Meeting:
    """Take the cancelling of a meeting back: same number, same day (rule 37).

    Refused where another meeting of the series has been put on that day meanwhile (rule 33).
    """
    meeting = take_meeting(meeting_id, "restore", by, version=version)
    _refuse_taken_day(meeting, meeting.held_on)
    meeting.cancel_reason = ""
    meeting.sequence += 1
    return finish_meeting(meeting, "restore", by, on, "cancel_reason", "sequence", verb="restored")


def take_meeting(meeting_id: int, name: str, by: Any, *, version: int | None = None) -> Meeting:
    """The meeting, locked, where `by` may take the step `name` now. Raises as `workflow.take`."""
    rows = Meeting.objects.select_related("series", "sitting")
    found: Meeting = take(rows, meeting_id, MEETING_STEPS, MAY_MEETING, name, by=by, version=version)
    return found


def refuse_early(meeting: Meeting, *, on: date, field: str | None = None) -> None:
    """Refuse what is only done on the day of the meeting or after it, where `on` is before that day."""
    if meeting.held_on > on:
        said = _("The meeting has not been held yet; it is on %(day)s. If it meets earlier, move it first.")
        raise Refused(said % {"day": f"{meeting.held_on:%Y-%m-%d}"}, field=field)


def finish_meeting(
    meeting: Meeting,
    step: str,
    by: Any,
    on: date,
    *fields: str,
    verb: str,
    note: str = "",
    invitation: Invitation | None = None,
    **data: Any,
) -> Meeting:
    """The last three moves: save the columns that changed, record the event, queue the notice.

    Where a notice of the meeting was sent, those invited learn what changed, in their calendars, too.
    """
    before = meeting.state
    meeting.state = MEETING_STEPS[step].target or before
    meeting.version += 1
    meeting.save(update_fields=["state", "version", *fields])
    audit.record(
        actor=by,
        verb=f"meeting.{verb}",
        subject=meeting,
        whole=meeting.series,
        before=before,
        after=meeting.state,
        note=note,
        **data,
    )
    invitation = invitation or renewed(step, meeting, by=by, on=on)
    tell(step, meeting, by=by, on=on, note=note, invitation=invitation)
    return meeting


def _refuse_taken_day(meeting: Meeting, day: date) -> None:
    others = Meeting.objects.filter(series=meeting.series, held_on=day).exclude(pk=meeting.pk)
    other = others.exclude(state=MeetingState.CANCELLED).first()
    if other:
        raise Refused(
            _("Meeting %(number)d of this series is on that day already. Choose another day, or cancel that one.")
            % {"number": other.number},
            field="held_on",
        )
