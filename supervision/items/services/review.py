"""What becomes of a closing report: returned, passed, read by the leader, signed off."""

from datetime import date
from typing import Any

from django.db import transaction

from supervision.items.models import SupervisionItem
from supervision.items.services.moves import closing_report, complete, finish, move_due, open_closing, take_item
from supervision.items.states import STEPS


@transaction.atomic
def return_item(item_id: int, *, by: Any, on: date, reason: str, due_on: date | None = None) -> SupervisionItem:
    """Send a closing report back for rework (退回重办): the item is open again as if the clock had never stopped.

    The due date stays unless the reviewer sets one (rule 26); the counted date does not move.
    """
    item = take_item(item_id, "return", by)
    closing_report(item).update(returned_on=on, return_reason=reason)
    item.returns += 1
    moved = move_due(item, due_on, on)
    return finish(item, "return", by, on, "returns", *open_closing(item), *moved, verb="returned", note=reason)


@transaction.atomic
def pass_review(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """Accept the closing report: what a leader instructed, and important and urgent items, go before the leader (呈批).

    Others are completed.
    """
    item = take_item(item_id, "pass", by)
    if item.goes_to_leader:
        return finish(item, "pass", by, on, verb="passed", to=STEPS["pass"].detour)
    return complete(item, "pass", by, on, verb="passed")


@transaction.atomic
def read_mark(item_id: int, *, by: Any, on: date, note: str = "") -> SupervisionItem:
    """The leader's reading mark (圈阅) without a new instruction completes the item (rule 28)."""
    return complete(take_item(item_id, "read_mark", by), "read_mark", by, on, verb="read", note=note)


@transaction.atomic
def instruct(item_id: int, *, by: Any, on: date, text: str, due_on: date | None = None) -> SupervisionItem:
    """The leader gives a new instruction (批示): another round on the same item (rule 28).

    A new date moves light and reminders; statistics keep the counted date (rule 25).
    """
    item = take_item(item_id, "instruct", by)
    closing_report(item).update(returned_on=on, return_reason=text[:400])
    item.round += 1
    moved = move_due(item, due_on, on)
    return finish(item, "instruct", by, on, "round", *open_closing(item), *moved, verb="instructed", note=text)


@transaction.atomic
def sign_off(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """Strike a completed item off (销号) (rule 29)."""
    item = take_item(item_id, "sign_off", by)
    item.signed_off_on = on
    return finish(item, "sign_off", by, on, "signed_off_on", verb="signed_off")
