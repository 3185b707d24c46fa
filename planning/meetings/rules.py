"""Who may do what with a series, a meeting, a decision, a topic and a leave; the same keys as the tables of steps."""

from collections.abc import Callable
from typing import Any

from planning.meetings.models import Approver, Attendance, Topic
from secretariat.people.models import PostKind

ON_ROUTE = (PostKind.SECRETARY_GENERAL, PostKind.DEPUTY, PostKind.PLANNER, PostKind.SUPERVISOR)


def keeps_minutes(user: Any, _record: Any = None) -> bool:
    """The planning officer (综合处) and the supervision officer keep the minutes and what follows from them."""
    return bool(user.holds(PostKind.PLANNER, PostKind.SUPERVISOR))


def drafts_minutes(user: Any, meeting: Any) -> bool:
    """Minutes are drafted here where the meeting was noted here; pasted ones come drafted and signed."""
    return keeps_minutes(user) and meeting.is_noted


def pastes_minutes(user: Any, meeting: Any) -> bool:
    """A text is pasted where the meeting was not noted here: minutes have one source."""
    return keeps_minutes(user) and not meeting.is_noted


def signs_minutes(user: Any, meeting: Any) -> bool:
    """Whose turn it is on the route; without one the secretary-general and the deputies sign minutes (审签).

    Nobody signs what they have submitted.
    """
    if not meeting.is_noted or not user.hands.isdisjoint(meeting.submitters):
        return False
    if meeting.route:
        return meeting.turn is not None and user.pk == meeting.turn.person_id
    return bool(user.holds(PostKind.SECRETARY_GENERAL, PostKind.DEPUTY))


def may_stand_on_route(user: Any) -> bool:
    """A route names those who read minutes in draft: the leaders, the planning and the supervision officers."""
    return bool(user.is_active and user.holds(*ON_ROUTE))


def may_found_series(user: Any) -> bool:
    """The planning officer and the administrator found series of meetings."""
    return bool(user.holds(PostKind.PLANNER, PostKind.ADMINISTRATOR))


def sets_agenda(user: Any, _record: Any = None) -> bool:
    """The planning officer (综合处) takes topics in and settles the agenda."""
    return bool(user.holds(PostKind.PLANNER))


def may_take_up(user: Any, _record: Any = None) -> bool:
    """The offices that keep the minutes see to it that decisions of higher meetings are taken up."""
    return keeps_minutes(user)


def is_of_the_unit(user: Any, topic: Topic) -> bool:
    """The unit that brings the topic up."""
    return user.department_id is not None and user.department_id == topic.unit_id


def leads_the_unit(user: Any, topic: Topic) -> bool:
    """The deputy who oversees the unit (分管), and the secretary-general."""
    return user.holds(PostKind.SECRETARY_GENERAL) or topic.unit_id in user.overseen


def may_draft_topic(user: Any) -> bool:
    """Everybody who belongs to a unit may bring something up in its name."""
    return user.department_id is not None


def comes_or_speaks_for(user: Any, guest: Attendance) -> bool:
    """Whoever comes, anybody of the same unit, and the planning officer on their behalf.

    One leader does not speak for another person.
    """
    if user.pk == guest.person_id or sets_agenda(user):
        return True
    is_leader = user.holds(PostKind.SECRETARY_GENERAL, PostKind.DEPUTY)
    return user.department_id in guest.unit_ids and not (is_leader and guest.person_id)


def approves_leave(user: Any, guest: Attendance) -> bool:
    """Whom the series names for it. The leave of a deputy who oversees units is the secretary-general's matter."""
    approver = guest.meeting.series.leave_approver
    if approver == Approver.PLANNER:
        return sets_agenda(user)
    if user.holds(PostKind.SECRETARY_GENERAL):
        return True
    oversees = approver == Approver.OVERSEER and not guest.unit_ids.isdisjoint(user.overseen)
    return oversees and user.pk != guest.person_id


# fmt: off
MAY_MEETING: dict[str, Callable[[Any, Any], bool]] = {
    "arrange":       sets_agenda,
    "fix_agenda":    sets_agenda,
    "reopen_agenda": sets_agenda,
    "begin":         keeps_minutes,
    "undo_begin":    keeps_minutes,
    "add_note":      keeps_minutes,
    "end":           keeps_minutes,
    "paste_minutes": pastes_minutes,
    "draft":         drafts_minutes,
    "submit":        drafts_minutes,
    "withdraw":      drafts_minutes,
    "return":        signs_minutes,
    "approve":       signs_minutes,
    "move":          keeps_minutes,
    "cancel":        keeps_minutes,
    "restore":       keeps_minutes,
    "publish":       keeps_minutes,
    "correct":       keeps_minutes,
    "set_guests":    sets_agenda,
    "send_notice":   sets_agenda,
    "note_attendance": keeps_minutes,
}

MAY_DECISION = {
    "correct":       keeps_minutes,
    "confirm":       keeps_minutes,
    "track":         keeps_minutes,
    "not_track":     keeps_minutes,
    "reopen":        keeps_minutes,
}

MAY_TOPIC: dict[str, Callable[[Any, Any], bool]] = {
    "edit":          is_of_the_unit,
    "submit":        is_of_the_unit,
    "withdraw":      is_of_the_unit,
    "return":        leads_the_unit,
    "sign":          leads_the_unit,
    "accept":        sets_agenda,
    "defer":         sets_agenda,
    "refuse":        sets_agenda,
    "finish":        keeps_minutes,
    "add_papers":    is_of_the_unit,
}

MAY_LEAVE: dict[str, Callable[[Any, Any], bool]] = {
    "ask_leave":      comes_or_speaks_for,
    "approve_leave":  approves_leave,
    "refuse_leave":   approves_leave,
    "withdraw_leave": comes_or_speaks_for,
}
# fmt: on
