"""What people do here that concerns several drawers: letting another act, leaving the house, trying the mail."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.daywords import day_short
from secretariat.errors import Refused
from secretariat.outbox import services as outbox
from secretariat.people import services as people
from secretariat.people.models import Delegation, User
from supervision.items.models import SupervisionItem
from supervision.items.services import handover


@transaction.atomic
def give_delegation(
    *, giver: User, taker: User, from_on: date, until_on: date, reason: str, by: Any, on: date
) -> Delegation:
    """Let `taker` act for `giver`, and tell them so; `giver`, too, where somebody else enters it.

    Raises as `people.services.give_delegation`.
    """
    given = people.give_delegation(
        giver=giver, taker=taker, from_on=from_on, until_on=until_on, reason=reason, by=by, on=on
    )
    _tell_both(given, on)
    return given


def _tell_both(given: Delegation, on: date) -> None:
    period = {"first": day_short(given.from_on, on), "last": day_short(given.until_on, on), "reason": given.reason}
    with translation.override(settings.LANGUAGE_CODE):
        text = _("From %(first)s to %(last)s: %(reason)s") % period
        facts: Any = {"day": on, "text": text, "url": f"{reverse('me')}#delegations", "subject": given}
        outbox.queue(
            to=[given.taker],
            kind="delegation_given",
            key=f"delegation:{given.pk}",
            title=_("%(name)s lets you act for them") % {"name": given.giver},
            **facts,
        )
        if given.giver != given.made_by:
            entered = {"by": given.made_by, "name": given.taker}
            outbox.queue(
                to=[given.giver],
                kind="delegation_entered",
                key=f"delegation:{given.pk}:entered",
                title=_("%(by)s has entered that %(name)s acts for you") % entered,
                **facts,
            )


@transaction.atomic
def leave(user: User, *, by: Any, on: date, successor: User | None = None) -> list[SupervisionItem]:
    """A person leaves: log-ins and delegations end, and what they had in hand goes to the successor.

    Returns what is still in the name of the person and has to be given to somebody. Raises as `people.services.leave`.
    """
    people.leave(user, by=by, on=on, successor=successor)
    handed = handover.hand_over(user, to=successor, by=by, on=on) if successor else []
    if successor and handed:
        _tell_successor(successor, user, len(handed), on)
    return list(handover.in_hand(user))


def _tell_successor(successor: User, user: User, count: int, on: date) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        words = ngettext(
            "%(n)d item of %(name)s has been handed over to you",
            "%(n)d items of %(name)s have been handed over to you",
            count,
        )
        outbox.queue(
            to=[successor],
            kind="handed_over",
            key=f"handed_over:{user.pk}:{on}",
            day=on,
            title=words % {"n": count, "name": user},
            url=reverse("my_work"),
        )


@transaction.atomic
def send_trial_mail(*, by: User, at: datetime) -> None:
    """Mail `by` a line at once, to see whether mails leave the house. Raises Refused for whoever has no address."""
    if not by.email:
        raise Refused(_("You have no e-mail address: enter it among the people first."))
    with translation.override(by.language or settings.LANGUAGE_CODE):
        outbox.queue(
            to=[by],
            kind="trial_mail",
            key=f"trial_mail:{at:%Y-%m-%dT%H:%M:%S}",
            day=at.date(),
            title=_("A trial mail of the secretariat"),
            text=_("Mails leave the house, and this link leads back to it."),
            url=reverse("checklist"),
            urgent=True,
        )
