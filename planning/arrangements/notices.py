"""Who is told what after an arrangement is published or supplemented."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from planning.arrangements.models import Arrangement, Entry
from secretariat.daywords import day_short
from secretariat.outbox import services as outbox
from secretariat.people import queries as people
from secretariat.people.models import PostKind, User

# step: what the line says
NOTICES: dict[str, Any] = {
    "publish": _("is published"),
    "supplement": _("has an addendum"),
}


def tell(
    step: str, arrangement: Arrangement, *, by: Any, on: date, note: str = "", entries: Sequence[Entry] = ()
) -> None:
    """Queue the line of this step for the heads of the units concerned and the secretary-general, in Chinese."""
    with translation.override(settings.LANGUAGE_CODE):
        outbox.queue(
            to=[user for user in concerned(arrangement, entries) if user != by],
            kind=f"arrangement_{step}",
            key=f"arrangement:{arrangement.pk}:{step}:{arrangement.version}",
            day=on,
            title=f"{arrangement} {NOTICES[step]}",
            text=note,
            url=arrangement.get_absolute_url(),
            subject=arrangement,
        )


def tell_of_entry(entry: Entry, *, by: Any, on: date) -> None:
    """Queue what the review says of an entry that did not take place as published, for the heads of its unit."""
    if not entry.unit_id:
        return
    with translation.override(settings.LANGUAGE_CODE):
        day = f" → {day_short(entry.moved_to, on)}" if entry.moved_to else ""
        outbox.queue(
            to=[user for user in people.heads_of(entry.unit_id) if user != by],
            kind="arrangement_review",
            key=f"arrangement_entry:{entry.pk}:reviewed:{entry.version}",
            day=on,
            title=f"{entry.day_text(on)} {entry} {entry.get_outcome_display()}{day}",
            text=entry.outcome_note,
            url=entry.get_absolute_url(),
            subject=entry.arrangement,
        )


def concerned(arrangement: Arrangement, entries: Sequence[Entry]) -> list[User]:
    """The heads of the units of these entries (of all standing ones without any), and the secretary-general."""
    shown = entries or arrangement.entries.standing()
    units = {entry.unit_id for entry in shown if entry.unit_id}
    told = people.heads_of(*sorted(units)) + people.holders(PostKind.SECRETARY_GENERAL)
    return list({user.pk: user for user in told}.values())
