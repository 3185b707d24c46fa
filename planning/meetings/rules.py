"""Who may do what with a series, a meeting and a decision; the same keys as the tables of steps."""

from typing import Any

from secretariat.people.models import PostKind


def keeps_minutes(user: Any, _record: Any = None) -> bool:
    """The planning officer (综合处) and the supervision officer keep the minutes and what follows from them."""
    return bool(user.holds(PostKind.PLANNER, PostKind.SUPERVISOR))


def may_found_series(user: Any) -> bool:
    """The planning officer and the administrator found series of meetings."""
    return bool(user.holds(PostKind.PLANNER, PostKind.ADMINISTRATOR))


# fmt: off
MAY_MEETING = {
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
# fmt: on
