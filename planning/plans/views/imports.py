"""A plan out of a sheet: sent, looked at, confirmed, and for a day taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.plans.forms import OptionsForm
from planning.plans.importing import KIND, head_of, plan_made, plan_of
from planning.plans.models import AnnualPlan
from planning.plans.services import title_taken
from planning.plans.states import PlanState
from secretariat.errors import Refused
from secretariat.exchange import queries, services
from secretariat.exchange.answers import ask_importer, failed_rows, in_order, latest, run_of, taken_back, thrown_away
from secretariat.exchange.forms import SheetForm
from secretariat.exchange.models import ImportRun, RunState
from secretariat.exchange.readers import Reading
from secretariat.pages import Request, show
from secretariat.workdays.words import cycle_words

SEND, RUN = "planning/plans/import.html", "planning/plans/import_run.html"


@require_http_methods(["GET", "POST"])
def plan_import(request: Request) -> HttpResponse:
    """Choose a sheet; what it is can be put right on the page that follows."""
    ask_importer(request, KIND)
    posted = request.method == "POST"
    form = SheetForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_bound and form.is_valid():
        options = {"on": timezone.localdate().isoformat()}
        upload = form.cleaned_data["file"]
        try:
            run = services.preview(KIND, upload, by=request.user, at=timezone.now(), options=options)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("planning:plan_import_run", run.pk)
    return show(request, SEND, {"form": form, "runs": latest(request, KIND)}, status=422 if posted else 200)


@require_http_methods(["GET", "POST"])
def plan_import_run(request: Request, pk: int) -> HttpResponse:
    """How each row was read; a POST reads the sheet anew with other choices."""
    run = run_of(request, KIND, pk)
    ask_importer(request, KIND)
    reading = queries.reading_of(run)
    head = head_of(reading, run.options)
    posted = request.method == "POST"
    form = OptionsForm(request.POST) if posted else _options(run, head)
    if posted and form.is_valid():
        try:
            services.choose(run.pk, by=request.user, options={**form.cleaned_data, "on": run.options["on"]})
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Read anew."))
            return redirect("planning:plan_import_run", run.pk)
    return show(request, RUN, _page(request, run, reading, form), status=422 if posted else 200)


@require_POST
def plan_import_confirm(request: Request, pk: int) -> HttpResponse:
    run = run_of(request, KIND, pk)
    try:
        run = services.confirm(run.pk, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("planning:plan_import_run", pk)
    said = ngettext("%(n)d item is imported.", "%(n)d items are imported.", run.rows_read - run.rows_failed)
    messages.success(request, said % {"n": run.rows_read - run.rows_failed})
    # An addition to a plan is taken back from its own page; that of a new plan stands on the plan.
    is_new = run.made[0][0] == AnnualPlan._meta.label
    if run.rows_failed or not is_new:
        return redirect("planning:plan_import_run", pk)
    return redirect("planning:plan_detail", run.made[0][1])


@require_POST
def plan_import_discard(request: Request, pk: int) -> HttpResponse:
    run = run_of(request, KIND, pk)
    return thrown_away(request, run, page="planning:plan_import_run", then="planning:plan_import")


@require_POST
def plan_import_undo(request: Request, pk: int) -> HttpResponse:
    return taken_back(request, run_of(request, KIND, pk), page="planning:plan_import_run")


@require_GET
def plan_import_failed(request: Request, pk: int) -> HttpResponse:
    return failed_rows(run_of(request, KIND, pk))


def _options(run: ImportRun, head: dict[str, Any]) -> OptionsForm:
    """The choices as they are; where the title cannot be taken, it is said at the field before anybody confirms."""
    chosen = {**head, "platform": run.options.get("platform", "")}
    there = plan_of(head) if run.state == RunState.PREVIEWED else None
    if there is None or there.state == PlanState.DRAFT:
        return OptionsForm(initial=chosen)
    form = OptionsForm(chosen)
    form.refuse(title_taken(there))
    return form


def _page(request: Request, run: ImportRun, reading: Reading, form: OptionsForm) -> dict[str, Any]:
    page = in_order(request, reading)
    is_open = run.state == RunState.PREVIEWED
    head = head_of(reading, run.options)
    plan = plan_of(head) if is_open else plan_made(run.made)
    return {
        "run": run,
        "reading": reading,
        "form": form,
        "page": page,
        "rows": [(row, cycle_words(row.found.due.cycle)) for row in page],
        "warned": sum(bool(row.warnings) for row in reading.good),
        "head": head,
        "plan": plan,
        "is_open": is_open,
        "added": bool(run.made) and run.made[0][0] != AnnualPlan._meta.label,
        "may_confirm": is_open and bool(reading.good) and (plan is None or plan.state == PlanState.DRAFT),
        "may_undo": run.undo_until is not None and run.undo_until > timezone.now(),
    }
