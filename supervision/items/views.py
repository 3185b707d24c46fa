"""Pages of the ledger and of an item; every step goes through one view."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.meetings.models import Decision
from planning.plans.models import PlanItem
from secretariat.conflicts import conflict
from secretariat.errors import Refused
from secretariat.pages import Request, next_of, show
from secretariat.people.models import PostKind
from secretariat.workdays import queries as workdays
from secretariat.workflow import Outdated, behalf, permit
from supervision.items import origins, queries, services
from supervision.items.detail import item_page
from supervision.items.forms import ItemFilterForm, ItemForm, StepForm, draft_of
from supervision.items.models import Extension, SupervisionItem
from supervision.items.rules import MAY, MAY_EXTENSION, may_draft
from supervision.items.standing import Day, standing_of
from supervision.items.steps import EXTENSION_PAGES, STEP_PAGES, Page

PAGE = 30
# The steps that an officer takes on many items at once.
BULK = ("submit", "dispatch", "pass", "sign_off")
VIEWS = {
    "": gettext_lazy("Open"),
    "?mark=late": gettext_lazy("Overdue"),
    "?mark=soon": gettext_lazy("Due within 10 working days"),
    "?mark=stalled": gettext_lazy("Stalled"),
    "?state=all": gettext_lazy("All"),
}
LIST, DETAIL, STEP, DRAFT = (f"supervision/items/{name}.html" for name in ("list", "detail", "step", "draft"))


@require_GET
def item_list(request: Request) -> HttpResponse:
    day = Day.of(timezone.localdate())
    form = ItemFilterForm(_asked(request))
    found = form.apply(queries.ledger(request.user, day), day)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(item, standing_of(item, day)) for item in page]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "day": day,
        "may_open": _is_officer(request),
        "views": _views(request),
        "bulk": [(name, STEP_PAGES[name].label) for name in BULK],
    }
    return show(request, LIST, context, partial="rows")


@require_GET
def item_detail(request: Request, pk: int) -> HttpResponse:
    item = get_item(request.user, pk)
    return show(request, DETAIL, item_page(item, request.user, Day.of(timezone.localdate())))


@require_http_methods(["GET", "POST"])
def item_step(request: Request, pk: int, step: str) -> HttpResponse:
    """Any step of the table: its form, or its deed. The service asks again whether the person may."""
    item = get_item(request.user, pk)
    page = STEP_PAGES.get(step) or _missing()
    giver = behalf(MAY, step, request.user, item)
    return _act(request, item, page, pk=item.pk, behalf=giver)


@require_http_methods(["GET", "POST"])
def extension_step(request: Request, pk: int, step: str) -> HttpResponse:
    """Granting or refusing an extension."""
    extension = get_object_or_404(Extension.objects.visible_to(request.user).select_related("item__lead"), pk=pk)
    page = EXTENSION_PAGES.get(step) or _missing()
    giver = behalf(MAY_EXTENSION, step, request.user, extension)
    return _act(request, extension.item, page, pk=extension.pk, extension=extension, behalf=giver)


@require_GET
def extension_list(request: Request) -> HttpResponse:
    """Extensions in the order in which they were asked for; those to decide first."""
    found = Extension.objects.visible_to(request.user).select_related("item__lead", "asked_by", "decided_by")
    page = Paginator(found.order_by("state", "-asked_on", "-pk"), PAGE).get_page(request.GET.get("page"))
    return show(request, "supervision/items/extensions.html", {"page": page})


@require_http_methods(["GET", "POST"])
def item_new(request: Request) -> HttpResponse:
    if not _is_officer(request):
        raise Http404
    giver = permit(request.user, may_draft)
    form = ItemForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        content = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        item = services.open_item(by=request.user, behalf=giver, on=timezone.localdate(), **content)
        messages.success(request, _("Draft saved. Submit it for filing when it is complete."))
        return redirect(item)
    return show(request, DRAFT, {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def item_edit(request: Request, pk: int) -> HttpResponse:
    item = get_item(request.user, pk)
    behalf(MAY, "edit", request.user, item)
    form = ItemForm(request.POST if request.method == "POST" else None, item=item, initial=draft_of(item))
    if form.is_bound and form.is_valid():
        try:
            services.edit(item.pk, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Outdated:
            saved = get_item(request.user, pk)
            return conflict(request, form, ItemForm(item=saved, initial=draft_of(saved)), subject=saved)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Draft saved."))
            return redirect(item)
    return show(request, DRAFT, {"form": form, "item": item}, status=422 if form.is_bound else 200)


@require_POST
def item_open(request: Request, pk: int) -> HttpResponse:
    """A confirmed decision becomes one draft per lead unit (rule 30)."""
    decision = get_object_or_404(Decision.objects.visible_to(request.user), pk=pk)
    try:
        items = origins.open_from_decision(decision.pk, by=request.user, on=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        _say_opened(request, len(items))
    return redirect(decision.get_absolute_url())


@require_POST
def item_open_all(request: Request, pk: int) -> HttpResponse:
    """Every confirmed decision of a meeting becomes items."""
    decision = Decision.objects.visible_to(request.user).filter(meeting=pk).first() or _missing()
    try:
        _say_opened(request, len(origins.open_from_meeting(pk, by=request.user, on=timezone.localdate())))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(decision.meeting)


@require_GET
def items_of_decision(request: Request, pk: int) -> HttpResponse:
    """A fragment for the page of the meeting: where the decision stands."""
    items = SupervisionItem.objects.visible_to(request.user).filter(decision=pk).select_related("lead").order_by("pk")
    return show(request, "supervision/items/of_decision.html", {"items": items})


@require_POST
def item_open_planned(request: Request, pk: int) -> HttpResponse:
    """An open item of an adopted plan becomes a draft for its lead unit."""
    plan_item = get_object_or_404(PlanItem.objects.visible_to(request.user), pk=pk)
    try:
        item = origins.open_from_plan_item(plan_item.pk, by=request.user, on=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(plan_item)
    _say_opened(request, 1)
    return redirect(item)


@require_GET
def items_of_plan_item(request: Request, pk: int) -> HttpResponse:
    """A fragment for the page of the plan item: what came of it."""
    items = SupervisionItem.objects.visible_to(request.user).filter(plan_item=pk).select_related("lead").order_by("pk")
    return show(request, "supervision/items/of_decision.html", {"items": items, "none": "—"})


@require_POST
def item_bulk(request: Request) -> HttpResponse:
    """One step without a form on many items: what was done, and what was left out because of what."""
    step = request.POST.get("step", "")
    page = STEP_PAGES.get(step)
    if page is None or page.asks:
        raise Http404
    ids = [int(pk) for pk in request.POST.getlist("item") if pk.isdecimal()]
    seen = SupervisionItem.objects.visible_to(request.user).filter(pk__in=ids).order_by("pk")
    result = services.in_bulk(page.act, seen, by=request.user, on=timezone.localdate())
    level = messages.WARNING if result.left_out else messages.SUCCESS
    messages.add_message(request, level, result.words())
    return redirect(next_of(request) or "supervision:item_list")


def get_item(user: Any, pk: int) -> SupervisionItem:
    """The item if this user may see it; 404 otherwise, for foreign and missing look alike."""
    items = SupervisionItem.objects.visible_to(user).select_related(
        "lead", "handler", "leader", "officer", "decision__meeting__series", "plan_item__plan"
    )
    return get_object_or_404(items.prefetch_related("co_units"), pk=pk)


def _act(request: Request, item: SupervisionItem, page: Page, *, pk: int, **more: Any) -> HttpResponse:
    posted = request.method == "POST"
    form: StepForm = page.form(request.POST if posted else None, request.FILES if posted else None, item=item)
    if posted and form.is_valid():
        try:
            page.act(pk, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, str(page.done))
            return _done(request, item, page)
    previous = queries.last_report(item, request.user) if "progress" in form.fields else None
    context = {"item": item, "step": page, "form": form, "next": next_of(request), "previous": previous, **more}
    return show(request, STEP, context | _provisional(form), partial="form", status=422 if posted else 200)


def _provisional(form: StepForm) -> dict[str, Any]:
    """What a form that asks for a date says of years without a calendar (rule 7)."""
    if not form.fields.keys() & {"due_on", "to_due_on"}:
        return {}
    calendar = workdays.load()
    return {"calendar": calendar, "unknown_year": calendar.unknown_year(timezone.localdate().year)}


def _done(request: Request, item: SupervisionItem, page: Page) -> HttpResponse:
    target = reverse(page.after) if page.after else next_of(request) or item.get_absolute_url()
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)


def _asked(request: Request) -> QueryDict:
    """The filter in the address; without any the ledger shows what is open."""
    return request.GET if set(request.GET) & set(ItemFilterForm.base_fields) else QueryDict("state=open")


def _views(request: Request) -> list[dict[str, Any]]:
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return [{"query": query, "label": label, "current": query == asked} for query, label in VIEWS.items()]


def _say_opened(request: Request, count: int) -> None:
    said = ngettext("%(n)d draft is on the ledger.", "%(n)d drafts are on the ledger.", count)
    messages.success(request, said % {"n": count})


def _is_officer(request: Request) -> bool:
    return request.user.acts_as(PostKind.SUPERVISOR)


def _missing() -> Any:
    raise Http404
