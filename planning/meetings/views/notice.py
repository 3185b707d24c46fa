"""The notice of a meeting: what it says, sent, as files; the agenda as files; the entry for one's calendar."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from planning.meetings import services
from planning.meetings.agenda import merged, topics_of
from planning.meetings.attendance_page import notice_page
from planning.meetings.attended import chair_of
from planning.meetings.calendars import PUBLISH, entry_of
from planning.meetings.forms import NoticeForm
from planning.meetings.guests import Roll, roll_of
from planning.meetings.models import SEES_ALL, Attendance, Invitation, LineState, Meeting
from planning.meetings.notice_papers import agenda_name, agenda_paper, notice_name, notice_paper
from planning.meetings.services.invitations import draft_invitation
from planning.meetings.views.meetings import get_meeting
from secretariat.attachments.queries import files_of
from secretariat.conflicts import conflict
from secretariat.errors import Refused
from secretariat.pages import Request, show
from secretariat.papers.answers import rendered
from secretariat.workdays import queries as workdays
from secretariat.workflow import Outdated

NOTICE = "planning/meetings/notice.html"


@require_http_methods(["GET", "POST"])
def meeting_notice(request: Request, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk, "send_notice")
    sent = list(meeting.invitations.select_related("sent_by").order_by("-pk"))
    form = _form(request, meeting, sent, request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts: dict[str, Any] = {"on": timezone.localdate(), "calendar": workdays.load(), **form.cleaned_data}
        try:
            new = services.send_notice(pk, by=request.user, **facts)
        except Outdated:
            return conflict(request, form, _form(request, get_meeting(request, pk), sent, None), subject=meeting)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(number)s is sent.") % {"number": new.number_text})
            return redirect("planning:meeting_notice", pk)
    page = notice_page(meeting, _draft(meeting, sent[:1]), request.user)
    return show(request, NOTICE, page | {"form": form, "sent": sent}, status=422 if form.is_bound else 200)


@require_GET
def meeting_notice_file(request: Request, pk: int, ending: str) -> HttpResponse:
    """The notice as Word or PDF: the last one that was sent, else for those who run the house the draft."""
    meeting = get_meeting(request, pk)
    invitation = _last(meeting)
    if invitation is None:
        _ask_insider(request)
        invitation = _draft(meeting, [])
    paper = notice_paper(invitation, _whole_roll(meeting), on=timezone.localdate(), chair=chair_of(meeting))
    return rendered(request, lambda: paper, notice_name(invitation), ending, back=meeting)


@require_GET
def meeting_agenda_file(request: Request, pk: int, ending: str) -> HttpResponse:
    """The agenda as it stands, as Word or PDF."""
    meeting = get_meeting(request, pk)
    _ask_insider(request)
    today = timezone.localdate()
    lines = [one for one in merged(meeting, on=today, calendar=workdays.load()) if one.state == LineState.KEPT]
    files = files_of([line.topic for line in lines if line.topic])
    return rendered(
        request, lambda: agenda_paper(meeting, lines, files, on=today), agenda_name(meeting), ending, back=meeting
    )


@require_GET
def meeting_calendar(request: Request, pk: int) -> HttpResponse:
    """The meeting as an entry for one's own calendar."""
    meeting = get_meeting(request, pk)
    invitation = _last(meeting) or draft_invitation(meeting, made_at=timezone.now())
    headers = {"Content-Disposition": content_disposition_header(True, f"{meeting}.ics") or ""}
    return HttpResponse(entry_of(invitation, PUBLISH), content_type="text/calendar; charset=utf-8", headers=headers)


def _last(meeting: Meeting) -> Invitation | None:
    found: Invitation | None = meeting.invitations.order_by("-pk").first()
    if found is not None:
        found.meeting = meeting
    return found


def _draft(meeting: Meeting, last: Sequence[Invitation]) -> Invitation:
    """What a notice would say now; what stands in no column of the meeting is as in the last one."""
    topics = topics_of(meeting, on=timezone.localdate(), calendar=workdays.load())
    names = ("bring", "contact", "number_text")
    kept = {name: getattr(one, name) for one in last for name in names}
    return draft_invitation(meeting, topics=topics, **kept)


def _form(request: Request, meeting: Meeting, sent: Sequence[Invitation], data: Any) -> NoticeForm:
    contact = " ".join(filter(None, [request.user.name, request.user.phone]))
    said = {"bring": sent[0].bring, "contact": sent[0].contact} if sent else {"bring": "", "contact": contact}
    return NoticeForm(data, meeting=meeting, said=said)


def _whole_roll(meeting: Meeting) -> Roll:
    # The paper names everybody, whoever reads it.
    return roll_of(Attendance.objects.with_people().filter(meeting=meeting))


def _ask_insider(request: Request) -> None:
    if not request.user.acts_as(*SEES_ALL):
        raise PermissionDenied
