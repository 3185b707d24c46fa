"""Who is told of an instruction; the line says that there is one, never what it says."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy

from secretariat.outbox import services as outbox
from secretariat.people import queries as people
from secretariat.people.models import PostKind
from supervision.instructions.models import Instruction


def tell_officers(instruction: Instruction, *, by: Any, on: date) -> None:
    """Queue a line for the officers who may read it, but whoever entered it."""
    _tell(instruction, "entered", gettext_lazy("is to be followed: say what becomes of it"), by=by, on=on)


def tell_corrected(instruction: Instruction, *, by: Any, on: date) -> None:
    """Queue a line for the officers who may read it, but whoever corrected it; once for each correction."""
    _tell(instruction, "corrected", gettext_lazy("was corrected: read it again"), by=by, on=on)


def _tell(instruction: Instruction, what: str, text: Any, *, by: Any, on: date) -> None:
    officers = [officer for officer in people.holders(PostKind.SUPERVISOR) if officer.pk != by.pk]
    reading = [one for one in officers if Instruction.objects.visible_to(one).filter(pk=instruction.pk).exists()]
    with translation.override(settings.LANGUAGE_CODE):
        outbox.queue(
            to=reading,
            kind=f"instruction_{what}",
            key=f"instruction:{instruction.pk}:{what}:{instruction.version}",
            day=on,
            title=str(instruction),
            text=str(text),
            url=instruction.get_absolute_url(),
            subject=instruction,
        )
