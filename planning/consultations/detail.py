"""What the page of a consultation shows, gathered in one place."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning.consultations.models import CheckpointKind, Consultation
from planning.consultations.parsing import ReadConsultation
from planning.consultations.queries import Clock, Line, line_of
from planning.consultations.rules import MAY
from planning.consultations.states import STEPS
from secretariat.audit.models import Event
from secretariat.workflow import open_steps

EVENTS = 30
# step: (label, icon, method)
_LABELS: dict[str, tuple[Any, str, str]] = {
    "schedule": (lambda: _("Set the date"), "cal", "get"),
    "move": (lambda: _("Move the date"), "cal", "get"),
    "hold": (lambda: _("It was held"), "check", "post"),
    "close": (lambda: _("Close"), "closed", "post"),
    "correct": (lambda: _("Correct"), "edit", "get"),
    "cancel": (lambda: _("Cancel consultation"), "x", "get"),
    "restore": (lambda: _("Restore"), "check", "post"),
}
_PAGES = {"schedule": "consultation_date", "move": "consultation_date", "correct": "consultation_correct"}
_PAGES |= {"cancel": "consultation_cancel"}
# What a consultation waits for where it is offered; the rest is there in case.
_NEXT = ("schedule", "hold")


@dataclass(frozen=True)
class Piece:
    """A piece of the text that was read, with the field that came from it."""

    text: str
    role: str = ""


def consultation_page(consultation: Consultation, user: Any, clock: Clock) -> dict[str, Any]:
    """Everything on the page of a consultation."""
    line = line_of(consultation, clock)
    steps = open_steps(STEPS, MAY, consultation, user)
    return {
        "consultation": consultation,
        "line": line,
        "rows": [(point, checkpoint_steps(line, kind, steps)) for kind, point in _in_order(line)],
        "steps": buttons(consultation, steps, clock),
        "today": clock.on,
        "events": Event.objects.about(consultation)[:EVENTS],
        "chain": chain(consultation),
        "may_follow": "follow" in steps,
    }


def chain(consultation: Consultation) -> list[dict[str, Any]]:
    """The programme and its consultation; behind them stands what came of it."""
    programme = consultation.programme
    return [
        {
            "icon": "cal",
            "label": _("Programme"),
            "note": programme.year,
            "text": programme.title,
            "url": f"{reverse('planning:consultation_list')}?year={programme.year}",
        },
        {
            "icon": "users",
            "label": _("Key consultation"),
            "note": consultation.meeting_on,
            "text": consultation.topic,
            "current": True,
        },
    ]


def _in_order(line: Line) -> list[tuple[str, Any]]:
    return [(kind, line.points[kind]) for kind in CheckpointKind.values if kind in line.points]


def buttons(consultation: Consultation, steps: list[str], clock: Clock) -> list[dict[str, Any]]:
    """The buttons of the open steps."""
    held_on = consultation.meeting_on
    # A meeting that is still to come is not held yet.
    waiting = {"hold"} if held_on and held_on > clock.on else set[str]()
    shown = [name for name in _LABELS if name in steps and name not in waiting]
    return [_button(consultation, name) for name in shown]


def _button(consultation: Consultation, name: str) -> dict[str, Any]:
    label, icon, method = _LABELS[name]
    page = _PAGES.get(name)
    args: list[Any] = [consultation.pk] if page else [consultation.pk, name]
    return {
        "label": label(),
        "icon": icon,
        "method": method,
        "url": reverse(f"planning:{page or 'consultation_step'}", args=args),
        "primary": name in _NEXT,
        "danger": name == "cancel",
        "version": consultation.version if method == "post" else None,
    }


def checkpoint_steps(line: Line, kind: str, steps: list[str]) -> list[dict[str, Any]]:
    """Done, or not done after all."""
    name = "reopen" if line.points[kind].is_done else "complete"
    if name not in steps:
        return []
    url = reverse("planning:checkpoint_step", args=[line.consultation.pk, kind, name])
    label, icon = (_("Not done yet"), "x") if name == "reopen" else (pgettext("checkpoint", "Done"), "check")
    version = line.consultation.version
    return [{"label": label, "icon": icon, "method": "post", "url": url, "version": version}]


def pieces(one: ReadConsultation) -> list[Piece]:
    """The text of a row cut where a field was read, for highlighting."""
    found, place = [], 0
    for span in one.spans:
        start, end = span.start - one.start, span.end - one.start
        if start >= place:
            found += [Piece(one.text[place:start]), Piece(one.text[start:end], span.role)]
            place = end
    return [piece for piece in (*found, Piece(one.text[place:])) if piece.text]
