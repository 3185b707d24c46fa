"""How items come of one another: merged into another one, split, opened anew after a relapse. Links hold both ways."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.audit import services as audit
from secretariat.errors import Refused
from secretariat.people.models import Department
from secretariat.workflow import behalf_of
from supervision.items.models import RECORDS, SupervisionItem
from supervision.items.services.drafting import open_item
from supervision.items.services.moves import DROPPING, finish, take_item
from supervision.items.states import OPEN, ItemState

# What an item inherits from the one it comes of, beside its source.
INHERITED = ("title", "requirement", "product", "importance", "label", "leader", "officer", "cycle")
SOURCES = (*RECORDS, "assignment")
MERGED_INTO = (ItemState.FILED, *OPEN)


@transaction.atomic
def merge(item_id: int, *, by: Any, on: date, target: SupervisionItem, reason: str) -> SupervisionItem:
    """Let another item take this one in (并入); from now on it is followed there.

    The target's units, and its dates, stay as they are. Refused for the item itself and for a target that is not on
    the ledger any more. A pending extension must be decided first.
    """
    _lock_in_order(item_id, target.pk)
    item = take_item(item_id, "merge", by)
    into: SupervisionItem = SupervisionItem.objects.get(pk=target.pk)
    if into.pk == item.pk:
        raise Refused(_("An item cannot be merged into itself."), field="target")
    if into.state not in MERGED_INTO or into.deleted_at:
        raise Refused(_("Choose an item that is still being followed."), field="target")
    if item.extensions.filter(state="asked").exists():
        raise Refused(_("An extension is still being decided. Decide on it before merging the item."))
    item.merged_into, item.dropped_on, item.dropped_reason = into, on, reason
    finish(item, "merge", by, on, "merged_into", *DROPPING, verb="merged", note=f"→ {into.number_text}  {reason}")
    audit.record(actor=by, behalf=behalf_of(item), verb="item.absorbed", subject=into, note=str(item))
    return item


@transaction.atomic
def split(
    item_id: int,
    *,
    by: Any,
    on: date,
    title: str,
    requirement: str,
    lead: Department,
    co_units: Iterable[Department] = (),
    due_on: date | None = None,
) -> SupervisionItem:
    """Split a part off (分解) as a draft of its own, to be filed with a number of its own; returns the new draft."""
    item = take_item(item_id, "split", by)
    content = {"title": title, "requirement": requirement, "split_from": item}
    part = _offspring(item, by=by, on=on, lead=lead, co_units=co_units, due_on=due_on, **content)
    finish(item, "split", by, on, verb="split", note=title)
    return part


@transaction.atomic
def relapse(item_id: int, *, by: Any, on: date, reason: str, due_on: date) -> SupervisionItem:
    """A matter that was signed off has come back (反弹): a new draft, linked to the old item, which stays as it is.

    Returns the draft (rule 29). Refused while another one that came of the same relapse is being followed.
    """
    item = take_item(item_id, "relapse", by)
    if item.relapses.filter(deleted_at=None, state__in=[ItemState.DRAFT, ItemState.PENDING, *MERGED_INTO]).exists():
        raise Refused(_("The relapse is being followed already. Go on with that item."))
    again = _offspring(
        item,
        by=by,
        on=on,
        lead=item.lead,
        co_units=item.co_units.all(),
        due_on=due_on,
        relapse_of=item,
        requirement=f"{reason}\n{item.requirement}",
    )
    # An archived item is only read: its log tells of the relapse, its row does not change.
    audit.record(actor=by, behalf=behalf_of(item), verb="item.relapsed", subject=item, note=reason)
    return again


def _offspring(item: SupervisionItem, *, by: Any, on: date, **facts: Any) -> SupervisionItem:
    inherited = {name: getattr(item, name) for name in (*INHERITED, *SOURCES)}
    return open_item(by=by, on=on, behalf=behalf_of(item), **inherited | facts)


def _lock_in_order(*ids: int) -> None:
    # Two merges across each other would otherwise wait for each other.
    list(SupervisionItem.objects.filter(pk__in=ids).select_for_update().order_by("pk").values_list("pk"))
