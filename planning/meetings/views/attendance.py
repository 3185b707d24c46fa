"""Who comes: the standing participants of a series, the list of a meeting, leave, and who really came."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.meetings import services
from planning.meetings.attendance_page import attendance_page
from planning.meetings.forms import CameForm, GuestsForm, StandingForm
from planning.meetings.leave_steps import LEAVE_PAGES
from planning.meetings.models import Attendance, Meeting, Series
from planning.meetings.rules import MAY_LEAVE, may_found_series
from planning.meetings.views.meetings import get_meeting
from secretariat.conflicts import conflict
from secretariat.errors import Refused
from secretariat.pages import Request, next_of, show
from secretariat.workflow import Outdated, behalf, permit

LIST, GUESTS, STANDING, LEAVE = (
    f"planning/meetings/{name}.html" for name in ("attendance", "guests", "series_guests", "leave_step")
)


@require_GET
def meeting_attendance(request: Request, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk)
    return show(request, LIST, attendance_page(meeting, request.user, on=timezone.localdate()))


@require_http_methods(["GET", "POST"])
def meeting_guests(request: Request, pk: int) -> HttpResponse:
    """Who comes to one meeting."""
    meeting = get_meeting(request, pk, "set_guests")
    form = _guests_form(meeting, request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts: dict[str, Any] = {"on": timezone.localdate(), "version": form.cleaned_data["version"]}
        try:
            services.set_guests(pk, by=request.user, guests=form.guests(), **facts)
        except Outdated:
            return conflict(request, form, _guests_form(get_meeting(request, pk), None), subject=meeting)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("planning:meeting_attendance", pk)
    return show(request, GUESTS, {"meeting": meeting, "form": form}, status=422 if form.is_bound else 200)


@require_POST
def meeting_came(request: Request, pk: int) -> HttpResponse:
    """The ticks of who really came, in one form."""
    meeting = get_meeting(request, pk, "note_attendance")
    form = CameForm(request.POST, meeting=meeting)
    refusal: Refused | None = None
    if form.is_valid():
        facts: dict[str, Any] = {"on": timezone.localdate(), "version": form.cleaned_data["version"]}
        came = {row.pk for row in form.cleaned_data["came"]}
        try:
            services.note_attendance(pk, by=request.user, came=came, **facts)
        except Refused as said:
            refusal = said
        else:
            messages.success(request, _("Who came is noted."))
            return redirect("planning:meeting_attendance", pk)
    page = attendance_page(meeting, request.user, on=timezone.localdate())
    ticked = {int(row) for row in request.POST.getlist("came") if row.isdecimal()}
    status = 409 if isinstance(refusal, Outdated) else 422
    return show(request, LIST, page | {"refusal": refusal or _said(form), "ticked": ticked}, status=status)


@require_http_methods(["GET", "POST"])
def series_guests(request: Request, pk: int) -> HttpResponse:
    """Who comes to every meeting of a series, who approves leave, who takes its decisions up."""
    series = get_object_or_404(Series.objects.visible_to(request.user), pk=pk)
    permit(request.user, may_found_series)
    form = _standing_form(series, request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts: dict[str, Any] = {"on": timezone.localdate(), **form.facts()}
        try:
            services.set_standing(pk, by=request.user, guests=form.guests(), **facts)
        except Outdated:
            return conflict(request, form, _standing_form(Series.objects.get(pk=pk), None), subject=series)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved; the meetings to come follow it."))
            return redirect(series)
    return show(request, STANDING, {"series": series, "form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def leave_step(request: Request, pk: int, step: str) -> HttpResponse:
    """Any step of a leave: its form, or its deed."""
    if step not in LEAVE_PAGES:
        raise Http404
    guest, page, posted = get_guest(request, pk, step), LEAVE_PAGES[step], request.method == "POST"
    form = page.form(request.POST if posted else None, guest=guest)
    if form.is_valid():
        try:
            page.act(pk, by=request.user, on=timezone.localdate(), **_clock(step), **form.cleaned_data)
        except Outdated:
            return conflict(request, form, page.form(guest=get_guest(request, pk, step)), subject=guest)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, str(page.done))
            return redirect(next_of(request) or guest)
    context = {"guest": guest, "step": page, "form": form, "next": next_of(request)}
    return show(request, LEAVE, context, status=422 if posted else 200)


def get_guest(request: Request, pk: int, step: str) -> Attendance:
    """The row if this user may see it, else 404; 403 where the user may never take the step."""
    seen = Attendance.objects.visible_to(request.user).with_people().select_related("meeting__series")
    guest: Attendance = get_object_or_404(seen, pk=pk)
    behalf(MAY_LEAVE, step, request.user, guest)
    return guest


def _clock(step: str) -> dict[str, Any]:
    # Only of an approval the moment is kept.
    return {"at": timezone.now()} if step == "approve_leave" else {}


def _guests_form(meeting: Meeting, data: Any) -> GuestsForm:
    return GuestsForm(data, guests=meeting.attendance.all(), version=meeting.version)


def _standing_form(series: Series, data: Any) -> StandingForm:
    return StandingForm(data, series=series, others=Series.objects.exclude(pk=series.pk))


def _said(form: CameForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
