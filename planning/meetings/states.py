"""The lives of a meeting with its agenda and minutes, of a decision, a topic and a leave, as tables to be checked."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.workflow import step


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("Collecting topics")
    FIXED = "fixed", _("Agenda fixed")
    BEGUN = "begun", pgettext_lazy("meeting", "In progress")
    DRAFTING = "drafting", _("Minutes in draft")
    REVIEW = "review", pgettext_lazy("minutes", "In review")
    PUBLISHED = "published", _("Minutes published")
    CANCELLED = "cancelled", _("Cancelled")


class DecisionState(models.TextChoices):
    PROPOSED = "proposed", _("To be confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    TRACKED = "tracked", _("On the supervision ledger")
    NOT_TRACKED = "not_tracked", _("Not tracked")


class TopicState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("topic", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("topic", "Submitted")
    SIGNED = "signed", pgettext_lazy("topic", "Signed by the leader")
    ACCEPTED = "accepted", pgettext_lazy("topic", "On the agenda")
    DEFERRED = "deferred", pgettext_lazy("topic", "Deferred")
    REFUSED = "refused", pgettext_lazy("topic", "Not brought up")
    FINISHED = "finished", pgettext_lazy("topic", "Decided on")


class AttendanceState(models.TextChoices):
    EXPECTED = "expected", pgettext_lazy("attendance", "Expected")
    ASKED = "asked", pgettext_lazy("attendance", "Leave asked for")
    LEAVE = "leave", pgettext_lazy("attendance", "On leave")


M, D, T, A = MeetingState, DecisionState, TopicState, AttendanceState

# Neither minuted nor cancelled: what a topic can be meant for.
TO_COME = (M.PLANNED, M.FIXED)
# Begun, and its minutes not published yet: the offices that keep the minutes are at work on it.
UNDER_WAY = (M.BEGUN, M.DRAFTING, M.REVIEW)
# In these something is still done about what was decided (rule 30).
DECIDING = (M.DRAFTING, M.REVIEW)
# Over for good, or not to be held: nobody asks for leave from it any more.
PAST = (M.PUBLISHED, M.CANCELLED)
# What the unit may still add papers to; what is over.
LIVING = (T.DRAFT, T.SUBMITTED, T.SIGNED, T.ACCEPTED, T.DEFERRED)

# fmt: off
# step                from                           to ("" = the state stays)
MEETING_STEPS = {
    "arrange":        step(M.PLANNED,                to=M.PLANNED),
    "fix_agenda":     step(M.PLANNED,                to=M.FIXED),
    "reopen_agenda":  step(M.FIXED,                  to=M.PLANNED),
    "begin":          step(M.FIXED,                  to=M.BEGUN),
    "undo_begin":     step(M.BEGUN,                  to=M.FIXED),
    "add_note":       step(M.BEGUN,                  to=""),
    "end":            step(M.BEGUN,                  to=M.DRAFTING),
    "paste_minutes":  step(M.PLANNED, M.FIXED, M.DRAFTING, to=M.DRAFTING),
    "draft":          step(M.DRAFTING,               to=M.DRAFTING),
    "submit":         step(M.DRAFTING,               to=M.REVIEW),
    "withdraw":       step(M.REVIEW,                 to=M.DRAFTING),
    "return":         step(M.REVIEW,                 to=M.DRAFTING),
    "approve":        step(M.REVIEW,                 to=M.REVIEW),
    "move":           step(M.PLANNED, M.FIXED,       to=""),
    "cancel":         step(M.PLANNED, M.FIXED,       to=M.CANCELLED),
    "restore":        step(M.CANCELLED,              to=M.PLANNED),
    "publish":        step(M.DRAFTING, M.REVIEW,     to=M.PUBLISHED),
    "correct":        step(M.PUBLISHED,              to=""),
    "set_guests":     step(M.PLANNED, M.FIXED, M.BEGUN, M.DRAFTING, to=""),
    "send_notice":    step(M.PLANNED, M.FIXED,       to=""),
    "note_attendance": step(M.PLANNED, M.FIXED, M.BEGUN, M.DRAFTING, to=""),
}

DECISION_STEPS = {
    "correct":        step(D.PROPOSED, D.CONFIRMED,  to=D.PROPOSED),
    "confirm":        step(D.PROPOSED,               to=D.CONFIRMED),
    "track":          step(D.CONFIRMED,              to=D.TRACKED),
    "not_track":      step(D.PROPOSED, D.CONFIRMED,  to=D.NOT_TRACKED),
    "reopen":         step(D.NOT_TRACKED,            to=D.PROPOSED),
}

TOPIC_STEPS = {
    "edit":           step(T.DRAFT,                  to=T.DRAFT),
    "submit":         step(T.DRAFT,                  to=T.SUBMITTED),
    "withdraw":       step(T.SUBMITTED,              to=T.DRAFT),
    "return":         step(T.SUBMITTED,              to=T.DRAFT),
    "sign":           step(T.SUBMITTED,              to=T.SIGNED),
    "accept":         step(T.SIGNED, T.DEFERRED,     to=T.ACCEPTED),
    "defer":          step(T.SIGNED, T.ACCEPTED,     to=T.DEFERRED),
    "refuse":         step(T.SIGNED, T.DEFERRED,     to=T.REFUSED),
    "finish":         step(T.ACCEPTED,               to=T.FINISHED),
    "add_papers":     step(*LIVING,                  to=""),
}

LEAVE_STEPS = {
    "ask_leave":      step(A.EXPECTED,               to=A.ASKED),
    "approve_leave":  step(A.ASKED,                  to=A.LEAVE),
    "refuse_leave":   step(A.ASKED,                  to=A.EXPECTED),
    "withdraw_leave": step(A.ASKED, A.LEAVE,         to=A.EXPECTED),
}
# fmt: on
