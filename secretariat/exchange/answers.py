"""What the pages of all imports share: a run of one's own, its rows in order, thrown away, taken back, as a sheet."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from secretariat.errors import Refused
from secretariat.exchange import queries, services
from secretariat.exchange.models import ImportRun
from secretariat.exchange.readers import READERS, Reading
from secretariat.exchange.writing import XLSX
from secretariat.pages import Request

PAGE = 60


def ask_importer(request: Request, kind: str) -> None:
    """Raise PermissionDenied for whoever may not import sheets of this kind."""
    if not READERS[kind].may(request.user):
        raise PermissionDenied


def run_of(request: Request, kind: str, pk: int) -> ImportRun:
    """The import with this id, for whoever may see it; else Http404."""
    return get_object_or_404(ImportRun.objects.visible_to(request.user).filter(kind=kind), pk=pk)


def latest(request: Request, kind: str) -> list[ImportRun]:
    """The ten newest imports of this kind that the person sees."""
    runs = ImportRun.objects.visible_to(request.user).filter(kind=kind).select_related("by").defer("cells", "made")
    return list(runs[:10])


def in_order(request: Request, reading: Reading) -> Page:
    """A page of the rows as they were read; what needs a person stands first."""
    doubtful = [row for row in reading.good if row.warnings]
    rows = [*reading.failed, *doubtful, *(row for row in reading.good if not row.warnings)]
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


def thrown_away(request: Request, run: ImportRun, *, page: str, then: str) -> HttpResponse:
    """Throw a preview away and go on to `then`; where that is refused, its `page` says why (names of addresses)."""
    pk = run.pk
    try:
        services.discard(pk, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(page, pk)
    messages.success(request, _("The sheet is thrown away; nothing of it is kept."))
    return redirect(then)


def taken_back(request: Request, run: ImportRun, *, page: str) -> HttpResponse:
    """Take a confirmed import back; its `page` (the name of an address) says what came of it."""
    try:
        services.undo(run.pk, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The import is taken back; nothing of it is left in the lists."))
    return redirect(page, run.pk)


def failed_rows(run: ImportRun) -> HttpResponse:
    """The rows that could not be read, with the reasons, to be put right and sent again."""
    return sheet(queries.failed_sheet(run), f"{_('Rows not read')}-{run.pk}")


def sheet(content: bytes, name: str) -> HttpResponse:
    """A workbook to be kept under this name."""
    disposition = content_disposition_header(True, f"{name}.xlsx") or ""
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)
