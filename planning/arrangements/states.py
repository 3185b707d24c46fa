"""The life of an arrangement as a table that a colleague from the secretariat can check."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.workflow import step


class ArrangementState(models.TextChoices):
    COLLECTING = "collecting", pgettext_lazy("arrangement", "Collecting")
    COORDINATING = "coordinating", pgettext_lazy("arrangement", "Coordinating")
    PUBLISHED = "published", _("Published")


class EntryOutcome(models.TextChoices):
    """What the review at the end of the period says of an entry."""

    DONE = "done", pgettext_lazy("entry", "Done")
    CARRIED = "carried", pgettext_lazy("entry", "Carried over")
    REDATED = "redated", pgettext_lazy("entry", "Re-dated")
    CANCELLED = "cancelled", pgettext_lazy("entry", "Cancelled")


S = ArrangementState
STAYS = ""

# fmt: off
# step              from                               to
STEPS = {
    "add":          step(S.COLLECTING, S.COORDINATING, to=STAYS),
    "change":       step(S.COLLECTING, S.COORDINATING, to=STAYS),
    "discard":      step(S.COLLECTING, S.COORDINATING, to=STAYS),
    "paste":        step(S.COLLECTING, S.COORDINATING, to=STAYS),
    "collect":      step(S.COLLECTING, S.COORDINATING, to=STAYS),
    "coordinate":   step(S.COLLECTING,                 to=S.COORDINATING),
    "reopen":       step(S.COORDINATING,               to=S.COLLECTING),
    "publish":      step(S.COORDINATING,               to=S.PUBLISHED),
    "supplement":   step(S.PUBLISHED,                  to=STAYS),
    "leave_out":    step(S.PUBLISHED,                  to=STAYS),
    "review":       step(S.PUBLISHED,                  to=STAYS),
    "report_nil":   step(S.COLLECTING, S.COORDINATING, to=STAYS),
    "remind_units": step(S.COLLECTING, S.COORDINATING, to=STAYS),
}
# fmt: on
