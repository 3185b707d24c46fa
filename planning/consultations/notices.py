"""Who is told what after a step on a consultation."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from planning.consultations.models import Consultation
from secretariat.daywords import day_said
from secretariat.outbox import services as outbox
from secretariat.people import queries as people
from secretariat.people.models import PostKind, User

# step: what the line says
NOTICES: dict[str, Any] = {
    "schedule": _("has a date"),
    "move": _("has been moved"),
    "cancel": _("has been cancelled"),
    "restore": _("takes place after all"),
    "correct_checkpoint": _("has another checkpoint day under the new calendar"),
}


def tell(step: str, consultation: Consultation, *, by: Any, on: date, note: str = "") -> None:
    """Queue the line of this step for the units concerned and the leaders, in the words of the house: Chinese."""
    with translation.override(settings.LANGUAGE_CODE):
        day = consultation.meeting_on
        outbox.queue(
            to=[user for user in concerned(consultation) if user != by],
            kind=f"consultation_{step}",
            key=f"consultation:{consultation.pk}:{step}:{consultation.version}",
            day=on,
            title=f"{consultation} {NOTICES[step]}",
            text=" ".join(filter(None, [day_said(day, on) if day else "", note])),
            url=consultation.get_absolute_url(),
            subject=consultation,
        )


def concerned(consultation: Consultation) -> list[User]:
    """The heads of the lead unit and of the co-units, the leader if a person, and the secretary-general."""
    units = [consultation.lead_id, *consultation.co_units.values_list("pk", flat=True)]
    found = people.heads_of(*filter(None, units)) + people.holders(PostKind.SECRETARY_GENERAL)
    return [*found, consultation.leader] if consultation.leader else found
