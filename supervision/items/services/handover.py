"""What a person who leaves has in hand, and handing it over."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from secretariat.audit import services as audit
from secretariat.people.models import PostKind, User
from secretariat.people.rules import administers
from supervision.items.models import ItemQuerySet, SupervisionItem
from supervision.items.states import DROPPED, ItemState

# What a person may be for an item, and the posts that it takes; the handler needs none.
PARTS: dict[str, tuple[str, ...]] = {
    "handler": (),
    "officer": (PostKind.SUPERVISOR,),
    "leader": (PostKind.SECRETARY_GENERAL, PostKind.DEPUTY),
}


def in_hand(user: User) -> ItemQuerySet:
    """The items that `user` handles, follows or is responsible for, and that are not over."""
    theirs = Q(handler=user) | Q(officer=user) | Q(leader=user)
    found = SupervisionItem.objects.filter(theirs, deleted_at=None)
    kept: ItemQuerySet = found.exclude(state__in=[ItemState.SIGNED_OFF, ItemState.ARCHIVED, *DROPPED])
    return kept.select_related("lead").order_by("pk")


@transaction.atomic
def hand_over(user: User, *, to: User, by: Any, on: date) -> list[SupervisionItem]:
    """Put `to` in the place of `user` where the posts allow; returns the items that were handed over.

    What takes a post that `to` does not hold stays as it is, to be given to somebody else. Raises PermissionDenied
    unless `by` is an administrator.
    """
    if not administers(by):
        raise PermissionDenied
    rows = in_hand(user).select_related(None).select_for_update()
    return [item for item in rows if _give(item, user, to, by)]


def _give(item: SupervisionItem, user: User, to: User, by: Any) -> bool:
    parts = [part for part, posts in PARTS.items() if getattr(item, f"{part}_id") == user.pk and _fits(to, posts)]
    for part in parts:
        setattr(item, part, to)
    if parts:
        item.version += 1
        item.save(update_fields=["version", *parts])
        changed = {part: [str(user), str(to)] for part in parts}
        audit.record(actor=by, verb="item.handed_over", subject=item, note=f"{user} → {to}", changed=changed)
    return bool(parts)


def _fits(person: User, posts: tuple[str, ...]) -> bool:
    return not posts or person.holds(*posts)
