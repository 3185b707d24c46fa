"""What the page of an item shows, gathered in one place."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from planning.consultations.detail import chain as consultation_chain
from planning.consultations.models import Consultation
from planning.meetings.models import Decision
from planning.plans.detail import chain as plan_chain
from planning.plans.models import PlanItem
from secretariat.audit.models import Event
from secretariat.outbox.models import ReminderRule
from secretariat.workdays.words import cycle_words
from secretariat.workflow import behalf, open_steps
from supervision.instructions.detail import chain as instruction_chain
from supervision.instructions.models import Instruction
from supervision.items.asked import asked_of
from supervision.items.coverage import coverage_of, partners_of
from supervision.items.models import Extension, SupervisionItem
from supervision.items.queries import pending_extension, pending_objection, timeline
from supervision.items.reminders import next_step
from supervision.items.rules import MAY, MAY_EXTENSION
from supervision.items.standing import Day, standing_of
from supervision.items.states import EXTENSION_STEPS, STEPS, ItemState
from supervision.items.steps import EXTENSION_PAGES, STEP_PAGES

S = ItemState
EVENTS = 30
# The way from filing to sign-off as the picture shows it: what a stage is called, and the states in which it is next.
STAGES: dict[ItemState, tuple[Any, tuple[ItemState, ...]]] = {
    S.FILED: (pgettext_lazy("stage", "Filing"), (S.DRAFT, S.PENDING)),
    S.DISPATCHED: (pgettext_lazy("stage", "Dispatch"), (S.FILED,)),
    S.IN_PROGRESS: (pgettext_lazy("stage", "Handling"), (S.DISPATCHED, S.OBJECTED, S.IN_PROGRESS, S.SUSPENDED)),
    S.UNDER_REVIEW: (pgettext_lazy("stage", "Review"), (S.UNDER_REVIEW,)),
    S.LEADER_REVIEW: (pgettext_lazy("stage", "Leader"), (S.LEADER_REVIEW,)),
    S.COMPLETED: (pgettext_lazy("stage", "Completion"), ()),
    S.SIGNED_OFF: (pgettext_lazy("stage", "Sign-off"), (S.COMPLETED,)),
}


def get_item(user: Any, pk: int, *, with_chain: bool = False) -> SupervisionItem:
    """The item with its people if this user may see it, on request with what its chain shows; 404 otherwise, for
    foreign and missing look alike."""
    found = SupervisionItem.objects.visible_to(user).select_related("lead", "handler", "leader", "officer")
    if with_chain:
        # For some pages only: these seven tables take longer to ask than the item itself.
        instruction = Instruction.objects.visible_to(user).filter(pk=OuterRef("instruction"))
        found = found.annotate(sees_instruction=Exists(instruction)).select_related(
            *("decision__meeting__series", "plan_item__plan", "consultation__programme", "instruction")
        )
    return get_object_or_404(found.prefetch_related("co_units"), pk=pk)


def item_page(item: SupervisionItem, user: Any, day: Day) -> dict[str, Any]:
    """Everything on the page of an item."""
    moments = timeline(item)
    pending = pending_extension(item)
    return {
        "item": item,
        "day": day,
        "standing": standing_of(item, day),
        "moments": moments,
        "pending": pending,
        "steps": buttons(item, user),
        "rare_steps": buttons(item, user, rare=True),
        "objection": pending_objection(item) if item.state == S.OBJECTED else None,
        "behalf": _behalf(item, pending, user),
        "extension_steps": extension_buttons(pending, user),
        "may_edit": "edit" in open_steps(STEPS, MAY, item, user),
        "events": Event.objects.about(item)[:EVENTS],
        "next_step": next_step(item, day, ReminderRule.objects.in_force(day.on)) if item.is_open else None,
        "chain": chain(item),
        "stages": stages(item),
        "cycle": cycle_words(item.cycle),
        "asked": asked_of(item, day, told_on=item.last_report_on),
        "provisional": item.due_on is not None and day.calendar.is_provisional(item.due_on),
    }


def preview_of(item: SupervisionItem, user: Any, day: Day, *, after: str = "") -> dict[str, Any]:
    """What stands of an item beside the list: its dates, units and last report, and the usual steps; `after` is the
    list, to which one returns."""
    reports = list(item.reports.select_related("unit").order_by("-on", "-pk"))
    partners = list(item.co_units.all())
    told = {report.unit_id: report.on for report in partners_of(item, reports, day)}
    return {
        "item": item,
        "day": day,
        "standing": standing_of(item, day),
        "last": reports[0] if reports else None,
        "co_units": partners,
        "coverage": coverage_of(item, day, [told.get(unit.pk) for unit in partners]),
        "steps": buttons(item, user, after=after),
        "next_step": next_step(item, day, ReminderRule.objects.in_force(day.on)) if item.is_open else None,
        "chain": chain(item),
        "cycle": cycle_words(item.cycle),
        "provisional": item.due_on is not None and day.calendar.is_provisional(item.due_on),
    }


def _behalf(item: SupervisionItem, pending: Extension | None, user: Any) -> list[Any]:
    """Those in whose name the buttons of the page act, where not in one's own (代理)."""
    own = [behalf(MAY, name, user, item) for name in open_steps(STEPS, MAY, item, user)]
    if pending:
        names = open_steps(EXTENSION_STEPS, MAY_EXTENSION, pending, user)
        own += [behalf(MAY_EXTENSION, name, user, pending) for name in names]
    return list(dict.fromkeys(filter(None, own)))


def buttons(
    item: SupervisionItem, user: Any, *, after: str = "", short: bool = False, rare: bool = False
) -> list[dict[str, Any]]:
    """The usual steps this user may take now, or the rare ones, as buttons; `after` is the page to return to.

    `short` leaves out the forms.
    """
    names = [name for name in open_steps(STEPS, MAY, item, user) if name in STEP_PAGES]
    names = [name for name in names if STEP_PAGES[name].rare == rare]
    return [
        _button(
            reverse("supervision:item_step", args=[item.pk, name]),
            STEP_PAGES[name],
            first=not (place or rare),
            after=after,
        )
        for place, name in enumerate(names)
        if not (short and STEP_PAGES[name].asks and place > 1)
    ]


def extension_buttons(extension: Any, user: Any, *, after: str = "") -> list[dict[str, Any]]:
    """Grant and refuse, where this user may decide."""
    if extension is None:
        return []
    names = open_steps(EXTENSION_STEPS, MAY_EXTENSION, extension, user)
    return [
        _button(
            reverse("supervision:extension_step", args=[extension.pk, name]),
            EXTENSION_PAGES[name],
            first=not place,
            after=after,
        )
        for place, name in enumerate(names)
    ]


def chain(item: SupervisionItem) -> list[dict[str, Any]]:
    """Where the item came from: meeting and decision, plan and its item, programme and consultation, the leader's
    instruction, or who assigned it."""
    here = {
        "icon": "flag",
        "label": _("Supervision item"),
        "text": item.number_text or item.get_state_display(),
        "current": True,
    }
    return [*_origin(item), here]


def _origin(item: SupervisionItem) -> list[dict[str, Any]]:
    if item.plan_item is not None:
        return _planned(item.plan_item)
    if item.consultation is not None:
        return _consulted(item.consultation)
    if item.instruction is not None:
        return _instructed(item.instruction, seen=getattr(item, "sees_instruction", False))
    if item.decision is not None:
        return _decided(item.decision)
    return [{"icon": "stamp", "label": _("Assigned by"), "text": item.assignment}]


def _instructed(instruction: Instruction, *, seen: bool) -> list[dict[str, Any]]:
    if not seen:
        # Whose it is and on which paper is for those who may read it (rule 46).
        return [{"icon": "stamp", "label": _("Leader's instruction"), "text": _("not open to you")}]
    return instruction_chain(instruction, current=False)


def _consulted(consultation: Consultation) -> list[dict[str, Any]]:
    *above, here = consultation_chain(consultation)
    return [*above, here | {"current": False, "url": consultation.get_absolute_url()}]


def _decided(decision: Decision) -> list[dict[str, Any]]:
    meeting = decision.meeting
    return [
        {
            "icon": "meet",
            "label": _("Meeting"),
            "note": meeting.held_on,
            "text": str(meeting),
            "url": meeting.get_absolute_url(),
        },
        {
            "icon": "gavel",
            "label": _("Decision"),
            "note": decision.label,
            "text": decision.title,
            "url": decision.get_absolute_url(),
        },
    ]


def _planned(plan_item: PlanItem) -> list[dict[str, Any]]:
    *above, here = plan_chain(plan_item)
    return [*above, here | {"current": False, "url": plan_item.get_absolute_url()}]


def stages(item: SupervisionItem) -> list[dict[str, Any]]:
    """The lifecycle as a row of steps with their dates; the leader's stage only where the item goes there."""
    dates = {
        S.FILED: item.filed_on,
        S.DISPATCHED: item.dispatched_on,
        S.IN_PROGRESS: item.acknowledged_on,
        S.UNDER_REVIEW: item.closing_on,
        S.COMPLETED: item.done_on,
        S.SIGNED_OFF: item.signed_off_on,
    }
    shown = [stage for stage in STAGES if stage != S.LEADER_REVIEW or item.goes_to_leader]
    now = next((place for place, stage in enumerate(shown) if item.state in STAGES[stage][1]), len(shown))
    return [
        {
            "label": str(STAGES[stage][0]),
            "note": dates.get(stage) if place <= now else None,
            "state": "done" if place < now else "now" if place == now else "",
        }
        for place, stage in enumerate(shown)
    ]


def _button(url: str, page: Any, *, first: bool, after: str) -> dict[str, Any]:
    return {
        "label": page.label,
        "icon": page.icon,
        "method": "get" if page.asks else "post",
        "url": f"{url}?{urlencode({'next': after})}" if after else url,
        "primary": first,
        "confirm": page.confirm,
    }
