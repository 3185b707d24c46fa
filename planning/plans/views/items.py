"""The page of a plan item, and its steps."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from planning.plans.detail import item_page
from planning.plans.models import PlanItem
from planning.plans.rules import MAY_ITEM
from planning.plans.steps import ITEM_PAGES
from planning.plans.views.acting import act, missing
from secretariat.pages import Request, show
from secretariat.workflow import allowed


@require_GET
def plan_item(request: Request, pk: int) -> HttpResponse:
    page = item_page(get_item(request.user, pk), request.user, on=timezone.localdate())
    return show(request, "planning/plans/item.html", page)


@require_http_methods(["GET", "POST"])
def plan_item_step(request: Request, pk: int, step: str) -> HttpResponse:
    """Any step of an item: its form, or its deed."""
    item = get_item(request.user, pk)
    page = ITEM_PAGES.get(step) or missing()
    if not allowed(MAY_ITEM, step, request.user, item):
        raise PermissionDenied
    return act(request, item, page, lambda: get_item(request.user, pk), item=item)


def get_item(user: Any, pk: int) -> PlanItem:
    """The item if this user may see it; 404 otherwise, for foreign and missing look alike."""
    rows = PlanItem.objects.visible_to(user).select_related("plan", "lead", "parent")
    return get_object_or_404(rows.prefetch_related("co_units"), pk=pk)
