"""Taken up: the act on a decision, and the list of what is taken up and what is not."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.meetings import services
from planning.meetings import taking_up as takings
from planning.meetings.forms import TakenUpFilterForm, TakeUpForm
from planning.meetings.models import Decision
from planning.meetings.rules import may_take_up
from secretariat.errors import Refused
from secretariat.offers import MatterEntry, Question, ask
from secretariat.pages import Request, show
from secretariat.workdays import queries as workdays
from secretariat.workflow import by_right_of, permit

LIST, TAKE = "planning/meetings/taken_up.html", "planning/meetings/take_up.html"
PAGE = 30


@require_GET
def taken_up(request: Request) -> HttpResponse:
    """The measure and the rows behind each of its figures; at first those that nobody has taken up."""
    today, calendar = timezone.localdate(), workdays.load()
    wanted, year = TakenUpFilterForm(request.GET).chosen(this_year=today.year)
    decisions = takings.decisions_to_take_up(request.user, year=year)
    found = [takings.taking_of(decision, on=today, calendar=calendar) for decision in decisions]
    page = Paginator(takings.shown(found, wanted), PAGE).get_page(request.GET.get("page"))
    context = {
        "measure": takings.measure(found),
        "page": page,
        "show": wanted,
        "heading": takings.HEADINGS[wanted],
        "year": year,
        "years": [today.year - 1, today.year],
        "may_take_up": bool(by_right_of(request.user, may_take_up)),
        "today": today,
    }
    return show(request, LIST, context)


@require_http_methods(["GET", "POST"])
def decision_take_up(request: Request, pk: int) -> HttpResponse:
    """As a topic of another series; beside it the search for an item that follows it already."""
    decision = _decision(request, pk)
    form = _form(request, decision, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            taken = services.take_up_as_topic(pk, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("“%(topic)s” is drafted; its unit is told.") % {"topic": taken.title})
            return redirect(decision.get_absolute_url())
    words = request.GET.get("q", "").strip()[:100]
    context = {"decision": decision, "form": form, "words": words, "found": _matters(request, words)}
    return show(request, TAKE, context, status=422 if form.is_bound else 200)


@require_POST
def decision_take_up_item(request: Request, pk: int) -> HttpResponse:
    """By an item that was found."""
    decision = _decision(request, pk)
    chosen = request.POST.get("record", "")
    found = _matters(request, request.POST.get("q", "").strip()[:100])
    matter = next((one for one in found if f"{one.record[0]}:{one.record[1]}" == chosen), None)
    if matter is None:
        messages.error(request, _("This item was not found any more. Search for it again."))
        return redirect("planning:decision_take_up", pk)
    try:
        services.take_up_by_item(pk, by=request.user, on=timezone.localdate(), matter=matter)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("planning:decision_take_up", pk)
    messages.success(request, _("Taken up by %(item)s.") % {"item": matter.title})
    return redirect(decision.get_absolute_url())


def _decision(request: Request, pk: int) -> Decision:
    """The decision if this user may see it, else 404; 403 for those who take nothing up."""
    seen = Decision.objects.visible_to(request.user).select_related("meeting__series")
    decision: Decision = get_object_or_404(seen, pk=pk)
    permit(request.user, may_take_up)
    return decision


def _matters(request: Request, words: str) -> list[MatterEntry]:
    return ask(Question.MATTERS, user=request.user, words=words, on=timezone.localdate()) if words else []


def _form(request: Request, decision: Decision, data: Any) -> TakeUpForm:
    return TakeUpForm(data, decision=decision, own_unit=request.user.department_id)
