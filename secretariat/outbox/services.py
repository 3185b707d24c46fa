"""Telling people: a notice is a row and in the inbox at once; what leaves the house is gathered into deliveries."""

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import islice
from operator import itemgetter
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models.functions import Now
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.audit import services as audit
from secretariat.audit.labels import register, register_group
from secretariat.outbox.models import Channel, Delivery, DeliveryState, Notice
from secretariat.outbox.nudge import deliver_soon
from secretariat.people.models import User
from secretariat.people.queries import Away, away_on
from secretariat.workdays.calendar import Calendar

register_group("delivery", gettext_lazy("Deliveries"))
register("delivery.queued_again", gettext_lazy("queued the mail again"))

CHUNK = 500
# Who gets an address only now is not sent the notices of a whole year.
_GATHERED_FOR = timedelta(days=31)
_TAKES_DIGESTS = {"is_active": True, "mails_digest": True}
# What becomes of a notice comes later.
_LATER = ("id", "read_at")
_INSERT = """
INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s)
ON CONFLICT (key) DO NOTHING RETURNING key, id
""".format(
    table=Notice._meta.db_table,
    columns=", ".join(field.column for field in Notice._meta.concrete_fields if field.attname not in _LATER),
)
_UNLESS_SAID = {"text": "", "reason": "", "capacity": "", "url": "", "is_urgent": False}
# As many characters as the columns hold.
_ROOM = {"title": 200, "text": 400, "reason": 200}


# ── Telling ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def queue(*, to: Iterable[User], key: str, title: str, **common: Any) -> int:
    """One notice per active recipient; returns how many were new. What else it says is as `queue_each` takes it."""
    return queue_each([(key, title, to)], **common)


def queue_each(
    told: Iterable[tuple[str, str, Iterable[User]]],
    *,
    kind: str,
    day: date,
    text: str = "",
    reason: str = "",
    url: str = "",
    subject: models.Model | None = None,
    urgent: bool = False,
) -> int:
    """Notices of one kind, each given by its key, its title and its recipients, in the transaction of what they tell
    of: two statements for all of them. Returns how many were new.

    A key says what happened: said once already to a person, it is not said again (rule 17). `url` is a path of this
    site. Whoever acts on `day` for a recipient who is away is told as well, and why. It is in the inbox at once; by
    mail it goes with the next digest, or at once where `urgent`. Raises RuntimeError outside a transaction: a notice
    must stand or fall with its cause.
    """
    groups = [(key, title, {user.pk: user for user in to if user.is_active}) for key, title, to in told]
    away = away_on(day) if any(people for _key, _title, people in groups) else {}
    kind_of_subject = ContentType.objects.get_for_model(subject) if subject else None
    facts: dict[str, Any] = {
        "kind": kind,
        "day": day,
        "text": text,
        "url": url,
        "subject_type_id": kind_of_subject and kind_of_subject.pk,
        "subject_id": subject and subject.pk,
        "is_urgent": urgent,
    }
    return post(
        facts | {"title": title, "key": f"{key}:{user.pk}", "recipient_id": user.pk, "reason": why}
        for key, title, people in groups
        for user, why in [*((user, reason) for user in people.values()), *_takers(people, away)]
    )


def _takers(people: Mapping[int, User], away: Mapping[int, Away]) -> list[tuple[User, str]]:
    """Those who act for one of `people` who is away and are not told anyway, with the reason why they are told."""
    names = {taker: away[pk].name for pk in people if pk in away for taker in away[pk].takers if taker not in people}
    with translation.override(settings.LANGUAGE_CODE):
        takers = User.objects.filter(pk__in=names) if names else []
        return [(taker, _("You act for %(name)s.") % {"name": names[taker.pk]}) for taker in takers]


def post(rows: Iterable[dict[str, Any]]) -> int:
    """Write these notices, each given by its columns, but for what was said already; returns how many were new (17).

    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a notice is written in the transaction of what it tells of")
    # In the order of their keys, so that two sweeps at once wait for each other instead of locking each other out.
    common = _UNLESS_SAID | {"created_at": str(timezone.now())}
    ordered = sorted((_cut(common | row) for row in rows), key=itemgetter("key"))
    new = _insert(ordered)
    if urgent := [new[row["key"]] for row in ordered if row["is_urgent"] and row["key"] in new]:
        _deliver_singly(urgent)
    return len(new)


def _cut(row: dict[str, Any]) -> dict[str, Any]:
    for name, room in _ROOM.items():
        text = " ".join(str(row[name]).split())
        row[name] = text if len(text) <= room else f"{text[: room - 1]}…"
    return row


def _insert(rows: list[dict[str, Any]]) -> dict[str, int]:
    """The ids of those that were new, by key: one statement, however many there are."""
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [json.dumps(rows, default=str, ensure_ascii=False)])
        return dict(cursor.fetchall())


# ── Gathering for delivery ───────────────────────────────────────────────────────────────────────────────────────────
def gather_digests(*, on: date, at: datetime, calendar: Calendar) -> int:
    """Gather every person's unread notices that no mail carries yet into the digest of the working day `on`, due `at`.

    One digest per person and day; a notice that comes when it has left waits for the next one. On rest days nothing
    is gathered: it moves to the next working day (rule 17). Returns how many notices were gathered.
    """
    if not calendar.is_workday(on):
        return 0
    people = iter(list(_waiting(on).order_by("recipient").values_list("recipient", flat=True).distinct()))
    gathered = 0
    while chunk := list(islice(people, CHUNK)):
        gathered += _gather(chunk, on=on, at=at)
    return gathered


@transaction.atomic
def _gather(people: list[int], *, on: date, at: datetime) -> int:
    digests = open_digests(people, on=on, at=at)
    theirs = Delivery.objects.filter(pk__in=digests.values(), recipient=models.OuterRef("recipient")).values("pk")
    waiting = _waiting(on).filter(recipient__deliveries__in=digests.values())
    gathered = waiting.update(delivery_id=models.Subquery(theirs))
    # Whoever has read everything in between gets no empty mail.
    drop_empty(digests.values())
    transaction.on_commit(deliver_soon, robust=True)
    return gathered


def open_digests(people: Iterable[int], *, on: date, at: datetime) -> dict[int, int]:
    """The ids of the digests of a day that may still be added to, by recipient, locked; made where there are none.

    A digest that a worker has taken once may have left: nothing is added to it any more. Nobody has one who wants none
    or has no address.
    """
    takers = User.objects.filter(pk__in=people, **_TAKES_DIGESTS).exclude(email="").order_by("pk")
    digests = [
        _delivery(f"digest:{pk}:{on:%Y-%m-%d}:mail", recipient_id=pk, day=on, due_at=at)
        for pk in takers.values_list("pk", flat=True)
    ]
    Delivery.objects.bulk_create(digests, ignore_conflicts=True)
    unsent = Delivery.objects.filter(key__in=[digest.key for digest in digests], state=DeliveryState.QUEUED, token=0)
    return dict(unsent.select_for_update().order_by("pk").values_list("recipient_id", "pk"))


def drop_empty(digests: Iterable[int]) -> None:
    """Those of these that carry nothing."""
    Delivery.objects.filter(pk__in=list(digests), notices=None).delete()


def _waiting(on: date) -> "models.QuerySet[Notice]":
    waiting = Notice.objects.filter(delivery=None, read_at=None, day__range=(on - _GATHERED_FOR, on))
    wanted = {f"recipient__{name}": value for name, value in _TAKES_DIGESTS.items()}
    return waiting.filter(**wanted).exclude(recipient__email="")


def _deliver_singly(ids: Iterable[int]) -> None:
    """A mail of its own for each of these notices whose recipient has an address."""
    notices = list(Notice.objects.filter(pk__in=ids).exclude(recipient__email="").order_by("pk"))
    for notice in notices:
        notice.delivery = _delivery(f"notice:{notice.pk}:mail", recipient_id=notice.recipient_id, day=notice.day)
    Delivery.objects.bulk_create([notice.delivery for notice in notices if notice.delivery])
    Notice.objects.bulk_update(notices, ["delivery"])
    transaction.on_commit(deliver_soon, robust=True)


def _delivery(key: str, **facts: Any) -> Delivery:
    host = urlsplit(settings.SITE_URL).hostname
    return Delivery(key=key, channel=Channel.MAIL, message_id=f"<{uuid.uuid4()}@{host}>", **facts)


# ── Reading, sending again ───────────────────────────────────────────────────────────────────────────────────────────
def mark_read(notice_ids: Iterable[int] | None = None, *, by: User) -> int:
    """Mark these notices of `by` as read, all of them where none are named; returns how many were unread."""
    unread = Notice.objects.filter(recipient=by, read_at=None)
    chosen = unread if notice_ids is None else unread.filter(pk__in=list(notice_ids))
    return chosen.update(read_at=Now())


@transaction.atomic
def send_again(delivery_ids: Iterable[int], *, by: User) -> int:
    """Queue failed deliveries for eight more attempts, under the same Message-ID; returns how many there were."""
    failed = Delivery.objects.filter(pk__in=list(delivery_ids), state=DeliveryState.FAILED)
    rows = list(failed.select_for_update().order_by("pk"))
    for delivery in rows:
        delivery.state, delivery.attempts, delivery.due_at = DeliveryState.QUEUED, 0, Now()
        delivery.save(update_fields=["state", "attempts", "due_at"])
        audit.record(actor=by, verb="delivery.queued_again", subject=delivery, note=delivery.error)
    transaction.on_commit(deliver_soon, robust=True)
    return len(rows)
