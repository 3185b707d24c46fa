"""Who comes to the meetings of a series, who to one of them, and who really came."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning.meetings.guests import Wanted, in_order, rows_for
from planning.meetings.models import Attendance, Meeting, Series, StandingGuest
from planning.meetings.rules import may_found_series
from planning.meetings.services.meetings import finish_meeting, take_meeting
from planning.meetings.services.rhythm import lock_series, save_series
from planning.meetings.services.seating import seat
from planning.meetings.states import TO_COME, AttendanceState
from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.people.queries import directory, leaders_in_order
from secretariat.workflow import permit


@transaction.atomic
def set_standing(
    series_id: int,
    *,
    by: Any,
    on: date,
    guests: Iterable[Wanted],
    taken_up_by: Iterable[Series] = (),
    version: int | None = None,
    **facts: Any,
) -> Series:
    """Set who comes to every meeting of a series, who approves leave, and which series take its decisions up.

    The meetings to come follow: who is new comes to them, who is gone does not, unless leave was asked for. Raises
    PermissionDenied, Outdated, and Refused for a marked name or a series that would take up its own decisions.
    """
    behalf = permit(by, may_found_series)
    wanted, lower = in_order(guests, leaders_in_order()), list(taken_up_by)
    refuse_classified(*(one.name for one in wanted), field="present_names")
    series = lock_series(series_id, version)
    if series in lower:
        raise Refused(_("A series does not take up its own decisions."), field="taken_up_by")
    gone = {guest.key for guest in series.guests.all()} - {one.key for one in wanted}
    series.guests.all().delete()
    StandingGuest.objects.bulk_create(
        StandingGuest(series=series, ordinal=place, **one.columns) for place, one in enumerate(wanted, start=1)
    )
    series.taken_up_by.set(lower)
    for name, value in facts.items():
        setattr(series, name, value)
    save_series(series, *facts)
    coming = list(series.meetings.filter(state__in=TO_COME, held_on__gte=on).select_for_update())
    _remove(coming, gone)
    seat(series, coming)
    told: dict[str, Any] = {"guests": len(wanted), "taken_up_by": [one.pk for one in lower]}
    audit.record(actor=by, behalf=behalf, verb="series.guests_set", subject=series, **told)
    return series


@transaction.atomic
def set_guests(meeting_id: int, *, by: Any, on: date, guests: Iterable[Wanted], version: int | None = None) -> Meeting:
    """Set who comes to one meeting; whoever has asked for leave stays on its list. Refused for a marked name."""
    wanted = in_order(guests, leaders_in_order())
    refuse_classified(*(one.name for one in wanted), field="present_names")
    meeting = take_meeting(meeting_id, "set_guests", by, version=version)
    kinds = {one.key: (one.kind, place) for place, one in enumerate(wanted, start=1)}
    stored = list(meeting.attendance.select_related("person", "unit"))
    _remove([meeting], {row.key for row in stored} - set(kinds))
    kept = [row for row in stored if row.key in kinds]
    for row in kept:
        row.kind, row.ordinal = kinds[row.key]
    Attendance.objects.bulk_update(kept, ["kind", "ordinal"])
    Attendance.objects.bulk_create(rows_for(meeting, wanted, directory().heads, kept))
    said = ngettext("%(n)d to come", "%(n)d to come", len(wanted)) % {"n": len(wanted)}
    return finish_meeting(meeting, "set_guests", by, on, verb="guests_set", note=said)


@transaction.atomic
def note_attendance(
    meeting_id: int, *, by: Any, on: date, came: Collection[int], version: int | None = None
) -> Meeting:
    """Tick who really came, by the ids of their rows; all others did not. Refused before the day of the meeting."""
    meeting = take_meeting(meeting_id, "note_attendance", by, version=version)
    if meeting.held_on > on:
        raise Refused(_("The meeting has not taken place yet; who came is ticked on its day or later."))
    rows = list(meeting.attendance.select_for_update())
    if not rows:
        raise Refused(_("Nobody is on the list of this meeting. Set who comes first."))
    for row in rows:
        row.came, row.version = row.pk in came, row.version + 1
    Attendance.objects.bulk_update(rows, ["came", "version"])
    count = sum(bool(row.came) for row in rows)
    said = ngettext("%(n)d came of %(all)d", "%(n)d came of %(all)d", count) % {"n": count, "all": len(rows)}
    return finish_meeting(meeting, "note_attendance", by, on, verb="attendance_noted", note=said)


def _remove(meetings: Sequence[Meeting], gone: Collection[Any]) -> None:
    rows = Attendance.objects.filter(meeting__in=meetings, state=AttendanceState.EXPECTED, came=None)
    Attendance.objects.filter(pk__in=[row.pk for row in rows if row.key in gone]).delete()
