"""What people do with an instruction: enter it, put it on the ledger, leave it off, decide anew."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.attachments.services import attach
from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.people.models import PostKind, User
from secretariat.workflow import permit, take
from supervision.instructions.models import Instruction
from supervision.instructions.notices import tell_officers
from supervision.instructions.rules import MAY, may_enter
from supervision.instructions.states import STEPS


@transaction.atomic
def enter_instruction(
    *,
    by: Any,
    on: date,
    leader: str,
    document: str,
    text: str,
    given_on: date,
    is_private: bool = False,
    attachments: Iterable[Any] = (),
) -> Instruction:
    """Enter what a leader wrote, with the papers it stands on.

    Raises PermissionDenied, and Refused for marks of classification (rule 50), a day to come, an empty text, and a
    private one that whoever enters it could not read afterwards.
    """
    behalf = permit(by, may_enter)
    _refuse_unfit(leader, document, text, given_on, on)
    instruction = Instruction.objects.create(
        leader=leader.strip(),
        leader_user=_person(leader.strip()),
        document=document.strip(),
        text=text.strip(),
        given_on=given_on,
        is_private=is_private,
        entered_by=by,
    )
    if not Instruction.objects.visible_to(by).filter(pk=instruction.pk).exists():
        raise Refused(_("Your post does not read private instructions; it must be entered by one that does."))
    # Whoever reads the log does not read what the file of a private one is called (rule 46).
    label = str(instruction) if is_private else ""
    for file in attachments:
        attach(owner=instruction, upload=file, by=by, behalf=behalf, label=label)
    audit.record(actor=by, behalf=behalf, verb="instruction.entered", subject=instruction, after=instruction.state)
    tell_officers(instruction, by=by, on=on)
    return instruction


@transaction.atomic
def track_instruction(instruction_id: int, *, by: Any) -> Instruction:
    """The instruction is now on the ledger; called by the service that makes its items."""
    return _finish(_take(instruction_id, "track", by), "track", by, verb="tracked")


@transaction.atomic
def not_track_instruction(instruction_id: int, *, by: Any, reason: str, version: int | None = None) -> Instruction:
    """Leave an instruction off the ledger, such as one only for reading (阅知, rule 22). Refused without a reason."""
    refuse_classified(reason, field="reason")
    instruction = _take(instruction_id, "not_track", by, version=version)
    if not reason.strip():
        raise Refused(_("Say why the instruction is not tracked."), field="reason")
    instruction.not_tracked_reason = reason.strip()
    return _finish(instruction, "not_track", by, "not_tracked_reason", verb="not_tracked")


@transaction.atomic
def reopen_instruction(instruction_id: int, *, by: Any, version: int | None = None) -> Instruction:
    """Decide anew about an instruction that was left untracked."""
    instruction = _take(instruction_id, "reopen", by, version=version)
    instruction.not_tracked_reason = ""
    return _finish(instruction, "reopen", by, "not_tracked_reason", verb="reopened")


def leaders() -> list[User]:
    """The leaders of the house: their names are offered, and the one who is meant becomes the leader as a person."""
    held = [PostKind.SECRETARY_GENERAL, PostKind.DEPUTY]
    return list(User.objects.filter(is_active=True, posts__kind__in=held).distinct())


def _person(leader: str) -> User | None:
    found = [user for user in leaders() if user.name == leader]
    return found[0] if len(found) == 1 else None


def _refuse_unfit(leader: str, document: str, text: str, given_on: date, on: date) -> None:
    for field, value in (("leader", leader), ("document", document), ("text", text)):
        refuse_classified(value, field=field)
        if not value.strip():
            raise Refused(_("This must not be empty."), field=field)
    if given_on > on:
        raise Refused(_("The day lies in the future. Give the day on which the leader wrote it."), field="given_on")


def _take(instruction_id: int, name: str, by: Any, *, version: int | None = None) -> Instruction:
    found: Instruction = take(
        Instruction.objects.visible_to(by), instruction_id, STEPS, MAY, name, by=by, version=version
    )
    return found


def _finish(instruction: Instruction, step: str, by: Any, *fields: str, verb: str) -> Instruction:
    before, instruction.state = instruction.state, STEPS[step].target
    instruction.version += 1
    instruction.save(update_fields=["state", "version", *fields])
    audit.record(actor=by, verb=f"instruction.{verb}", subject=instruction, before=before, after=instruction.state)
    return instruction
