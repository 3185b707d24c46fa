"""Pages of the programmes and their consultations."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import formset_factory
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.consultations import queries, services
from planning.consultations.checkpoints import Moved, moves, offsets_on
from planning.consultations.detail import consultation_page, pieces
from planning.consultations.forms import (
    CancelForm,
    Choices,
    DateForm,
    EditForm,
    FilterForm,
    HeadForm,
    ProgrammeForm,
    RowForm,
    read_values,
)
from planning.consultations.models import CheckpointRule, Consultation
from planning.consultations.parsing import ReadConsultation, read_programme, title_of, year_of
from planning.consultations.queries import Clock
from planning.consultations.rules import MAY, keeps_programme
from secretariat.classified import is_classified, refuse_classified
from secretariat.conflicts import conflict
from secretariat.errors import Refused
from secretariat.pages import Request, next_of, number_in, show
from secretariat.people import queries as people
from secretariat.workdays import queries as workdays
from secretariat.workflow import Outdated, allowed, by_right_of

LIST = "planning/consultations/list.html"
DETAIL = "planning/consultations/detail.html"
PASTE = "planning/consultations/paste.html"
PREVIEW = "planning/consultations/preview.html"
EDIT = "planning/consultations/edit.html"
DATE = "planning/consultations/date.html"
# More rows than this do not fit into one form that is sent back.
MOST_ROWS = 60
POSTED: dict[str, Callable[..., Consultation]] = {
    "hold": services.hold_consultation,
    "close": services.close_consultation,
    "restore": services.restore_consultation,
}
AT_CHECKPOINTS: dict[str, Callable[..., Consultation]] = {
    "complete": services.complete_checkpoint,
    "reopen": services.reopen_checkpoint,
}


# ── List and page ────────────────────────────────────────────────────────────────────────────────────────────────────
@require_GET
def consultation_list(request: Request) -> HttpResponse:
    clock = Clock.of(timezone.localdate())
    years = queries.years_of(request.user)
    year = _year(request, years, clock.on)
    seen = Consultation.objects.visible_to(request.user).filter(programme__year=year)
    form = FilterForm(request.GET, seen=seen)
    found = queries.lines(queries.with_parts(form.apply(seen)), clock)
    if request.GET.get("light") in ("red", "yellow", "green"):
        found = [line for line in found if line.light == request.GET["light"]]
    context = {
        "form": form,
        "groups": queries.by_kind(found),
        "lines": found,
        "counts": {light: sum(line.light == light for line in found) for light in ("red", "yellow")},
        "year": year,
        "years": sorted({*years, clock.on.year}),
        "today": clock.on,
        "is_matrix": request.GET.get("view") == "matrix",
        "may_paste": _keeps(request),
        "is_filtered": any(request.GET.get(name) for name in ("q", "kind", "state", "unit", "light")),
    }
    return show(request, LIST, context, partial="rows")


def _year(request: Request, years: list[int], on: date) -> int:
    given = request.GET.get("year", "")
    if given.isdecimal() and len(given) == 4:
        return int(given)
    return on.year if on.year in years or not years else years[0]


@require_GET
def consultation_detail(request: Request, pk: int) -> HttpResponse:
    found = get_consultation(request, pk)
    return show(request, DETAIL, consultation_page(found, request.user, Clock.of(timezone.localdate())))


# ── A programme is pasted, looked at, confirmed ──────────────────────────────────────────────────────────────────────
@require_http_methods(["GET", "POST"])
def programme_paste(request: Request) -> HttpResponse:
    _ask_keeper(request)
    form = ProgrammeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _preview(request, form.cleaned_data["text"], form.cleaned_data["year"])
        except Refused as refusal:
            form.refuse(refusal)
    if form.is_bound and is_classified(form.data.get("text", "")):
        # What bears a mark is not sent back either: the answer of the server is a copy, too (rule 50).
        form.data = {}
    return show(request, PASTE, {"form": form}, status=422 if form.is_bound else 200)


def _preview(request: Request, text: str, year: int | None) -> HttpResponse:
    refuse_classified(text, field="text")
    today, calendar, choices = timezone.localdate(), workdays.load(), Choices.load()
    found = read_programme(text, on=today, units=people.units(), calendar=calendar, year=year)
    if not found:
        raise Refused(
            _(
                "No consultation was found. Numbered topics with their fields are read (form, time, leader, lead unit, "
                "co-units), and rows pasted out of a table with its head."
            ),
            field="text",
        )
    if len(found) > MOST_ROWS:
        words = _("%(n)d rows were found; at most %(most)d can be confirmed at once. Paste the programme in parts.")
        raise Refused(words % {"n": len(found), "most": MOST_ROWS}, field="text")
    year = year or year_of(text, found[0].start) or today.year
    head = HeadForm(initial={"year": year, "title": title_of(text, found[0].start)})
    rows = _rows(choices, date(year, 1, 1), calendar)(initial=[read_values(one, choices) for one in found])
    return show(request, PREVIEW, _previewed(head, rows, choices, found))


def _rows(choices: Choices, on: date, calendar: Any) -> Callable[..., Any]:
    made = formset_factory(RowForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
    return partial(made, prefix="rows", form_kwargs={"choices": choices, "on": on, "calendar": calendar})


def _previewed(head: HeadForm, rows: Any, choices: Choices, found: list[ReadConsultation]) -> dict[str, Any]:
    shown = [pieces(one) for one in found] or [[] for _form in rows.forms]
    return {"head": head, "rows": rows, "entries": list(zip(rows.forms, shown, strict=True)), "forms": choices.forms}


@require_POST
def programme_confirm(request: Request) -> HttpResponse:
    _ask_keeper(request)
    try:
        refuse_classified(*(text for _name, texts in request.POST.lists() for text in texts))
    except Refused as refusal:
        # What bears a mark is not sent back either: the answer of the server is a copy, too (rule 50).
        messages.error(request, str(refusal))
        return redirect("planning:programme_paste")
    head, choices, today = HeadForm(request.POST), Choices.load(), timezone.localdate()
    year = head.cleaned_data.get("year") if head.is_valid() else None
    rows = _rows(choices, date(year or today.year, 1, 1), workdays.load())(request.POST)
    if head.is_valid() and rows.is_valid():
        kept = [form.row() for form in rows.forms if form.cleaned_data.get("keep")]
        try:
            services.confirm_programme(**head.cleaned_data, rows=kept, by=request.user, on=today)
        except Refused as refusal:
            head.refuse(refusal)
        else:
            said = ngettext("%(n)d consultation is kept.", "%(n)d consultations are kept.", len(kept))
            messages.success(request, said % {"n": len(kept)})
            return redirect(f"{reverse('planning:consultation_list')}?year={year}")
    return show(request, PREVIEW, _previewed(head, rows, choices, []), status=422)


# ── Dates and steps ──────────────────────────────────────────────────────────────────────────────────────────────────
@require_http_methods(["GET", "POST"])
def consultation_date(request: Request, pk: int) -> HttpResponse:
    """Set or move the day: what moves with it is shown first; only a day whose consequences were seen is saved."""
    found = get_consultation(request, pk)
    step = "move" if found.meeting_on else "schedule"
    _ask(request, step, found)
    form = DateForm(request.POST if request.method == "POST" else None, consultation=found)
    if form.is_valid() and _has_seen(request, form):
        try:
            _save_date(request, found, form, step)
        except Outdated:
            return conflict(request, form, DateForm(consultation=get_consultation(request, pk)), subject=found)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The date is saved; its checkpoints stand with it."))
            return redirect(found)
    context = {"consultation": found, "form": form, "step": step, "moves": _moves(form, found)}
    return show(request, DATE, context, partial="preview", status=422 if form.errors else 200)


def _has_seen(request: Request, form: DateForm) -> bool:
    return "preview" not in request.POST and request.POST.get("seen") == str(form.cleaned_data["meeting_on"])


def _moves(form: DateForm, found: Consultation) -> list[Moved]:
    meeting_on = form.cleaned_data.get("meeting_on") if form.is_bound else None
    if meeting_on is None:
        return []
    today = timezone.localdate()
    offsets = offsets_on(CheckpointRule.objects.all(), today)
    return moves(found, found.checkpoints.all(), meeting_on, offsets, on=today, calendar=workdays.load())


def _save_date(request: Request, found: Consultation, form: DateForm, step: str) -> None:
    facts: dict[str, Any] = {"by": request.user, "on": timezone.localdate(), "calendar": workdays.load()}
    act: Any = services.move_consultation if step == "move" else services.schedule_consultation
    act(found.pk, **form.cleaned_data, **facts)


@require_http_methods(["GET", "POST"])
def consultation_correct(request: Request, pk: int) -> HttpResponse:
    found = get_consultation(request, pk)
    _ask(request, "correct", found)
    choices = Choices.load()
    facts = {"choices": choices, "on": date(found.programme.year, 1, 1), "calendar": workdays.load()}
    form = EditForm(request.POST if request.method == "POST" else None, consultation=found, **facts)
    if form.is_valid():
        try:
            services.correct_consultation(
                found.pk, row=form.row(), by=request.user, version=form.cleaned_data["version"]
            )
        except Outdated:
            saved = get_consultation(request, pk)
            return conflict(request, form, EditForm(consultation=saved, **facts), subject=saved)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The consultation is corrected."))
            return redirect(found)
    context = {"consultation": found, "form": form, "step": "correct", "forms": choices.forms}
    return show(request, EDIT, context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def consultation_cancel(request: Request, pk: int) -> HttpResponse:
    found = get_consultation(request, pk)
    _ask(request, "cancel", found)
    form = CancelForm(request.POST if request.method == "POST" else None, consultation=found)
    if form.is_valid():
        try:
            services.cancel_consultation(found.pk, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Outdated:
            return conflict(request, form, CancelForm(consultation=get_consultation(request, pk)), subject=found)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The consultation is cancelled; those concerned are told."))
            return redirect(found)
    context = {"consultation": found, "form": form, "step": "cancel"}
    return show(request, EDIT, context, status=422 if form.is_bound else 200)


@require_POST
def consultation_step(request: Request, pk: int, step: str) -> HttpResponse:
    if step not in POSTED:
        raise Http404
    return _press(request, pk, step, POSTED[step])


@require_POST
def checkpoint_step(request: Request, pk: int, kind: str, step: str) -> HttpResponse:
    if step not in AT_CHECKPOINTS:
        raise Http404
    return _press(request, pk, step, AT_CHECKPOINTS[step], kind=kind)


def _press(request: Request, pk: int, step: str, act: Callable[..., Consultation], **facts: Any) -> HttpResponse:
    found = get_consultation(request, pk)
    _ask(request, step, found)
    facts |= {"version": number_in(request.POST, "version")}
    try:
        act(found.pk, by=request.user, on=timezone.localdate(), **facts)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Noted."))
    return redirect(next_of(request) or found)


def get_consultation(request: Request, pk: int) -> Consultation:
    """The consultation if this user may see it, else 404."""
    seen = queries.with_parts(Consultation.objects.visible_to(request.user)).select_related("leader")
    found: Consultation = get_object_or_404(seen, pk=pk)
    return found


def _ask(request: Request, step: str, found: Consultation) -> None:
    if not allowed(MAY, step, request.user, found):
        raise PermissionDenied


def _keeps(request: Request) -> bool:
    return bool(by_right_of(request.user, keeps_programme))


def _ask_keeper(request: Request) -> None:
    if not _keeps(request):
        raise PermissionDenied
