"""What the events of items and extensions are called in the log."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "item.opened": _("drafted the item"),
    "item.edited": _("edited the draft"),
    "item.submitted": _("submitted it for filing"),
    "item.discarded": _("discarded the draft"),
    "item.restored": _("restored the draft"),
    "item.filed": _("approved the filing"),
    "item.rejected": _("sent the draft back"),
    "item.not_filed": _("decided not to file it"),
    "item.dispatched": _("dispatched it"),
    "item.acknowledged": _("acknowledged it"),
    "item.reported": _("reported"),
    "item.reported_done": _("reported it done"),
    "item.returned": _("returned it for rework"),
    "item.passed": _("passed the review"),
    "item.read": _("put the reading mark"),
    "item.instructed": _("gave a new instruction"),
    "item.signed_off": _("signed it off"),
    "item.due_corrected": _("moved the due date under the new calendar"),
    "item.handed_over": _("handed it over"),
    "extension.asked": _("asked for an extension"),
    "extension.granted": _("granted the extension"),
    "extension.refused": _("refused the extension"),
}
