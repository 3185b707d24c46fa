"""The files of an issue: the frozen bytes of a signed one, and the PDF of a draft with its mark."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from secretariat.papers.answers import kept, rendered
from supervision.bulletins.models import FrozenPaper, Issue
from supervision.bulletins.paper import paper_of
from supervision.bulletins.sheet import imprint_for
from supervision.bulletins.views import get_issue


@require_safe
def issue_download_docx(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _frozen(request, get_issue(request.user, pk), "docx")


@require_safe
def issue_download_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _frozen(request, get_issue(request.user, pk), "pdf")


@require_safe
def issue_preview_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF of an issue that is not signed, marked as a draft."""
    issue = get_issue(request.user, pk)
    if issue.signed_on:
        return redirect("supervision:issue_download_pdf", issue.pk)
    imprint = imprint_for(issue, on=timezone.localdate())
    with translation.override(settings.LANGUAGE_CODE):
        label = pgettext("mark on a paper", "Draft")
    name = imprint["file_name"]
    return rendered(
        request, lambda: paper_of(issue.facts, imprint, label=label), name, "pdf", back=issue, as_attachment=False
    )


def _frozen(request: HttpRequest, issue: Issue, ending: str) -> HttpResponseBase:
    """The very bytes that were kept at the signing (rule 43)."""
    found = FrozenPaper.objects.filter(issue=issue).values_list(ending, f"{ending}_sha256").first()
    if not found or not found[0]:
        raise Http404
    return kept(request, bytes(found[0]), found[1], issue.facts["imprint"]["file_name"], ending)
