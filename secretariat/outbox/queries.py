"""Reads about notices."""

from django.db.models import QuerySet

from secretariat.outbox.models import Delivery, Notice
from secretariat.people.models import User


def inbox(user: User) -> "QuerySet[Notice]":
    """What `user` has been told, newest first."""
    return Notice.objects.filter(recipient=user).order_by("-pk")


def unread_count(user: User) -> int:
    """How many notices `user` has not read yet."""
    return inbox(user).filter(read_at=None).count()


def last_delivery() -> Delivery | None:
    """The newest mail, sent or not: it shows whether mails leave the house."""
    return Delivery.objects.order_by("-pk").first()
