"""Pages of meetings: the lists, the one meeting, and the steps before it is minuted."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.meetings import queries, services
from planning.meetings.detail import meeting_page
from planning.meetings.forms import CancelForm, MeetingFilterForm, MoveForm
from planning.meetings.models import Meeting, Series
from planning.meetings.rules import MAY_MEETING
from secretariat.conflicts import conflict
from secretariat.errors import Refused
from secretariat.pages import Request, show
from secretariat.workdays import queries as workdays
from secretariat.workflow import Outdated, behalf

LIST = "planning/meetings/meeting_list.html"
DETAIL = "planning/meetings/meeting_detail.html"
STEP = "planning/meetings/meeting_step.html"
PAGE = 30


@require_GET
def meeting_list(request: Request) -> HttpResponse:
    today, is_past = timezone.localdate(), request.GET.get("when") == "past"
    form = MeetingFilterForm(request.GET, series=Series.objects.visible_to(request.user))
    choose = queries.meetings_past if is_past else queries.meetings_ahead
    page = Paginator(form.apply(choose(request.user, on=today)), PAGE).get_page(request.GET.get("page"))
    rows = queries.as_rows(page, workdays.load())
    context = {"form": form, "page": page, "rows": rows, "is_past": is_past, "today": today}
    return show(request, LIST, context, partial="rows")


@require_GET
def meeting_detail(request: Request, pk: int) -> HttpResponse:
    return show(request, DETAIL, meeting_page(request.user, pk, on=timezone.localdate()))


@require_http_methods(["GET", "POST"])
def meeting_move(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, "move", MoveForm, services.move_meeting, _("The meeting is moved."))


@require_http_methods(["GET", "POST"])
def meeting_cancel(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, "cancel", CancelForm, services.cancel_meeting, _("The meeting is cancelled."))


@require_POST
def meeting_restore(request: Request, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk, "restore")
    try:
        services.restore_meeting(meeting.pk, by=request.user, on=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The meeting takes place after all."))
    return redirect(meeting)


def get_meeting(request: Request, pk: int, step: str = "") -> Meeting:
    """The meeting if this user may see it, else 404; with `step`, 403 where the user may never take it."""
    seen = Meeting.objects.visible_to(request.user).select_related("series", "sitting__line")
    meeting: Meeting = get_object_or_404(seen, pk=pk)
    if step:
        behalf(MAY_MEETING, step, request.user, meeting)
    return meeting


def _step(
    request: Request, pk: int, step: str, form_class: Any, act: Callable[..., Meeting], done: str
) -> HttpResponse:
    meeting = get_meeting(request, pk, step)
    form = form_class(request.POST if request.method == "POST" else None, meeting=meeting)
    if form.is_valid():
        try:
            act(meeting.pk, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Outdated:
            return conflict(request, form, form_class(meeting=get_meeting(request, pk)), subject=meeting)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, done)
            return redirect(meeting)
    context = {"meeting": meeting, "form": form, "step": step}
    return show(request, STEP, context, status=422 if form.is_bound else 200)
