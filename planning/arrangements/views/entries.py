"""Pages of entries: added, changed, withdrawn; after publication by addendum."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.arrangements import services
from planning.arrangements.detail import entry_page
from planning.arrangements.forms import EntryForm, WithdrawForm
from planning.arrangements.models import Arrangement, Entry, Room
from planning.arrangements.naming import leaders_meant, room_meant, rooms_in_use, unrecognised
from planning.arrangements.stale import stale
from planning.arrangements.states import ArrangementState
from planning.arrangements.views.access import FOLDER, ask_step, get_arrangement, get_entry, own_entry, version_of
from secretariat.conflicts import conflict
from secretariat.errors import Refused
from secretariat.pages import Request, next_of, show
from secretariat.workflow import Outdated


@require_http_methods(["GET", "POST"])
def entry_new(request: Request, pk: int) -> HttpResponse:
    """Before publication an entry, after it an addendum that adds one."""
    found = get_arrangement(request, pk)
    step = "supplement" if found.state == ArrangementState.PUBLISHED else "add"
    ask_step(request, step, found)
    data = request.POST if request.method == "POST" else None
    facts: dict[str, Any] = {"arrangement": found, "user": request.user, "today": timezone.localdate()}
    try:
        initial = _offered(request, found) if data is None else {}
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(found)
    form = EntryForm(data, initial=initial, **facts)
    if form.is_valid():
        try:
            _save_new(request, found, form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            _tell(request, form)
            return redirect(found)
    return _entry_form(request, found, form, step)


def _offered(request: Request, found: Arrangement) -> dict[str, Any]:
    """What the form begins with: the day of the address, or what is offered from its source. Refused where it is not
    offered any more."""
    if url := request.GET.get("source"):
        return services.take_offered(found, url, request.user, on=timezone.localdate()).initial
    return {"on": request.GET.get("on", "")}


def _tell(request: Request, form: EntryForm) -> None:
    """That it is saved, and what of it is not known, so that no conflict of it is found under another name."""
    messages.success(request, _("The entry is saved."))
    facts = form.cleaned_data
    found = unrecognised(leaders_meant(facts["leaders"]), room_meant(facts["place"], rooms_in_use()))
    if found.words:
        words = _("Not recognised, and compared with other entries only as written: %(words)s. Check the spelling.")
        messages.warning(request, words % {"words": found.words})


def _save_new(request: Request, found: Arrangement, form: EntryForm) -> None:
    facts: dict[str, Any] = {"line": form.line(), "by": request.user, "at": timezone.now()}
    if found.state == ArrangementState.PUBLISHED:
        facts["source_url"] = request.GET.get("source", "")
        services.supplement_arrangement(found.pk, reason=form.cleaned_data["reason"], **facts)
    else:
        services.add_entry(found.pk, **facts)


def _entry_form(request: Request, found: Arrangement, form: Any, step: str, entry: Entry | None = None) -> HttpResponse:
    context = {"arrangement": found, "form": form, "step": step, "entry": entry}
    context["rooms"] = Room.objects.filter(is_active=True)
    return show(request, f"{FOLDER}/entry_form.html", context, status=422 if form.is_bound else 200)


@require_GET
def entry_detail(request: Request, pk: int) -> HttpResponse:
    return show(
        request, f"{FOLDER}/entry.html", entry_page(get_entry(request, pk), request.user, today=timezone.localdate())
    )


@require_http_methods(["GET", "POST"])
def entry_change(request: Request, pk: int) -> HttpResponse:
    """Before publication the entry is put right, after it an addendum takes its place."""
    entry = own_entry(request, pk)
    step = "supplement" if entry.arrangement.state == ArrangementState.PUBLISHED else "change"
    ask_step(request, step, entry.arrangement)
    facts: dict[str, Any] = {"arrangement": entry.arrangement, "user": request.user, "today": timezone.localdate()}
    data = request.POST if request.method == "POST" else None
    form = EntryForm(data, entry=entry, initial=_now(request, entry), **facts)
    if form.is_valid():
        try:
            _save_change(request, entry, form, step)
        except Outdated:
            saved = get_entry(request, pk)
            return conflict(request, form, EntryForm(entry=saved, **facts), subject=saved)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            _tell(request, form)
            return redirect(entry.arrangement)
    return _entry_form(request, entry.arrangement, form, step, entry)


def _save_change(request: Request, entry: Entry, form: EntryForm, step: str) -> None:
    facts: dict[str, Any] = {"line": form.line(), "by": request.user, "at": timezone.now()}
    if step == "supplement":
        reason = form.cleaned_data["reason"]
        services.supplement_arrangement(entry.arrangement_id, reason=reason, entry_id=entry.pk, **facts)
    else:
        services.change_entry(entry.pk, version=form.cleaned_data["version"], **facts)


def _now(request: Request, entry: Entry) -> dict[str, Any]:
    """What the form begins with where it was opened from the mark of a moved meeting."""
    found = stale([entry], on=timezone.localdate()) if "now" in request.GET else []
    return found[0].initial if found else {}


@require_http_methods(["GET", "POST"])
def entry_withdraw(request: Request, pk: int) -> HttpResponse:
    entry = own_entry(request, pk)
    ask_step(request, "supplement", entry.arrangement)
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial=_now(request, entry))
    if form.is_valid():
        facts: dict[str, Any] = {"by": request.user, "at": timezone.now(), "entry_id": entry.pk}
        try:
            services.supplement_arrangement(entry.arrangement_id, **form.cleaned_data, **facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The entry is withdrawn by an addendum."))
            return redirect(entry.arrangement)
    return _entry_form(request, entry.arrangement, form, "withdraw", entry)


@require_POST
def arrangement_leave_out(request: Request, pk: int) -> HttpResponse:
    """What was put into a published week since is not published."""
    found = get_arrangement(request, pk)
    ask_step(request, "leave_out", found)
    try:
        services.leave_out(found.pk, url=request.GET.get("source", ""), by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is left out and not offered again."))
    return redirect(next_of(request) or found)


@require_POST
def entry_discard(request: Request, pk: int) -> HttpResponse:
    entry = own_entry(request, pk)
    ask_step(request, "discard", entry.arrangement)
    try:
        services.discard_entry(entry.pk, by=request.user, at=timezone.now(), version=version_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The entry is discarded."))
    return redirect(entry.arrangement)
