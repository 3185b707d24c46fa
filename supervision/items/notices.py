"""Who is told what after a step on an item."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from secretariat.outbox import services as outbox
from secretariat.people import queries as people
from secretariat.people.models import PostKind, User
from supervision.items.models import Importance, SupervisionItem
from supervision.items.states import ItemState

Audience = Callable[[SupervisionItem], list[User]]


# Where nobody stands in a place, those one rung higher are told, as by the reminders: nothing is told to nobody.
def leaders(item: SupervisionItem) -> list[User]:
    """The responsible leader of the item, else the secretary-general."""
    is_here = item.leader is not None and item.leader.is_active
    return [item.leader] if item.leader and is_here else people.holders(PostKind.SECRETARY_GENERAL)


def officers(item: SupervisionItem) -> list[User]:
    """The officer of the item, else every other officer, else the secretary-general."""
    if item.officer.is_active:
        return [item.officer]
    return people.holders(PostKind.SUPERVISOR) or people.holders(PostKind.SECRETARY_GENERAL)


def lead_unit(item: SupervisionItem) -> list[User]:
    """Those who answer for the lead unit, and the handler where one is named."""
    return people.answering_for(item.lead_id) + _handler(item)


def all_units(item: SupervisionItem) -> list[User]:
    units = [item.lead_id, *(unit.pk for unit in item.co_units.all())]
    return people.answering_for(*units) + _handler(item)


def _handler(item: SupervisionItem) -> list[User]:
    return [item.handler] if item.handler else []


def units_and_officer(item: SupervisionItem) -> list[User]:
    return officers(item) + all_units(item)


def new_and_old_lead(item: SupervisionItem) -> list[User]:
    """Everybody of the units that have it now, and whoever objected to having it."""
    return all_units(item) + [objection.raised_by for objection in item.objections.select_related("raised_by")[:1]]


def after_pass(item: SupervisionItem) -> list[User]:
    return leaders(item) if item.state == ItemState.LEADER_REVIEW else lead_unit(item)


def officer_and_lead(item: SupervisionItem) -> list[User]:
    return officers(item) + lead_unit(item)


def those_bound(item: SupervisionItem) -> list[User]:
    """The officer, and the lead unit once it knows of the item."""
    return officer_and_lead(item) if item.is_open else officers(item)


# step: who, and what the line says
NOTICES: dict[str, tuple[Audience, Any]] = {
    "submit": (leaders, _("awaits your decision on filing")),
    "file": (officers, _("has been filed; please dispatch it")),
    "reject": (officers, _("was sent back before filing")),
    "not_file": (officers, _("was not filed")),
    "dispatch": (all_units, _("has been dispatched to your unit; please acknowledge it")),
    "acknowledge": (officers, _("has been acknowledged")),
    "object": (officers, _("has an objection to decide on")),
    "uphold": (lead_unit, _("stays with your unit: the objection was not accepted")),
    "reassign": (new_and_old_lead, _("has another lead unit now; it is to acknowledge it")),
    "report": (officer_and_lead, _("has a new report")),
    "ask_extension": (leaders, _("asks for an extension")),
    "grant": (officer_and_lead, _("has been extended")),
    "refuse": (officer_and_lead, _("was not extended")),
    "submit_closing": (officers, _("has a closing report to review")),
    "return": (lead_unit, _("was returned for rework")),
    "pass": (after_pass, _("has passed the review")),
    "read_mark": (officer_and_lead, _("has been read by the leader and is completed")),
    "instruct": (officer_and_lead, _("has a new instruction by the leader")),
    "correct_due": (those_bound, _("has another due date under the new calendar")),
    "sign_off": (lead_unit, _("has been signed off")),
    "suspend": (units_and_officer, _("is suspended: its time does not count")),
    "resume": (units_and_officer, _("goes on: its time counts again")),
    "split": (lead_unit, _("was split: a part is followed by itself")),
    "merge": (units_and_officer, _("was merged into another item and is followed there")),
    "terminate": (units_and_officer, _("was terminated")),
    "withdraw_submit": (leaders, _("was taken back before filing")),
    "withdraw_closing": (officers, _("is being handled again: the closing report was taken back")),
    "withdraw_pass": (officer_and_lead, _("is under review again: the review was taken back")),
    "withdraw_reading": (officer_and_lead, _("is with the leader again: the reading mark was taken back")),
}


def tell(step: str, item: SupervisionItem, *, by: Any, on: date, note: str = "") -> None:
    """Queue the line of this step for everyone concerned but the one who acted. In the words of the house: Chinese."""
    audience, words = NOTICES[step]
    with translation.override(settings.LANGUAGE_CODE):
        outbox.queue(
            to=_others(audience(item), by),
            kind=f"item_{step}",
            key=f"item:{item.pk}:{step}:{item.version}",
            day=on,
            title=str(item)[:200],
            text=f"{words}{_('; ')}{note}"[:400] if note else str(words),
            url=item.get_absolute_url(),
            subject=item,
            urgent=item.importance == Importance.URGENT and step == "dispatch",
        )


def _others(people_: Iterable[User], by: Any) -> list[User]:
    return list({user.pk: user for user in people_ if user != by and user.is_active}.values())
