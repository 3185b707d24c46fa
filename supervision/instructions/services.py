"""What people do with an instruction: enter it, put it on the ledger, leave it off, decide anew, put it right."""

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
from supervision.instructions.notices import tell_corrected, tell_officers
from supervision.instructions.rules import MAY, may_enter
from supervision.instructions.states import STEPS, InstructionState

CORRECTABLE = ("leader", "document", "text", "given_on", "is_private")
# What the items that came of it go by: who wants what, and from which day it is counted.
FIXED = ("leader", "text", "given_on")


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
    _refuse_unreadable(instruction, by)
    for file in attachments:
        # The log does not name it: the instruction is private, or may be made so (rule 46).
        attach(owner=instruction, upload=file, by=by, behalf=behalf, label=str(instruction))
    audit.record(actor=by, behalf=behalf, verb="instruction.entered", subject=instruction, after=instruction.state)
    tell_officers(instruction, by=by, on=on)
    return instruction


@transaction.atomic
def track_instruction(instruction_id: int, *, by: Any, version: int | None = None) -> Instruction:
    """The instruction is now on the ledger; called by the service that makes its items."""
    return _finish(_take(instruction_id, "track", by, version=version), "track", by, verb="tracked")


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


@transaction.atomic
def correct_instruction(
    instruction_id: int, *, by: Any, on: date, reason: str, version: int | None = None, **said: Any
) -> Instruction:
    """Put right what was entered; `said` holds every one of CORRECTABLE. Its items and its state stay as they are.

    The log holds both versions, of a private one's paper and text only that they changed (rule 46). Raises Refused as
    entering does, without a reason or a change, and for what stays once items came of it (FIXED).
    """
    refuse_classified(reason, field="reason")
    instruction = _take(instruction_id, "correct", by, version=version)
    _refuse_unfit(said["leader"], said["document"], said["text"], said["given_on"], on)
    before = {name: getattr(instruction, name) for name in CORRECTABLE}
    after = {name: _plain(said[name]) for name in CORRECTABLE}
    changed = [name for name in CORRECTABLE if after[name] != _plain(before[name])]
    _refuse_correction(instruction, changed, reason)
    for name in changed:
        setattr(instruction, name, after[name])
    instruction.leader_user = _person(instruction.leader) if "leader" in changed else instruction.leader_user
    instruction.version += 1
    instruction.save(update_fields=[*changed, "leader_user", "version"])
    _refuse_unreadable(instruction, by)
    told = _told(before, after, changed)
    audit.record(actor=by, verb="instruction.corrected", subject=instruction, note=reason.strip(), changed=told)
    tell_corrected(instruction, by=by, on=on)
    return instruction


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


def _refuse_unreadable(instruction: Instruction, by: Any) -> None:
    if not Instruction.objects.visible_to(by).filter(pk=instruction.pk).exists():
        words = _("Your post does not read private instructions; leave this to one that does.")
        raise Refused(words, field="is_private")


def _refuse_correction(instruction: Instruction, changed: list[str], reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say why the instruction is corrected."), field="reason")
    if not changed:
        raise Refused(_("Nothing was changed. Put right what is wrong, or cancel."))
    fixed = [name for name in changed if name in FIXED]
    if fixed and instruction.state == InstructionState.TRACKED:
        words = _(
            "Items have come of it, and units work by them: this stays as it is. Let the leader give another one."
        )
        raise Refused(words, field=fixed[0])


def _told(before: dict[str, Any], after: dict[str, Any], changed: list[str]) -> dict[str, list[str]]:
    """What the log is told: [before, after] of each column; of words that are or were private, nothing."""
    hidden = {"document", "text"} if before["is_private"] or after["is_private"] else set()
    return {name: [] if name in hidden else [str(before[name]), str(after[name])] for name in changed}


def _plain(value: Any) -> Any:
    # A form sends the lines of a text back with other ends than they came with.
    return "\n".join(value.strip().splitlines()) if isinstance(value, str) else value


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
