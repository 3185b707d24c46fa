"""The files of minutes: the frozen bytes of published ones, a marked PDF or Word file of a draft, and corrections."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from planning.meetings.attended import attended
from planning.meetings.composing import Facts, facts_of, issue_line, issuer, lines_to_minute, masthead
from planning.meetings.minutes_paper import correction_name, correction_paper, paper_of
from planning.meetings.models import SEES_ALL, Meeting, MinutesCorrection, MinutesPaper
from planning.meetings.views.meetings import get_meeting
from secretariat.pages import Request
from secretariat.papers.answers import TYPES, kept, rendered
from secretariat.papers.paper import Paper


@require_safe
def minutes_file(request: Request, pk: int, ending: str) -> HttpResponseBase:
    """The bytes kept at publication; before it the draft as it stands, with its mark."""
    meeting = get_meeting(request, pk)
    if not request.user.acts_as(*SEES_ALL):
        raise PermissionDenied
    if not meeting.is_noted and not meeting.published_on:
        raise Http404
    if meeting.published_on:
        return _frozen(request, meeting, ending)
    facts = facts_of(meeting, lines_to_minute(meeting), attended(meeting), on=timezone.localdate())
    with translation.override(settings.LANGUAGE_CODE):
        label = pgettext("mark on a paper", "Draft")
    return _rendered(request, meeting, lambda: paper_of(facts, label=label), facts["file_name"], ending)


@require_safe
def correction_file(request: Request, pk: int, ending: str) -> HttpResponseBase:
    seen = MinutesCorrection.objects.visible_to(request.user).select_related("meeting__series")
    correction: MinutesCorrection = get_object_or_404(seen, pk=pk)
    meeting = correction.meeting
    names = _names(meeting)
    with translation.override(settings.LANGUAGE_CODE):
        name = f"{names['name']}{names['issue_line']}{correction_name(correction)}"
    return _rendered(request, meeting, lambda: correction_paper(correction, **names), name, ending)


def _names(meeting: Meeting) -> dict[str, str]:
    """Masthead, number and issuer: as they were frozen, or of minutes that were pasted."""
    paper = MinutesPaper.objects.filter(meeting=meeting).only("facts").first()
    if paper:
        facts: Facts = paper.facts
        return {"name": facts["masthead"], "issue_line": facts["issue_line"], "issuer": facts["issuer"]}
    with translation.override(settings.LANGUAGE_CODE):
        return {"name": masthead(meeting), "issue_line": issue_line(meeting), "issuer": issuer(meeting)}


def _rendered(request: Request, meeting: Meeting, make: Callable[[], Paper], name: str, ending: str) -> Any:
    return rendered(request, make, name, ending, back=meeting, as_attachment=ending != "pdf")


def _frozen(request: Request, meeting: Meeting, ending: str) -> HttpResponseBase:
    """The very bytes that were kept at the publication (rule 37)."""
    if ending not in TYPES:
        raise Http404
    found = MinutesPaper.objects.filter(meeting=meeting).values_list(ending, f"{ending}_sha256", "facts").first()
    if not found or not found[0]:
        raise Http404
    return kept(request, bytes(found[0]), found[1], found[2]["file_name"], ending)
