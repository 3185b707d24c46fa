"""Who may do what with a consultation; the same keys as the table of steps."""

from collections.abc import Callable
from typing import Any

from secretariat.people.models import PostKind


def keeps_programme(user: Any, _record: Any = None) -> bool:
    """The planning officer (综合处) keeps the programmes and their dates."""
    return bool(user.holds(PostKind.PLANNER))


def prepares(user: Any, record: Any) -> bool:
    """The lead unit does what the checkpoints ask for; the planning officer may say so in its stead."""
    is_lead = user.department_id is not None and user.department_id == record.lead_id
    return is_lead or keeps_programme(user)


def may_follow(user: Any, _record: Any) -> bool:
    """Supervision officers and planning officers put what came of it on the ledger."""
    return bool(user.holds(PostKind.SUPERVISOR, PostKind.PLANNER))


# fmt: off
MAY: dict[str, Callable[[Any, Any], bool]] = {
    "correct":  keeps_programme,
    "schedule": keeps_programme,
    "move":     keeps_programme,
    "complete": prepares,
    "reopen":   prepares,
    "hold":     keeps_programme,
    "close":    keeps_programme,
    "cancel":   keeps_programme,
    "restore":  keeps_programme,
    "follow":   may_follow,
}
# fmt: on
