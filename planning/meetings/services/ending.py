"""A series that ends: its meetings from a day on are called off, what was before stays (rule 37)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from planning.meetings.models import Meeting, Series
from planning.meetings.notices import tell, tell_of_end
from planning.meetings.rules import may_found_series
from planning.meetings.services.invitations import renewed
from planning.meetings.services.rhythm import lock_series, save_series
from planning.meetings.services.topics import carry_over
from planning.meetings.states import TO_COME, MeetingState
from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.workflow import permit


@transaction.atomic
def end_series(series_id: int, *, by: Any, on: date, from_on: date, reason: str, version: int | None = None) -> Series:
    """Let a series meet no more from a day on; no meeting is planned for it any more.

    The meetings to come from that day on are cancelled for this reason and keep their numbers; their topics wait
    without a meeting. Raises PermissionDenied, Outdated, and Refused without a reason, for a day that is past or after
    the last meeting that is planned, and for a series that has ended already.
    """
    behalf = permit(by, may_found_series)
    refuse_classified(reason, field="reason")
    series = lock_series(series_id, version)
    _refuse_unfit(series, from_on, reason, on)
    series.is_active = False
    save_series(series, "is_active")
    planned = series.meetings.filter(state__in=TO_COME, held_on__gte=from_on)
    meetings = list(planned.select_for_update(of=["self"]).select_related("series").order_by("held_on", "pk"))
    for meeting in meetings:
        _call_off(meeting, reason.strip(), by)
    for meeting in meetings:
        carry_over(meeting, by=by, on=on)
        _tell_invited(meeting, by, on)
    facts: dict[str, Any] = {"from_on": f"{from_on:%Y-%m-%d}", "meetings": len(meetings)}
    audit.record(actor=by, behalf=behalf, verb="series.ended", subject=series, note=reason.strip(), **facts)
    tell_of_end(series, by=by, on=on, from_on=from_on, reason=reason.strip())
    return series


def _refuse_unfit(series: Series, from_on: date, reason: str, on: date) -> None:
    if not series.is_active:
        raise Refused(_("This series has ended already."))
    if not reason.strip():
        raise Refused(_("Say why the series ends."), field="reason")
    if from_on < on:
        raise Refused(_("What is past stays as it was: choose today or a later day."), field="from_on")
    last = series.meetings.order_by("-held_on").values_list("held_on", flat=True).first()
    if last and from_on > last:
        said = _("Meetings are planned until %(day)s only: choose that day or an earlier one.")
        raise Refused(said % {"day": f"{last:%Y-%m-%d}"}, field="from_on")


def _call_off(meeting: Meeting, reason: str, by: Any) -> None:
    before = meeting.state
    meeting.state, meeting.cancel_reason = MeetingState.CANCELLED, reason
    meeting.sequence += 1
    meeting.version += 1
    meeting.save(update_fields=["state", "cancel_reason", "sequence", "version"])
    states = {"before": before, "after": meeting.state}
    audit.record(actor=by, verb="meeting.cancelled", subject=meeting, whole=meeting.series, note=reason, **states)


def _tell_invited(meeting: Meeting, by: Any, on: date) -> None:
    # One notice tells of the series; whoever was invited has the meeting in the calendar, too.
    invitation = renewed("cancel", meeting, by=by, on=on)
    if invitation:
        tell("cancel", meeting, by=by, on=on, note=meeting.cancel_reason, invitation=invitation)
