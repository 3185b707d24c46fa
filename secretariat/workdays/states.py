"""The life of a date that a new calendar puts in question, as a table a colleague can check."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.workflow import step


class DateState(models.TextChoices):
    OPEN = "open", _("To be decided")
    KEPT = "kept", pgettext_lazy("date", "Kept")
    MOVED = "moved", pgettext_lazy("date", "Moved")
    VOID = "void", pgettext_lazy("date", "No longer in question")


S = DateState
DECIDED = (S.KEPT, S.MOVED)

# fmt: off
# step       from         to
DATE_STEPS = {
    "keep":  step(S.OPEN, to=S.KEPT),
    "move":  step(S.OPEN, to=S.MOVED),
}
# fmt: on
