"""What each step looks like to people: its button, its form, and the service behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from planning.plans import forms, services

Say = Any


@dataclass(frozen=True)
class StepPage:
    """The button of a step, what it asks for, what it calls, and what is said when it is done."""

    label: Say
    icon: str
    act: Callable[..., Any]
    done: Say
    form: type[forms.StepForm] = forms.ConfirmForm
    confirm: Say = ""

    @property
    def asks(self) -> bool:
        """Whether the step needs to be told something first."""
        return self.form is not forms.ConfirmForm


# fmt: off
PLAN_PAGES: dict[str, StepPage] = {
    "extend":   StepPage(_("Add an item"), "plus", services.add_item, _("Item added."), forms.LineForm),
    "submit":   StepPage(_("Submit for approval"), "send", services.submit_plan, _("The plan is submitted.")),
    "withdraw": StepPage(_("Take back"), "undo", services.withdraw_plan, _("The plan is a draft again.")),
    "adopt":    StepPage(_("Record adoption"), "stamp", services.adopt_plan,
                         _("The plan is adopted; the units are told."), forms.AdoptForm),
    "close":    StepPage(_("Close the plan"), "closed", services.close_plan, _("The plan is closed."),
                         confirm=_("Close the plan? Nothing can be reported or amended any more.")),
}

ITEM_PAGES: dict[str, StepPage] = {
    "edit":     StepPage(_("Edit the item"), "edit", services.edit_item, _("Item saved."), forms.ItemForm),
    "report":   StepPage(_("Report progress"), "edit", services.report_item, _("Progress reported."),
                         forms.ReportForm),
    "amend":    StepPage(_("Amend the time"), "clock", services.amend_item, _("Amended; the unit is told."),
                         forms.AmendForm),
    "drop":     StepPage(_("Drop the item"), "x", services.drop_item, _("Dropped; the unit is told."),
                         forms.DropForm),
}
# fmt: on
