"""Who is told what after a step on a meeting."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from planning.meetings.models import Decision, Meeting
from secretariat.outbox import services as outbox
from secretariat.people import queries as people
from secretariat.people.models import PostKind, User

Audience = Callable[[Meeting], list[User]]


def those_who_meet(_meeting: Meeting) -> list[User]:
    """The leaders, and the offices that prepare the meeting and follow it up."""
    return people.holders(PostKind.SECRETARY_GENERAL, PostKind.DEPUTY, PostKind.PLANNER, PostKind.SUPERVISOR)


def those_who_confirm(_meeting: Meeting) -> list[User]:
    """The offices that confirm what was read out of the minutes."""
    return people.holders(PostKind.PLANNER, PostKind.SUPERVISOR)


def those_who_act(meeting: Meeting) -> list[User]:
    """The heads of every unit that a decision of the meeting names."""
    decisions = Decision.objects.filter(meeting=meeting)
    units = {pk for field in ("leads", "co_units") for pk in decisions.values_list(field, flat=True) if pk}
    return [head for unit in sorted(units) for head in people.heads_of(unit)]


# step: who, and what the line says
NOTICES: dict[str, tuple[Audience, Any]] = {
    "move": (those_who_meet, _("has been moved")),
    "cancel": (those_who_meet, _("has been cancelled")),
    "restore": (those_who_meet, _("takes place after all")),
    "paste_minutes": (those_who_confirm, _("has minutes in draft; please confirm its decisions")),
    "publish": (those_who_act, _("has published its minutes; they name your unit")),
}


def tell(step: str, meeting: Meeting, *, by: Any, on: date, note: str = "") -> None:
    """Queue the line of this step for everyone concerned but the one who acted. In the words of the house: Chinese."""
    audience, words = NOTICES[step]
    with translation.override(settings.LANGUAGE_CODE):
        day = date_format(meeting.held_on, pgettext("date without year", "j M"))
        outbox.queue(
            to=[user for user in audience(meeting) if user != by],
            kind=f"meeting_{step}",
            key=f"meeting:{meeting.pk}:{step}:{meeting.version}",
            day=on,
            title=f"{meeting} {words}",
            text=" ".join(filter(None, [day, f"{meeting.starts_at:%H:%M}", meeting.place, note])),
            url=meeting.get_absolute_url(),
            subject=meeting,
        )
