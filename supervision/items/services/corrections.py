"""Putting a due date right that a new official calendar puts in question (rule 7)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.daywords import day_short
from secretariat.errors import Refused
from secretariat.workflow import Step, take
from supervision.items.models import SupervisionItem
from supervision.items.notices import tell
from supervision.items.rules import is_officer
from supervision.items.states import CORRECTABLE

# No step of the lifecycle: the state stays whatever it is.
_STEP = {"correct_due": Step(frozenset(CORRECTABLE), target="")}
_MAY = {"correct_due": is_officer}


@transaction.atomic
def correct_due(
    item_id: int, *, by: Any, on: date, due_on: date, reason: str, from_on: date | None = None
) -> SupervisionItem:
    """Move the due date with a reason: light and reminders follow, and the original date stays as it was filed.

    Statistics keep the counted date (rule 15); before the filing nothing is fixed yet and all three dates move. Raises
    Refused without a reason or a change, for a date that has passed, and where the date is no longer `from_on`.
    """
    refuse_classified(reason, field="reason")
    rows = SupervisionItem.objects.filter(deleted_at=None)
    item: SupervisionItem = take(rows, item_id, _STEP, _MAY, "correct_due", by=by)
    _refuse(item, due_on=due_on, from_on=from_on, on=on, reason=reason)
    was, item.due_on = item.due_on, due_on
    item.due_version += 1
    item.version += 1
    if item.filed_on is None:
        item.original_due_on = item.counted_due_on = due_on
    item.save(update_fields=["due_on", "original_due_on", "counted_due_on", "due_version", "version"])
    audit.record(
        actor=by,
        verb="item.due_corrected",
        subject=item,
        before=item.state,
        after=item.state,
        note=reason.strip(),
        changed={"due_on": [str(was), str(due_on)]},
    )
    tell("correct_due", item, by=by, on=on, note=f"{day_short(was, on)} → {day_short(due_on, on)}")
    return item


def _refuse(item: SupervisionItem, *, due_on: date, from_on: date | None, on: date, reason: str) -> None:
    if item.due_on is None:
        raise Refused(_("The item is followed by its reporting cycle and has no due date to move."), field="to_on")
    if from_on and item.due_on != from_on:
        raise Refused(
            _("The due date was changed to %(day)s in the meantime; it is no longer in question.")
            % {"day": f"{item.due_on:%Y-%m-%d}"}
        )
    if due_on == item.due_on:
        raise Refused(_("This is the due date already: give another one, or keep it."), field="to_on")
    if due_on < on:
        raise Refused(_("The new due date lies in the past."), field="to_on")
    if not reason.strip():
        raise Refused(_("Say why; whoever reads the date later will ask."), field="reason")
