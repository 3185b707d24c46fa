"""Which leaders a meeting takes up, by name, so that nobody puts them elsewhere at that time (rule 36)."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet

from planning.meetings.models import Attendance, Meeting, StandingGuest
from planning.meetings.states import AttendanceState
from secretariat.people.models import PostKind, User
from secretariat.people.names import leading_post
from secretariat.people.queries import LEADING


def with_leaders(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """The meetings with what `leaders_of` needs, in the same query."""
    rows = Attendance.objects.filter(meeting=OuterRef("pk"))
    guests = StandingGuest.objects.filter(series=OuterRef("series"))
    heads = User.objects.filter(posts__kind=PostKind.SECRETARY_GENERAL, is_active=True)
    away = rows.filter(state=AttendanceState.LEAVE, person__isnull=False)
    return meetings.annotate(
        has_list=Exists(rows),
        seated=ArraySubquery(_led(rows.exclude(state=AttendanceState.LEAVE))),
        standing=ArraySubquery(_led(guests)),
        away=ArraySubquery(away.values("person__name")),
        secretary_general=ArraySubquery(heads.values("name").distinct()),
    )


def _led(rows: QuerySet[Any]) -> QuerySet[Any]:
    leaders = User.objects.filter(posts__kind__in=LEADING, is_active=True)
    return rows.filter(person__in=leaders.values("pk")).order_by("-kind", "ordinal", "pk").values("person__name")


def leaders_of(meeting: Any) -> tuple[str, ...]:
    """The chair and the leaders of the office on the list of a meeting from `with_leaders`, without those on leave.

    A meeting without a list takes up those who belong to every meeting of its series.
    """
    is_head = leading_post(meeting.chair) == PostKind.SECRETARY_GENERAL
    chair = meeting.secretary_general if is_head and meeting.secretary_general else [meeting.chair]
    found = dict.fromkeys([*chair, *(meeting.seated if meeting.has_list else meeting.standing)])
    return tuple(name for name in found if name and name not in meeting.away)
