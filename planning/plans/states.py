"""The life of an annual plan as a table a colleague can check, and how far an item of it has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.workflow import step


class PlanState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    ADOPTED = "adopted", _("Adopted")
    CLOSED = "closed", _("Closed")


class Progress(models.TextChoices):
    NOT_STARTED = "not_started", _("Not started")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


S, P = PlanState, Progress

# Before these a unit does not see what the plan will ask of it.
BEFORE_ADOPTION = (S.DRAFT, S.SUBMITTED)
# What still has to be done.
OPEN = (P.NOT_STARTED, P.UNDER_WAY)

# fmt: off
# step          from                    to
PLAN_STEPS = {
    "extend":   step(S.DRAFT,           to=S.DRAFT),
    "submit":   step(S.DRAFT,           to=S.SUBMITTED),
    "withdraw": step(S.SUBMITTED,       to=S.DRAFT),
    "adopt":    step(S.SUBMITTED,       to=S.ADOPTED),
    "close":    step(S.ADOPTED,         to=S.CLOSED),
}

# An item is written while its plan is a draft; after adoption it is reported on and changes by amendment (rule 31).
# step          from (state of the plan)  to
ITEM_STEPS = {
    "edit":     step(S.DRAFT,           to=S.DRAFT),
    "report":   step(S.ADOPTED,         to=S.ADOPTED),
    "amend":    step(S.ADOPTED,         to=S.ADOPTED),
    "drop":     step(S.ADOPTED,         to=S.ADOPTED),
    "follow":   step(S.ADOPTED,         to=S.ADOPTED),
}
# fmt: on
