"""Pages of the series of meetings."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.meetings import queries, services
from planning.meetings.forms import SeriesForm
from planning.meetings.models import Series
from planning.meetings.rules import may_found_series
from secretariat.errors import Refused
from secretariat.pages import show
from secretariat.workdays import queries as workdays
from secretariat.workflow import by_right_of, permit

FOUND = "planning/meetings/series_found.html"
DETAIL = "planning/meetings/series_detail.html"


@require_GET
def series_list(request: HttpRequest) -> HttpResponse:
    found = queries.series_with_next(request.user, on=timezone.localdate())
    context = {
        "series": found,
        "may_found": bool(by_right_of(request.user, may_found_series)),
        "today": timezone.localdate(),
    }
    return show(request, "planning/meetings/series_list.html", context)


@require_http_methods(["GET", "POST"])
def series_found(request: HttpRequest) -> HttpResponse:
    _ask_founder(request)
    form = SeriesForm(request.POST if request.method == "POST" else None, initial=_first_guess())
    if form.is_valid():
        try:
            series = services.found_series(
                by=request.user, on=timezone.localdate(), calendar=workdays.load(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("The series is founded; its next meetings are planned."))
            return redirect(series)
    return show(request, FOUND, _founding(form), status=422 if form.is_bound else 200)


@require_POST
def series_preview(request: HttpRequest) -> HttpResponse:
    """The dates that the rule would give, before anything is saved."""
    _ask_founder(request)
    return show(request, FOUND, _founding(SeriesForm(request.POST)), partial="preview")


@require_GET
def series_detail(request: HttpRequest, pk: int) -> HttpResponse:
    series = get_object_or_404(Series.objects.visible_to(request.user), pk=pk)
    today, calendar = timezone.localdate(), workdays.load()
    ahead = queries.meetings_ahead(request.user, on=today).filter(series=series, held_on__gte=today)
    past = Paginator(queries.meetings_past(request.user, on=today).filter(series=series), 20)
    page = past.get_page(request.GET.get("page"))
    context = {
        "series": series,
        "today": today,
        "ahead": queries.as_rows(ahead[: services.AHEAD], calendar),
        "past": queries.as_rows(page, calendar),
        "page": page,
    }
    return show(request, DETAIL, context)


def _ask_founder(request: HttpRequest) -> None:
    permit(request.user, may_found_series)


def _founding(form: SeriesForm) -> dict[str, Any]:
    draft = form.draft() if form.is_bound else Series(**_first_guess())
    planned = queries.preview(draft, calendar=workdays.load(), count=services.AHEAD) if draft else []
    return {"form": form, "planned": planned, "today": timezone.localdate()}


def _first_guess() -> dict[str, Any]:
    today = timezone.localdate()
    return {"weekday": today.isoweekday(), "first_on": today, "first_number": 1}
