"""What each step looks like to people: its button, its form, and the service behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from supervision.items import forms, services
from supervision.items.services import extensions

Say = Any


@dataclass(frozen=True)
class Page:
    """The button of a step, what it asks for, what it calls, and what is said when it is done."""

    label: Say
    icon: str
    act: Callable[..., Any]
    done: Say
    form: type[forms.StepForm] = forms.ConfirmForm
    confirm: Say = ""
    after: str = ""  # where one stands afterwards, if not on the page of the item
    opens: bool = False  # whether the deed answers with another item, with which one goes on
    rare: bool = False  # whether the button stands in the menu of the less usual steps
    many: bool = False  # whether its form can be filled in once for many items (what asks nothing always can)

    @property
    def asks(self) -> bool:
        """Whether the step needs to be told something first."""
        return self.form is not forms.ConfirmForm


# fmt: off
STEP_PAGES: dict[str, Page] = {
    "submit":         Page(_("Submit for filing"), "send", services.submit, _("Submitted for filing.")),
    "discard":        Page(_("Discard"), "trash", services.discard, _("Draft discarded."),
                           confirm=_("Discard the draft? An administrator can restore it."),
                           after="supervision:item_list"),
    "file":           Page(pgettext_lazy("step", "File"), "flag", services.file, _("Filed.")),
    "reject":         Page(_("Send back"), "swap", services.reject, _("Sent back to the officer."), forms.ReasonForm,
                           many=True),
    "not_file":       Page(_("Do not file"), "dash", services.not_file, _("Recorded as not filed."), forms.ReasonForm,
                           many=True),
    "dispatch":       Page(_("Dispatch"), "send", services.dispatch, _("Dispatched.")),
    "acknowledge":    Page(_("Acknowledge"), "check", services.acknowledge, _("Acknowledged.")),
    "object":         Page(_("Object"), "warn", services.object_to, _("Objection raised."), forms.ObjectForm),
    "uphold":         Page(_("Keep it with the unit"), "check", services.uphold, _("Objection not accepted."),
                           forms.RefuseForm),
    "reassign":       Page(_("Give to another unit"), "swap", services.reassign, _("Given to another unit."),
                           forms.ReassignForm),
    "report":         Page(pgettext_lazy("step", "Report"), "edit", services.report, _("Report saved."),
                           forms.ReportForm),
    "submit_closing": Page(_("Report done"), "ok", services.submit_closing, _("Closing report submitted for review."),
                           forms.ClosingForm),
    "ask_extension":  Page(_("Ask for an extension"), "clock", extensions.ask_extension, _("Extension asked for."),
                           forms.ExtensionForm),
    "pass":           Page(pgettext_lazy("step", "Pass"), "check", services.pass_review, _("Review passed.")),
    "return":         Page(pgettext_lazy("step", "Return"), "swap", services.return_item, _("Returned for rework."),
                           forms.ReturnForm),
    "read_mark":      Page(_("Reading mark"), "stamp", services.read_mark, _("Read and completed.")),
    "instruct":       Page(_("Instruct"), "edit", services.instruct, _("Instruction given."), forms.InstructForm),
    "sign_off":       Page(_("Sign off"), "closed", services.sign_off, _("Signed off."),
                           confirm=_("Sign the item off? It is closed for good.")),
    "archive":        Page(_("Archive"), "book", services.archive, _("Archived."), rare=True,
                           confirm=_("Archive the item? It can only be read from then on.")),
    "suspend":        Page(_("Suspend"), "pause", services.suspend, _("Suspended."), forms.ReasonForm, rare=True,
                           many=True),
    "resume":         Page(_("Resume"), "right", services.resume, _("Resumed."), forms.NoteForm, many=True),
    "split":          Page(_("Split a part off"), "split", services.split, _("The part is a draft of its own now."),
                           forms.SplitForm, rare=True, opens=True),
    "merge":          Page(_("Merge into another"), "link", services.merge, _("Merged."), forms.MergeForm, rare=True),
    "terminate":      Page(_("Terminate"), "x", services.terminate, _("Terminated."), forms.ReasonForm, rare=True),
    "relapse":        Page(_("Open anew"), "history", services.relapse, _("A draft is linked to the old item."),
                           forms.RelapseForm, rare=True, opens=True),
    "withdraw_submit":  Page(_("Take back"), "undo", services.withdraw_submit, _("Taken back.")),
    "withdraw_closing": Page(_("Take back"), "undo", services.withdraw_closing, _("Taken back.")),
    "withdraw_pass":    Page(_("Take back"), "undo", services.withdraw_pass, _("Taken back.")),
    "withdraw_reading": Page(_("Take back"), "undo", services.withdraw_reading, _("Taken back.")),
}

EXTENSION_PAGES: dict[str, Page] = {
    "grant":          Page(_("Grant"), "check", extensions.grant, _("Extension granted."), forms.GrantForm),
    "refuse":         Page(_("Refuse"), "x", extensions.refuse, _("Extension refused."), forms.RefuseForm),
}
# fmt: on
