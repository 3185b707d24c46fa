"""An item on its way to the ledger: drafted, submitted, filed with a number, or not filed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from secretariat.audit import services as audit
from secretariat.errors import Refused
from secretariat.numbering import services as numbering
from secretariat.people.models import Department
from supervision.items.models import SupervisionItem
from supervision.items.rules import MAY
from supervision.items.services.moves import DROPPING, finish, take_item, without_lead

CONTENT = ("title", "assignment", "requirement", "product", "importance", "label", "handler", "leader", "cycle")


@transaction.atomic
def open_item(
    *,
    by: Any,
    on: date,
    lead: Department,
    due_on: date | None = None,
    co_units: Iterable[Department] = (),
    behalf: Any = None,
    **content: Any,
) -> SupervisionItem:
    """Start a draft (拟办). `content` may hold decision, officer, and the fields of CONTENT.

    Without an officer it is followed by whoever drafts it, or on whose behalf.
    Raises Refused where the lead is among the co-units (rule 20).
    """
    partners = without_lead(co_units, lead)
    content.setdefault("officer", behalf or by)
    item = SupervisionItem.objects.create(
        lead=lead, original_due_on=due_on, due_on=due_on, counted_due_on=due_on, **content
    )
    item.co_units.add(*partners)
    audit.record(actor=by, behalf=behalf, verb="item.opened", subject=item, after=item.state)
    return item


@transaction.atomic
def edit(
    item_id: int,
    *,
    by: Any,
    on: date,
    version: int,
    lead: Department,
    co_units: Iterable[Department],
    due_on: date | None,
    **content: Any,
) -> SupervisionItem:
    """Change a draft. Raises Outdated if somebody saved it since the form was opened."""
    item = take_item(item_id, "edit", by, version=version)
    partners = without_lead(co_units, lead)
    for name in CONTENT:
        setattr(item, name, content.get(name, getattr(item, name)))
    item.lead, item.original_due_on, item.due_on, item.counted_due_on = lead, due_on, due_on, due_on
    item.co_units.set(partners)
    return finish(
        item, "edit", by, on, *CONTENT, "lead", "original_due_on", "due_on", "counted_due_on", verb="edited", quiet=True
    )


@transaction.atomic
def submit(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """Put a draft before the leader for filing. Refused without a due date or a reporting cycle."""
    item = take_item(item_id, "submit", by)
    if item.original_due_on is None and not item.cycle:
        raise Refused(_("Give the item a due date or a reporting cycle first."), field="due_on")
    return finish(item, "submit", by, on, verb="submitted")


@transaction.atomic
def discard(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """Throw a draft away (soft, rule 47). Refused where a decision would be left without its follow-up (rule 30)."""
    item = take_item(item_id, "discard", by)
    if item.decision_id:
        raise Refused(_("This draft follows a decision. Submit it; the leader can decide not to file it."))
    SupervisionItem.objects.filter(pk=item.pk).update(deleted_at=Now())
    return finish(item, "discard", by, on, verb="discarded", quiet=True)


@transaction.atomic
def restore(item_id: int, *, by: Any) -> SupervisionItem:
    """Bring a discarded draft back: its officers may, and whoever may change items in the administration (rule 47)."""
    rows = SupervisionItem.objects.exclude(deleted_at=None).select_for_update()
    item: SupervisionItem = rows.get(pk=item_id)
    if not (MAY["discard"](by, item) or by.has_perm("supervision.change_supervisionitem")):
        raise PermissionDenied
    item.deleted_at = None
    item.version += 1
    item.save(update_fields=["deleted_at", "version"])
    audit.record(actor=by, verb="item.restored", subject=item, before=item.state, after=item.state)
    return item


@transaction.atomic
def file(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """Approve the filing (立项): the item gets its number of the year (rule 21); its original due date is now fixed."""
    item = take_item(item_id, "file", by)
    number = numbering.take("item", year=on.year)
    item.year, item.number, item.number_text, item.filed_on = number.year, number.n, number.text, on
    return finish(item, "file", by, on, "year", "number", "number_text", "filed_on", verb="filed")


@transaction.atomic
def reject(item_id: int, *, by: Any, on: date, reason: str) -> SupervisionItem:
    """Send a submitted draft back to its officer."""
    return finish(take_item(item_id, "reject", by), "reject", by, on, verb="rejected", note=reason)


@transaction.atomic
def not_file(item_id: int, *, by: Any, on: date, reason: str) -> SupervisionItem:
    """Record that the matter is not filed (不立项), such as one only for reading: outside all rates (rule 22)."""
    item = take_item(item_id, "not_file", by)
    item.dropped_on, item.dropped_reason = on, reason
    return finish(item, "not_file", by, on, *DROPPING, verb="not_filed", note=reason)
