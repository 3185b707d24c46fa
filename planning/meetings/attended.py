"""Who was at a meeting, as its minutes name them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils import translation

from planning.meetings.guests import named, roll_of
from planning.meetings.models import Attendance, Meeting
from planning.meetings.states import AttendanceState
from secretariat.patterns import regex
from secretariat.people.models import PostKind
from secretariat.people.names import leading_post
from secretariat.people.queries import holders

_BETWEEN = regex(r"[、，,；;。\n]+")


@dataclass(frozen=True)
class Attended:
    """The names under 出席, 请假 and 列席, in their order; a name may carry its office or its reason."""

    present: tuple[str, ...]
    leave: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()


def attended(meeting: Meeting) -> Attended:
    """Who was at the meeting, its chair first: those on its list who came, or are expected where nobody was ticked.

    Whoever comes for somebody on leave is named among the observers. A meeting without a list names those who belong to
    every meeting of its series.
    """
    with translation.override(settings.LANGUAGE_CODE):
        is_title = leading_post(meeting.chair) == PostKind.SECRETARY_GENERAL
        chairs = [person.pk for person in holders(PostKind.SECRETARY_GENERAL)] if is_title else []
        return named_by(meeting, meeting.attendance.with_people(), chairs=chairs)


def chair_of(meeting: Meeting) -> str:
    """The chair with the name, where a meeting is chaired by a post that one person holds (秘书长周远) who is not
    away: two queries."""
    if leading_post(meeting.chair) != PostKind.SECRETARY_GENERAL:
        return meeting.chair
    away = meeting.attendance.filter(Q(state=AttendanceState.LEAVE) | Q(came=False)).values_list("person_id", flat=True)
    names = [person.name for person in holders(PostKind.SECRETARY_GENERAL) if person.pk not in set(away)]
    return meeting.chair if len(names) != 1 or names[0] in meeting.chair else f"{meeting.chair}{names[0]}"


def named_by(meeting: Meeting, rows: Iterable[Attendance], *, chairs: Collection[int] = ()) -> Attended:
    """The same by the rows of its list. One of `chairs` (ids) on it chairs by name, not by title and name."""
    roll = roll_of(rows)
    if not roll.everybody:
        standing = [name.strip() for name in _BETWEEN.split(meeting.series.participants) if name.strip()]
        return Attended(present=tuple(dict.fromkeys([meeting.chair, *standing])))
    chair = next(
        (named(row) for row in roll.present if row.person_id in chairs and row.came is not False), meeting.chair
    )
    substitutes = [row.substitute for row in roll.leave if row.substitute]
    return Attended(
        present=tuple(dict.fromkeys([chair, *_there(roll.present)])),
        leave=tuple(map(named, roll.leave)),
        observers=tuple(dict.fromkeys([*_there(roll.observers), *substitutes])),
    )


def _there(rows: Iterable[Attendance]) -> list[str]:
    return [named(row) for row in rows if row.came is not False]
