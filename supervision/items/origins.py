"""How decisions, items of annual plans, instructions and consultations become items (rule 30)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from planning.consultations.services import follow_consultation
from planning.meetings.models import Decision
from planning.meetings.services.decisions import track_decision
from planning.meetings.states import DecisionState
from planning.plans.models import PlanItem
from planning.plans.services import follow_item
from secretariat.errors import Refused
from secretariat.people import queries as people
from secretariat.people.models import PostKind
from secretariat.workflow import behalf_of, permit
from supervision.instructions.models import Instruction
from supervision.instructions.services import track_instruction
from supervision.items.models import SupervisionItem
from supervision.items.services import open_item
from supervision.items.states import CLOSED, DROPPED


def may_open_from_decision(user: Any) -> bool:
    """Supervision officers, and the planning officers who write the minutes."""
    return bool(user.holds(PostKind.SUPERVISOR, PostKind.PLANNER))


@transaction.atomic
def open_from_decision(decision_id: int, *, by: Any, on: date) -> list[SupervisionItem]:
    """One draft per lead unit of a confirmed decision; the decision is then on the ledger.

    Raises PermissionDenied, and Refused where the decision is not confirmed or no officer could follow the item.
    """
    behalf = permit(by, may_open_from_decision)
    decision = track_decision(decision_id, by=by)
    opener = behalf or by
    officer = _officer(opener)
    co_units = decision.co_units_as_written
    return [
        open_item(
            by=by,
            behalf=behalf,
            on=on,
            lead=lead,
            co_units=[unit for unit in co_units if unit != lead],
            due_on=decision.due_on,
            decision=decision,
            title=decision.title,
            requirement=decision.text,
            cycle=decision.cycle,
            officer=officer,
        )
        for lead in decision.leads_as_written
    ]


def open_from_meeting(meeting_id: int, *, by: Any, on: date) -> list[SupervisionItem]:
    """Every confirmed decision of a meeting becomes items, each in its own transaction.

    Raises PermissionDenied, also where nothing is to be done.
    """
    permit(by, may_open_from_decision)
    confirmed = Decision.objects.filter(meeting_id=meeting_id, state=DecisionState.CONFIRMED)
    ids = list(confirmed.order_by("ordinal").values_list("pk", flat=True))
    return [item for decision_id in ids for item in open_from_decision(decision_id, by=by, on=on)]


@transaction.atomic
def open_from_plan_item(plan_item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """A draft for the lead unit of an open item of an adopted plan, due when the plan says; the leader whom it names is
    responsible, and where nobody of the office is meant, the words stand with the requirement.

    Raises PermissionDenied, TransitionRefused, and Refused while an item that came of it is still followed (rule 51).
    """
    plan_item = follow_item(plan_item_id, by=by)
    behalf = behalf_of(plan_item)
    if _followed(plan_item=plan_item):
        raise Refused(_("This plan item is on the ledger already. Follow it there."))
    leader = people.leader_named(plan_item.leader_words, unit_id=plan_item.lead_id)
    return open_item(
        by=by,
        behalf=behalf,
        on=on,
        leader=leader,
        lead=plan_item.lead,
        co_units=list(plan_item.co_units.all()),
        due_on=plan_item.window_last,
        plan_item=plan_item,
        title=plan_item.title,
        requirement=_requirement(plan_item, named=leader is None),
        product=plan_item.product,
        cycle=plan_item.cycle,
        officer=_officer(behalf or by),
    )


def _requirement(plan_item: PlanItem, *, named: bool) -> str:
    words = plan_item.requirement or plan_item.title
    if not named or not plan_item.leader_words:
        return words
    with translation.override(settings.LANGUAGE_CODE):
        return words + "\n" + _("Responsible leader by the plan: %(leader)s") % {"leader": plan_item.leader_words}


@transaction.atomic
def open_from_consultation(consultation_id: int, *, by: Any, on: date) -> SupervisionItem:
    """A draft for the lead unit of a consultation that was held: somebody then writes what is to come of it, and when.

    Raises PermissionDenied, TransitionRefused, and Refused without a lead unit and while an item that came of it is
    still followed (rule 51).
    """
    consultation = follow_consultation(consultation_id, by=by)
    behalf = behalf_of(consultation)
    if consultation.lead is None:
        raise Refused(_("The consultation has no lead unit yet. Correct it and choose one."))
    if first := _followed(consultation=consultation):
        raise Refused(_("%(item)s follows this consultation already. Split it for a further task.") % {"item": first})
    return open_item(
        by=by,
        behalf=behalf,
        on=on,
        lead=consultation.lead,
        co_units=list(consultation.co_units.all()),
        consultation=consultation,
        title=consultation.topic,
        requirement=consultation.product or consultation.topic,
        product=consultation.product,
        officer=_officer(behalf or by),
    )


@transaction.atomic
def open_from_instruction(
    instruction_id: int,
    *,
    by: Any,
    on: date,
    drafts: Iterable[dict[str, Any]],
    again: bool = False,
    version: int | None = None,
) -> list[SupervisionItem]:
    """One draft for each of `drafts`, which hold what `open_item` takes, as a person confirmed them.

    Raises PermissionDenied, TransitionRefused, Outdated where the words that were read are no longer those of
    `version`, and Refused without any draft and, unless `again` says that it is another matter, where a unit already
    follows this instruction (rule 51).
    """
    instruction = track_instruction(instruction_id, by=by, version=version)
    behalf = behalf_of(instruction)
    wanted = list(drafts)
    if not wanted:
        raise Refused(_("Tick at least one item, or leave the instruction untracked with a reason."))
    first = _followed(instruction=instruction, lead__in=[draft["lead"] for draft in wanted])
    if first and not again:
        words = _("%(unit)s follows this instruction already: %(item)s. Tick the box below if this is another matter.")
        raise Refused(words % {"unit": first.lead, "item": first}, field="again")
    source = {"instruction": instruction, "leader": _responsible(instruction), "officer": _officer(behalf or by)}
    return [open_item(by=by, behalf=behalf, on=on, **source | draft) for draft in wanted]


def _followed(**of: Any) -> SupervisionItem | None:
    """The first item that came of a record and is not over yet."""
    items = SupervisionItem.objects.filter(deleted_at=None, **of).exclude(state__in=[*CLOSED, *DROPPED])
    found: SupervisionItem | None = items.select_related("lead").order_by("pk").first()
    return found


def _responsible(instruction: Instruction) -> Any:
    """The leader who wrote it, where closing reports go before that one; units would learn whose a private one is."""
    leader = None if instruction.is_private else instruction.leader_user
    return leader if leader and leader.holds(PostKind.SECRETARY_GENERAL, PostKind.DEPUTY) else None


def _officer(opener: Any) -> Any:
    officer = opener if opener.holds(PostKind.SUPERVISOR) else next(iter(people.holders(PostKind.SUPERVISOR)), None)
    if officer is None:
        raise Refused(_("Nobody holds the post of supervision officer; ask the administrator to name one."))
    return officer
