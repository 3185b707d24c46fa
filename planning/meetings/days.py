"""The meetings of a person's days, with whom, and what their own part is: for the telephone."""

from datetime import date
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from planning.meetings.models import Attendance, Capacity, Meeting
from planning.meetings.states import AttendanceState, MeetingState
from secretariat.offers import DayEntry


def days(*, first_on: date, last_on: date, user: Any) -> list[DayEntry]:
    """The meetings that take place on these days, as far as `user` may see them, in the order of time: one query."""
    found = Meeting.objects.visible_to(user).filter(held_on__range=(first_on, last_on)).defer("minutes")
    found = found.exclude(state=MeetingState.CANCELLED).select_related("series")
    found = found.annotate(own=Subquery(_own(user)), coming=Subquery(_coming()))
    return [_entry(meeting, user) for meeting in found.order_by("held_on", "starts_at", "pk")]


def _own(user: Any) -> Any:
    """The row of the person in a meeting, before those of people for whom they act and of the units they head."""
    people = {person.pk for person in user.capacities}
    units = {unit for person in user.capacities for unit in person.heads}
    rows = Attendance.objects.filter(Q(person__in=people) | Q(person=None, unit__in=units), meeting=OuterRef("pk"))
    mine = Case(When(person=user.pk, then=Value(0)), default=Value(1))
    row = JSONObject(person="person_id", name="person__name", kind="kind", state="state")
    return rows.order_by(mine, "pk").values(row=row)[:1]


def _coming() -> Any:
    rows = Attendance.objects.coming().filter(meeting=OuterRef("pk")).order_by()
    return rows.values("meeting").annotate(n=Count("pk")).values("n")


def _entry(meeting: Any, user: Any) -> DayEntry:
    people = [_("Chair: %(chair)s") % {"chair": meeting.chair}]
    if meeting.coming:
        people.append(ngettext("%(n)d expected", "%(n)d expected", meeting.coming) % {"n": meeting.coming})
    return DayEntry(
        on=meeting.held_on,
        at=meeting.starts_at,
        title=str(meeting),
        url=meeting.get_absolute_url(),
        place=meeting.place,
        people=pgettext("between facts", ", ").join(people),
        part=_part(meeting.own, user) if meeting.own else "",
        is_away=bool(meeting.own) and meeting.own["state"] == AttendanceState.LEAVE,
    )


def _part(own: dict[str, Any], user: Any) -> str:
    state = AttendanceState(own["state"])
    words = str(Capacity(own["kind"]).label if state == AttendanceState.EXPECTED else state.label)
    if own["person"] in (None, user.pk):
        return words
    return _("%(part)s, for %(name)s") % {"part": words, "name": own["name"]}
