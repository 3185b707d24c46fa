"""Pages of the warning rule, and the light of an item on a past day."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.pages import Request, show
from secretariat.workdays import queries as workdays
from secretariat.workdays.lateness import PRESETS
from secretariat.workdays.rules import may_enter_rule
from secretariat.workdays.services import enter_rule
from secretariat.workdays.words import rule_words
from supervision.items.models import SupervisionItem
from supervision.items.standing import Day
from supervision.lights.forms import PastDayForm, RuleForm, figures_of
from supervision.lights.past import Unknown, light_on
from supervision.lights.queries import preview
from supervision.lights.words import answer_words

RULES, ENTER, PAST = (f"supervision/lights/{name}.html" for name in ("rules", "enter", "past"))
EVENTS = 20


@require_GET
def rule_list(request: Request) -> HttpResponse:
    """The versions of the warning rule, newest first: they are only read (rule 13)."""
    today = timezone.localdate()
    known = [(version, rule, rule_words(rule)) for version, rule in workdays.versions()]
    context = {
        "versions": known,
        "current": next((version.pk for version, *_rest in known if version.valid_from <= today), None),
        "today": today,
        "may_enter": may_enter_rule(request.user),
        "events": Event.objects.filter(verb="rule.entered").select_related("actor", "behalf").order_by("-pk")[:EVENTS],
    }
    return show(request, RULES, context)


@require_http_methods(["GET", "POST"])
def rule_enter(request: Request) -> HttpResponse:
    """Type a version, look at what it would change today, then enter it: until then nothing is saved."""
    if not may_enter_rule(request.user):
        raise PermissionDenied
    day, posted = Day.of(timezone.localdate()), request.method == "POST"
    form = RuleForm(request.POST if posted else None, initial=_first_guess(request, day))
    is_valid = posted and form.is_valid()
    if is_valid and "confirm" in request.POST and _enter(request, form, day):
        return redirect("supervision:rule_list")
    context: dict[str, Any] = {"form": form, "presets": [(name, rule_words(rule)) for name, rule in PRESETS.items()]}
    if is_valid:
        context |= {"preview": preview(request.user, day, form.rule), "words": rule_words(form.rule)}
    context |= {"rule_now": rule_words(day.rule), "today": day.on}
    return show(request, ENTER, context, status=422 if form.errors else 200)


def _enter(request: Request, form: RuleForm, day: Day) -> bool:
    try:
        enter_rule(form.rule, valid_from=form.cleaned_data["valid_from"], by=request.user, on=day.on)
    except Refused as refusal:
        form.refuse(refusal)
        return False
    facts = {"rule": rule_words(form.rule), "day": f"{form.cleaned_data['valid_from']:%Y-%m-%d}"}
    messages.success(request, _("The %(rule)s holds from %(day)s.") % facts)
    return True


def _first_guess(request: Request, day: Day) -> dict[str, Any]:
    rule = PRESETS.get(request.GET.get("preset", ""), day.rule)
    return {**figures_of(rule), "valid_from": day.on + timedelta(days=1)}


@require_GET
def item_light(request: Request, pk: int) -> HttpResponse:
    """The light of an item on a past day: a fragment of its page, or a page of its own."""
    item = get_object_or_404(SupervisionItem.objects.visible_to(request.user), pk=pk)
    form = PastDayForm(request.GET if "on" in request.GET else None, today=timezone.localdate())
    context: dict[str, Any] = {"item": item, "form": form, "today": form.today}
    if form.is_valid():
        try:
            past = light_on(item, form.cleaned_data["on"])
        except Unknown as why:
            context["unknown"] = str(why)
        else:
            context |= {"past": past, "answer": answer_words(past)}
    return show(request, PAST, context, partial="answer", status=422 if form.errors else 200)
