"""Who is told of an instruction; the line says that there is one, never what it says."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from secretariat.outbox import services as outbox
from secretariat.people import queries as people
from secretariat.people.models import PostKind
from supervision.instructions.models import Instruction


def tell_officers(instruction: Instruction, *, by: Any, on: date) -> None:
    """Queue a line for the officers who may read it, but whoever entered it."""
    officers = [officer for officer in people.holders(PostKind.SUPERVISOR) if officer.pk != by.pk]
    reading = [one for one in officers if Instruction.objects.visible_to(one).filter(pk=instruction.pk).exists()]
    with translation.override(settings.LANGUAGE_CODE):
        outbox.queue(
            to=reading,
            kind="instruction_entered",
            key=f"instruction:{instruction.pk}:entered",
            day=on,
            title=str(instruction),
            text=str(_("is to be followed: say what becomes of it")),
            url=instruction.get_absolute_url(),
            subject=instruction,
        )
