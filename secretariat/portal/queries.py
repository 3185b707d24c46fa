"""Figures beside the pages of the rail."""

from collections.abc import Callable
from datetime import date
from typing import Any

from secretariat.workdays.models import DateToDecide
from secretariat.workdays.states import DateState
from supervision.items.models import Extension, SupervisionItem
from supervision.items.standing import Day
from supervision.items.states import ExtensionState
from supervision.reports.queries import board
from supervision.urging.models import Slip
from supervision.urging.states import SlipState


def items_in(state: str) -> Callable[[Any], int]:
    """A count of the items in `state` that a person may see."""
    return lambda user: SupervisionItem.objects.visible_to(user).filter(state=state).count()


def extensions_asked(user: Any) -> int:
    """Requests for extension that are still open, on items the person may see."""
    items = SupervisionItem.objects.visible_to(user)
    return Extension.objects.filter(state=ExtensionState.ASKED, item__in=items).count()


def slips_unanswered(user: Any) -> int:
    """Slips that wait for a reply, on items the person may see."""
    return Slip.objects.visible_to(user).filter(state__in=[SlipState.SENT, SlipState.REFUSED]).count()


def open_dates(user: Any) -> int:
    """Dates that wait for a decision since a calendar was imported, as far as the person may see them."""
    return DateToDecide.objects.visible_to(user).filter(state=DateState.OPEN).count()


def reports_asked(user: Any, on: date) -> int:
    """Reports that are asked of the person's unit on a day and not given yet."""
    return len(board(user, Day.of(on)).open)
