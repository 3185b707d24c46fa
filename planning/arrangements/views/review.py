"""The review at the end of a week or month: one key for each entry."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.arrangements import services
from planning.arrangements.detail import review_page
from planning.arrangements.forms import CancelForm, RedateForm
from planning.arrangements.models import Arrangement, Entry
from planning.arrangements.states import EntryOutcome
from planning.arrangements.views.access import FOLDER, ask_step, get_arrangement, get_entry
from secretariat.errors import Refused
from secretariat.pages import Request, show

# What one key says at once, and what asks for a word more.
AT_ONCE = ("", EntryOutcome.DONE, EntryOutcome.CARRIED)
FORMS = {EntryOutcome.REDATED: RedateForm, EntryOutcome.CANCELLED: CancelForm}


@require_GET
def arrangement_review(request: Request, pk: int) -> HttpResponse:
    found = get_arrangement(request, pk)
    ask_step(request, "review", found)
    return show(request, f"{FOLDER}/review.html", _page(request, found, current=request.GET.get("entry", "")))


@require_POST
def arrangement_review_rest(request: Request, pk: int) -> HttpResponse:
    """Everything that has had its day and of which nothing is said is done."""
    found = get_arrangement(request, pk)
    ask_step(request, "review", found)
    try:
        count = services.review_entries(pk, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, ngettext("%(n)d entry is done.", "%(n)d entries are done.", count) % {"n": count})
    return redirect("planning:arrangement_review", pk)


@require_POST
def entry_review(request: Request, pk: int) -> HttpResponse:
    """Done, carried over, or what was said is taken back; answered with the list as it is now."""
    entry = _entry(request, pk)
    outcome = request.POST.get("outcome", "")
    if outcome not in AT_ONCE:
        raise Http404
    refusal = None
    try:
        services.review_entry(entry.pk, outcome=outcome, by=request.user, at=timezone.now())
    except Refused as said:
        refusal = said
    if not getattr(request, "htmx", False):
        if refusal:
            messages.error(request, str(refusal))
        return redirect(_back(entry))
    page = _page(request, entry.arrangement, current=str(entry.pk)) | {"refusal": refusal}
    return show(request, f"{FOLDER}/review.html", page, partial="review", status=422 if refusal else 200)


@require_http_methods(["GET", "POST"])
def entry_settle(request: Request, pk: int, outcome: str) -> HttpResponse:
    """Re-date or cancel: which day, and why."""
    entry = _entry(request, pk)
    if outcome not in FORMS:
        raise Http404
    form = FORMS[EntryOutcome(outcome)](request.POST if request.method == "POST" else None, entry=entry)
    if form.is_valid():
        try:
            services.review_entry(entry.pk, outcome=outcome, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Noted."))
            return redirect(_back(entry))
    context = {"entry": entry, "arrangement": entry.arrangement, "form": form, "outcome": outcome, "back": _back(entry)}
    return show(request, f"{FOLDER}/settle.html", context, status=422 if form.is_bound else 200)


def _entry(request: Request, pk: int) -> Entry:
    entry = get_entry(request, pk)
    ask_step(request, "review", entry.arrangement)
    return entry


def _back(entry: Entry) -> str:
    address = reverse("planning:arrangement_review", args=[entry.arrangement_id])
    return f"{address}?{urlencode({'entry': entry.pk})}"


def _page(request: Request, found: Arrangement, *, current: str) -> dict[str, Any]:
    return review_page(found, request.user, current=current, today=timezone.localdate())
