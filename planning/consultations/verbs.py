"""What the events of consultations are called in the log."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "programme.confirmed": _("confirmed the programme"),
    "consultation.added": _("added the consultation"),
    "consultation.corrected": _("corrected the consultation"),
    "consultation.scheduled": _("set the date"),
    "consultation.moved": _("moved the date"),
    "consultation.checkpoint_corrected": _("put a checkpoint's day right under the new calendar"),
    "consultation.completed": _("completed a checkpoint"),
    "consultation.reopened": _("reopened a checkpoint"),
    "consultation.held": _("noted that it was held"),
    "consultation.closed": _("closed the consultation"),
    "consultation.cancelled": _("cancelled the consultation"),
    "consultation.restored": _("restored the consultation"),
    "consultation.followed": _("put what came of it on the supervision ledger"),
    "consultation_form.added": _("added the form of consultation"),
}
