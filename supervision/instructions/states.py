"""What becomes of an instruction, as a table a colleague can check."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.workflow import step


class InstructionState(models.TextChoices):
    NOTED = "noted", _("To be followed")
    TRACKED = "tracked", _("On the supervision ledger")
    NOT_TRACKED = "not_tracked", _("Not tracked")


S = InstructionState

# fmt: off
# step          from                    to
STEPS = {
    "track":     step(S.NOTED, S.TRACKED, to=S.TRACKED),
    "not_track": step(S.NOTED,            to=S.NOT_TRACKED),
    "reopen":    step(S.NOT_TRACKED,      to=S.NOTED),
    "correct":   step(*S,                 to=""),
}
# fmt: on
