"""The lives of a meeting, of its minutes and of a decision, as tables a colleague from the secretariat can check."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.workflow import step


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    DRAFTING = "drafting", _("Minutes in draft")
    PUBLISHED = "published", _("Minutes published")
    CANCELLED = "cancelled", _("Cancelled")


class DecisionState(models.TextChoices):
    PROPOSED = "proposed", _("To be confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    TRACKED = "tracked", _("On the supervision ledger")
    NOT_TRACKED = "not_tracked", _("Not tracked")


M, D = MeetingState, DecisionState

# fmt: off
# step                from                           to
MEETING_STEPS = {
    "paste_minutes":  step(M.PLANNED, M.DRAFTING,    to=M.DRAFTING),
    "move":           step(M.PLANNED,                to=M.PLANNED),
    "cancel":         step(M.PLANNED,                to=M.CANCELLED),
    "restore":        step(M.CANCELLED,              to=M.PLANNED),
    "publish":        step(M.DRAFTING,               to=M.PUBLISHED),
}

DECISION_STEPS = {
    "correct":        step(D.PROPOSED, D.CONFIRMED,  to=D.PROPOSED),
    "confirm":        step(D.PROPOSED,               to=D.CONFIRMED),
    "track":          step(D.CONFIRMED,              to=D.TRACKED),
    "not_track":      step(D.PROPOSED, D.CONFIRMED,  to=D.NOT_TRACKED),
    "reopen":         step(D.NOT_TRACKED,            to=D.PROPOSED),
}
# fmt: on
