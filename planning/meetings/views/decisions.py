"""The steps of a decision: each answers with the line that changed and what hangs on it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.meetings import services
from planning.meetings.detail import meeting_page
from planning.meetings.forms import DecisionForm, NotTrackedForm
from planning.meetings.models import Decision
from planning.meetings.rules import MAY_DECISION
from planning.meetings.views.meetings import DETAIL, get_meeting
from secretariat.conflicts import conflict
from secretariat.errors import Refused
from secretariat.pages import Request, number_in, show
from secretariat.people.models import Department
from secretariat.workdays import queries as workdays
from secretariat.workflow import Outdated, behalf

EDIT = "planning/meetings/decision_edit.html"


@require_GET
def decision_line(request: Request, pk: int) -> HttpResponse:
    """The line as it stands: what a form in its place gives way to when it is called off."""
    return _changed(request, get_decision(request, pk, "correct"), alone=True)


@require_http_methods(["GET", "POST"])
def decision_correct(request: Request, pk: int) -> HttpResponse:
    decision = get_decision(request, pk, "correct")
    form = _decision_form(decision, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.correct_decision(decision.pk, by=request.user, **form.values())
        except Outdated:
            return conflict(request, form, _decision_form(get_decision(request, pk, "correct"), None), subject=decision)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _changed(request, decision)
    context = {"decision": decision, "form": form, "step": "correct"}
    return show(request, EDIT, context, partial="row", status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def decision_not_track(request: Request, pk: int) -> HttpResponse:
    decision = get_decision(request, pk, "not_track")
    form = NotTrackedForm(request.POST if request.method == "POST" else None, decision=decision)
    if form.is_valid():
        try:
            services.not_track_decision(decision.pk, by=request.user, **form.cleaned_data)
        except Outdated:
            saved = get_decision(request, pk, "not_track")
            return conflict(request, form, NotTrackedForm(decision=saved), subject=saved)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _changed(request, decision)
    context = {"decision": decision, "form": form, "step": "not_track"}
    return show(request, EDIT, context, partial="row", status=422 if form.is_bound else 200)


@require_POST
def decision_confirm(request: Request, pk: int) -> HttpResponse:
    each = request.POST.get("each") == "1"
    return _press(request, pk, "confirm", services.confirm_decision, each=each)


@require_POST
def decision_gather(request: Request, pk: int) -> HttpResponse:
    """One unit answers for what several were given."""
    lead = get_object_or_404(Department, pk=number_in(request.POST, "lead"), is_active=True)
    return _press(request, pk, "correct", services.gather_decision, lead=lead)


@require_POST
def decision_reopen(request: Request, pk: int) -> HttpResponse:
    return _press(request, pk, "reopen", services.reopen_decision)


@require_POST
def decision_confirm_all(request: Request, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk)
    behalf(MAY_DECISION, "confirm", request.user, None)
    done, refused = services.confirm_all(meeting.pk, by=request.user)
    said = ngettext("%(n)d decision confirmed.", "%(n)d decisions confirmed.", len(done)) % {"n": len(done)}
    left = [f"{decision.label} {reason}" for decision, reason in refused]
    messages.add_message(request, messages.WARNING if left else messages.SUCCESS, " ".join([said, *left]))
    return redirect(meeting)


def get_decision(request: Request, pk: int, step: str) -> Decision:
    """The decision if this user may see it, else 404; 403 where the user may never take this step."""
    seen = Decision.objects.visible_to(request.user).select_related("meeting__series")
    decision: Decision = get_object_or_404(seen, pk=pk)
    behalf(MAY_DECISION, step, request.user, decision)
    return decision


def _press(request: Request, pk: int, step: str, act: Callable[..., Decision], **facts: Any) -> HttpResponse:
    decision = get_decision(request, pk, step)
    try:
        act(decision.pk, by=request.user, version=number_in(request.POST, "version"), **facts)
    except Refused as refusal:
        return _changed(request, decision, refusal=refusal)
    return _changed(request, decision)


def _changed(
    request: Request, decision: Decision, *, refusal: Refused | None = None, alone: bool = False
) -> HttpResponse:
    """The line as it is now, with the panels that count it; without htmx the page of the meeting."""
    if not getattr(request, "htmx", False):
        if refusal:
            messages.error(request, str(refusal))
        return redirect(decision.get_absolute_url())
    page = meeting_page(request.user, decision.meeting_id, on=timezone.localdate())
    line = next(line for line in page["lines"] if line.decision.pk == decision.pk)
    status = 200 if refusal is None else 409 if isinstance(refusal, Outdated) else 422
    context = page | {"line": line, "refusal": refusal}
    return show(request, DETAIL, context, partial="line" if alone else "changed", status=status)


def _decision_form(decision: Decision, data: Any) -> DecisionForm:
    units = Department.objects.filter(is_active=True)
    return DecisionForm(data, decision=decision, on=decision.meeting.held_on, calendar=workdays.load(), units=units)
