"""Sending what is queued: claim under a lease, send one by one, write what came of it."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException
from typing import Any, Protocol

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from secretariat.outbox import chat, mail
from secretariat.outbox.models import Channel, Delivery, DeliveryState

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)  # above the slowest single mail: six answers of at most EMAIL_TIMEOUT each
WITHIN = timedelta(minutes=1)  # so that a slow mail server keeps no worker from the other work
BATCH = 50
MAX_ATTEMPTS = 8


@dataclass(frozen=True)
class Outcome:
    """How many deliveries were claimed, sent, and refused by the mail server or the chat service."""

    claimed: int = 0
    sent: int = 0
    failed: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.claimed + other.claimed, self.sent + other.sent, self.failed + other.failed)


# ── Carriers ─────────────────────────────────────────────────────────────────────────────────────────────────────────
class Carrier(Protocol):
    """A way out of the house; `open` raises SMTPException or OSError where it cannot be reached."""

    def open(self) -> None: ...

    def send(self, delivery: Delivery) -> None: ...

    def close(self) -> None: ...


class MailCarrier:
    """The mail server: one connection for many mails."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def open(self) -> None:
        self._connection.open()

    def send(self, delivery: Delivery) -> None:
        mail.compose(delivery, self._connection).send()

    def close(self) -> None:
        self._connection.close()


class ChatCarrier:
    """The chat services: each message is a call of its own."""

    def open(self) -> None:
        pass

    def send(self, delivery: Delivery) -> None:
        assert delivery.robot is not None
        chat.send(delivery.robot, delivery.text)

    def close(self) -> None:
        pass


CARRIERS: dict[str, type[MailCarrier] | type[ChatCarrier]] = {Channel.MAIL: MailCarrier, Channel.CHAT: ChatCarrier}


# ── Delivering ───────────────────────────────────────────────────────────────────────────────────────────────────────
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
    results: list[bool | None] = []
    for channel, carrier in CARRIERS.items():
        if theirs := [delivery for delivery in claimed if delivery.channel == channel]:
            results += _carry(theirs, carrier(), lease)
    return Outcome(claimed=len(claimed), sent=results.count(True), failed=results.count(False))


def _carry(deliveries: Sequence[Delivery], carrier: Carrier, lease: timedelta) -> list[bool | None]:
    results: list[bool | None] = []
    try:
        for place, delivery in enumerate(deliveries):
            if (unreachable := _open(carrier)) is not None:
                _release(deliveries[place:], unreachable)
                break
            results.append(_send(delivery, carrier, lease))
    finally:
        carrier.close()
    return results


@transaction.atomic
def _claim(limit: int, lease: timedelta) -> list[Delivery]:
    now = timezone.now()
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    due = Delivery.objects.filter(free, state=DeliveryState.QUEUED, due_at__lte=now)
    due = due.select_related("recipient", "robot").order_by("due_at", "pk")
    claimed = list(due.select_for_update(skip_locked=True, of=("self",))[:limit])
    Delivery.objects.filter(pk__in=[row.pk for row in claimed]).update(lease_until=now + lease, token=F("token") + 1)
    for delivery in claimed:
        delivery.token += 1
    return claimed


def _open(carrier: Carrier) -> str | None:
    """Open the connection where it is not; returns why it cannot be."""
    try:
        carrier.open()
    except (SMTPException, OSError) as error:
        logger.warning("mail server not reached: %s", error)
        return repr(error)
    return None


def _send(delivery: Delivery, carrier: Carrier, lease: timedelta) -> bool | None:
    """Whether it was taken; None where the lease ran out and another worker has the delivery."""
    if not _update(delivery, lease_until=timezone.now() + lease):
        return None
    try:
        carrier.send(delivery)
    except Exception as error:  # one of the two loops over records: the next one must leave
        logger.warning("delivery %d refused, attempt %d: %s", delivery.pk, delivery.attempts + 1, error)
        carrier.close()
        _refuse(delivery, repr(error))
        return False
    _update(delivery, state=DeliveryState.SENT, sent_at=timezone.now(), lease_until=None, error="")
    return True


def _refuse(delivery: Delivery, error: str) -> None:
    attempts = delivery.attempts + 1
    state = DeliveryState.FAILED if attempts >= MAX_ATTEMPTS else DeliveryState.QUEUED
    later = timezone.now() + timedelta(minutes=2 ** (attempts - 1))
    _update(delivery, state=state, attempts=attempts, due_at=later, lease_until=None, error=error)


def _release(deliveries: Sequence[Delivery], error: str) -> None:
    later = timezone.now() + timedelta(minutes=1)
    for delivery in deliveries:
        _update(delivery, due_at=later, lease_until=None, error=error)


def _update(delivery: Delivery, **facts: Any) -> bool:
    # The token fences off a worker that was thought dead and comes back late.
    mine = Delivery.objects.filter(pk=delivery.pk, token=delivery.token, state=DeliveryState.QUEUED)
    return bool(mine.update(**facts))
