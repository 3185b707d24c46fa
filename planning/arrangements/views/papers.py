"""An arrangement as Word or PDF: as a table, or line by line as it is published."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from planning.arrangements.models import Arrangement
from planning.arrangements.paper import Printed, file_name, lines_paper, table_paper
from planning.arrangements.queries import entries_of
from planning.arrangements.views.access import get_arrangement
from secretariat.errors import Refused
from secretariat.pages import Request
from secretariat.papers.docx import render_docx
from secretariat.papers.paper import Paper
from secretariat.papers.pdf import render_pdf
from secretariat.workdays import queries as workdays

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
FORMS = ("table", "lines")


@require_GET
def arrangement_file(request: Request, pk: int, form: str, ending: str) -> HttpResponse:
    """What the person may see of it, as table or lines."""
    found = get_arrangement(request, pk)
    if form not in FORMS or ending not in TYPES:
        raise Http404
    try:
        paper = _paper(request, found, form)
        content = render_docx(paper) if ending == "docx" else render_pdf(paper, font_dir=settings.FONT_DIR)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    name = content_disposition_header(True, f"{file_name(found)}.{ending}") or ""
    return HttpResponse(content, content_type=TYPES[ending], headers={"Content-Disposition": name})


def _paper(request: Request, found: Arrangement, form: str) -> Paper:
    entries = entries_of(found, request.user)
    printed = Printed(found, entries, list(found.addenda.all()), at=timezone.now())
    return lines_paper(printed) if form == "lines" else table_paper(printed, calendar=workdays.load())
