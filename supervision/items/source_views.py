"""What becomes items, and what came of it: deeds and fragments for the pages of their sources."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.consultations.models import Consultation
from planning.meetings.models import Decision
from planning.plans.models import PlanItem
from secretariat.errors import Refused
from secretariat.pages import Request, show
from secretariat.workflow import allowed
from supervision.instructions.models import Instruction
from supervision.instructions.rules import MAY as MAY_INSTRUCTION
from supervision.items import origins
from supervision.items.models import SupervisionItem
from supervision.items.proposals import Proposed

# What the pages of sources call themselves: the column of an item that leads there.
CAME_OF = {
    "decision": "decision",
    "meeting": "decision__meeting",
    "plan_item": "plan_item",
    "consultation": "consultation",
    "instruction": "instruction",
}
SHOWN = 4


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
    decision = Decision.objects.visible_to(request.user).filter(meeting=pk).first()
    if decision is None:
        raise Http404
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


@require_GET
def came_of(request: Request, source: str, pk: int) -> HttpResponse:
    """A fragment for the chain on the page of a source: the items that came of it, as far as one may see them."""
    if source not in CAME_OF:
        raise Http404
    items = SupervisionItem.objects.visible_to(request.user).filter(**{CAME_OF[source]: pk}).order_by("pk")
    found = list(items.select_related("lead"))
    context = {"items": found[:SHOWN], "left": len(found[SHOWN:]), "source": source, "pk": pk}
    return show(request, "supervision/items/came_of.html", context)


@require_POST
def item_open_consulted(request: Request, pk: int) -> HttpResponse:
    """What came of a consultation becomes a draft for its lead unit, to be written out."""
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), pk=pk)
    try:
        item = origins.open_from_consultation(consultation.pk, by=request.user, on=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(consultation)
    _say_opened(request, 1)
    return redirect(item)


@require_http_methods(["GET", "POST"])
def item_open_instructed(request: Request, pk: int) -> HttpResponse:
    """What the words of an instruction ask for, to be put right and confirmed; a fragment of its page, or a page."""
    instruction = get_object_or_404(Instruction.objects.visible_to(request.user), pk=pk)
    if not allowed(MAY_INSTRUCTION, "track", request.user, instruction):
        raise PermissionDenied
    proposed = Proposed(instruction, request.POST if request.method == "POST" else None)
    if proposed.is_valid():
        try:
            items = origins.open_from_instruction(
                pk,
                by=request.user,
                on=timezone.localdate(),
                drafts=proposed.drafts(),
                again=proposed.again,
                version=proposed.version,
            )
        except Refused as refusal:
            proposed.refuse(refusal)
        else:
            _say_opened(request, len(items))
            return redirect(items[0] if len(items) == 1 else instruction)
    context = {"instruction": instruction, "proposed": proposed}
    status = 422 if proposed.is_bound else 200
    return show(request, "supervision/items/from_instruction.html", context, partial="form", status=status)


def _say_opened(request: Request, count: int) -> None:
    said = ngettext("%(n)d draft is on the ledger.", "%(n)d drafts are on the ledger.", count)
    messages.success(request, said % {"n": count})
