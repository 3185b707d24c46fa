"""Who may do what with an instruction; the same keys as the table of steps."""

from typing import Any

from secretariat.people.models import PostKind
from secretariat.workflow import Rights


def may_enter(user: Any, _record: Any = None) -> bool:
    """The supervision officers, and the leaders themselves."""
    return bool(user.holds(PostKind.SUPERVISOR, PostKind.SECRETARY_GENERAL, PostKind.DEPUTY))


def follows(user: Any, _record: Any = None) -> bool:
    """The supervision officers say what becomes of it."""
    return bool(user.holds(PostKind.SUPERVISOR))


def may_correct(user: Any, record: Any) -> bool:
    """The supervision officers, whoever entered it, and the leader who wrote it."""
    return follows(user) or (may_enter(user) and user.pk in (record.entered_by_id, record.leader_user_id))


# fmt: off
MAY: Rights = {
    "track":     follows,
    "not_track": follows,
    "reopen":    follows,
    "correct":   may_correct,
}
# fmt: on
