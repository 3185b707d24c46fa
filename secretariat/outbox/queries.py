"""Reads about notices."""

from django.db.models import QuerySet

from secretariat.outbox.models import Notice
from secretariat.people.models import User


def inbox(user: User) -> "QuerySet[Notice]":
    """What `user` has been told, newest first."""
    return Notice.objects.filter(recipient=user).order_by("-pk")


def unread_count(user: User) -> int:
    """How many notices `user` has not read yet."""
    return inbox(user).filter(read_at=None).count()
