"""What each step looks like to people: its button, and what is said when it is done."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.workflow import open_steps
from supervision.bulletins.models import Issue
from supervision.bulletins.rules import MAY
from supervision.bulletins.states import STEPS


@dataclass(frozen=True)
class Button:
    """The words and the drawing of a step; `asks` where it has a form of its own."""

    label: Any
    icon: str
    done: Any
    asks: bool = False
    primary: bool = False


# fmt: off
BUTTONS = {
    "sign":      Button(_("Sign and issue"), "stamp", _("Signed and issued."), asks=True, primary=True),
    "approve":   Button(_("Approve for signature"), "check", _("Approved; it now awaits signature."), primary=True),
    "return":    Button(pgettext_lazy("bulletin", "Return"), "swap", _("Returned to the editor."), asks=True),
    "submit":    Button(_("Submit for review"), "send", _("Submitted for review."), primary=True),
    "edit":      Button(_("Edit"), "edit", _("Saved."), asks=True),
    "recompile": Button(_("Compile anew"), "swap", _("Compiled anew. Your text has been kept.")),
}
# fmt: on


def buttons(issue: Issue, user: Any) -> list[dict[str, Any]]:
    """The steps this user may take now, for components/steps.html."""
    names = open_steps(STEPS, MAY, issue, user)
    return [_button(issue, name, button) for name, button in BUTTONS.items() if name in names]


def _button(issue: Issue, name: str, button: Button) -> dict[str, Any]:
    return {
        "label": button.label,
        "icon": button.icon,
        "method": "get" if button.asks else "post",
        "url": reverse(f"supervision:issue_{name}", args=[issue.pk]),
        "primary": button.primary,
        "version": None if button.asks else issue.version,
    }
