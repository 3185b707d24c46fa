"""The files of an issue: the frozen bytes of a signed one, and the PDF of a draft with its mark."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from secretariat.errors import Refused
from secretariat.papers.pdf import render_pdf
from supervision.bulletins.models import FrozenPaper, Issue
from supervision.bulletins.paper import paper_of
from supervision.bulletins.sheet import imprint_for
from supervision.bulletins.views import get_issue

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


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
    try:
        pdf = render_pdf(paper_of(issue.facts, imprint, label=label), font_dir=settings.FONT_DIR)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(issue)
    return _file(pdf, f"{imprint['file_name']}.pdf", "pdf", as_attachment=False)


def _frozen(request: HttpRequest, issue: Issue, ending: str) -> HttpResponseBase:
    """The very bytes that were kept at the signing (rule 43)."""
    found = FrozenPaper.objects.filter(issue=issue).values_list(ending, f"{ending}_sha256").first()
    if not found or not found[0]:
        raise Http404
    response = _file(bytes(found[0]), f"{issue.facts['imprint']['file_name']}.{ending}", ending, as_attachment=True)
    etag = quote_etag(found[1])
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=etag, response=response) or response


def _file(content: bytes, name: str, ending: str, *, as_attachment: bool) -> Any:
    headers = {"Content-Disposition": content_disposition_header(as_attachment, name) or ""}
    return HttpResponse(content, content_type=TYPES[ending], headers=headers)
