"""Reads about attachments."""

from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import models

from secretariat.attachments.models import Attachment
from secretariat.people.models import User


def attachment_for(user: User, uid: UUID) -> Attachment | None:
    """The attachment if its owner is visible to `user`, else None: foreign and missing look alike (rule 46)."""
    attachment = Attachment.objects.select_related("owner_type").filter(uid=uid).first()
    return attachment if attachment and _sees_owner(user, attachment) else None


def _sees_owner(user: User, attachment: Attachment) -> bool:
    model: type[models.Model] | None = attachment.owner_type.model_class()
    visible_to = getattr(getattr(model, "objects", None), "visible_to", None)
    # A record without a rule of visibility shows its files to nobody.
    return visible_to is not None and visible_to(user).filter(pk=attachment.owner_id).exists()


def files_of(owners: list[Any]) -> dict[int, list[Attachment]]:
    """The files of records of one kind, by the id of the record: one query, none without records."""
    if not owners:
        return {}
    kind = ContentType.objects.get_for_model(owners[0])
    found: dict[int, list[Attachment]] = {}
    for attachment in Attachment.objects.filter(owner_type=kind, owner_id__in=[owner.pk for owner in owners]):
        found.setdefault(attachment.owner_id, []).append(attachment)
    return found
