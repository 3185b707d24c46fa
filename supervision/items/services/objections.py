"""An objection of the lead unit to being given an item, and the decision on it (rule 23)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.errors import Refused
from secretariat.people.models import Department
from secretariat.workdays import queries as workdays
from supervision.items.models import Objection, SupervisionItem
from supervision.items.queries import last_day_to_object, pending_objection
from supervision.items.services.moves import finish, right_of, take_item
from supervision.items.states import ObjectionState


@transaction.atomic
def object_to(item_id: int, *, by: Any, on: date, reason: str, suggested: Department | None = None) -> SupervisionItem:
    """The lead unit says that the item is not its own (异议); it cannot pass it on by itself.

    Refused after the working days that the handling rule gives from the dispatch, and where it suggests itself.
    """
    item = take_item(item_id, "object", by)
    last = last_day_to_object(item, workdays.load())
    if on > last:
        raise Refused(
            _("An objection was possible until %(day)s. Acknowledge the item, or speak to the supervision office.")
            % {"day": f"{last:%Y-%m-%d}"}
        )
    if suggested == item.lead:
        raise Refused(_("Suggest another unit than your own, or none."), field="suggested")
    unit = right_of(item, by).department
    Objection.objects.create(item=item, unit=unit, raised_by=by, raised_on=on, reason=reason, suggested=suggested)
    return finish(item, "object", by, on, verb="objected", note=reason)


@transaction.atomic
def uphold(item_id: int, *, by: Any, on: date, note: str) -> SupervisionItem:
    """Do not accept the objection: the item stays where it was dispatched (维持交办)."""
    item = take_item(item_id, "uphold", by)
    _decide(item, ObjectionState.REFUSED, by, on, note)
    return finish(item, "uphold", by, on, verb="upheld", note=note)


@transaction.atomic
def reassign(item_id: int, *, by: Any, on: date, lead: Department, note: str = "") -> SupervisionItem:
    """Accept the objection: another unit has the lead, under the same number; it may object in its turn (改派).

    The new lead is no co-unit any more (rule 20); a handler of the old unit handles it no longer. Refused for the
    unit that objects.
    """
    item = take_item(item_id, "reassign", by)
    if lead.pk == item.lead_id:
        raise Refused(_("This unit objects: choose another one, or do not accept the objection."), field="lead")
    _decide(item, ObjectionState.ACCEPTED, by, on, note, new_lead=lead)
    item.lead, item.handler, item.dispatched_on = lead, None, on
    item.co_units.remove(lead)
    return finish(item, "reassign", by, on, "lead", "handler", "dispatched_on", verb="reassigned", note=note)


def _decide(item: SupervisionItem, state: ObjectionState, by: Any, on: date, note: str, **facts: Any) -> None:
    raised = pending_objection(item)
    if raised is None:
        raise LookupError(f"item {item.pk} is objected to, but no objection was raised")
    decided = {"state": state, "decided_by": by, "decided_on": on, "note": note, **facts}
    Objection.objects.filter(pk=raised.pk).update(**decided)
