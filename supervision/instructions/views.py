"""Pages of instructions: the list, a new one, one with what came of it, one to be put right."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secretariat.classified import is_classified
from secretariat.conflicts import conflict
from secretariat.errors import Refused
from secretariat.pages import Request, show
from secretariat.workflow import Outdated, behalf, by_right_of
from supervision.instructions import queries, services
from supervision.instructions.detail import instruction_page
from supervision.instructions.forms import CorrectForm, InstructionFilterForm, InstructionForm, NotTrackedForm
from supervision.instructions.models import Instruction
from supervision.instructions.rules import MAY, may_enter

PAGE = 30
PAGES = ("list", "new", "detail", "step", "correct")
LIST, NEW, DETAIL, STEP, CORRECT = (f"supervision/instructions/{name}.html" for name in PAGES)


@require_GET
def instruction_list(request: Request) -> HttpResponse:
    form = InstructionFilterForm(request.GET, years=queries.years(request.user))
    page = Paginator(form.apply(queries.listed(request.user)), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "may_enter": _may_enter(request), "today": timezone.localdate()}
    return show(request, LIST, context, partial="rows")


@require_http_methods(["GET", "POST"])
def instruction_new(request: Request) -> HttpResponse:
    if not _may_enter(request):
        raise PermissionDenied
    posted, today = request.method == "POST", timezone.localdate()
    form = InstructionForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        names=_names(request.user),
        initial={"given_on": today},
    )
    if form.is_valid():
        try:
            made = services.enter_instruction(by=request.user, on=today, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The instruction is entered. Say what becomes of it."))
            return redirect(made)
    if posted:
        _keep_out_marked(form)
    return show(request, NEW, {"form": form}, status=422 if posted else 200)


@require_GET
def instruction_detail(request: Request, pk: int) -> HttpResponse:
    return show(request, DETAIL, instruction_page(get_instruction(request.user, pk), request.user))


@require_http_methods(["GET", "POST"])
def instruction_correct(request: Request, pk: int) -> HttpResponse:
    instruction = get_instruction(request.user, pk)
    behalf(MAY, "correct", request.user, instruction)
    posted, names = request.method == "POST", _names(request.user)
    form = CorrectForm(request.POST if posted else None, instruction=instruction, names=names)
    if form.is_valid():
        try:
            services.correct_instruction(pk, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Outdated:
            saved = get_instruction(request.user, pk)
            return conflict(request, form, CorrectForm(instruction=saved), subject=saved)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The instruction is corrected."))
            return redirect(instruction)
    if posted:
        _keep_out_marked(form)
    return show(request, CORRECT, {"instruction": instruction, "form": form}, status=422 if posted else 200)


@require_http_methods(["GET", "POST"])
def instruction_not_track(request: Request, pk: int) -> HttpResponse:
    instruction = get_instruction(request.user, pk)
    behalf(MAY, "not_track", request.user, instruction)
    form = NotTrackedForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.not_track_instruction(pk, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Noted."))
            return redirect(instruction)
    if form.is_bound:
        _keep_out_marked(form)
    return show(request, STEP, {"instruction": instruction, "form": form}, status=422 if form.is_bound else 200)


@require_POST
def instruction_reopen(request: Request, pk: int) -> HttpResponse:
    instruction = get_instruction(request.user, pk)
    behalf(MAY, "reopen", request.user, instruction)
    try:
        services.reopen_instruction(pk, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(instruction)


def get_instruction(user: Any, pk: int) -> Instruction:
    """The instruction if this user may see it; 404 otherwise, for foreign and missing look alike (rule 46)."""
    seen = Instruction.objects.visible_to(user).select_related("entered_by")
    found: Instruction = get_object_or_404(seen, pk=pk)
    return found


def _names(user: Any) -> list[str]:
    house = [leader.name for leader in services.leaders()]
    return list(dict.fromkeys([*house, *queries.names_used(user)]))


def _may_enter(request: Request) -> bool:
    return bool(by_right_of(request.user, may_enter))


def _keep_out_marked(form: Any) -> None:
    # What bears a mark is not sent back either: the answer of the server is a copy, too (rule 50).
    marked = {name for name, value in form.data.items() if is_classified(value)}
    if marked:
        form.data = {name: value for name, value in form.data.items() if name not in marked}
