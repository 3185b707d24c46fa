"""Who is told what after a step on a plan or on one of its items."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.plans.models import AnnualPlan, PlanItem
from secretariat.outbox import services as outbox
from secretariat.people import queries as people
from secretariat.people.models import User


def tell_adopted(plan: AnnualPlan, *, by: Any, on: date) -> None:
    """Tell the heads of every lead unit, and the whole unit where it has none."""
    units = set(plan.items.filter(deleted_at=None).order_by().values_list("lead", flat=True))
    headed = people.directory().heads
    ids = {head for unit in units for head in headed.get(unit, [])}
    wanted = User.objects.filter(Q(pk__in=ids) | Q(department__in=[unit for unit in units if unit not in headed]))
    with translation.override(settings.LANGUAGE_CODE):
        outbox.queue(
            to=[user for user in wanted.filter(is_active=True) if user != by],
            kind="plan_adopt",
            key=f"plan:{plan.pk}:adopt",
            day=on,
            title=_("%(plan)s has been adopted") % {"plan": plan.title},
            text=_("It gives your unit items to lead; report on them in time."),
            url=plan.get_absolute_url(),
            subject=plan,
        )


# step: what the line says
CHANGES: dict[str, Any] = {
    "amend": gettext_lazy("has been amended"),
    "drop": gettext_lazy("has been dropped from the plan"),
    "correct": gettext_lazy("has another time under the new calendar"),
}


def tell_changed(item: PlanItem, *, by: Any, on: date, step: str, reason: str, text: str = "") -> None:
    """Tell the heads of the lead unit that the plan asks something else of them now (rule 31)."""
    with translation.override(settings.LANGUAGE_CODE):
        outbox.queue(
            to=[user for user in people.heads_of(item.lead_id) if user != by],
            kind=f"plan_item_{step}",
            key=f"plan_item:{item.pk}:{step}:{item.version}",
            day=on,
            title=f"{item} {CHANGES[step]}"[:200],
            text=text[:400],
            reason=reason,
            url=item.get_absolute_url(),
            subject=item,
        )
