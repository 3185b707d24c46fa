"""How a decision of a meeting becomes items (rule 30)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from planning.meetings.models import Decision
from planning.meetings.services.decisions import track_decision
from planning.meetings.states import DecisionState
from secretariat.errors import Refused
from secretariat.people import queries as people
from secretariat.people.models import PostKind
from secretariat.workflow import permit
from supervision.items.models import SupervisionItem
from supervision.items.services import open_item


def may_open_from_decision(user: Any) -> bool:
    """Supervision officers, and the planning officers who write the minutes."""
    return bool(user.holds(PostKind.SUPERVISOR, PostKind.PLANNER))


@transaction.atomic
def open_from_decision(decision_id: int, *, by: Any, on: date) -> list[SupervisionItem]:
    """One draft per lead unit of a confirmed decision; the decision is then on the ledger.

    Raises PermissionDenied, and Refused where the decision is not confirmed or no officer could follow the item.
    """
    behalf = permit(by, may_open_from_decision)
    decision = track_decision(decision_id, by=by)
    opener = behalf or by
    officer = opener if opener.holds(PostKind.SUPERVISOR) else next(iter(people.holders(PostKind.SUPERVISOR)), None)
    if officer is None:
        raise Refused(_("Nobody holds the post of supervision officer; ask the administrator to name one."))
    co_units = list(decision.co_units.all())
    return [
        open_item(
            by=by,
            behalf=behalf,
            on=on,
            lead=lead,
            co_units=[unit for unit in co_units if unit != lead],
            due_on=decision.due_on,
            decision=decision,
            title=decision.title,
            requirement=decision.text,
            cycle=decision.cycle,
            officer=officer,
        )
        for lead in decision.leads.all()
    ]


def open_from_meeting(meeting_id: int, *, by: Any, on: date) -> list[SupervisionItem]:
    """Every confirmed decision of a meeting becomes items, each in its own transaction.

    Raises PermissionDenied, also where nothing is to be done.
    """
    permit(by, may_open_from_decision)
    confirmed = Decision.objects.filter(meeting_id=meeting_id, state=DecisionState.CONFIRMED)
    ids = list(confirmed.order_by("ordinal").values_list("pk", flat=True))
    return [item for decision_id in ids for item in open_from_decision(decision_id, by=by, on=on)]
