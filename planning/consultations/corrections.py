"""Putting the day of a checkpoint right that a new official calendar puts in question (rule 7)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from planning.consultations.models import Checkpoint, Consultation
from planning.consultations.notices import tell
from planning.consultations.rules import keeps_programme
from planning.consultations.states import RUNNING
from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.workflow import Step, take

# No step of the lifecycle: the state stays whatever it is.
_STEP = {"correct_checkpoint": Step(frozenset(RUNNING), target="")}
_MAY = {"correct_checkpoint": keeps_programme}


@transaction.atomic
def correct_checkpoint(
    point_id: int, *, by: Any, on: date, due_on: date, reason: str, from_on: date | None = None
) -> Checkpoint:
    """Move the day of a checkpoint with a reason; meeting and offset stay, light and reminders follow.

    Raises Refused without a reason or a change, for a day that has passed, once the checkpoint is done, and where its
    day is no longer `from_on`.
    """
    refuse_classified(reason, field="reason")
    whole = Checkpoint.objects.values_list("consultation", flat=True).get(pk=point_id)
    consultation: Consultation = take(
        Consultation.objects.select_related("programme", "leader"), whole, _STEP, _MAY, "correct_checkpoint", by=by
    )
    # The lock on the consultation guards its checkpoints.
    point = consultation.checkpoints.get(pk=point_id)
    _refuse(point, due_on=due_on, from_on=from_on, on=on, reason=reason)
    was, point.due_on = point.due_on, due_on
    point.save(update_fields=["due_on"])
    _finish(consultation, point, was, by=by, on=on, reason=reason.strip())
    return point


def _finish(consultation: Consultation, point: Checkpoint, was: date, *, by: Any, on: date, reason: str) -> None:
    consultation.due_version += 1
    consultation.version += 1
    consultation.save(update_fields=["due_version", "version"])
    moved = f"{point.get_kind_display()} {was:%Y-%m-%d} → {point.due_on:%Y-%m-%d}"
    audit.record(
        actor=by,
        verb="consultation.checkpoint_corrected",
        subject=consultation,
        whole=consultation.programme,
        before=consultation.state,
        after=consultation.state,
        note=f"{moved} {reason}",
        checkpoints={point.kind: [str(was), str(point.due_on)]},
    )
    tell("correct_checkpoint", consultation, by=by, on=on, note=f"{moved} {reason}")


def _refuse(point: Checkpoint, *, due_on: date, from_on: date | None, on: date, reason: str) -> None:
    if point.done_on is not None:
        raise Refused(_("The checkpoint is done; its day is no longer in question."))
    if from_on and point.due_on != from_on:
        raise Refused(
            _("The checkpoint was moved to %(day)s in the meantime; it is no longer in question.")
            % {"day": f"{point.due_on:%Y-%m-%d}"}
        )
    if due_on == point.due_on:
        raise Refused(_("This is its day already: give another one, or keep it."), field="due_on")
    if due_on < on:
        raise Refused(_("The new day lies in the past."), field="due_on")
    if not reason.strip():
        raise Refused(_("Say why; whoever reads the date later will ask."), field="reason")
