"""Who may do what with a saved view."""

from typing import Any

from secretariat.lists.models import SavedView, Sharing
from secretariat.people.models import PostKind


def may_change(user: Any, view: SavedView) -> bool:
    """A view is its owner's: nobody renames the tabs of another, whoever acts for whom."""
    return bool(view.owner_id == user.pk)


def may_share(user: Any) -> list[str]:
    """With whom this person may share: with everybody only officers and planners, with a unit whoever has one."""
    found = [Sharing.ME]
    if user.department_id is not None:
        found.append(Sharing.UNIT)
    if user.holds(PostKind.SUPERVISOR, PostKind.PLANNER):
        found.append(Sharing.ALL)
    return [str(sharing) for sharing in found]
