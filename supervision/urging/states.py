"""The life of a slip, and the words of its colours and of the channels of an urge."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.workflow import step


class SlipLevel(models.TextChoices):
    BLUE = "blue", pgettext_lazy("slip", "Blue")
    ORANGE = "orange", pgettext_lazy("slip", "Orange")
    RED = "red", pgettext_lazy("slip", "Red")


class SlipState(models.TextChoices):
    SENT = "sent", _("Awaiting the reply")
    REPLIED = "replied", _("Replied")
    ACCEPTED = "accepted", _("Reason accepted")
    REFUSED = "refused", _("Reason not accepted")


class Channel(models.TextChoices):
    SYSTEM = "system", _("Through the system")
    PHONE = "phone", _("By telephone")
    LETTER = "letter", _("By letter")
    VISIT = "visit", _("In person")
    MEETING = "meeting", _("At a meeting")


S = SlipState
DECIDED = (S.ACCEPTED, S.REFUSED)

# fmt: off
# step          from                    to
SLIP_STEPS = {
    "reply":    step(S.SENT, S.REFUSED, to=S.REPLIED),
    "accept":   step(S.REPLIED,           to=S.ACCEPTED),
    "refuse":   step(S.REPLIED,           to=S.REFUSED),
}
# fmt: on
