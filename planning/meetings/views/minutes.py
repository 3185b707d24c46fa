"""Minutes: the text pasted, and published."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from planning.meetings import services
from planning.meetings.forms import MinutesForm
from planning.meetings.views.meetings import get_meeting
from secretariat.classified import is_classified
from secretariat.conflicts import conflict
from secretariat.errors import Refused
from secretariat.pages import Request, show
from secretariat.workflow import Outdated

PASTE = "planning/meetings/minutes_paste.html"


@require_http_methods(["GET", "POST"])
def meeting_paste(request: Request, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk, "paste_minutes")
    form = MinutesForm(*((request.POST, request.FILES) if request.method == "POST" else ()), meeting=meeting)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("text", "version", "belongs")}
        try:
            services.paste_minutes(meeting.pk, by=request.user, on=timezone.localdate(), **facts)
        except Outdated:
            return conflict(request, form, MinutesForm(meeting=get_meeting(request, pk)), subject=meeting)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            _say_read(request, meeting.decisions.count())
            return redirect(meeting)
    if form.is_bound:
        _keep_out_marked(form)
    return show(request, PASTE, {"meeting": meeting, "form": form}, status=422 if form.is_bound else 200)


@require_POST
def meeting_publish(request: Request, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk, "publish")
    fonts = None if request.POST.get("without_pdf") else settings.FONT_DIR
    try:
        services.publish_minutes(meeting.pk, by=request.user, on=timezone.localdate(), font_dir=fonts)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The minutes are published; the units they name are told."))
    return redirect(meeting)


def _keep_out_marked(form: MinutesForm) -> None:
    # What bears a mark is not sent back either: the answer of the server is a copy, too (rule 50).
    if is_classified(form.data.get("text", "")):
        form.data = {"version": form.data.get("version")}


def _say_read(request: Request, count: int) -> None:
    said = ngettext(
        "%(n)d decision was read. Confirm it, or correct it.",
        "%(n)d decisions were read. Confirm each, or correct it.",
        count,
    )
    messages.success(request, said % {"n": count})
