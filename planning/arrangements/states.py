"""The life of an arrangement as a table that a colleague from the secretariat can check."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.workflow import step


class ArrangementState(models.TextChoices):
    COLLECTING = "collecting", pgettext_lazy("arrangement", "Collecting")
    COORDINATING = "coordinating", pgettext_lazy("arrangement", "Coordinating")
    PUBLISHED = "published", _("Published")


S = ArrangementState
STAYS = ""

# fmt: off
# step           from                              to
STEPS = {
    "add":        step(S.COLLECTING, S.COORDINATING, to=STAYS),
    "change":     step(S.COLLECTING, S.COORDINATING, to=STAYS),
    "discard":    step(S.COLLECTING, S.COORDINATING, to=STAYS),
    "paste":      step(S.COLLECTING, S.COORDINATING, to=STAYS),
    "collect":    step(S.COLLECTING, S.COORDINATING, to=STAYS),
    "coordinate": step(S.COLLECTING,                 to=S.COORDINATING),
    "reopen":     step(S.COORDINATING,               to=S.COLLECTING),
    "publish":    step(S.COORDINATING,               to=S.PUBLISHED),
    "supplement": step(S.PUBLISHED,                  to=STAYS),
}
# fmt: on
