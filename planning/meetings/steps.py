"""What each step of a topic looks like to people: its button, its form, and the service behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.meetings import forms, services
from planning.meetings.models import Topic
from planning.meetings.rules import MAY_TOPIC
from planning.meetings.states import TO_COME, TOPIC_STEPS
from secretariat.workflow import open_steps

Say = Any


@dataclass(frozen=True)
class TopicStep:
    """The button of a step, what it calls, what is said when it is done, and what it asks for."""

    label: Say
    icon: str
    act: Callable[..., Any]
    done: Say
    form: type[forms.TopicStepForm] = forms.TopicStepForm
    is_primary: bool = False

    @property
    def asks(self) -> bool:
        """Whether the step needs to be told something first."""
        return self.form is not forms.TopicStepForm


# fmt: off
TOPIC_PAGES: dict[str, TopicStep] = {
    "submit":     TopicStep(pgettext_lazy("topic", "Submit"), "send", services.submit_topic,
                            _("The topic is submitted to the leader."), is_primary=True),
    "withdraw":   TopicStep(pgettext_lazy("topic", "Take back"), "undo", services.withdraw_topic,
                            _("The topic is a draft again.")),
    "sign":       TopicStep(pgettext_lazy("topic", "Sign"), "stamp", services.sign_topic,
                            _("Signed; the planning officer is told."), is_primary=True),
    "return":     TopicStep(pgettext_lazy("topic", "Return"), "undo", services.return_topic,
                            _("Returned; the unit is told."), forms.TopicReasonForm),
    "accept":     TopicStep(pgettext_lazy("topic", "Put on the agenda"), "check", services.accept_topic,
                            _("The topic is on the agenda."), forms.AcceptForm, is_primary=True),
    "defer":      TopicStep(pgettext_lazy("topic", "Defer"), "pause", services.defer_topic,
                            _("Deferred; the unit is told."), forms.TopicReasonForm),
    "refuse":     TopicStep(pgettext_lazy("topic", "Do not bring up"), "x", services.refuse_topic,
                            _("Not brought up; the unit is told."), forms.TopicReasonForm),
    "finish":     TopicStep(pgettext_lazy("topic", "Decided on"), "ok", services.finish_topic,
                            _("The topic is finished; it is not carried over."), forms.FinishForm),
    "add_papers": TopicStep(_("Add papers"), "clip", services.add_papers, _("The papers are added."),
                            forms.PapersForm),
}
# fmt: on


def buttons(topic: Topic, user: Any, *only: str, after: str = "") -> list[dict[str, Any]]:
    """The steps that `user` may take now, for components/steps.html; `only` these where any are named.

    Before its meeting began or was minuted, nothing is decided on a topic.
    """
    found = [name for name in open_steps(TOPIC_STEPS, MAY_TOPIC, topic, user) if not only or name in only]
    if topic.meeting is None or topic.meeting.state in TO_COME:
        found = [name for name in found if name != "finish"]
    return [_button(topic, name, after) for name in found]


def _button(topic: Topic, name: str, after: str) -> dict[str, Any]:
    back = f"?next={after}" if after else ""
    if name == "edit":
        url = reverse("planning:topic_edit", args=[topic.pk])
        return {"label": pgettext_lazy("topic", "Edit"), "icon": "edit", "method": "get", "url": url}
    page = TOPIC_PAGES[name]
    return {
        "label": page.label,
        "icon": page.icon,
        "method": "get" if page.asks else "post",
        "url": reverse("planning:topic_step", args=[topic.pk, name]) + back,
        "primary": page.is_primary,
        "version": topic.version,
    }
