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
from planning.meetings.forms import AgendaRulesForm, EndSeriesForm, RouteForm, RuleForm, SeriesForm
from planning.meetings.models import SEES_ALL, Series, SeriesSigner
from planning.meetings.rules import may_found_series
from secretariat.conflicts import conflict
from secretariat.errors import Refused
from secretariat.pages import Request, show
from secretariat.workdays import queries as workdays
from secretariat.workflow import Outdated, by_right_of, permit

FOUND = "planning/meetings/series_found.html"
DETAIL = "planning/meetings/series_detail.html"
CHANGE = "planning/meetings/series_change.html"
PREPARE = "planning/meetings/series_prepare.html"
ROUTE = "planning/meetings/series_route.html"
END = "planning/meetings/series_end.html"


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
    today = timezone.localdate()
    form = SeriesForm(request.POST if request.method == "POST" else None, initial=_first_guess(), on=today)
    if form.is_valid():
        try:
            series = services.found_series(by=request.user, on=today, calendar=workdays.load(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The series is founded; its next meetings are planned."))
            return redirect(series)
    return show(request, FOUND, _founding(form), status=422 if form.is_bound else 200)


@require_POST
def series_preview(request: HttpRequest) -> HttpResponse:
    """The dates that the rule would give, before anything is saved."""
    _ask_founder(request)
    return show(request, FOUND, _founding(SeriesForm(request.POST, on=timezone.localdate())), partial="preview")


@require_GET
def series_detail(request: Request, pk: int) -> HttpResponse:
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
        "template": series.template.all(),
        "lower": series.taken_up_by.all(),
        "route": SeriesSigner.objects.visible_to(request.user).filter(series=series).select_related("person"),
        "sees_route": request.user.acts_as(*SEES_ALL),
        "former": series.former_rules.order_by("-until_on"),
        "may_found": bool(by_right_of(request.user, may_found_series)),
    }
    return show(request, DETAIL, context)


@require_http_methods(["GET", "POST"])
def series_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another rule from a day on; its first 12 dates are shown before anything is saved."""
    series = _own_series(request, pk)
    form = _rule_form(pk, request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts: dict[str, Any] = {"on": timezone.localdate(), "calendar": workdays.load(), **form.cleaned_data}
        try:
            services.change_rule(pk, by=request.user, **facts)
        except Outdated:
            return conflict(request, form, _rule_form(pk, None), subject=series)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The new rule is set; the meetings to come are planned by it."))
            return redirect(series)
    return show(request, CHANGE, _changing(series, form), status=422 if form.is_bound else 200)


@require_POST
def series_change_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The dates and numbers that the new rule would give."""
    series = _own_series(request, pk)
    return show(request, CHANGE, _changing(series, _rule_form(pk, request.POST)), partial="preview")


@require_http_methods(["GET", "POST"])
def series_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The day from which a series meets no more, and why."""
    series, today = _own_series(request, pk), timezone.localdate()
    form = EndSeriesForm(request.POST if request.method == "POST" else None, series=series, on=today)
    if form.is_valid():
        try:
            services.end_series(pk, by=request.user, on=today, **form.cleaned_data)
        except Outdated:
            return conflict(request, form, EndSeriesForm(series=_own_series(request, pk), on=today), subject=series)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The series has ended; its meetings from that day on are cancelled."))
            return redirect(series)
    return show(request, END, {"series": series, "form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def series_prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """The cut-off, the length and the standing lines of the agendas."""
    series = _own_series(request, pk)
    form = AgendaRulesForm(request.POST if request.method == "POST" else None, instance=_own_series(request, pk))
    if form.is_valid():
        try:
            services.prepare_series(pk, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Outdated:
            return conflict(request, form, AgendaRulesForm(instance=series), subject=series)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved; agendas that are not fixed follow it."))
            return redirect(series)
    return show(request, PREPARE, {"series": series, "form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def series_route(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signs the minutes, in order."""
    series = _own_series(request, pk)
    form = RouteForm(request.POST if request.method == "POST" else None, series=series)
    if form.is_valid():
        facts: dict[str, Any] = {"signers": form.signers(), "version": form.cleaned_data["version"]}
        try:
            services.set_route(pk, by=request.user, **facts)
        except Outdated:
            return conflict(request, form, RouteForm(series=_own_series(request, pk)), subject=series)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved; minutes that are submitted from now on follow it."))
            return redirect(series)
    return show(request, ROUTE, {"series": series, "form": form}, status=422 if form.is_bound else 200)


def _own_series(request: HttpRequest, pk: int) -> Series:
    found: Series = get_object_or_404(Series.objects.visible_to(request.user), pk=pk)
    _ask_founder(request)
    return found


def _rule_form(pk: int, data: Any) -> RuleForm:
    return RuleForm(data, instance=Series.objects.get(pk=pk), initial={"from_on": timezone.localdate()})


def _changing(series: Series, form: RuleForm) -> dict[str, Any]:
    draft = form.draft() if form.is_bound else form.instance
    from_on = form.cleaned_data["from_on"] if form.is_bound and draft else timezone.localdate()
    calendar, is_past = workdays.load(), from_on < timezone.localdate()
    wanted: dict[str, Any] = {"from_on": from_on, "calendar": calendar, "count": services.AHEAD}
    rows = queries.dealt_anew(draft, **wanted) if draft and not is_past else []
    return {"series": series, "form": form, "planned": queries.planned_days(rows, calendar)}


def _ask_founder(request: HttpRequest) -> None:
    permit(request.user, may_found_series)


def _founding(form: SeriesForm) -> dict[str, Any]:
    draft = form.draft() if form.is_bound else Series(**_first_guess())
    today = timezone.localdate()
    planned = queries.preview(draft, on=today, calendar=workdays.load(), count=services.AHEAD) if draft else []
    return {"form": form, "planned": planned, "today": today}


def _first_guess() -> dict[str, Any]:
    today = timezone.localdate()
    return {"weekday": today.isoweekday(), "first_on": today, "first_number": 1}
