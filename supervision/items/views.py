"""Pages of the ledger and of an item; every step goes through one view."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secretariat.conflicts import conflict
from secretariat.errors import Refused
from secretariat.pages import Request, next_of, show
from secretariat.people.models import PostKind
from secretariat.workdays import queries as workdays
from secretariat.workflow import Outdated, behalf, by_right_of, permit
from supervision.items import queries, services
from supervision.items.detail import get_item, item_page
from supervision.items.drafts import DraftKind
from supervision.items.forms import ItemForm, StepForm, draft_of
from supervision.items.models import Extension, SupervisionItem
from supervision.items.prefill import prefill, saved_words
from supervision.items.rules import MAY, MAY_EXTENSION, may_archive, may_draft
from supervision.items.standing import Day
from supervision.items.steps import EXTENSION_PAGES, STEP_PAGES, Page

PAGE = 30
DETAIL, STEP, DRAFT = (f"supervision/items/{name}.html" for name in ("detail", "step", "draft"))


@require_GET
def item_detail(request: Request, pk: int) -> HttpResponse:
    item = get_item(request.user, pk, with_chain=True)
    return show(request, DETAIL, item_page(item, request.user, Day.of(timezone.localdate())))


@require_http_methods(["GET", "POST"])
def item_step(request: Request, pk: int, step: str) -> HttpResponse:
    """Any step of the table: its form, or its deed. The service asks again whether the person may."""
    item = get_item(request.user, pk)
    page = STEP_PAGES.get(step) or _missing()
    giver = behalf(MAY, step, request.user, item)
    return _act(request, item, page, pk=item.pk, behalf=giver, kept=lambda: _kept(request, item, step))


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
    form = ItemForm(request.POST if request.method == "POST" else None, on=timezone.localdate())
    if form.is_bound and form.is_valid():
        content = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        item = services.open_item(by=request.user, behalf=giver, on=timezone.localdate(), **content)
        messages.success(request, _("Draft saved. Submit it for filing when it is complete."))
        return redirect(item)
    return show(request, DRAFT, {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def item_edit(request: Request, pk: int) -> HttpResponse:
    item = get_item(request.user, pk, with_chain=True)
    behalf(MAY, "edit", request.user, item)
    facts: dict[str, Any] = {"item": item, "initial": draft_of(item), "on": timezone.localdate()}
    form = ItemForm(request.POST if request.method == "POST" else None, **facts)
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


@require_GET
def item_kin(request: Request, pk: int) -> HttpResponse:
    """A fragment for the page of an item: what it came of, went into, or gave rise to."""
    item = get_object_or_404(SupervisionItem.objects.visible_to(request.user), pk=pk)
    context = {"kin": queries.kin_of(item, request.user), "taken": queries.taken_up_by(item, request.user)}
    return show(request, "supervision/items/kin.html", context)


@require_GET
def archive(request: Request) -> HttpResponse:
    """Every year with what is signed off, still followed, and archived."""
    context = {
        "years": queries.archive_years(request.user),
        "may_archive": bool(by_right_of(request.user, may_archive)),
    }
    return show(request, "supervision/items/archive.html", context)


@require_POST
def archive_year(request: Request, year: int) -> HttpResponse:
    """Everything of a year that is signed off goes into the archive."""
    _say(request, services.archive_year(year, by=request.user, on=timezone.localdate()))
    return redirect("supervision:item_archive")


def _act(
    request: Request, item: SupervisionItem, page: Page, *, pk: int, kept: Callable[[], Any] = dict, **more: Any
) -> HttpResponse:
    posted, on = request.method == "POST", timezone.localdate()
    # What is sent and fits is not shown again, so nothing is looked up for it.
    shown = {} if posted else kept()
    initial = shown["known"].fields if "known" in shown else {}
    data = (request.POST, request.FILES) if posted else (None, None)
    form: StepForm = page.form(*data, item=item, on=on, initial=initial)
    if posted and form.is_valid():
        try:
            answer = page.act(pk, by=request.user, on=on, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, str(page.done))
            return _done(request, answer if page.opens else item, page)
    context = {"item": item, "step": page, "form": form, "next": next_of(request), **(shown or kept()), **more}
    return show(request, STEP, context | _provisional(form), partial="form", status=422 if posted else 200)


def _kept(request: Request, item: SupervisionItem, step: str) -> dict[str, Any]:
    """What the form of a step begins with, and where it saves itself."""
    if step not in DraftKind.values:
        return {}
    day = Day.of(timezone.localdate())
    known = prefill(item, step, request.user, day)
    saved = saved_words(known.draft, day.on) if known.draft else ""
    return {"known": known, "saved": saved, "draft_url": reverse("supervision:item_draft", args=[item.pk, step])}


def _provisional(form: StepForm) -> dict[str, Any]:
    """What a form that asks for a date says of years without a calendar (rule 7)."""
    if not form.fields.keys() & {"due_on", "to_due_on"}:
        return {}
    calendar = workdays.load()
    return {"calendar": calendar, "unknown_year": calendar.unknown_year(timezone.localdate().year)}


def _done(request: Request, item: SupervisionItem, page: Page) -> HttpResponse:
    wanted = "" if page.opens else next_of(request)
    target = reverse(page.after) if page.after else wanted or item.get_absolute_url()
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)


def _say(request: Request, result: services.Bulk) -> None:
    messages.add_message(request, messages.WARNING if result.left_out else messages.SUCCESS, result.words())


def _is_officer(request: Request) -> bool:
    return request.user.acts_as(PostKind.SUPERVISOR)


def _missing() -> Any:
    raise Http404
