"""The life of an issue, as a table a colleague can check."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.workflow import step


class IssueState(models.TextChoices):
    DRAFT = "draft", _("Being edited")
    REVIEW = "review", _("In review")
    APPROVED = "approved", _("Awaiting signature")
    ISSUED = "issued", _("Issued")


S = IssueState

# fmt: off
# step                from                  to
STEPS = {
    "edit":           step(S.DRAFT,         to=S.DRAFT),
    "recompile":      step(S.DRAFT,         to=S.DRAFT),
    "submit":         step(S.DRAFT,         to=S.REVIEW),
    "return":         step(S.REVIEW, S.APPROVED, to=S.DRAFT),
    "approve":        step(S.REVIEW,        to=S.APPROVED),
    "sign":           step(S.APPROVED,      to=S.ISSUED),
}
# fmt: on
