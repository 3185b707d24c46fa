"""The agenda of a meeting: what stays on it, in which order, and when it is fixed."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.meetings import services
from planning.meetings.agenda import merged, unnamed_first
from planning.meetings.agenda_page import agenda_page
from planning.meetings.forms import LineForm, ReopenForm
from planning.meetings.models import SEES_ALL, AgendaLine, LineKind, Meeting
from planning.meetings.views.meetings import get_meeting
from secretariat.conflicts import conflict
from secretariat.errors import Refused
from secretariat.pages import Request, show
from secretariat.workdays import queries as workdays
from secretariat.workflow import Outdated

AGENDA, LINE, REOPEN = (f"planning/meetings/{name}.html" for name in ("agenda", "agenda_line", "agenda_reopen"))
# What the buttons of a line do: the service, and what it is told besides.
VERBS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "keep": (services.keep_line, {}),
    "drop": (services.drop_line, {}),
    "defer": (services.defer_line, {}),
    "up": (services.move_line, {"places": -1}),
    "down": (services.move_line, {"places": 1}),
}


@require_GET
def meeting_agenda(request: Request, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk)
    if not request.user.acts_as(*SEES_ALL):
        raise PermissionDenied
    return show(request, AGENDA, _page(request, meeting, current=request.GET.get("line", "")))


@require_POST
def agenda_step(request: Request, pk: int, verb: str) -> HttpResponse:
    """One button of one line."""
    meeting = get_meeting(request, pk, "arrange")
    if verb not in VERBS:
        raise Http404
    act, more = VERBS[verb]
    source = request.POST.get("source", "")
    return _do(request, meeting, act, current=source, source=source, **more)


@require_POST
def agenda_arrange(request: Request, pk: int) -> HttpResponse:
    """The lines in the order into which they were dragged."""
    meeting = get_meeting(request, pk, "arrange")
    order = [source for source in request.POST.get("order", "").split(",") if source]
    return _do(request, meeting, services.arrange_agenda, current=request.POST.get("source", ""), order=order)


@require_http_methods(["GET", "POST"])
def agenda_add(request: Request, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk, "arrange")
    line = AgendaLine(meeting=meeting, minutes=meeting.series.line_minutes)
    return _line(request, meeting, line, services.add_line)


@require_http_methods(["GET", "POST"])
def agenda_edit(request: Request, pk: int) -> HttpResponse:
    """A line is named by its source: it may not be stored yet."""
    meeting, source = get_meeting(request, pk, "arrange"), request.GET.get("source", "")
    lines = merged(meeting, on=timezone.localdate(), calendar=workdays.load())
    line = next((line for line in lines if line.source == source), None)
    if line is None:
        messages.error(request, _("This line is no longer on the agenda. Reload the page."))
        return redirect("planning:meeting_agenda", pk)
    return _line(request, meeting, line, services.edit_line, source=source)


@require_POST
def meeting_fix_agenda(request: Request, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk, "fix_agenda")
    facts: dict[str, Any] = {"on": timezone.localdate(), "calendar": workdays.load()}
    try:
        services.fix_agenda(meeting.pk, by=request.user, **facts)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The agenda is fixed; those concerned are told."))
        if meeting.agenda.filter(kind=LineKind.FIRST, title=unnamed_first()).exists():
            messages.warning(request, _("The first item does not say yet what is studied; the notice will not either."))
    return redirect("planning:meeting_agenda", pk)


@require_http_methods(["GET", "POST"])
def meeting_reopen_agenda(request: Request, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk, "reopen_agenda")
    form = ReopenForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if form.is_valid():
        try:
            services.reopen_agenda(pk, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Outdated:
            return conflict(request, form, ReopenForm(meeting=get_meeting(request, pk)), subject=meeting)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The approval is recorded; the agenda can be changed and fixed anew."))
            return redirect("planning:meeting_agenda", pk)
    return show(request, REOPEN, {"meeting": meeting, "form": form}, status=422 if form.is_bound else 200)


def _page(request: Request, meeting: Meeting, **more: Any) -> dict[str, Any]:
    return agenda_page(meeting, request.user, on=timezone.localdate(), calendar=workdays.load(), **more)


def _do(request: Request, meeting: Meeting, act: Callable[..., Any], *, current: str, **facts: Any) -> HttpResponse:
    """Do it and show the agenda as it is now; without htmx its page."""
    clock: dict[str, Any] = {"on": timezone.localdate(), "calendar": workdays.load()}
    refusal = None
    try:
        act(meeting.pk, by=request.user, **clock, **facts)
    except Refused as said:
        refusal = said
    if not getattr(request, "htmx", False):
        if refusal:
            messages.error(request, str(refusal))
        # A key that is quicker than htmx sends the form by itself: the cursor stays where it was then, too.
        return redirect(f"{reverse('planning:meeting_agenda', args=[meeting.pk])}?{urlencode({'line': current})}")
    page = _page(request, get_meeting(request, meeting.pk), current=current) | {"refusal": refusal}
    return show(request, AGENDA, page, partial="agenda", status=422 if refusal else 200)


def _line(request: Request, meeting: Meeting, line: AgendaLine, act: Callable[..., Any], **facts: Any) -> HttpResponse:
    form = LineForm(request.POST if request.method == "POST" else None, instance=line)
    if form.is_valid():
        clock: dict[str, Any] = {"on": timezone.localdate(), "calendar": workdays.load()}
        try:
            act(meeting.pk, by=request.user, **clock, **facts, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("planning:meeting_agenda", meeting.pk)
    context = {"meeting": meeting, "form": form, "is_new": "source" not in facts}
    return show(request, LINE, context, status=422 if form.is_bound else 200)
