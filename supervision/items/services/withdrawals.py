"""Taking a step back (撤回): the same person, while nobody has acted on the item since (mechanism 10)."""

from datetime import date
from typing import Any

from django.db import transaction

from supervision.items.models import SupervisionItem
from supervision.items.services.moves import closing_report, finish, open_closing, take_item


@transaction.atomic
def withdraw_submit(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """The draft is the officer's again."""
    return finish(take_item(item_id, "withdraw_submit", by), "withdraw_submit", by, on, verb="withdrawn")


@transaction.atomic
def withdraw_closing(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """The unit takes its closing report back; the report stays on the record as taken back."""
    item = take_item(item_id, "withdraw_closing", by)
    closing_report(item).update(withdrawn_on=on)
    return finish(item, "withdraw_closing", by, on, *open_closing(item), verb="withdrawn")


@transaction.atomic
def withdraw_pass(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """The reviewer has the closing report before them again."""
    return _reopen(item_id, "withdraw_pass", by, on)


@transaction.atomic
def withdraw_reading(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """The leader takes the reading mark back."""
    return _reopen(item_id, "withdraw_reading", by, on)


def _reopen(item_id: int, step: str, by: Any, on: date) -> SupervisionItem:
    item = take_item(item_id, step, by)
    accepted = item.reports.filter(is_closing=True, accepted_on__isnull=False, round=item.round)
    # An item passed on to the leader is not completed, and its report not accepted yet.
    accepted.filter(on=item.closing_on).order_by("-pk").update(accepted_on=None)
    item.done_on = None
    return finish(item, step, by, on, "done_on", verb="withdrawn")
