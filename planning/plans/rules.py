"""Who may do what with a plan and its items; the same keys as the tables of steps."""

from typing import Any

from planning.plans.models import PlanItem
from secretariat.people.models import PostKind
from secretariat.workflow import Rights


def writes_plans(user: Any, _record: Any = None) -> bool:
    """The planning officer writes the plans and keeps them."""
    return bool(user.holds(PostKind.PLANNER))


def records_adoption(user: Any, _record: Any = None) -> bool:
    """The planning officer enters what a meeting adopted; so may the leaders."""
    return bool(user.holds(PostKind.PLANNER, PostKind.SECRETARY_GENERAL, PostKind.DEPUTY))


def may_report(user: Any, item: PlanItem) -> bool:
    """The lead unit reports on what is not dropped (rule 20)."""
    return user.department_id is not None and user.department_id == item.lead_id and item.progress != "dropped"


def may_change(user: Any, item: PlanItem) -> bool:
    """What was dropped stays as it was."""
    return writes_plans(user) and item.progress != "dropped"


def may_follow(user: Any, item: PlanItem) -> bool:
    """Supervision officers and planning officers put open items on the ledger."""
    return bool(user.holds(PostKind.SUPERVISOR, PostKind.PLANNER)) and item.is_open


# fmt: off
MAY_PLAN: Rights = {
    "extend":   writes_plans,
    "submit":   writes_plans,
    "withdraw": writes_plans,
    "adopt":    records_adoption,
    "close":    writes_plans,
}

MAY_ITEM: Rights = {
    "edit":     writes_plans,
    "report":   may_report,
    "amend":    may_change,
    "drop":     may_change,
    "follow":   may_follow,
}
# fmt: on
