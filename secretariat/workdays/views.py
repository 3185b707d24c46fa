"""Pages of the official calendar: its years, the import of one, and the dates that it puts in question."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.fields import FIRST_YEAR, LAST_YEAR
from secretariat.pages import Request, show
from secretariat.workdays import dates, queries, services
from secretariat.workdays.changes import Preview
from secretariat.workdays.changes import preview as read_preview
from secretariat.workdays.forms import ImportForm, KeepForm, MoveDateForm
from secretariat.workdays.models import CalendarYear, DateToDecide
from secretariat.workdays.rules import MAY_DATE, may_import, may_see_dates
from secretariat.workdays.states import DATE_STEPS, DateState
from secretariat.workflow import allowed, open_steps

YEAR, IMPORT, DATES, STEP = (f"workdays/{name}.html" for name in ("year", "import", "dates", "date_step"))
PAGE = 30
# Any Monday to Sunday, for the heads of the columns.
WEEK = [date(2001, 1, day) for day in range(1, 8)]
FORMS: dict[str, Any] = {"keep": (KeepForm, dates.keep_date), "move": (MoveDateForm, dates.move_date)}


# ── Years ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@require_safe
def calendar(request: Request, year: int | None = None) -> HttpResponse:
    """A year of the calendar: this year, where none is asked for."""
    today = timezone.localdate()
    chosen = today.year if year is None else year
    if not FIRST_YEAR <= chosen <= LAST_YEAR:
        raise Http404
    record = CalendarYear.objects.filter(pk=chosen).first()
    context = {
        "shown": queries.year_of(chosen),
        "record": record,
        "years": queries.years(today.year),
        "events": Event.objects.about(record)[:10] if record else [],
        "may_import": may_import(request.user),
        "to_decide": open_dates(request).count(),
        "today": today,
        "week": WEEK,
        "sees_dates": may_see_dates(request.user),
    }
    return show(request, YEAR, context)


def open_dates(request: Request) -> Any:
    """The dates that wait for a decision, as far as this person may see them."""
    return DateToDecide.objects.visible_to(request.user).filter(state=DateState.OPEN)


@require_http_methods(["GET", "POST"])
def calendar_import(request: Request) -> HttpResponse:
    """Paste or upload, look at what was read, then import: until then nothing is saved."""
    if not may_import(request.user):
        raise PermissionDenied
    on, posted = timezone.localdate(), request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if posted else ImportForm(initial=_first_guess(request, on))
    preview, facts = None, form.cleaned_data if posted and form.is_valid() else {}
    if facts:
        preview = read_preview(facts["text"], calendar=queries.load(), year=facts["year"], on=on)
        # What came in a file, or was read from the text, now stands where it can be seen.
        form = ImportForm(facts) if "confirm" not in request.POST else form
        if "confirm" in request.POST and (imported := _import(request, form, preview, on)):
            return imported
    context = {"form": form, "preview": preview, "notice": facts.get("notice", ""), "year": facts.get("year")}
    status = 422 if posted and (form.errors or (preview and preview.refused)) else 200
    return show(request, IMPORT, context, status=status)


def _first_guess(request: Request, on: date) -> dict[str, Any]:
    asked = request.GET.get("year", "")
    return {"year": int(asked) if asked.isdecimal() and len(asked) == 4 else queries.load().unknown_year(on.year)}


def _import(request: Request, form: ImportForm, preview: Preview, on: date) -> HttpResponse | None:
    facts = form.cleaned_data
    try:
        record = services.import_year(preview.rows, year=facts["year"], notice=facts["notice"], by=request.user, on=on)
    except services.CalendarRefused:
        return None  # the preview says why, row by row
    except Refused as refusal:
        form.refuse(refusal)
        return None
    listed = record.dates.filter(state=DateState.OPEN).count()
    messages.success(request, _("The calendar of %(year)d is imported.") % {"year": record.year})
    if listed:
        said = ngettext("%(n)d date waits for a decision.", "%(n)d dates wait for a decision.", listed)
        messages.warning(request, said % {"n": listed})
    return redirect("workdays:year", record.year)


# ── Dates to decide ──────────────────────────────────────────────────────────────────────────────────────────────────
@require_safe
def date_list(request: Request) -> HttpResponse:
    """Dates that an imported calendar puts in question; the decided ones on request."""
    if not may_see_dates(request.user):
        raise PermissionDenied
    shown = DateToDecide.objects.visible_to(request.user)
    is_past = request.GET.get("show") == "decided"
    rows = shown.exclude(state=DateState.OPEN).order_by("-pk") if is_past else shown.filter(state=DateState.OPEN)
    rows = rows.select_related("decided_by", "year").with_subjects()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    lines = [(row, open_steps(DATE_STEPS, MAY_DATE, row, request.user)) for row in page]
    context = {"page": page, "lines": lines, "is_past": is_past, "today": timezone.localdate()}
    return show(request, DATES, context | {"calendar": queries.load()})


@require_http_methods(["GET", "POST"])
def date_step(request: Request, pk: int, step: str) -> HttpResponse:
    """Keep or move a date: its form, or its deed."""
    row = get_object_or_404(DateToDecide.objects.visible_to(request.user), pk=pk)
    if step not in FORMS:
        raise Http404
    if not allowed(MAY_DATE, step, request.user, row):
        raise PermissionDenied
    form_class, act = FORMS[step]
    form = form_class(request.POST if request.method == "POST" else None, row=row)
    if form.is_valid():
        try:
            act(row.pk, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The date is moved.") if step == "move" else _("The date stays as it is."))
            return redirect("workdays:dates")
    context = {"row": row, "step": step, "form": form, "calendar": queries.load()}
    return show(request, STEP, context, status=422 if form.is_bound else 200)
