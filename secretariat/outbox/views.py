"""Pages of the dry run of the reminders, and of what leaves the house or does not."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from secretariat.errors import Refused
from secretariat.outbox import queries, rules, services, suppressions
from secretariat.outbox.forms import DayForm, SuppressForm
from secretariat.outbox.models import Delivery, DeliveryState, Suppression
from secretariat.outbox.rehearsal import next_morning, rehearse
from secretariat.outbox.reminders import SENT_AT
from secretariat.pages import Request, show
from secretariat.workdays import queries as workdays
from secretariat.workflow import by_right_of

PAGE = 30


# ── The dry run ──────────────────────────────────────────────────────────────────────────────────────────────────────
@require_safe
def reminders(request: Request) -> HttpResponse:
    """Whom the next sweep would remind of what, or that of any other day."""
    _refuse_stranger(request)
    form, calendar, now = DayForm(request.GET), workdays.load(), timezone.localtime()
    morning = next_morning(now, calendar)
    on = (form.is_valid() and form.cleaned_data["on"]) or morning
    context = {
        "form": form,
        "shown": rehearse(on, calendar),
        "is_workday": calendar.is_workday(on),
        "morning": morning,
        "sent_at": SENT_AT,
        "is_over": on < morning,
        "before": calendar.previous_workday(on),
        "after": calendar.next_workday(on),
    }
    return show(request, "outbox/reminders.html", context, status=200 if form.is_valid() else 422)


@require_http_methods(["GET", "POST"])
def suppress(request: Request, key: str) -> HttpResponse:
    """Hold one line back: its form, or the deed."""
    _refuse_stranger(request)
    planned = suppressions.find(key)
    if planned is None:
        raise Http404
    form = SuppressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            suppressions.suppress(key, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The reminder is held back."))
            return redirect(_page_of(planned.on))
    context = {"planned": planned, "form": form, "back": _page_of(planned.on)}
    return show(request, "outbox/suppress.html", context, status=422 if form.is_bound else 200)


@require_POST
def lift(request: Request, pk: int) -> HttpResponse:
    """Let a line go that was held back."""
    _refuse_stranger(request)
    row = get_object_or_404(Suppression, pk=pk)
    try:
        suppressions.lift(row.pk, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The reminder goes out after all."))
    return redirect(_page_of(row.day))


def _page_of(on: object) -> str:
    return f"{reverse('outbox:reminders')}?on={on}"


def _refuse_stranger(request: Request) -> None:
    if not by_right_of(request.user, rules.may_rehearse):
        raise PermissionDenied


# ── What leaves the house ────────────────────────────────────────────────────────────────────────────────────────────
@require_safe
def deliveries(request: Request) -> HttpResponse:
    """The failed ones with their reasons; what waits to be sent, on request."""
    _refuse_all_but_administrators(request)
    is_queued = request.GET.get("show") == "queued"
    queued = Delivery.objects.filter(state=DeliveryState.QUEUED).order_by("due_at", "pk")
    rows = (queued if is_queued else queries.failed()).select_related("recipient", "robot")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    found = [] if is_queued else queries.troubles()
    words = {pk: trouble.words for trouble in found for pk in trouble.ids}
    context = {"page": page, "lines": [(row, words.get(row.pk)) for row in page], "troubles": found}
    return show(request, "outbox/deliveries.html", context | {"is_queued": is_queued})


@require_POST
def send_again(request: Request, pk: int) -> HttpResponse:
    """Send one failed delivery again."""
    _refuse_all_but_administrators(request)
    return _again(request, [get_object_or_404(Delivery, pk=pk).pk])


@require_POST
def send_all_again(request: Request, code: str) -> HttpResponse:
    """Send all of one kind of trouble again."""
    _refuse_all_but_administrators(request)
    return _again(request, [pk for trouble in queries.troubles() if trouble.code == code for pk in trouble.ids])


def _again(request: Request, ids: Iterable[int]) -> HttpResponse:
    count = services.send_again(ids, by=request.user)
    said = ngettext("%(n)d message will be sent again.", "%(n)d messages will be sent again.", count)
    messages.success(request, said % {"n": count})
    return redirect("outbox:deliveries")


def _refuse_all_but_administrators(request: Request) -> None:
    if not rules.may_post(request.user):
        raise PermissionDenied
