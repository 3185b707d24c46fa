"""The moves that every step of an item makes, and what several steps have in common."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from secretariat.audit import services as audit
from secretariat.errors import Refused
from secretariat.people.models import Department
from secretariat.workflow import behalf_of, take
from supervision.items.models import SupervisionItem
from supervision.items.notices import tell
from supervision.items.rules import MAY
from supervision.items.states import STEPS, ItemState

CLOSING = ("closing_on", "closing_by", "closing_behalf")
DROPPING = ("dropped_on", "dropped_reason")


def take_item(item_id: int, name: str, by: Any, *, version: int | None = None) -> SupervisionItem:
    """The item locked, the right and the state of the step `name` checked. See `workflow.take`."""
    rows = SupervisionItem.objects.filter(deleted_at=None)
    found: SupervisionItem = take(rows, item_id, STEPS, MAY, name, by=by, version=version)
    return found


def finish(
    item: SupervisionItem,
    step: str,
    by: Any,
    on: date,
    *fields: str,
    verb: str,
    note: str = "",
    to: str = "",
    quiet: bool = False,
) -> SupervisionItem:
    """The last three moves: save the columns that changed, record the event, queue the notice."""
    before, item.state = item.state, to or STEPS[step].target or item.state
    item.version += 1
    item.last_step, item.last_step_by = step, by
    item.save(update_fields=["state", "version", "last_step", "last_step_by", *fields])
    changed = {name: str(getattr(item, name)) for name in fields}
    audit.record(
        actor=by, verb=f"item.{verb}", subject=item, before=before, after=item.state, note=note, changed=changed
    )
    if not quiet:
        tell(step, item, by=by, on=on, note=note)
    return item


def complete(item: SupervisionItem, step: str, by: Any, on: date, *, verb: str, note: str = "") -> SupervisionItem:
    """Accept the closing report: the item is completed."""
    # Done on the day the accepted report was submitted: review and reading are not the unit's days (rule 15).
    item.done_on = item.closing_on
    closing_report(item).update(accepted_on=on)
    return finish(item, step, by, on, "done_on", verb=verb, note=note, to=ItemState.COMPLETED)


def closing_report(item: SupervisionItem) -> Any:
    """The closing report that lies before the reviewer."""
    return item.reports.filter(is_closing=True, returned_on=None, accepted_on=None, withdrawn_on=None)


def open_closing(item: SupervisionItem) -> tuple[str, ...]:
    """The item has no closing report before a reviewer any more; returns the columns that changed."""
    item.closing_on = item.closing_by = item.closing_behalf = None
    return CLOSING


def move_due(item: SupervisionItem, due_on: date | None, on: date) -> tuple[str, ...]:
    """Move the effective date, if another is given; returns the columns that changed. Raises Refused."""
    if due_on is None or due_on == item.due_on:
        return ()
    if item.due_on is None:
        raise Refused(_("The item is followed by its reporting cycle and has no due date to move."), field="due_on")
    if due_on < on:
        raise Refused(_("The new due date lies in the past."), field="due_on")
    item.due_on = due_on
    item.due_version += 1
    return ("due_on", "due_version")


def right_of(item: SupervisionItem, by: Any) -> Any:
    """By whose right the item was taken: that of `by`, or of the person for whom they act."""
    return behalf_of(item) or by


def without_lead(co_units: Iterable[Department], lead: Department) -> list[Department]:
    """The co-units as a list. Raises Refused where the lead is among them (rule 20)."""
    partners = list(co_units)
    if lead in partners:
        raise Refused(_("The lead unit cannot be one of the co-units."), field="co_units")
    return partners
