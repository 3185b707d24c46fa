"""Reads about saved views."""

from typing import Any

from secretariat.lists.models import SavedView


def views_of(user: Any, list_name: str) -> list[SavedView]:
    """The tabs that this person has on a list: one's own first, then those that others share; one query."""
    found = SavedView.objects.visible_to(user).filter(list=list_name).select_related("owner")
    return sorted(found, key=lambda view: (view.owner_id != user.pk, view.order, view.pk))
