"""Items out of a sheet: a template, the sheet sent, looked at row by row, confirmed, and for a day taken back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secretariat.errors import Refused
from secretariat.exchange import queries, services
from secretariat.exchange.forms import SheetForm
from secretariat.exchange.models import ImportRun, RunState
from secretariat.exchange.readers import READERS, Reading
from secretariat.exchange.writing import XLSX
from secretariat.pages import Request, show
from secretariat.workdays.words import cycle_words
from supervision.items.importing import KIND, item_template

PAGE = 60
SEND, RUN = "supervision/items/import.html", "supervision/items/import_run.html"


@require_http_methods(["GET", "POST"])
def item_import(request: Request) -> HttpResponse:
    """Choose a sheet; what was read of it stands on the page that follows."""
    _ask_officer(request)
    posted = request.method == "POST"
    form = SheetForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_bound and form.is_valid():
        options, upload = {"on": timezone.localdate().isoformat()}, form.cleaned_data["file"]
        try:
            run = services.preview(KIND, upload, by=request.user, at=timezone.now(), options=options)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("supervision:item_import_run", run.pk)
    return show(request, SEND, {"form": form, "runs": _runs(request)}, status=422 if posted else 200)


@require_GET
def item_import_template(request: Request) -> HttpResponse:
    """The sheet to be filled in."""
    _ask_officer(request)
    return _sheet(item_template(), "items-template.xlsx")


@require_http_methods(["GET", "POST"])
def item_import_run(request: Request, pk: int) -> HttpResponse:
    """How each row was read; a POST says whether items are taken that the ledger has already."""
    run = _run(request, pk)
    _ask_officer(request)
    if request.method == "POST":
        wanted = {**run.options, "takes_known": "takes_known" in request.POST}
        try:
            services.choose(run.pk, by=request.user, options=wanted)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("supervision:item_import_run", run.pk)
    return show(request, RUN, _page(request, run, queries.reading_of(run)))


@require_POST
def item_import_confirm(request: Request, pk: int) -> HttpResponse:
    run = _run(request, pk)
    try:
        run = services.confirm(run.pk, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        n = run.rows_read - run.rows_failed
        messages.success(
            request, ngettext("%(n)d draft is on the ledger.", "%(n)d drafts are on the ledger.", n) % {"n": n}
        )
    return redirect("supervision:item_import_run", pk)


@require_POST
def item_import_discard(request: Request, pk: int) -> HttpResponse:
    run = _run(request, pk)
    try:
        services.discard(run.pk, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("supervision:item_import_run", pk)
    messages.success(request, _("The sheet is thrown away; nothing of it is kept."))
    return redirect("supervision:item_import")


@require_POST
def item_import_undo(request: Request, pk: int) -> HttpResponse:
    run = _run(request, pk)
    try:
        services.undo(run.pk, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The import is taken back; nothing of it is left in the lists."))
    return redirect("supervision:item_import_run", pk)


@require_GET
def item_import_failed(request: Request, pk: int) -> HttpResponse:
    """The rows that could not be read, with the reasons, to be put right and sent again."""
    return _sheet(queries.failed_sheet(_run(request, pk)), f"failed-rows-{pk}.xlsx")


def _sheet(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _run(request: Request, pk: int) -> ImportRun:
    return get_object_or_404(ImportRun.objects.visible_to(request.user).filter(kind=KIND), pk=pk)


def _runs(request: Request) -> list[ImportRun]:
    runs = ImportRun.objects.visible_to(request.user).filter(kind=KIND).select_related("by").defer("cells", "made")
    return list(runs[:10])


def _ask_officer(request: Request) -> None:
    if not READERS[KIND].may(request.user):
        raise PermissionDenied


def _page(request: Request, run: ImportRun, reading: Reading) -> dict[str, Any]:
    # What needs a person stands first.
    doubtful = [row for row in reading.good if row.warnings]
    rows = [*reading.failed, *doubtful, *(row for row in reading.good if not row.warnings)]
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return {
        "run": run,
        "reading": reading,
        "page": page,
        "rows": [(row, cycle_words(row.found.cycle)) for row in page],
        "warned": len(doubtful),
        "is_open": run.state == RunState.PREVIEWED,
        "takes_known": run.options.get("takes_known", False),
        "may_undo": run.undo_until is not None and run.undo_until > timezone.now(),
    }
