"""Who may do what with a series, a meeting, a decision and a topic; the same keys as the tables of steps."""

from collections.abc import Callable
from typing import Any

from planning.meetings.models import Topic
from secretariat.people.models import PostKind


def keeps_minutes(user: Any, _record: Any = None) -> bool:
    """The planning officer (综合处) and the supervision officer keep the minutes and what follows from them."""
    return bool(user.holds(PostKind.PLANNER, PostKind.SUPERVISOR))


def may_found_series(user: Any) -> bool:
    """The planning officer and the administrator found series of meetings."""
    return bool(user.holds(PostKind.PLANNER, PostKind.ADMINISTRATOR))


def sets_agenda(user: Any, _record: Any = None) -> bool:
    """The planning officer (综合处) takes topics in and settles the agenda."""
    return bool(user.holds(PostKind.PLANNER))


def is_of_the_unit(user: Any, topic: Topic) -> bool:
    """The unit that brings the topic up."""
    return user.department_id is not None and user.department_id == topic.unit_id


def leads_the_unit(user: Any, topic: Topic) -> bool:
    """The deputy who oversees the unit (分管), and the secretary-general."""
    return user.holds(PostKind.SECRETARY_GENERAL) or topic.unit_id in user.overseen


def may_draft_topic(user: Any) -> bool:
    """Everybody who belongs to a unit may bring something up in its name."""
    return user.department_id is not None


# fmt: off
MAY_MEETING = {
    "arrange":       sets_agenda,
    "fix_agenda":    sets_agenda,
    "reopen_agenda": sets_agenda,
    "paste_minutes": keeps_minutes,
    "move":          keeps_minutes,
    "cancel":        keeps_minutes,
    "restore":       keeps_minutes,
    "publish":       keeps_minutes,
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
# fmt: on
