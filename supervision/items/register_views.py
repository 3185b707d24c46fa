"""Pages of the register of decisions."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from secretariat.errors import Refused
from secretariat.pages import Request, show
from secretariat.sheets import XLSX
from secretariat.workdays.lateness import Lateness
from supervision.items import register
from supervision.items.models import SupervisionItem
from supervision.items.register_sheet import export
from supervision.items.standing import Day, standing_of

PAGE = 30


@require_GET
def decision_register(request: Request) -> HttpResponse:
    """Every decision of every meeting that one may see, with its follow-up."""
    day, form = _asked(request)
    within = form.within(register.decisions(request.user, day))
    figures = register.figures(within, form.follow_up())
    paginator = Paginator(register.with_parts(within.filter(form.follow_up()), request.user, day), PAGE)
    # The figures have counted the rows already.
    paginator.__dict__["count"] = figures.shown
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [(decision, _standings(decision, day)) for decision in page],
        "figures": figures,
        "kinds": [(name, label, figures.follow[name]) for name, label in register.FOLLOWS.items()],
        "day": day,
        "is_filtered": any(request.GET.get(name) for name in form.NAMES),
    }
    return show(request, "supervision/items/register.html", context, partial="rows")


@require_POST
def decision_register_export(request: Request) -> HttpResponseBase:
    """Exactly what is filtered, as xlsx; the export is an event of its own (rule 47)."""
    day, form = _asked(request)
    within = form.within(register.decisions(request.user, day))
    query = request.GET.urlencode()
    try:
        file = export(within.filter(form.follow_up()), by=request.user, day=day, words=form.words(), query=query)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{reverse('supervision:decision_register')}?{query}")
    name = f"{_('Register of decisions')}-{day.on:%Y%m%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def _standings(decision: Any, day: Day) -> list[tuple[SupervisionItem, Lateness]]:
    return [(item, standing_of(item, day)) for item in decision.followed]


def _asked(request: Request) -> tuple[Any, register.RegisterFilterForm]:
    return Day.of(timezone.localdate()), register.RegisterFilterForm(request.GET, user=request.user)
