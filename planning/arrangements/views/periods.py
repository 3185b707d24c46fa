"""Pages of the arrangements: list, week or month, and their steps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.arrangements import queries, services
from planning.arrangements.detail import arrangement_page
from planning.arrangements.forms import OpenForm, proposal
from planning.arrangements.models import ArrangementKind
from planning.arrangements.views.access import FOLDER, ask_step, get_arrangement, is_keeper, version_of
from secretariat.errors import Refused
from secretariat.pages import Request, next_of, show
from secretariat.workdays import queries as workdays

SHOWN = 60
POSTED: dict[str, Callable[..., Any]] = {
    "collect": services.collect_entries,
    "coordinate": services.coordinate_arrangement,
    "reopen": services.reopen_arrangement,
    "publish": services.publish_arrangement,
    "report_nil": services.report_nil,
    "remind_units": services.remind_units,
}


@require_GET
def arrangement_list(request: Request) -> HttpResponse:
    kind = request.GET.get("kind", "")
    kind = kind if kind in ArrangementKind.values else ""
    context = {
        "arrangements": queries.arrangements(request.user, kind=kind)[:SHOWN],
        "kind": kind,
        "kinds": ArrangementKind.choices,
        "today": timezone.localdate(),
        "may_open": is_keeper(request),
    }
    return show(request, f"{FOLDER}/list.html", context)


@require_http_methods(["GET", "POST"])
def arrangement_open(request: Request) -> HttpResponse:
    if not is_keeper(request):
        raise PermissionDenied
    monday, cut_off_at = proposal(timezone.localtime(), queries.weeks_there(), workdays.load())
    begin = {"kind": ArrangementKind.WEEK, "day": monday, "cut_off_at": cut_off_at}
    data = request.POST if request.method == "POST" else None
    form = OpenForm(data, initial=begin, today=timezone.localdate())
    if form.is_valid():
        try:
            found = services.open_arrangement(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Units can report now."))
            return redirect(found)
    return show(request, f"{FOLDER}/open.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
def arrangement_detail(request: Request, pk: int) -> HttpResponse:
    found = get_arrangement(request, pk)
    view = request.GET.get("view", "grid" if found.kind == ArrangementKind.WEEK else "list")
    context = arrangement_page(found, request.user, view, today=timezone.localdate(), calendar=workdays.load())
    return show(request, f"{FOLDER}/detail.html", context)


@require_POST
def arrangement_step(request: Request, pk: int, step: str) -> HttpResponse:
    if step not in POSTED:
        raise Http404
    found = get_arrangement(request, pk)
    ask_step(request, step, found)
    try:
        POSTED[step](found.pk, by=request.user, at=timezone.now(), version=version_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Noted."))
    return redirect(next_of(request) or found)
