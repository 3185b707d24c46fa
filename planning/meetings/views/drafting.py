"""Minutes on their way: begun and ended, drafted, signed or returned, and corrected after publication."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST

from planning.meetings import services
from planning.meetings.composing import lines_to_minute
from planning.meetings.forms import CorrectionForm, DraftForm, ReturnMinutesForm
from planning.meetings.guests import roll_of
from planning.meetings.models import Meeting, MinutesPaper
from planning.meetings.queries import decisions_of, turn_of
from planning.meetings.views.meetings import get_meeting
from secretariat.conflicts import conflict
from secretariat.errors import Refused
from secretariat.pages import Request, number_in, show
from secretariat.workflow import Outdated

DRAFT, RETURN, CORRECT = (
    f"planning/meetings/{name}.html" for name in ("minutes_draft", "minutes_return", "minutes_correct")
)
# The steps that ask for nothing: the service, what is said when it is done, and the page that one is on then.
PRESSED: dict[str, tuple[Callable[..., Any], Any, str]] = {
    "begin": (services.begin_meeting, _lazy("The meeting has begun."), "planning:meeting_mode"),
    "undo_begin": (services.undo_begin, _lazy("The meeting has not begun."), "planning:meeting_mode"),
    "end": (
        services.end_meeting,
        _lazy("The meeting has ended; its notes are the draft now."),
        "planning:minutes_draft",
    ),
    "submit": (
        services.submit_minutes,
        _lazy("The minutes are submitted; the leaders are told."),
        "planning:meeting_detail",
    ),
    "withdraw": (services.withdraw_minutes, _lazy("The minutes are a draft again."), "planning:meeting_detail"),
    "approve": (services.approve_minutes, _lazy("Signed. The minutes can be published."), "planning:meeting_detail"),
}
TIMED = ("begin", "end")
IN_MODE = (*TIMED, "undo_begin")


@require_POST
def meeting_do(request: Request, pk: int, step: str) -> HttpResponse:
    """One button; done or refused, one is on the page that belongs to it."""
    if step not in PRESSED:
        raise Http404
    # Who is not asked is refused by the service, which can say whose turn it is.
    meeting = get_meeting(request, pk)
    act, done, page = PRESSED[step]
    facts: dict[str, Any] = {"at": timezone.now()} if step in TIMED else {}
    version = number_in(request.POST, "version")
    try:
        after = act(meeting.pk, by=request.user, on=timezone.localdate(), version=version, **facts)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("planning:meeting_mode" if step in IN_MODE else "planning:meeting_detail", meeting.pk)
    messages.success(request, _passed_on(step, after) or str(done))
    return redirect(page, meeting.pk)


@require_http_methods(["GET", "POST"])
def minutes_draft(request: Request, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk, "draft")
    form = _draft_form(request.POST if request.method == "POST" else None, meeting)
    if form.is_valid():
        clock: dict[str, Any] = {"on": timezone.localdate(), "at": timezone.now()}
        try:
            services.draft_minutes(meeting.pk, by=request.user, **clock, **form.values())
        except Outdated:
            return conflict(request, form, _draft_form(None, get_meeting(request, pk)), subject=meeting)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The draft is saved."))
            return redirect(meeting)
    page = {"meeting": meeting, "form": form, "roll": roll_of(meeting.attendance.all())}
    return show(request, DRAFT, page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def minutes_return(request: Request, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk)
    if said := turn_of(meeting, request.user):
        messages.error(request, said)
        return redirect(meeting)
    return _ask(request, pk, "return", RETURN, ReturnMinutesForm, services.return_minutes, _("Returned to be drafted."))


@require_http_methods(["GET", "POST"])
def minutes_correct(request: Request, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk, "correct")
    if not meeting.published_on:
        messages.error(request, _("These minutes are not published yet; put them right in their draft."))
        return redirect(meeting)
    paper = MinutesPaper.objects.filter(meeting=pk).only("facts").first()
    done = _("The correction is kept; the units that the minutes name are told.")
    facts = {"facts": paper.facts if paper else None}
    page = {"decisions": decisions_of(meeting, request.user), "signers": meeting.route}
    return _ask(request, pk, "correct", CORRECT, CorrectionForm, services.correct_minutes, done, page=page, **facts)


def _ask(
    request: Request,
    pk: int,
    step: str,
    template: str,
    form_class: Any,
    act: Callable[..., Any],
    done: str,
    *,
    page: dict[str, Any] | None = None,
    **facts: Any,
) -> HttpResponse:
    """A step with a form of its own; `page` is what its template shows besides."""
    meeting = get_meeting(request, pk, step)
    form = form_class(request.POST if request.method == "POST" else None, meeting=meeting, **facts)
    if form.is_valid():
        try:
            act(meeting.pk, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Outdated:
            return conflict(request, form, form_class(meeting=get_meeting(request, pk), **facts), subject=meeting)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, done)
            return redirect(meeting)
    context = {"meeting": meeting, "form": form} | (page or {})
    return show(request, template, context, status=422 if form.is_bound else 200)


def _passed_on(step: str, meeting: Meeting) -> str:
    """To whom minutes on a route have gone; empty where that is not to be said."""
    if step not in ("submit", "approve") or meeting.turn is None:
        return ""
    return _("It is the turn of %(signer)s now, who is told.") % {"signer": meeting.turn}


def _draft_form(data: Any, meeting: Meeting) -> DraftForm:
    return DraftForm(data, meeting=meeting, lines=lines_to_minute(meeting))
