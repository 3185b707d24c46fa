"""What the steps of plans and of items have in common: the form, the deed, the way back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from planning.plans.steps import StepPage
from secretariat.conflicts import conflict
from secretariat.errors import Refused
from secretariat.pages import Request, next_of, show
from secretariat.workdays import queries as workdays
from secretariat.workflow import Outdated

STEP = "planning/plans/step.html"


def act(request: Request, record: Any, page: StepPage, fresh: Callable[[], Any], **context: Any) -> HttpResponse:
    """Show the form of a step, or do it and go back. `fresh` reads the record anew where somebody was quicker."""
    posted = request.method == "POST"
    calendar = workdays.load()
    form = page.form(request.POST if posted else None, record=record, calendar=calendar)
    if posted and form.is_valid():
        try:
            page.act(record.pk, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Outdated:
            return conflict(request, form, page.form(record=fresh(), calendar=calendar), subject=record)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, str(page.done))
            return redirect(next_of(request) or record.get_absolute_url())
    facts = {"record": record, "step": page, "form": form, "next": next_of(request), **context}
    return show(request, STEP, facts, status=422 if posted else 200)


def missing() -> Any:
    """There is no such step."""
    raise Http404
