"""A meeting in progress: its page in large type, turned from line to line, and what is noted at a line."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import reswap, retarget

from planning.meetings import services
from planning.meetings.forms import NoteForm
from planning.meetings.mode_page import mode_page
from planning.meetings.models import SEES_ALL, Meeting, Note
from planning.meetings.rules import MAY_MEETING
from planning.meetings.views.meetings import get_meeting
from secretariat.errors import Refused
from secretariat.pages import Request, number_in, show
from secretariat.workflow import Outdated, behalf

MODE = "planning/meetings/meeting_mode.html"


@require_GET
def meeting_mode(request: Request, pk: int) -> HttpResponse:
    """The page; what asks by itself and has seen everything is told nothing."""
    meeting = get_meeting(request, pk)
    if not request.user.acts_as(*SEES_ALL):
        raise PermissionDenied
    page = _page(request, meeting, request.GET.get("line", ""))
    if getattr(request, "htmx", False) and request.GET.get("seen") == page["stamp"]:
        return HttpResponse(status=204)
    return show(request, MODE, page, partial="live")


@require_POST
def mode_turn(request: Request, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk, "add_note")
    line = number_in(request.POST, "line") or 0
    try:
        services.turn_to(meeting.pk, line_id=line, by=request.user, at=timezone.now())
    except Refused as refusal:
        return _refused(request, meeting, refusal)
    return _live(request, meeting, str(line))


@require_POST
def note_add(request: Request, pk: int) -> HttpResponse:
    """What stays wrong goes back to whoever typed it; the rest of the page is left alone."""
    meeting = get_meeting(request, pk, "add_note")
    form, line = NoteForm(request.POST), request.POST.get("line", "")
    if form.is_valid():
        kind, text = form.cleaned_data["kind"], form.cleaned_data["text"]
        line_id = number_in(request.POST, "line") or 0
        try:
            services.add_note(meeting.pk, line_id=line_id, kind=kind, text=text, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            # Who has turned on since a note was begun stays where they are.
            return _live(request, meeting, request.POST.get("shown") or line)
    page = _page(request, meeting, line) | {"form": form}
    answer = show(request, MODE, page, partial="compose", status=422)
    return retarget(reswap(answer, "outerHTML"), "#compose")


@require_http_methods(["GET", "POST"])
def note_edit(request: Request, pk: int) -> HttpResponse:
    """A form of its own above the one for the next note: neither loses what is typed in the other."""
    note = _get_note(request, pk)
    meeting = note.line.meeting
    start = {"kind": note.kind, "text": note.text, "version": note.version}
    form = NoteForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        try:
            services.edit_note(note.pk, by=request.user, **form.cleaned_data)
        except Outdated:
            # Sent once more it is kept: whoever typed it has read what the other wrote.
            form.data = request.POST.dict() | {"version": str(note.version)}
            said = _("Somebody else has changed this note. It now reads “%(text)s”. Save again to keep your words.")
            form.add_error(None, said % {"text": note.text})
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _live(request, meeting, str(note.line_id), partial="edited")
    page = _page(request, meeting, str(note.line_id)) | {"edited": note, "edit": form}
    return show(request, MODE, page, partial="edit", status=422 if form.is_bound else 200)


@require_POST
def note_delete(request: Request, pk: int) -> HttpResponse:
    note = _get_note(request, pk)
    try:
        services.delete_note(note.pk, by=request.user)
    except Refused as refusal:
        return _refused(request, note.line.meeting, refusal)
    return _live(request, note.line.meeting, str(note.line_id))


def _get_note(request: Request, pk: int) -> Note:
    seen = Note.objects.visible_to(request.user).select_related("line__meeting__series", "line__meeting__sitting")
    note: Note = get_object_or_404(seen, pk=pk)
    behalf(MAY_MEETING, "add_note", request.user, note.line.meeting)
    return note


def _page(request: Request, meeting: Meeting, line: str) -> dict[str, Any]:
    after = reverse("planning:meeting_mode", args=[meeting.pk])
    page = mode_page(meeting, request.user, at=timezone.now(), line=line, after=after)
    return page | {"form": NoteForm()}


def _live(request: Request, meeting: Meeting, line: str, *, partial: str = "live") -> HttpResponse:
    """The line as it is now, and its address; without htmx the page."""
    address = f"{reverse('planning:meeting_mode', args=[meeting.pk])}?line={line}"
    if not getattr(request, "htmx", False):
        return redirect(address)
    page = _page(request, get_meeting(request, meeting.pk), line)
    answer = show(request, MODE, page, partial=partial)
    answer["HX-Replace-Url"] = address
    return answer


def _refused(request: Request, meeting: Meeting, refusal: Refused) -> HttpResponse:
    if not getattr(request, "htmx", False):
        messages.error(request, str(refusal))
        return redirect("planning:meeting_mode", meeting.pk)
    page = _page(request, get_meeting(request, meeting.pk), "") | {"refusal": refusal}
    return show(request, MODE, page, partial="live", status=422)
