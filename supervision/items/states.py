"""The life of a supervision item and of a request for extension, as tables a colleague can check (40-supervision)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.workflow import step


class ItemState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PENDING = "pending", _("Awaiting approval")
    NOT_FILED = "not_filed", _("Not filed")
    FILED = "filed", _("Filed")
    DISPATCHED = "dispatched", _("Dispatched")
    IN_PROGRESS = "in_progress", _("In progress")
    UNDER_REVIEW = "under_review", _("Under review")
    LEADER_REVIEW = "leader_review", _("With the leader")
    COMPLETED = "completed", _("Completed")
    SIGNED_OFF = "signed_off", _("Signed off")


class ExtensionState(models.TextChoices):
    ASKED = "asked", _("Asked for")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")


S, X = ItemState, ExtensionState

# Where the clock of an item runs, and where it has stopped for good.
OPEN = (S.DISPATCHED, S.IN_PROGRESS, S.UNDER_REVIEW, S.LEADER_REVIEW)
CLOSED = (S.COMPLETED, S.SIGNED_OFF)
REPORTED = (S.UNDER_REVIEW, S.LEADER_REVIEW, S.COMPLETED, S.SIGNED_OFF)
# Whose due date may be put right: every state in which it still matters.
CORRECTABLE = (S.DRAFT, S.PENDING, S.FILED, *OPEN)
BEFORE_DISPATCH = (S.DRAFT, S.PENDING, S.NOT_FILED, S.FILED)

# fmt: off
# step                from                 to
STEPS = {
    "edit":           step(S.DRAFT,         to=S.DRAFT),
    "submit":         step(S.DRAFT,         to=S.PENDING),
    "discard":        step(S.DRAFT,         to=S.DRAFT),
    "file":           step(S.PENDING,       to=S.FILED),
    "reject":         step(S.PENDING,       to=S.DRAFT),
    "not_file":       step(S.PENDING,       to=S.NOT_FILED),
    "dispatch":       step(S.FILED,         to=S.DISPATCHED),
    "acknowledge":    step(S.DISPATCHED,    to=S.IN_PROGRESS),
    "report":         step(S.IN_PROGRESS,   to=S.IN_PROGRESS),
    "submit_closing": step(S.IN_PROGRESS,   to=S.UNDER_REVIEW),
    "ask_extension":  step(S.IN_PROGRESS,   to=S.IN_PROGRESS),
    "pass":           step(S.UNDER_REVIEW,  to=S.COMPLETED, detour=S.LEADER_REVIEW),
    "return":         step(S.UNDER_REVIEW,  to=S.IN_PROGRESS),
    "read_mark":      step(S.LEADER_REVIEW, to=S.COMPLETED),
    "instruct":       step(S.LEADER_REVIEW, to=S.IN_PROGRESS),
    "sign_off":       step(S.COMPLETED,     to=S.SIGNED_OFF),
}

EXTENSION_STEPS = {
    "grant":          step(X.ASKED,         to=X.GRANTED),
    "refuse":         step(X.ASKED,         to=X.REFUSED),
}
# fmt: on
