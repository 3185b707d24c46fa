"""All reports that a department owes, written one after the other; and who of an item's units has reported."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secretariat.errors import Refused
from secretariat.pages import Request, number_in, show
from secretariat.people.models import Department
from secretariat.workflow import by_right_of, permit
from supervision.items import services as items
from supervision.items.drafts import DraftKind
from supervision.items.forms import ReportForm
from supervision.items.models import SupervisionItem
from supervision.items.prefill import saved_words
from supervision.items.standing import Day
from supervision.items.views import get_item, item_step
from supervision.reports import queries
from supervision.reports.forms import AskForm
from supervision.reports.queries import Board, Line
from supervision.reports.rules import can_be_asked, may_ask
from supervision.reports.services import AskedBefore, ask_for_report

LIST, COVERAGE, ASK = (f"supervision/reports/{name}.html" for name in ("list", "coverage", "ask"))


# ── The page of a department ─────────────────────────────────────────────────────────────────────────────────────────
@require_GET
def report_list(request: Request) -> HttpResponse:
    """Every report that is asked now; one of them with its form."""
    day = Day.of(timezone.localdate())
    board = queries.board(request.user, day)
    line = board.line_of(number_in(request.GET, "item"))
    form = _form(line, day) if line else None
    return show(request, LIST, _context(board, line, form, day), partial="board")


@require_POST
def report_send(request: Request, pk: int) -> HttpResponse:
    """Send the report on an item and go on to the next."""
    item = get_item(request.user, pk)
    day = Day.of(timezone.localdate())
    board = queries.board(request.user, day)
    form = ReportForm(request.POST, request.FILES, item=item, on=day.on)
    if form.is_valid():
        try:
            items.report(item.pk, by=request.user, on=day.on, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _sent(request, board.after(item.pk), day)
    line = board.line_of(item.pk)
    if line is None or line.item.pk != item.pk:
        # Somebody else has reported meanwhile: the form of the step keeps what was typed.
        return item_step(request, pk, DraftKind.REPORT)
    return show(request, LIST, _context(board, line, form, day), partial="board", status=422)


def _sent(request: Request, next_pk: int | None, day: Day) -> HttpResponse:
    messages.success(request, _("Report saved."))
    address = reverse("supervision:report_list") + (f"?item={next_pk}" if next_pk else "")
    if not getattr(request, "htmx", False):
        return redirect(address)
    board = queries.board(request.user, day)
    line = board.line_of(next_pk)
    context = _context(board, line, _form(line, day, focused=True) if line else None, day)
    response = show(request, LIST, {**context, "goes_on": True}, partial="board")
    response["HX-Replace-Url"] = address
    return response


def _form(line: Line, day: Day, *, focused: bool = False) -> ReportForm:
    form = ReportForm(item=line.item, on=day.on, initial=line.known.fields)
    if focused:
        form.fields["text"].widget.attrs["data-focus"] = ""
    return form


def _context(board: Board, line: Line | None, form: ReportForm | None, day: Day) -> dict[str, Any]:
    draft = line.known.draft if line else None
    found: dict[str, Any] = {"board": board, "line": line, "form": form, "day": day}
    if line:
        found["place"] = board.open.index(line) + 1
        found["next_pk"] = board.after(line.item.pk)
        found["draft_url"] = reverse("supervision:item_draft", args=[line.item.pk, DraftKind.REPORT])
        found["saved"] = saved_words(draft, day.on) if draft else ""
    return found


# ── The units of one item ────────────────────────────────────────────────────────────────────────────────────────────
@require_GET
def item_coverage(request: Request, pk: int) -> HttpResponse:
    """A fragment for the page of an item: which co-units have reported in this period."""
    item = get_item(request.user, pk)
    context = {
        "item": item,
        "coverage": queries.coverage(item, Day.of(timezone.localdate())),
        "may_ask": can_be_asked(item) and bool(by_right_of(request.user, lambda person: may_ask(person, item))),
    }
    return show(request, COVERAGE, context)


@require_http_methods(["GET", "POST"])
def report_ask(request: Request, pk: int, unit_pk: int) -> HttpResponse:
    """The lead unit asks a co-unit for a report."""
    item = get_item(request.user, pk)
    unit = get_object_or_404(item.co_units, pk=unit_pk)
    giver = permit(request.user, lambda person: may_ask(person, item), named=item.named)
    form = AskForm(request.POST if request.method == "POST" else None, item=item)
    if form.is_bound and form.is_valid() and _asked(request, item, unit, form):
        messages.success(request, _("The unit has been asked."))
        return redirect(item)
    context = {"item": item, "unit": unit, "form": form, "behalf": giver}
    return show(request, ASK, context, status=422 if form.is_bound else 200)


def _asked(request: Request, item: SupervisionItem, unit: Department, form: AskForm) -> bool:
    day = Day.of(timezone.localdate())
    try:
        ask_for_report(item.pk, by=request.user, day=day, unit=unit, **form.cleaned_data)
    except AskedBefore as refusal:
        form.offer_again()
        form.add_error("again", str(refusal))
        return False
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True
