"""Sending what is queued: claim under a lease, send one by one, write what came of it."""

import logging
import time
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from secretariat.outbox import mail
from secretariat.outbox.models import Delivery, DeliveryState

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)  # above the slowest single mail: six answers of at most EMAIL_TIMEOUT each
WITHIN = timedelta(minutes=1)  # so that a slow mail server keeps no worker from the other work
BATCH = 50
MAX_ATTEMPTS = 8


@dataclass(frozen=True)
class Outcome:
    """How many deliveries were claimed, sent, and refused by the mail server."""

    claimed: int = 0
    sent: int = 0
    failed: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.claimed + other.claimed, self.sent + other.sent, self.failed + other.failed)


def drain(*, limit: int = BATCH, lease: timedelta = LEASE, within: timedelta = WITHIN) -> Outcome:
    """Deliver batch after batch until nothing more leaves the house; after `within` the rest is for the next tick."""
    end = time.monotonic() + within.total_seconds()
    total = outcome = deliver(limit=limit, lease=lease)
    while outcome.sent and time.monotonic() < end:
        outcome = deliver(limit=limit, lease=lease)
        total += outcome
    return total


def deliver(*, limit: int = BATCH, lease: timedelta = LEASE) -> Outcome:
    """Claim up to `limit` queued deliveries and send them.

    Each is held for `lease`, renewed just before it is sent; a worker that dies leaves them claimable when it runs out.
    A worker that dies between sending and writing sends a mail twice, with the same Message-ID; none is ever lost.
    An attempt is a send that was refused: tried again after 1, 2, 4, … minutes, given up after eight. A mail server
    that cannot be reached refuses nothing: the deliveries wait a minute and are not counted against.
    """
    claimed = _claim(limit, lease)
    connection = get_connection()
    results: list[bool | None] = []
    try:
        for place, delivery in enumerate(claimed):
            if (unreachable := _open(connection)) is not None:
                _release(claimed[place:], unreachable)
                break
            results.append(_send(delivery, connection, lease))
    finally:
        connection.close()
    return Outcome(claimed=len(claimed), sent=results.count(True), failed=results.count(False))


@transaction.atomic
def _claim(limit: int, lease: timedelta) -> list[Delivery]:
    now = timezone.now()
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    due = Delivery.objects.filter(free, state=DeliveryState.QUEUED, due_at__lte=now).select_related("recipient")
    claimed = list(due.select_for_update(skip_locked=True, of=("self",)).order_by("due_at", "pk")[:limit])
    Delivery.objects.filter(pk__in=[row.pk for row in claimed]).update(lease_until=now + lease, token=F("token") + 1)
    for delivery in claimed:
        delivery.token += 1
    return claimed


def _open(connection: Any) -> str | None:
    """Open the connection where it is not; returns why it cannot be."""
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        logger.warning("mail server not reached: %s", error)
        return repr(error)
    return None


def _send(delivery: Delivery, connection: Any, lease: timedelta) -> bool | None:
    """Whether the mail was taken; None where the lease ran out and another worker has the delivery."""
    if not _update(delivery, lease_until=timezone.now() + lease):
        return None
    try:
        mail.compose(delivery, connection).send()
    except Exception as error:  # one of the two loops over records: the next one must leave
        logger.warning("delivery %d refused, attempt %d: %s", delivery.pk, delivery.attempts + 1, error)
        connection.close()
        _refuse(delivery, repr(error))
        return False
    _update(delivery, state=DeliveryState.SENT, sent_at=timezone.now(), lease_until=None, error="")
    return True


def _refuse(delivery: Delivery, error: str) -> None:
    attempts = delivery.attempts + 1
    state = DeliveryState.FAILED if attempts >= MAX_ATTEMPTS else DeliveryState.QUEUED
    later = timezone.now() + timedelta(minutes=2 ** (attempts - 1))
    _update(delivery, state=state, attempts=attempts, due_at=later, lease_until=None, error=error)


def _release(deliveries: list[Delivery], error: str) -> None:
    later = timezone.now() + timedelta(minutes=1)
    for delivery in deliveries:
        _update(delivery, due_at=later, lease_until=None, error=error)


def _update(delivery: Delivery, **facts: Any) -> bool:
    # The token fences off a worker that was thought dead and comes back late.
    mine = Delivery.objects.filter(pk=delivery.pk, token=delivery.token, state=DeliveryState.QUEUED)
    return bool(mine.update(**facts))
