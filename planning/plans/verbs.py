"""What the events of plans and their items are called in the log."""

from django.utils.translation import gettext_lazy as _

GROUPS = {"plan": _("Annual plans"), "plan_item": _("Plan items")}

VERBS = {
    "plan.drafted": _("drafted the plan"),
    "plan.extended": _("added items to the plan"),
    "plan.submitted": _("submitted the plan"),
    "plan.withdrawn": _("took the plan back"),
    "plan.adopted": _("recorded the adoption of the plan"),
    "plan.closed": _("closed the plan"),
    "plan.restored": _("restored the plan"),
    "plan_item.edited": _("edited the plan item"),
    "plan_item.reported": _("reported on the plan item"),
    "plan_item.amended": _("amended the plan item"),
    "plan_item.due_corrected": _("put the plan item's time right under the new calendar"),
    "plan_item.dropped": _("dropped the plan item"),
    "plan_item.restored": _("restored the plan item"),
    "plan_item.followed": _("put the plan item on the ledger"),
}
