"""Writing events."""

from typing import Any

from django.db import models, transaction

from secretariat.audit.models import Event
from secretariat.workflow import behalf_of

# Whatever anybody does writes an event: to put the statement together anew took as long as to write it.
_FIELDS = [field for field in Event._meta.concrete_fields if not field.primary_key]
_INSERT = "INSERT INTO {} ({}) VALUES ({}) RETURNING id".format(
    Event._meta.db_table, ", ".join(field.column for field in _FIELDS), ", ".join(["%s"] * len(_FIELDS))
)


def record(
    *,
    actor: Any,
    verb: str,
    subject: models.Model,
    whole: models.Model | None = None,
    behalf: Any = None,
    before: str = "",
    after: str = "",
    note: str = "",
    label: str = "",
    **data: Any,
) -> Event:
    """Write one event in the transaction of the change it tells of (rule 19).

    `verb` is dotted and past tense: `item.returned`. `actor` None means the system itself; `behalf` is filled in where
    the record or its whole was taken by the right of somebody else. `data` holds what changed, never a secret; `label`
    is what the record is called where its own name does not say it. Raises RuntimeError outside a transaction: an
    event must stand or fall with its change.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit.record needs the transaction of the change it records")
    event = Event(
        actor=actor,
        behalf=behalf or behalf_of(subject) or behalf_of(whole),
        verb=verb,
        subject=subject,
        whole=whole,
        label=(label or str(subject))[:200],
        before=before,
        after=after,
        note=note,
        data=data,
    )
    connection = transaction.get_connection()
    values = [field.get_db_prep_save(getattr(event, field.attname), connection) for field in _FIELDS]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        (event.pk,) = cursor.fetchone()
    return event
