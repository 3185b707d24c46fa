"""The list of plans, a plan as a list and as a year, and its steps."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from planning.plans import queries
from planning.plans.detail import plan_page, year_page
from planning.plans.importing import KIND
from planning.plans.models import AnnualPlan
from planning.plans.rules import MAY_PLAN
from planning.plans.steps import PLAN_PAGES
from planning.plans.views.acting import act, missing
from secretariat.exchange.readers import READERS
from secretariat.pages import Request, show
from secretariat.workflow import allowed

DETAIL, YEAR = "planning/plans/detail.html", "planning/plans/year.html"


@require_GET
def plan_list(request: Request) -> HttpResponse:
    """Every plan this person may see, the newest year first."""
    context = {"plans": queries.plans(request.user), "may_import": READERS[KIND].may(request.user)}
    return show(request, "planning/plans/list.html", context)


@require_GET
def plan_detail(request: Request, pk: int) -> HttpResponse:
    page = plan_page(get_plan(request.user, pk), request.user, request.GET, on=timezone.localdate())
    return show(request, DETAIL, page, partial="rows")


@require_GET
def plan_year(request: Request, pk: int) -> HttpResponse:
    page = year_page(get_plan(request.user, pk), request.user, request.GET, on=timezone.localdate())
    return show(request, YEAR, page, partial="rows")


@require_http_methods(["GET", "POST"])
def plan_step(request: Request, pk: int, step: str) -> HttpResponse:
    """Any step of a plan: its form, or its deed."""
    plan = get_plan(request.user, pk)
    page = PLAN_PAGES.get(step) or missing()
    if not allowed(MAY_PLAN, step, request.user, plan):
        raise PermissionDenied
    return act(request, plan, page, lambda: get_plan(request.user, pk))


def get_plan(user: Any, pk: int) -> AnnualPlan:
    """The plan if this user may see it; 404 otherwise, for foreign and missing look alike."""
    return get_object_or_404(AnnualPlan.objects.visible_to(user), pk=pk)
