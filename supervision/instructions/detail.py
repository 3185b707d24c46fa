"""What the page of an instruction shows, gathered in one place."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from secretariat.attachments.queries import files_of
from secretariat.audit.models import Event
from secretariat.workflow import behalf, open_steps
from supervision.instructions.models import Instruction
from supervision.instructions.rules import MAY
from supervision.instructions.states import STEPS

EVENTS = 30


def instruction_page(instruction: Instruction, user: Any) -> dict[str, Any]:
    """Everything on the page of an instruction; what came of it is asked for by fragments."""
    names = open_steps(STEPS, MAY, instruction, user)
    return {
        "instruction": instruction,
        "files": files_of([instruction]).get(instruction.pk, []),
        "steps": _buttons(instruction, names),
        "may_track": "track" in names,
        "behalf": behalf(MAY, names[0], user, instruction) if names else None,
        "events": Event.objects.about(instruction)[:EVENTS],
        "chain": chain(instruction),
    }


def chain(instruction: Instruction, *, current: bool = True) -> list[dict[str, Any]]:
    """The paper and the instruction on it; behind them stands what came of it. `current` on its own page."""
    return [
        {"icon": "doc", "label": pgettext("instruction", "Paper"), "text": instruction.document},
        {
            "icon": "stamp",
            "label": _("Leader's instruction"),
            "note": instruction.given_on,
            "text": instruction.leader,
            "url": instruction.get_absolute_url(),
            "current": current,
        },
    ]


def _buttons(instruction: Instruction, names: list[str]) -> list[dict[str, Any]]:
    pages = {
        "not_track": (_("Leave untracked"), "closed", "get"),
        "reopen": (_("Decide anew"), "history", "post"),
        "correct": (_("Correct the instruction"), "edit", "get"),
    }
    return [
        {
            "label": pages[name][0],
            "icon": pages[name][1],
            "method": pages[name][2],
            "url": reverse(f"supervision:instruction_{name}", args=[instruction.pk]),
        }
        for name in names
        if name in pages
    ]
