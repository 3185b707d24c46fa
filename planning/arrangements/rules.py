"""Who may do what with an arrangement and its entries; the same keys as the table of steps."""

from collections.abc import Callable
from typing import Any

from secretariat.people.models import PostKind


def keeps_arrangement(user: Any, _record: Any = None) -> bool:
    """The planning officer (综合处) collects, coordinates and publishes."""
    return bool(user.holds(PostKind.PLANNER))


def submits(user: Any, _record: Any = None) -> bool:
    """Everybody of a unit reports what the unit does."""
    return user.department_id is not None or keeps_arrangement(user)


def reports_for_unit(user: Any, _record: Any = None) -> bool:
    """Only for the unit to which one belongs may one say that it has nothing."""
    return user.department_id is not None


def owns_entry(user: Any, entry: Any) -> bool:
    """What a unit reported it may put right; the planning officer everything."""
    is_own = user.department_id is not None and user.department_id == entry.unit_id
    return is_own or keeps_arrangement(user)


# fmt: off
MAY: dict[str, Callable[[Any, Any], bool]] = {
    "add":          submits,
    "change":       submits,
    "discard":      submits,
    "paste":        keeps_arrangement,
    "collect":      keeps_arrangement,
    "coordinate":   keeps_arrangement,
    "reopen":       keeps_arrangement,
    "publish":      keeps_arrangement,
    "supplement":   keeps_arrangement,
    "leave_out":    keeps_arrangement,
    "review":       keeps_arrangement,
    "report_nil":   reports_for_unit,
    "remind_units": keeps_arrangement,
}
# fmt: on
