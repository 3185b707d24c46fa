"""Papers as answers to a browser: rendered now, or the very bytes that were kept."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from secretariat.errors import Refused
from secretariat.papers.docx import render_docx
from secretariat.papers.paper import Paper
from secretariat.papers.pdf import render_pdf

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def rendered(
    request: HttpRequest, make: Callable[[], Paper], name: str, ending: str, *, back: Any, as_attachment: bool = True
) -> Any:
    """The paper that `make` gives as a file called `name`; where it is refused, `back` says why.

    `ending` is docx or pdf; raises Http404 for any other.
    """
    if ending not in TYPES:
        raise Http404
    try:
        paper = make()
        content = render_docx(paper) if ending == "docx" else render_pdf(paper, font_dir=settings.FONT_DIR)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    return _file(content, name, ending, as_attachment=as_attachment)


def kept(request: HttpRequest, content: bytes, sha256: str, name: str, ending: str) -> HttpResponseBase:
    """Frozen bytes as a file (rules 37, 43); a browser that has them already, by their digest, is told so."""
    response = _file(content, name, ending, as_attachment=True)
    etag = quote_etag(sha256)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=etag, response=response) or response


def _file(content: bytes, name: str, ending: str, *, as_attachment: bool) -> Any:
    headers = {"Content-Disposition": content_disposition_header(as_attachment, f"{name}.{ending}") or ""}
    return HttpResponse(content, content_type=TYPES[ending], headers=headers)
