"""Reads about attachments."""

from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from secretariat.attachments.models import Attachment
from secretariat.people.models import User


def attachment_for(user: User, uid: UUID) -> Attachment | None:
    """The attachment if its owner is visible to `user`, else None: foreign and missing look alike (rule 46)."""
    attachment = Attachment.objects.filter(uid=uid).first()
    seen = _owners(attachment.owner_type_id, user) if attachment else None
    return attachment if attachment and seen is not None and seen.filter(pk=attachment.owner_id).exists() else None


def seen_by(user: User) -> Q:
    """Which attachments `user` may fetch: those whose owner is visible to them (rule 46). One query, for the kinds."""
    kinds = Attachment.objects.order_by().values_list("owner_type", flat=True).distinct()
    found = Q(pk__in=[])
    for kind in kinds:
        owners = _owners(kind, user)
        if owners is not None:
            found |= Q(owner_type=kind, owner_id__in=owners.order_by().values("pk"))
    return found


def _owners(kind: int, user: User) -> "QuerySet[Any] | None":
    """What `user` sees of a kind of owner; None without a rule of visibility: such files are shown to nobody."""
    model = ContentType.objects.get_for_id(kind).model_class()
    visible_to = getattr(getattr(model, "objects", None), "visible_to", None)
    return visible_to(user) if visible_to is not None else None


def files_of(owners: list[Any]) -> dict[int, list[Attachment]]:
    """The files of records of one kind, by the id of the record: one query, none without records."""
    if not owners:
        return {}
    kind = ContentType.objects.get_for_model(owners[0])
    found: dict[int, list[Attachment]] = {}
    for attachment in Attachment.objects.filter(owner_type=kind, owner_id__in=[owner.pk for owner in owners]):
        found.setdefault(attachment.owner_id, []).append(attachment)
    return found
