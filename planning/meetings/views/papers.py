"""The files of minutes: the frozen bytes of published ones, a marked PDF or Word file of a draft, and corrections."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from planning.meetings.attended import attended
from planning.meetings.composing import Facts, facts_of, issue_line, issuer, lines_to_minute, masthead
from planning.meetings.models import SEES_ALL, Meeting, MinutesCorrection, MinutesPaper
from planning.meetings.paper import correction_name, correction_paper, paper_of
from planning.meetings.views.meetings import get_meeting
from secretariat.errors import Refused
from secretariat.pages import Request
from secretariat.papers.docx import render_docx
from secretariat.papers.paper import Paper
from secretariat.papers.pdf import render_pdf

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_safe
def minutes_file(request: Request, pk: int, ending: str) -> HttpResponseBase:
    """The bytes kept at publication; before it the draft as it stands, with its mark."""
    meeting = get_meeting(request, pk)
    if not request.user.acts_as(*SEES_ALL):
        raise PermissionDenied
    if ending not in TYPES or not meeting.is_noted:
        raise Http404
    if meeting.published_on:
        return _frozen(request, meeting, ending)
    facts = facts_of(meeting, lines_to_minute(meeting), attended(meeting), on=timezone.localdate())
    with translation.override(settings.LANGUAGE_CODE):
        label = pgettext("mark on a paper", "Draft")
    return _rendered(request, meeting, paper_of(facts, label=label), facts["file_name"], ending)


@require_safe
def correction_file(request: Request, pk: int, ending: str) -> HttpResponseBase:
    seen = MinutesCorrection.objects.visible_to(request.user).select_related("meeting__series")
    correction: MinutesCorrection = get_object_or_404(seen, pk=pk)
    if ending not in TYPES:
        raise Http404
    meeting = correction.meeting
    names = _names(meeting)
    paper = correction_paper(correction, **names)
    with translation.override(settings.LANGUAGE_CODE):
        name = f"{names['name']}{names['issue_line']}{correction_name(correction)}"
    return _rendered(request, meeting, paper, name, ending)


def _names(meeting: Meeting) -> dict[str, str]:
    """Masthead, number and issuer: as they were frozen, or of minutes that were pasted."""
    paper = MinutesPaper.objects.filter(meeting=meeting).only("facts").first()
    if paper:
        facts: Facts = paper.facts
        return {"name": facts["masthead"], "issue_line": facts["issue_line"], "issuer": facts["issuer"]}
    with translation.override(settings.LANGUAGE_CODE):
        return {"name": masthead(meeting), "issue_line": issue_line(meeting), "issuer": issuer(meeting)}


def _rendered(request: Request, meeting: Meeting, paper: Paper, name: str, ending: str) -> Any:
    try:
        content = render_pdf(paper, font_dir=settings.FONT_DIR) if ending == "pdf" else render_docx(paper)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(meeting)
    return _file(content, f"{name}.{ending}", ending, as_attachment=ending != "pdf")


def _frozen(request: Request, meeting: Meeting, ending: str) -> HttpResponseBase:
    """The very bytes that were kept at the publication (rule 37)."""
    found = MinutesPaper.objects.filter(meeting=meeting).values_list(ending, f"{ending}_sha256", "facts").first()
    if not found or not found[0]:
        raise Http404
    response = _file(bytes(found[0]), f"{found[2]['file_name']}.{ending}", ending, as_attachment=True)
    etag = quote_etag(found[1])
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=etag, response=response) or response


def _file(content: bytes, name: str, ending: str, *, as_attachment: bool) -> Any:
    headers = {"Content-Disposition": content_disposition_header(as_attachment, name) or ""}
    return HttpResponse(content, content_type=TYPES[ending], headers=headers)
