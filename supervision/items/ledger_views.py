"""Pages of the ledger: list, preview beside it, calendar, counts of the tabs, export, and one step on many items."""

from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from secretariat.errors import Refused
from secretariat.lists import export
from secretariat.lists.paging import LongPaginator
from secretariat.pages import Request, next_of, show
from secretariat.workdays.words import rule_words
from secretariat.workflow import by_right_of
from supervision.items import ledger, services
from supervision.items.coverage import with_partners
from supervision.items.detail import get_item, preview_of
from supervision.items.forms import StepForm
from supervision.items.models import ItemQuerySet, SupervisionItem
from supervision.items.month import first_of, month_of
from supervision.items.rules import may_draft
from supervision.items.standing import Day
from supervision.items.steps import STEP_PAGES, Page

PAGE = 50
LIST, CALENDAR, PREVIEW, BULK = (f"supervision/items/{name}.html" for name in ("list", "calendar", "preview", "bulk"))
TABS = "supervision/items/_tabs.html"
RESULT = "ledger_result"  # where the result of a step on many items waits for the next page of its reader


@require_GET
def item_list(request: Request) -> HttpResponse:
    """The ledger as its address asks for it."""
    today = Day.of(timezone.localdate())
    form, found = ledger.rows_of(request.user, request.GET, today)
    day = form.day(today)
    context = {"form": form, "day": day, "look": _look(request), "looks": _looks(request)}
    context |= {"chips": ledger.chips(form, day)}
    context |= {"tried": rule_words(day.rule) if day != today else ""}
    context |= {"period": form.period(day) if form.has_period else None}
    context |= {"tabs": ledger.tabs(request.user, request.GET), "may_open": bool(by_right_of(request.user, may_draft))}
    if context["look"] == ledger.CALENDAR:
        month = month_of(found, first_of(request.GET.get("month", ""), day), day)
        return show(request, CALENDAR, context | {"month": month}, partial="rows")
    return show(request, LIST, context | _rows(request, found, day), partial="rows")


@require_GET
def item_tabs(request: Request) -> HttpResponse:
    """A fragment: the tabs with the numbers of their rows, which the page need not wait for."""
    found = ledger.tabs(request.user, request.GET)
    return show(request, TABS, {"tabs": ledger.counted(found, request.user, Day.of(timezone.localdate()))})


@require_GET
def item_preview(request: Request, pk: int) -> HttpResponse:
    """A fragment: what stands beside the list of a selected item."""
    item = get_item(request.user, pk, with_chain=True)
    shown = urlsplit(_path(request, request.headers.get("HX-Current-URL", "")))
    after = f"{shown.path}?{shown.query}" if shown.path == reverse("supervision:item_list") else ""
    return show(request, PREVIEW, preview_of(item, request.user, Day.of(timezone.localdate()), after=after))


@require_POST
def item_export(request: Request) -> HttpResponseBase:
    """Exactly what is filtered, in the columns that are shown; the export is an event of its own (rule 47)."""
    form = "docx" if request.POST.get("format") == "docx" else "xlsx"
    now = timezone.now()
    day = Day.of(timezone.localdate(now))
    filtered, found = ledger.rows_of(request.user, request.GET, day)
    columns, query = ledger.columns_of(request.GET), ledger.LEDGER.query_of(request.GET)
    extract = export.Extract(_("Supervision ledger"), filtered.words(), query, columns, request.user, now)
    try:
        file = export.export(with_partners(found), extract, form, lambda item: ledger.line_of(item, day))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(ledger.LEDGER.address(query))
    return _sent(file, form, now)


@require_POST
def item_bulk(request: Request) -> HttpResponse:
    """One step on many items, with one form for all of them where it asks something: what was done, what was not."""
    step = request.POST.get("step", "")
    if not ledger.in_bulk(step):
        raise Http404
    page = STEP_PAGES[step]
    ids = [int(pk) for pk in request.POST.getlist("item") if pk.isdecimal() and len(pk) < 18]
    seen = SupervisionItem.objects.visible_to(request.user).filter(pk__in=ids).order_by("pk")
    form: StepForm = page.form(request.POST if "told" in request.POST or not page.asks else None)
    if not form.is_valid():
        context = {"step": page, "name": step, "form": form, "items": seen, "next": next_of(request)}
        return show(request, BULK, context, status=422 if form.is_bound else 200)
    return _told(
        request, page, services.in_bulk(page.act, seen, by=request.user, on=timezone.localdate(), **form.cleaned_data)
    )


def _rows(request: Request, found: ItemQuerySet, day: Day) -> dict[str, Any]:
    """A page of the list; `side` is the selected row, whose preview stands beside it."""
    page = LongPaginator(found, PAGE).get_page(request.GET.get("page"))
    rows: Any = page.object_list
    # Reports of co-units are looked up for these rows alone, however deep in the list they lie.
    items = list(with_partners(found.filter(pk__in=rows.values("pk"))))
    selected = request.GET.get("item", "")
    return {
        "page": page,
        "rows": ledger.lines(items, day),
        "bulk": ledger.bulk_steps(items, request.user),
        "columns": ledger.COLUMNS,
        "shown": {column.name for column in ledger.columns_of(request.GET)},
        "kept": [(name, value) for name, value in request.GET.items() if name not in ("columns", "page", "item")],
        "side": next((item for item in items if str(item.pk) == selected), None),
        "result": request.session.pop(RESULT, None),
    }


def _told(request: Request, page: Page, result: services.Bulk) -> HttpResponse:
    """Back to the list, where a panel tells it; on other pages, and where all were done, a message."""
    target = next_of(request) or reverse("supervision:item_list")
    if result.left_out and urlsplit(target).path == reverse("supervision:item_list"):
        request.session[RESULT] = {"label": str(page.label), "done": result.done, "left_out": result.left_out}
    else:
        messages.add_message(request, messages.WARNING if result.left_out else messages.SUCCESS, result.words())
    return redirect(target)


def _look(request: Request) -> str:
    asked = request.GET.get("look", "")
    return asked if asked in ledger.LOOKS else ledger.SPLIT


def _looks(request: Request) -> list[dict[str, Any]]:
    now = _look(request)
    found = []
    for look, (label, icon) in ledger.LOOKS.items():
        query = request.GET.copy()
        for name in ("look", "page", "item", "month"):
            query.pop(name, None)
        query.update({"look": look} if look else {})
        address = ledger.LEDGER.address(query.urlencode())
        found.append({"url": address, "label": label, "icon": icon, "current": look == now})
    return found


def _sent(file: Any, form: str, now: datetime) -> HttpResponseBase:
    name = f"{_('Supervision ledger')}-{timezone.localdate(now):%Y%m%d}.{form}"
    headers = {"Cache-Control": "private, no-store"}
    if form == "xlsx":
        return FileResponse(file, as_attachment=True, filename=name, content_type=export.TYPES[form], headers=headers)
    headers["Content-Disposition"] = f"attachment; filename*=utf-8''{quote(name)}"
    return HttpResponse(file, content_type=export.TYPES[form], headers=headers)


def _path(request: Request, wanted: str) -> str:
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()) else ""
