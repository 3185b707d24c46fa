"""What each step of a leave looks like to people: its button, its form, and the service behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.meetings import forms, services
from planning.meetings.models import Attendance
from planning.meetings.rules import MAY_LEAVE
from planning.meetings.states import LEAVE_STEPS, PAST
from secretariat.workflow import open_steps

Say = Any


@dataclass(frozen=True)
class LeaveStep:
    """A step as people meet it: the service it calls, what is said when it is done, and what it asks for."""

    label: Say
    icon: str
    act: Callable[..., Any]
    done: Say
    form: Any = forms.LeaveStepForm
    is_primary: bool = False

    @property
    def asks(self) -> bool:
        """Whether the step needs to be told something first."""
        return self.form is not forms.LeaveStepForm


# fmt: off
LEAVE_PAGES: dict[str, LeaveStep] = {
    "ask_leave":      LeaveStep(_("Ask for leave"), "pause", services.ask_leave,
                                _("Leave is asked for; whoever approves it is told."), forms.AskLeaveForm),
    "approve_leave":  LeaveStep(_("Approve leave"), "check", services.approve_leave,
                                _("The leave is approved; the guest is told."), is_primary=True),
    "refuse_leave":   LeaveStep(pgettext_lazy("leave", "Refuse"), "x", services.refuse_leave,
                                _("The leave is refused; the guest is told."), forms.RefuseLeaveForm),
    "withdraw_leave": LeaveStep(_("Come after all"), "undo", services.withdraw_leave,
                                _("The leave is taken back.")),
}
# fmt: on


def leave_buttons(guest: Attendance, user: Any, *only: str) -> list[dict[str, Any]]:
    """The steps that `user` may take now, for components/steps.html; `only` these where any are named."""
    if guest.meeting.state in PAST:
        return []
    names = [name for name in open_steps(LEAVE_STEPS, MAY_LEAVE, guest, user) if not only or name in only]
    return [_button(guest, name) for name in names]


def _button(guest: Attendance, name: str) -> dict[str, Any]:
    page = LEAVE_PAGES[name]
    return {
        "label": page.label,
        "icon": page.icon,
        "method": "get" if page.asks else "post",
        "url": reverse("planning:leave_step", args=[guest.pk, name]),
        "primary": page.is_primary,
        "version": guest.version,
    }
