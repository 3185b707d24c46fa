"""What was thrown away with an import comes back, as far as nothing has taken its place since (rule 47)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from planning.plans.models import AnnualPlan, PlanItem
from planning.plans.rules import writes_plans
from planning.plans.states import PlanState
from secretariat.audit import services as audit
from secretariat.errors import Refused


@transaction.atomic
def restore_plan(plan_id: int, *, by: Any) -> AnnualPlan:
    """Bring a discarded plan back with the items that left the lists together with it.

    Raises PermissionDenied, and Refused where another plan of this year and kind bears the title now.
    """
    plan: AnnualPlan = AnnualPlan.objects.exclude(deleted_at=None).select_for_update().get(pk=plan_id)
    _permit(by, "planning.change_annualplan")
    if AnnualPlan.objects.filter(year=plan.year, kind=plan.kind, title=plan.title, deleted_at=None).exists():
        words = _("“%(plan)s” is not restored: another plan of %(year)d has this title now. Rename one of them.")
        raise Refused(words % {"plan": plan, "year": plan.year})
    items = plan.items.filter(deleted_at=plan.deleted_at).update(deleted_at=None)
    plan.deleted_at = None
    plan.version += 1
    plan.save(update_fields=["deleted_at", "version"])
    audit.record(actor=by, verb="plan.restored", subject=plan, before=plan.state, after=plan.state, items=items)
    return plan


@transaction.atomic
def restore_plan_item(item_id: int, *, by: Any) -> PlanItem:
    """Bring a discarded item back into its plan while that is a draft; later it changes by amendment only (rule 31).

    Raises PermissionDenied, and Refused where the plan itself is discarded, or has the same task of the same unit now.
    """
    rows = PlanItem.objects.exclude(deleted_at=None).select_related("plan", "lead")
    item: PlanItem = rows.select_for_update(of=("self",)).get(pk=item_id)
    _permit(by, "planning.change_planitem")
    _refuse_item(item)
    item.deleted_at = None
    item.version += 1
    item.save(update_fields=["deleted_at", "version"])
    audit.record(actor=by, verb="plan_item.restored", subject=item, whole=item.plan)
    return item


def _permit(by: Any, permission: str) -> None:
    if not (writes_plans(by) or by.has_perm(permission)):
        raise PermissionDenied


def _refuse_item(item: PlanItem) -> None:
    facts = {"item": item, "plan": item.plan}
    if item.plan.deleted_at is not None:
        raise Refused(_("“%(item)s” belongs to “%(plan)s”, which is discarded itself. Restore the plan.") % facts)
    if item.plan.state != PlanState.DRAFT:
        words = _("“%(item)s” is not restored: “%(plan)s” is a draft no longer; its items change by amendment only.")
        raise Refused(words % facts)
    if item.plan.items.filter(deleted_at=None, title=item.title, lead=item.lead_id).exists():
        raise Refused(_("“%(item)s” is not restored: “%(plan)s” has this task of the same unit already.") % facts)
