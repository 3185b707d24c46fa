"""Who may ask for a report, and who has a page of reports to write."""

from typing import Any

from supervision.items.models import SupervisionItem
from supervision.items.rules import is_of_lead_unit
from supervision.items.states import ItemState


def may_ask(user: Any, item: SupervisionItem) -> bool:
    """The lead unit asks the co-units: their reports go to it (rule 20)."""
    return is_of_lead_unit(user, item)


def can_be_asked(item: SupervisionItem) -> bool:
    """Whether the units of an item can report now."""
    return item.state == ItemState.IN_PROGRESS


def reports(user: Any) -> bool:
    """Whether the person belongs to a unit, or acts for somebody who does."""
    return bool(user.acting_units)
