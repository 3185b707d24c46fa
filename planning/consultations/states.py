"""The life of a consultation as a table that a colleague from the secretariat can check."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.workflow import step


class ConsultationState(models.TextChoices):
    PLANNED = "planned", _("No date yet")
    SCHEDULED = "scheduled", _("Date set")
    HELD = "held", _("Held")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


S = ConsultationState
OPEN = (S.PLANNED, S.SCHEDULED, S.HELD)
# While it stands here the checkpoints run.
RUNNING = (S.SCHEDULED, S.HELD)
STAYS = ""

# fmt: off
# step         from                                to
STEPS = {
    "correct":  step(S.PLANNED, S.SCHEDULED, S.HELD, to=STAYS),
    "schedule": step(S.PLANNED,                    to=S.SCHEDULED),
    "move":     step(S.SCHEDULED,                  to=S.SCHEDULED),
    "complete": step(S.SCHEDULED, S.HELD,          to=STAYS),
    "reopen":   step(S.SCHEDULED, S.HELD,          to=STAYS),
    "hold":     step(S.SCHEDULED,                  to=S.HELD),
    "close":    step(S.HELD,                       to=S.CLOSED),
    "cancel":   step(S.PLANNED, S.SCHEDULED,       to=S.CANCELLED),
    "restore":  step(S.CANCELLED,                  to=S.PLANNED, detour=S.SCHEDULED),
    "follow":   step(S.HELD, S.CLOSED,             to=STAYS),
}
# fmt: on
