"""Stopping the clock of an item for a while, letting it run again, and ending an item without its being done."""

from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.errors import Refused
from secretariat.workdays import queries as workdays
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.lateness import after_suspension
from supervision.items.models import SupervisionItem, Suspension
from supervision.items.services.moves import DROPPING, finish, take_item


@transaction.atomic
def suspend(item_id: int, *, by: Any, on: date, reason: str) -> SupervisionItem:
    """Stop the clock (中止): no light, no reminders, and the working days do not count (rules 14, 15).

    Refused while an extension is being decided.
    """
    item = take_item(item_id, "suspend", by)
    if item.extensions.filter(state="asked").exists():
        raise Refused(_("An extension is still being decided. Decide on it before suspending the item."))
    Suspension.objects.create(item=item, from_on=on, reason=reason, suspended_by=by)
    return finish(item, "suspend", by, on, verb="suspended", note=reason)


@transaction.atomic
def resume(item_id: int, *, by: Any, on: date, note: str = "") -> SupervisionItem:
    """Let the clock run again (恢复): effective and counted date move by the suspended working days (rule 15)."""
    item = take_item(item_id, "resume", by)
    span = _end(item, by, on)
    item.resumed_on = on
    calendar = workdays.load()
    item.suspended_days += calendar.between(span.from_on, on)
    moved = _move(item, span, on, calendar)
    return finish(item, "resume", by, on, "resumed_on", "suspended_days", *moved, verb="resumed", note=note)


@transaction.atomic
def terminate(item_id: int, *, by: Any, on: date, reason: str) -> SupervisionItem:
    """End an item that is not to be done any more (终止); it is outside of all rates (rule 14)."""
    item = take_item(item_id, "terminate", by)
    if item.suspensions.filter(until_on=None).exists():
        _end(item, by, on)
    item.dropped_on, item.dropped_reason = on, reason
    return finish(item, "terminate", by, on, *DROPPING, verb="terminated", note=reason)


def _end(item: SupervisionItem, by: Any, on: date) -> Suspension:
    span: Suspension = item.suspensions.select_for_update().get(until_on=None)
    span.until_on, span.ended_by = on, by
    span.save(update_fields=["until_on", "ended_by"])
    return span


def _move(item: SupervisionItem, span: Suspension, on: date, calendar: Calendar) -> tuple[str, ...]:
    if item.due_on is None or item.counted_due_on is None:
        return ()
    moved = partial(after_suspension, suspended_on=span.from_on, resumed_on=on, calendar=calendar)
    # What had passed before the suspension was late then and stays so.
    if item.due_on >= span.from_on:
        item.due_on = moved(item.due_on)
        item.due_version += 1
    if item.counted_due_on >= span.from_on:
        item.counted_due_on = moved(item.counted_due_on)
    return ("due_on", "counted_due_on", "due_version")
