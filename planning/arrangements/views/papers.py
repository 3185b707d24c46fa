"""An arrangement as Word or PDF: as a table, or line by line as it is published."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from planning.arrangements.models import Arrangement
from planning.arrangements.paper import Printed, file_name, lines_paper, table_paper
from planning.arrangements.queries import changes_of, rows_of
from planning.arrangements.views.access import get_arrangement
from secretariat.pages import Request
from secretariat.papers.answers import rendered
from secretariat.papers.paper import Paper
from secretariat.workdays import queries as workdays

FORMS = ("table", "lines")


@require_GET
def arrangement_file(request: Request, pk: int, form: str, ending: str) -> HttpResponse:
    """What the person may see of it, as table or lines."""
    found = get_arrangement(request, pk)
    if form not in FORMS:
        raise Http404
    return rendered(request, lambda: _paper(request, found, form), file_name(found), ending, back=found)


def _paper(request: Request, found: Arrangement, form: str) -> Paper:
    rows = rows_of(found, request.user)
    standing = [row for row in rows if row.is_standing]
    printed = Printed(found, standing, changes_of(found, rows), at=timezone.now())
    return lines_paper(printed) if form == "lines" else table_paper(printed, calendar=workdays.load())
