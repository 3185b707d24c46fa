"""Reads about notices, and about what did not leave the house."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from secretariat.outbox.models import Delivery, DeliveryState, Notice
from secretariat.outbox.troubles import TROUBLES, trouble_of
from secretariat.people.models import User

UNREAD = f"SELECT count(*) FROM {Notice._meta.db_table} WHERE recipient_id = %s AND read_at IS NULL"


def inbox(user: User) -> "QuerySet[Notice]":
    """What `user` has been told, newest first."""
    return Notice.objects.filter(recipient=user).order_by("-pk")


def unread_count(user: User) -> int:
    """How many notices `user` has not read yet. Every page asks, so that the statement is not put together anew."""
    with connection.cursor() as cursor:
        cursor.execute(UNREAD, [user.pk])
        return int(cursor.fetchone()[0])


def last_delivery() -> Delivery | None:
    """The newest mail, sent or not: it shows whether mails leave the house."""
    return Delivery.objects.order_by("-pk").first()


def failed() -> "QuerySet[Delivery]":
    """What was given up after eight refusals, newest first."""
    return Delivery.objects.filter(state=DeliveryState.FAILED).order_by("-pk")


def failed_count(_user: User) -> int:
    """How many deliveries wait for an administrator."""
    return failed().count()


@dataclass(frozen=True)
class Trouble:
    """Failed deliveries of one kind: the code, what it means, their ids."""

    code: str
    words: Any
    ids: list[int]


def troubles() -> list[Trouble]:
    """The failed deliveries by what went wrong, the most frequent first."""
    found: dict[str, list[int]] = defaultdict(list)
    for pk, error in failed().values_list("pk", "error"):
        found[trouble_of(error)].append(pk)
    return [Trouble(code, TROUBLES[code], ids) for code, ids in sorted(found.items(), key=lambda one: -len(one[1]))]
