"""What items answer to the drawers below, how their dates are kept, and what their events are called."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from secretariat.audit.labels import register_all, register_group
from secretariat.offers import MatterEntry, Question, answers
from secretariat.people.models import PostKind
from secretariat.workdays.keepers import keeps
from supervision.items import importing
from supervision.items.agenda import agenda
from supervision.items.filters import ItemFilterForm
from supervision.items.models import SupervisionItem
from supervision.items.reminders import reminders
from supervision.items.services.corrections import correct_due
from supervision.items.standing import Day
from supervision.items.touched import KIND, date_of, touched_by
from supervision.items.verbs import VERBS

__all__ = ["importing"]

# As many as one looks through to find the right one.
FOUND = 12

answers(Question.REMINDERS)(reminders)
answers(Question.CALENDAR_CHANGED)(touched_by)
answers(Question.AGENDA)(agenda)


@answers(Question.MATTERS)
def matters(*, user: Any, words: str, on: date) -> list[MatterEntry]:
    """The first items that the ledger finds by these words, the newest number first (rule 46)."""
    seen = SupervisionItem.objects.visible_to(user).exclude(number=None).select_related("lead")
    found = ItemFilterForm({"q": words, "state": "all", "order": "number"}).apply(seen, Day.of(on))
    return [
        MatterEntry(
            record=(KIND, item.pk),
            title=str(item),
            text=f"{item.lead.short} {item.get_state_display()}",
            url=item.get_absolute_url(),
        )
        for item in found[:FOUND]
    ]


def decides(user: Any) -> bool:
    """The supervision officers put due dates right."""
    return bool(user.holds(PostKind.SUPERVISOR))


@keeps(KIND, label=_("due date of an item"), decides=decides, date_of=date_of)
def move_due(pk: int, *, by: Any, on: date, from_on: date, to_on: date, reason: str) -> None:
    """Move the due date of an item that a new calendar puts in question."""
    correct_due(pk, by=by, on=on, due_on=to_on, reason=reason, from_on=from_on)


register_group("item", _("Supervision items"))
register_group("extension", _("Extensions"))
register_all(VERBS)
