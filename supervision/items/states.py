"""The life of a supervision item and of a request for extension, as tables a colleague can check (40-supervision)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.workflow import step


class ItemState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PENDING = "pending", _("Awaiting approval")
    NOT_FILED = "not_filed", _("Not filed")
    FILED = "filed", _("Filed")
    DISPATCHED = "dispatched", _("Dispatched")
    OBJECTED = "objected", _("Objection pending")
    IN_PROGRESS = "in_progress", _("In progress")
    SUSPENDED = "suspended", _("Suspended")
    UNDER_REVIEW = "under_review", _("Under review")
    LEADER_REVIEW = "leader_review", _("With the leader")
    COMPLETED = "completed", _("Completed")
    SIGNED_OFF = "signed_off", _("Signed off")
    ARCHIVED = "archived", _("Archived")
    TERMINATED = "terminated", _("Terminated")
    MERGED = "merged", _("Merged")


class ObjectionState(models.TextChoices):
    RAISED = "raised", _("Raised")
    REFUSED = "refused", pgettext_lazy("objection", "Not accepted")
    ACCEPTED = "accepted", pgettext_lazy("objection", "Accepted")


class ExtensionState(models.TextChoices):
    ASKED = "asked", _("Asked for")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")


S, X = ItemState, ExtensionState

# Dispatched and not yet over; where the clock runs; where it has stopped for good; what is over without being done.
OPEN = (S.DISPATCHED, S.OBJECTED, S.IN_PROGRESS, S.SUSPENDED, S.UNDER_REVIEW, S.LEADER_REVIEW)
RUNNING = (S.DISPATCHED, S.OBJECTED, S.IN_PROGRESS)
# On the ledger and not signed off.
UNFINISHED = (S.FILED, *OPEN, S.COMPLETED)
CLOSED = (S.COMPLETED, S.SIGNED_OFF, S.ARCHIVED)
DROPPED = (S.NOT_FILED, S.MERGED, S.TERMINATED)
REPORTED = (S.UNDER_REVIEW, S.LEADER_REVIEW, *CLOSED)
UNNUMBERED = (S.DRAFT, S.PENDING, S.NOT_FILED)
BEFORE_DISPATCH = (*UNNUMBERED, S.FILED)
# Whose due date may be put right: every state in which it still matters.
CORRECTABLE = (S.DRAFT, S.PENDING, S.FILED, *OPEN)

# fmt: off
# step                  from                                        to ("" = the state stays)
STEPS = {
    "edit":             step(S.DRAFT,                               to=S.DRAFT),
    "submit":           step(S.DRAFT,                               to=S.PENDING),
    "discard":          step(S.DRAFT,                               to=S.DRAFT),
    "file":             step(S.PENDING,                             to=S.FILED),
    "reject":           step(S.PENDING,                             to=S.DRAFT),
    "not_file":         step(S.PENDING,                             to=S.NOT_FILED),
    "dispatch":         step(S.FILED,                               to=S.DISPATCHED),
    "acknowledge":      step(S.DISPATCHED,                          to=S.IN_PROGRESS),
    "object":           step(S.DISPATCHED,                          to=S.OBJECTED),
    "uphold":           step(S.OBJECTED,                            to=S.DISPATCHED),
    "reassign":         step(S.OBJECTED,                            to=S.DISPATCHED),
    "report":           step(S.IN_PROGRESS,                         to=S.IN_PROGRESS),
    "submit_closing":   step(S.IN_PROGRESS,                         to=S.UNDER_REVIEW),
    "ask_extension":    step(S.IN_PROGRESS,                         to=S.IN_PROGRESS),
    "suspend":          step(S.IN_PROGRESS,                         to=S.SUSPENDED),
    "resume":           step(S.SUSPENDED,                           to=S.IN_PROGRESS),
    "pass":             step(S.UNDER_REVIEW,                        to=S.COMPLETED, detour=S.LEADER_REVIEW),
    "return":           step(S.UNDER_REVIEW,                        to=S.IN_PROGRESS),
    "read_mark":        step(S.LEADER_REVIEW,                       to=S.COMPLETED),
    "instruct":         step(S.LEADER_REVIEW,                       to=S.IN_PROGRESS),
    "sign_off":         step(S.COMPLETED,                           to=S.SIGNED_OFF),
    "archive":          step(S.SIGNED_OFF,                          to=S.ARCHIVED),
    "split":            step(S.FILED, S.DISPATCHED, S.IN_PROGRESS,  to=""),
    "merge":            step(S.FILED, S.DISPATCHED, S.IN_PROGRESS,  to=S.MERGED),
    "terminate":        step(S.IN_PROGRESS, S.SUSPENDED,            to=S.TERMINATED),
    "relapse":          step(S.SIGNED_OFF, S.ARCHIVED,              to=""),
    # Taken back by whoever did it, while nobody has acted since.
    "withdraw_submit":  step(S.PENDING,                             to=S.DRAFT),
    "withdraw_closing": step(S.UNDER_REVIEW,                        to=S.IN_PROGRESS),
    "withdraw_pass":    step(S.LEADER_REVIEW, S.COMPLETED,          to=S.UNDER_REVIEW),
    "withdraw_reading": step(S.COMPLETED,                           to=S.LEADER_REVIEW),
}

EXTENSION_STEPS = {
    "grant":            step(X.ASKED,                               to=X.GRANTED),
    "refuse":           step(X.ASKED,                               to=X.REFUSED),
}
# fmt: on

# The step that each withdrawal takes back.
TAKEN_BACK = {
    "withdraw_submit": "submit",
    "withdraw_closing": "submit_closing",
    "withdraw_pass": "pass",
    "withdraw_reading": "read_mark",
}
