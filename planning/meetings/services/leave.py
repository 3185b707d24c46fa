"""Leave from a meeting (请假): asked for before or after it, approved by whom the series names, or not."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from planning.meetings.models import Attendance
from planning.meetings.notices import tell_of_leave
from planning.meetings.rules import MAY_LEAVE
from planning.meetings.states import LEAVE_STEPS, PAST
from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.workflow import take


@transaction.atomic
def ask_leave(
    guest_id: int, *, by: Any, on: date, reason: str, substitute: str = "", version: int | None = None
) -> Attendance:
    """Ask for leave for oneself or on somebody's behalf; `substitute` is who comes instead.

    Refused without a reason, and once the minutes are published or the meeting is cancelled.
    """
    refuse_classified(reason, substitute, field="reason")
    guest = _take(guest_id, "ask_leave", by, version)
    if not reason.strip():
        raise Refused(_("Give the reason; whoever approves it reads it."), field="reason")
    guest.reason, guest.substitute, guest.answer = reason.strip(), substitute.strip(), ""
    guest.asked_by, guest.asked_on = by, on
    asked = ("reason", "substitute", "answer", "asked_by", "asked_on")
    return _finish(guest, "ask_leave", by, on, *asked, verb="asked", note=guest.reason)


@transaction.atomic
def approve_leave(guest_id: int, *, by: Any, on: date, at: datetime, version: int | None = None) -> Attendance:
    """Approve a leave (准假): the guest is not expected any more."""
    guest = _take(guest_id, "approve_leave", by, version)
    guest.approved_by, guest.approved_at = by, at
    return _finish(guest, "approve_leave", by, on, "approved_by", "approved_at", verb="approved", note=guest.reason)


@transaction.atomic
def refuse_leave(guest_id: int, *, by: Any, on: date, answer: str, version: int | None = None) -> Attendance:
    """Refuse a leave: the guest is expected again. Refused without saying why."""
    refuse_classified(answer, field="answer")
    guest = _take(guest_id, "refuse_leave", by, version)
    if not answer.strip():
        raise Refused(_("Say why the leave is refused; whoever asked reads it."), field="answer")
    guest.answer = answer.strip()
    return _finish(guest, "refuse_leave", by, on, "answer", verb="refused", note=guest.answer)


@transaction.atomic
def withdraw_leave(guest_id: int, *, by: Any, on: date, version: int | None = None) -> Attendance:
    """Take a leave back, asked for or approved: the guest comes after all."""
    guest = _take(guest_id, "withdraw_leave", by, version)
    guest.approved_by, guest.approved_at, guest.reason, guest.substitute = None, None, "", ""
    fields = ("approved_by", "approved_at", "reason", "substitute")
    return _finish(guest, "withdraw_leave", by, on, *fields, verb="withdrawn")


def _take(guest_id: int, name: str, by: Any, version: int | None) -> Attendance:
    rows = Attendance.objects.select_related("meeting__series", "person__department", "unit", "asked_by")
    guest: Attendance = take(rows, guest_id, LEAVE_STEPS, MAY_LEAVE, name, by=by, version=version)
    if guest.meeting.state in PAST:
        raise Refused(_("The meeting is closed or cancelled; nothing changes in who came to it."))
    return guest


def _finish(guest: Attendance, step: str, by: Any, on: date, *fields: str, verb: str, note: str = "") -> Attendance:
    before = guest.state
    guest.state = LEAVE_STEPS[step].target
    guest.version += 1
    guest.save(update_fields=["state", "version", *fields])
    audit.record(
        actor=by, verb=f"leave.{verb}", subject=guest, whole=guest.meeting, before=before, after=guest.state, note=note
    )
    tell_of_leave(step, guest, by=by, on=on, note=note)
    return guest
