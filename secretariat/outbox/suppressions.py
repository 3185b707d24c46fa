"""Holding one line of a coming day back, with a reason, and letting it go after all."""

from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.audit import services as audit
from secretariat.audit.labels import register_all, register_group
from secretariat.errors import Refused
from secretariat.outbox.lines import Planned
from secretariat.outbox.models import Suppression
from secretariat.outbox.reminders import SENT_AT, planned_on
from secretariat.outbox.rules import may_rehearse
from secretariat.people.models import User
from secretariat.workflow import permit

register_group("reminder", gettext_lazy("Reminders"))
register_all(
    {
        "reminder.suppressed": gettext_lazy("held a reminder back"),
        "reminder.restored": gettext_lazy("let a reminder go after all"),
    }
)


def find(key: str) -> Planned | None:
    """The planned line of this key; None where there is none (any more)."""
    day = _day_of(key)
    return next((planned for planned in planned_on(day) if planned.key == key), None) if day else None


def _day_of(key: str) -> date | None:
    try:
        return date.fromisoformat(key.split(":")[5])
    except (IndexError, ValueError):
        return None


@transaction.atomic
def suppress(key: str, *, by: User, at: datetime, reason: str) -> Suppression:
    """Hold this line back: the sweep leaves it out, and the dry run shows it with who and why.

    Refused once the morning has come, and where the line is not planned any more. Raises PermissionDenied.
    """
    behalf = permit(by, may_rehearse)
    found = find(key)
    if found is None:
        raise Refused(_("This reminder is not planned any more: the matter has moved on. Reload the page."))
    _refuse_late(found.on, at)
    line, day = found.line, found.on
    facts = {"rule_id": line.rule_id, "recipient_id": line.recipient_id, "day": day, "subject_id": line.subject_id}
    kind = ContentType.objects.get_by_natural_key(*line.subject_type.split("."))
    told = {"label": line.title[:200], "reason": reason, "by": by, "at": at}
    row, is_new = Suppression.objects.get_or_create(**facts, subject_type=kind, lifted_at=None, defaults=told)
    if not is_new:
        raise Refused(_("This reminder is held back already. Reload the page."))
    _record(row, "reminder.suppressed", by, behalf, note=reason)
    return row


@transaction.atomic
def lift(pk: int, *, by: User, at: datetime) -> Suppression:
    """Let the line go after all. Refused once the morning has come. Raises PermissionDenied and DoesNotExist."""
    behalf = permit(by, may_rehearse)
    row = Suppression.objects.select_for_update().get(pk=pk)
    if row.lifted_at is not None:
        raise Refused(_("This reminder is not held back any more. Reload the page."))
    _refuse_late(row.day, at)
    row.lifted_at = at
    row.save(update_fields=["lifted_at"])
    _record(row, "reminder.restored", by, behalf, note=row.reason)
    return row


def _refuse_late(day: date, at: datetime) -> None:
    if at >= datetime.combine(day, SENT_AT, timezone.get_default_timezone()):
        raise Refused(_("The reminders of this day have already gone out; nothing can be changed any more."))


def _record(row: Suppression, verb: str, by: User, behalf: User | None, *, note: str) -> None:
    facts = {"recipient": str(row.recipient), "rule": str(row.rule), "day": str(row.day)}
    audit.record(actor=by, verb=verb, subject=row, whole=row.subject, behalf=behalf, note=note, **facts)
