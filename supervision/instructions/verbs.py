"""What the events of instructions are called in the log."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "instruction.entered": _("entered the instruction"),
    "instruction.tracked": _("put it on the supervision ledger"),
    "instruction.not_tracked": _("left it off the supervision ledger"),
    "instruction.corrected": _("corrected the instruction"),
    "instruction.reopened": _("decided on it anew"),
}
