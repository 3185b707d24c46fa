"""Asking for a later date, and deciding on it (rule 24)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.audit import services as audit
from secretariat.errors import Refused
from secretariat.workflow import take
from supervision.items.models import Extension, SupervisionItem
from supervision.items.notices import tell
from supervision.items.rules import MAY, MAY_EXTENSION
from supervision.items.services.drafts import drop_draft
from supervision.items.states import EXTENSION_STEPS, STEPS


@transaction.atomic
def ask_extension(item_id: int, *, by: Any, on: date, to_due_on: date, reason: str, progress: str) -> Extension:
    """Ask for a later due date. The clock runs on while it is being decided.

    Refused after the due date has passed, for a date that is not later, and while another request is pending.
    """
    item: SupervisionItem = take(
        SupervisionItem.objects.filter(deleted_at=None), item_id, STEPS, MAY, "ask_extension", by=by
    )
    if item.due_on is None or item.due_on < on:
        raise Refused(_("The item is already overdue: an extension must be asked for on or before the due date."))
    if to_due_on <= item.due_on:
        raise Refused(_("The new date must be later than the present due date."), field="to_due_on")
    if item.extensions.filter(state="asked").exists():
        raise Refused(_("An extension has already been asked for and is being decided."))
    asked = Extension.objects.create(
        item=item,
        asked_by=by,
        asked_on=on,
        from_due_on=item.due_on,
        to_due_on=to_due_on,
        reason=reason,
        progress=progress,
    )
    drop_draft(item, "ask_extension", by=by)
    return _finish(asked, "ask_extension", by, on, verb="asked", note=reason)


@transaction.atomic
def grant(extension_id: int, *, by: Any, on: date, due_on: date | None = None, note: str = "") -> Extension:
    """Grant the extension, to the date asked for or another concrete one: effective and counted date move (rule 15).

    The counted date stays where it had passed when the extension was asked for: what was late remains late (rule 25).
    """
    extension = _take(extension_id, "grant", by)
    granted = due_on or extension.to_due_on
    if granted <= extension.from_due_on:
        raise Refused(_("The date granted must be later than the present due date."), field="due_on")
    extension.state, extension.granted_due_on = EXTENSION_STEPS["grant"].target, granted
    item = extension.item
    item.due_on = granted
    if item.counted_due_on is not None and extension.asked_on <= item.counted_due_on:
        item.counted_due_on = granted
    item.due_version += 1
    item.extensions_granted += 1
    item.save(update_fields=["due_on", "counted_due_on", "due_version", "extensions_granted"])
    return _decide(extension, "grant", by, on, note, verb="granted")


@transaction.atomic
def refuse(extension_id: int, *, by: Any, on: date, note: str) -> Extension:
    """Refuse the extension: the due date stays."""
    extension = _take(extension_id, "refuse", by)
    extension.state = EXTENSION_STEPS["refuse"].target
    return _decide(extension, "refuse", by, on, note, verb="refused")


def _take(extension_id: int, name: str, by: Any) -> Extension:
    # The item first, as every other step does: two locks in two orders would wait for each other.
    item_id = Extension.objects.values_list("item_id", flat=True).get(pk=extension_id)
    item = SupervisionItem.objects.select_for_update().get(pk=item_id)
    rows = Extension.objects.select_related("item")
    extension: Extension = take(rows, extension_id, EXTENSION_STEPS, MAY_EXTENSION, name, by=by)
    extension.item = item
    return extension


def _decide(extension: Extension, step: str, by: Any, on: date, note: str, *, verb: str) -> Extension:
    extension.decided_by, extension.decided_on, extension.decision_note = by, on, note
    extension.save(update_fields=["state", "decided_by", "decided_on", "granted_due_on", "decision_note"])
    return _finish(extension, step, by, on, verb=verb, note=note)


def _finish(extension: Extension, step: str, by: Any, on: date, *, verb: str, note: str) -> Extension:
    item = extension.item
    item.version += 1
    item.save(update_fields=["version"])
    audit.record(
        actor=by,
        verb=f"extension.{verb}",
        subject=extension,
        whole=item,
        after=extension.state,
        note=note,
        from_due=str(extension.from_due_on),
        to_due=str(extension.granted_due_on or extension.to_due_on),
    )
    tell(step, item, by=by, on=on, note=note)
    return extension
