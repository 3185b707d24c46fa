"""Items out of a sheet: a template, the sheet sent, looked at row by row, confirmed, and for a day taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secretariat.errors import Refused
from secretariat.exchange import queries, services
from secretariat.exchange.answers import (
    ask_importer,
    failed_rows,
    in_order,
    latest,
    run_of,
    sheet,
    taken_back,
    thrown_away,
)
from secretariat.exchange.forms import SheetForm
from secretariat.exchange.models import ImportRun, RunState
from secretariat.exchange.readers import Reading
from secretariat.pages import Request, show
from secretariat.workdays.words import cycle_words
from supervision.items.importing import KIND, item_template

SEND, RUN = "supervision/items/import.html", "supervision/items/import_run.html"


@require_http_methods(["GET", "POST"])
def item_import(request: Request) -> HttpResponse:
    """Choose a sheet; what was read of it stands on the page that follows."""
    ask_importer(request, KIND)
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
    return show(request, SEND, {"form": form, "runs": latest(request, KIND)}, status=422 if posted else 200)


@require_GET
def item_import_template(request: Request) -> HttpResponse:
    """The sheet to be filled in."""
    ask_importer(request, KIND)
    return sheet(item_template(), _("Template of items"))


@require_http_methods(["GET", "POST"])
def item_import_run(request: Request, pk: int) -> HttpResponse:
    """How each row was read; a POST says whether items are taken that the ledger has already."""
    run = run_of(request, KIND, pk)
    ask_importer(request, KIND)
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
    run = run_of(request, KIND, pk)
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
    run = run_of(request, KIND, pk)
    return thrown_away(request, run, page="supervision:item_import_run", then="supervision:item_import")


@require_POST
def item_import_undo(request: Request, pk: int) -> HttpResponse:
    return taken_back(request, run_of(request, KIND, pk), page="supervision:item_import_run")


@require_GET
def item_import_failed(request: Request, pk: int) -> HttpResponse:
    return failed_rows(run_of(request, KIND, pk))


def _page(request: Request, run: ImportRun, reading: Reading) -> dict[str, Any]:
    page = in_order(request, reading)
    return {
        "run": run,
        "reading": reading,
        "page": page,
        "rows": [(row, cycle_words(row.found.cycle)) for row in page],
        "warned": sum(bool(row.warnings) for row in reading.good),
        "is_open": run.state == RunState.PREVIEWED,
        "takes_known": run.options.get("takes_known", False),
        "may_undo": run.undo_until is not None and run.undo_until > timezone.now(),
    }
