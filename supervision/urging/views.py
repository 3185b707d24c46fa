"""Pages of urging: what was urged on an item, the register of slips, a slip with its reply and its paper."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from secretariat.errors import Refused
from secretariat.pages import Request, show
from secretariat.papers.answers import rendered
from secretariat.workflow import behalf, by_right_of, open_steps, permit
from supervision.items.models import SupervisionItem
from supervision.items.services import Bulk
from supervision.items.standing import Day
from supervision.items.views import get_item
from supervision.urging import forms, queries, services
from supervision.urging.models import Slip, Urge
from supervision.urging.paper import file_name, paper_of
from supervision.urging.rules import MAY_SLIP, may_press
from supervision.urging.states import SLIP_STEPS, Channel, SlipLevel

PAGE = 30
FORM = "supervision/urging/form.html"
# step: its words, its form, its deed, what is said when it is done
SLIP_PAGES: dict[str, tuple[Any, str, Any, Any, Any]] = {
    "reply": (gettext_lazy("Reply to the slip"), "edit", forms.ReplyForm, services.reply, gettext_lazy("Replied.")),
    "accept": (
        gettext_lazy("Accept the reason"),
        "check",
        forms.AcceptForm,
        services.accept,
        gettext_lazy("Accepted."),
    ),
    "refuse": (
        gettext_lazy("Do not accept it"),
        "x",
        forms.RefuseForm,
        services.refuse,
        gettext_lazy("Reason not accepted."),
    ),
}


@require_GET
def urging_of_item(request: Request, pk: int) -> HttpResponse:
    """A fragment for the page of an item: its slips and urges, and the buttons of those who press."""
    item = get_object_or_404(SupervisionItem.objects.visible_to(request.user), pk=pk)
    context = {"item": item, "slips": queries.slips_of(item), "urges": queries.urges_of(item)}
    context["may_press"] = _presses(request) and item.is_open and item.state != "suspended"
    return show(request, "supervision/urging/of_item.html", context)


# ── Urges ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@require_http_methods(["GET", "POST"])
def urge(request: Request, pk: int) -> HttpResponse:
    permit(request.user, may_press)
    item = get_item(request.user, pk)
    now = timezone.localtime()
    day = Day.of(now.date())
    first = queries.urged_before(item, item.lead, day.on, day.calendar)
    form = forms.UrgeForm(request.POST if request.method == "POST" else None, item=item, first=first, now=now)
    if form.is_bound and form.is_valid():
        try:
            services.urge(item.pk, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The urge is on record."))
            return redirect(item)
    return _form(request, form, _("Urge"), item, first=first)


@require_http_methods(["GET", "POST"])
def urge_bulk(request: Request) -> HttpResponse:
    """The same words to the lead units of the items that were ticked in the ledger."""
    permit(request.user, may_press)
    ids = [int(pk) for pk in request.POST.getlist("item") if pk.isdecimal()]
    items = list(SupervisionItem.objects.visible_to(request.user).filter(pk__in=ids).select_related("lead"))
    form = forms.BulkUrgeForm(request.POST if "content" in request.POST else None)
    if items and form.is_bound and form.is_valid():
        result = _urge_all(items, request.user, form.cleaned_data["content"])
        messages.add_message(request, messages.WARNING if result.left_out else messages.SUCCESS, result.words())
        return redirect("supervision:item_list")
    if form.is_bound and not items:
        form.add_error(None, _("No item is ticked"))
    context = {"form": form, "items": items}
    return show(request, "supervision/urging/bulk.html", context, status=422 if form.is_bound else 200)


def _urge_all(items: list[SupervisionItem], user: Any, content: str) -> Bulk:
    result, now = Bulk(), timezone.now()
    for item in items:
        try:
            services.urge(item.pk, by=user, at=now, unit=item.lead, channel=Channel.SYSTEM, content=content)
        except Refused as refusal:
            result.left_out.append((str(item), str(refusal)))
        else:
            result.done += 1
    return result


@require_http_methods(["GET", "POST"])
def urge_answer(request: Request, pk: int) -> HttpResponse:
    """What the unit answered."""
    permit(request.user, may_press)
    made = get_object_or_404(Urge.objects.visible_to(request.user).select_related("item__lead"), pk=pk)
    form = forms.AnswerForm(request.POST if request.method == "POST" else None, initial={"reply": made.reply})
    if form.is_bound and form.is_valid():
        try:
            services.note_reply(made.pk, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The answer is on record."))
            return redirect(made.item)
    return _form(request, form, _("Note the answer"), made.item)


# ── Slips ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@require_GET
def slip_list(request: Request) -> HttpResponse:
    """The register of slips, and for those who press the items whose next slip may be issued now."""
    form = forms.SlipFilterForm(request.GET)
    page = Paginator(form.apply(queries.slip_list(request.user)), PAGE).get_page(request.GET.get("page"))
    day = Day.of(timezone.localdate())
    due = queries.slips_to_issue(request.user, day) if _presses(request) else []
    return show(request, "supervision/urging/slips.html", {"page": page, "form": form, "due": due, "day": day})


@require_GET
def slip_detail(request: Request, pk: int) -> HttpResponse:
    slip = get_slip(request.user, pk)
    names = open_steps(SLIP_STEPS, MAY_SLIP, slip, request.user)
    steps = [_button(slip, name, first=not place) for place, name in enumerate(names)]
    return show(request, "supervision/urging/slip.html", {"slip": slip, "item": slip.item, "steps": steps})


@require_http_methods(["GET", "POST"])
def slip_issue(request: Request, pk: int) -> HttpResponse:
    permit(request.user, may_press)
    item = get_item(request.user, pk)
    on = timezone.localdate()
    first = queries.rule_for(item).first_level
    level = queries.next_level(item, queries.slips_of(item), first, on)
    begins_high = level == first and level != SlipLevel.BLUE
    form = forms.SlipForm(request.POST if request.method == "POST" else None, item=item, needs_approver=begins_high)
    if form.is_bound and form.is_valid():
        try:
            slip = services.issue_slip(item.pk, by=request.user, on=on, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(number)s is issued.") % {"number": slip.number_text})
            return redirect(slip)
    return _form(request, form, _("Issue a slip"), item, level=level)


@require_http_methods(["GET", "POST"])
def slip_step(request: Request, pk: int, step: str) -> HttpResponse:
    slip = get_slip(request.user, pk)
    label, _icon, kind, act, done = SLIP_PAGES.get(step) or _missing()
    giver = behalf(MAY_SLIP, step, request.user, slip)
    form = kind(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            act(slip.pk, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, str(done))
            return redirect(slip)
    return _form(request, form, str(label), slip.item, slip=slip, behalf=giver)


@require_GET
def slip_file(request: Request, pk: int, ending: str) -> HttpResponse:
    """The slip as Word or PDF."""
    slip = get_slip(request.user, pk)
    return rendered(request, lambda: paper_of(slip), file_name(slip), ending, back=slip)


def get_slip(user: Any, pk: int) -> Slip:
    """The slip if this user may see its item; 404 otherwise."""
    people = ("issued_by", "replied_by", "decided_by", "approver")
    slips = Slip.objects.visible_to(user).select_related("item__lead", *people).prefetch_related("item__co_units")
    return get_object_or_404(slips, pk=pk)


def _button(slip: Slip, name: str, *, first: bool) -> dict[str, Any]:
    label, icon, *_rest = SLIP_PAGES[name]
    url = reverse("supervision:slip_step", args=[slip.pk, name])
    return {"label": label, "icon": icon, "method": "get", "url": url, "primary": first}


def _form(request: Request, form: Any, title: str, item: SupervisionItem, **more: Any) -> HttpResponse:
    context = {"form": form, "title": title, "item": item, **more}
    return show(request, FORM, context, status=422 if form.is_bound else 200)


def _presses(request: Request) -> bool:
    return bool(by_right_of(request.user, may_press))


def _missing() -> Any:
    raise Http404
