"""Who is told of an urge and of a slip."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from secretariat.outbox import services as outbox
from secretariat.people import queries as people
from secretariat.people.models import PostKind, User
from supervision.items.notices import lead_unit, officers
from supervision.urging.models import Slip, Urge
from supervision.urging.states import Channel, SlipLevel

WORDS = {
    "issue": _("A slip was issued to your unit; please reply in time"),
    "reply": _("The unit has replied to the slip"),
    "accept": _("The reason was accepted"),
    "refuse": _("The reason was not accepted"),
}


def tell_of_slip(step: str, slip: Slip, *, by: Any, on: date) -> None:
    """The lead unit hears of slips and decisions, and whom a colour reaches above it; the officer hears of replies."""
    with translation.override(settings.LANGUAGE_CODE):
        outbox.queue(
            to=_others(officers(slip.item) if step == "reply" else _reached(slip), by),
            kind=f"slip_{step}",
            key=f"slip:{slip.pk}:{step}:{on:%Y-%m-%d}:{slip.state}",
            day=on,
            title=f"{slip.get_level_display()} {slip.number_text} {slip.item.title}"[:200],
            text=str(WORDS[step]),
            url=slip.get_absolute_url(),
            subject=slip.item,
            urgent=step == "issue" and slip.level == SlipLevel.RED,
        )


def tell_of_urge(urge: Urge, *, by: Any, on: date) -> None:
    """An urge through the system reaches the unit at once; others were made by mouth or letter."""
    if urge.channel != Channel.SYSTEM:
        return
    item = urge.item
    told = lead_unit(item) if urge.unit_id == item.lead_id else people.heads_of(urge.unit_id)
    with translation.override(settings.LANGUAGE_CODE):
        outbox.queue(
            to=_others(told, by),
            kind="urge",
            key=f"urge:{urge.pk}",
            day=on,
            title=str(item)[:200],
            text=f"{_('You are urged')}{_('; ')}{urge.content}"[:400],
            url=item.get_absolute_url(),
            subject=item,
            urgent=True,
        )


def _reached(slip: Slip) -> list[User]:
    """The unit; from orange on whoever oversees it, from red on the secretary-general."""
    reached = lead_unit(slip.item)
    if slip.level != SlipLevel.BLUE:
        reached += people.overseers_of(slip.item.lead_id)
    if slip.level == SlipLevel.RED:
        reached += people.holders(PostKind.SECRETARY_GENERAL)
    return reached


def _others(told: Iterable[User], by: Any) -> list[User]:
    return list({user.pk: user for user in told if user != by and user.is_active}.values())
