"""Pages of the arrangements: list, week, entries, and pasting."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import formset_factory
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.arrangements import queries, services
from planning.arrangements.detail import arrangement_page, entry_page
from planning.arrangements.forms import (
    EntryForm,
    OpenForm,
    PasteForm,
    RowForm,
    WithdrawForm,
    next_monday,
    read_values,
)
from planning.arrangements.models import Arrangement, ArrangementKind, Entry
from planning.arrangements.parsing import read_week
from planning.arrangements.rules import MAY, keeps_arrangement, owns_entry
from planning.arrangements.states import ArrangementState
from secretariat.classified import is_classified, refuse_classified
from secretariat.conflicts import conflict
from secretariat.errors import Refused
from secretariat.pages import Request, show
from secretariat.people import queries as people
from secretariat.people.models import Department
from secretariat.workdays import queries as workdays
from secretariat.workflow import Outdated, allowed, by_right_of

FOLDER = "planning/arrangements"
# More rows than this do not fit into one form that is sent back.
MOST_ROWS = 100
SHOWN = 60
CUT_OFF_BEFORE, CUT_OFF_AT = 2, time(17, 0)
POSTED: dict[str, Callable[..., Any]] = {
    "collect": services.collect_entries,
    "coordinate": services.coordinate_arrangement,
    "reopen": services.reopen_arrangement,
    "publish": services.publish_arrangement,
}


# ── Arrangements ─────────────────────────────────────────────────────────────────────────────────────────────────────
@require_GET
def arrangement_list(request: Request) -> HttpResponse:
    kind = request.GET.get("kind", "")
    kind = kind if kind in ArrangementKind.values else ""
    context = {
        "arrangements": queries.arrangements(request.user, kind=kind)[:SHOWN],
        "kind": kind,
        "kinds": ArrangementKind.choices,
        "today": timezone.localdate(),
        "may_open": _keeps(request),
    }
    return show(request, f"{FOLDER}/list.html", context)


@require_http_methods(["GET", "POST"])
def arrangement_open(request: Request) -> HttpResponse:
    if not _keeps(request):
        raise PermissionDenied
    monday = next_monday(timezone.localdate())
    day = workdays.load().subtract(monday, CUT_OFF_BEFORE)
    begin = {"kind": "week", "day": monday, "cut_off_at": timezone.make_aware(datetime.combine(day, CUT_OFF_AT))}
    form = OpenForm(request.POST if request.method == "POST" else None, initial=begin)
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
    _ask(request, step, found)
    try:
        POSTED[step](found.pk, by=request.user, at=timezone.now(), version=_version(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Noted."))
    return redirect(found)


def _version(request: Request) -> int | None:
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else None


# ── Entries ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@require_http_methods(["GET", "POST"])
def entry_new(request: Request, pk: int) -> HttpResponse:
    """Before publication an entry, after it an addendum that adds one."""
    found = get_arrangement(request, pk)
    step = "supplement" if found.state == ArrangementState.PUBLISHED else "add"
    _ask(request, step, found)
    data = request.POST if request.method == "POST" else None
    form = EntryForm(data, arrangement=found, user=request.user, initial={"on": request.GET.get("on", "")})
    if form.is_valid():
        try:
            _save_new(request, found, form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The entry is saved."))
            return redirect(found)
    return _entry_form(request, found, form, step)


def _save_new(request: Request, found: Arrangement, form: EntryForm) -> None:
    facts: dict[str, Any] = {"line": form.line(), "by": request.user, "at": timezone.now()}
    if found.state == ArrangementState.PUBLISHED:
        services.supplement_arrangement(found.pk, reason=form.cleaned_data["reason"], **facts)
    else:
        services.add_entry(found.pk, **facts)


def _entry_form(request: Request, found: Arrangement, form: Any, step: str, entry: Entry | None = None) -> HttpResponse:
    context = {"arrangement": found, "form": form, "step": step, "entry": entry}
    return show(request, f"{FOLDER}/entry_form.html", context, status=422 if form.is_bound else 200)


@require_GET
def entry_detail(request: Request, pk: int) -> HttpResponse:
    return show(request, f"{FOLDER}/entry.html", entry_page(get_entry(request, pk), request.user))


@require_http_methods(["GET", "POST"])
def entry_change(request: Request, pk: int) -> HttpResponse:
    """Before publication the entry is put right, after it an addendum takes its place."""
    entry = _own_entry(request, pk)
    step = "supplement" if entry.arrangement.state == ArrangementState.PUBLISHED else "change"
    _ask(request, step, entry.arrangement)
    facts: dict[str, Any] = {"arrangement": entry.arrangement, "user": request.user}
    form = EntryForm(request.POST if request.method == "POST" else None, entry=entry, **facts)
    if form.is_valid():
        try:
            _save_change(request, entry, form, step)
        except Outdated:
            saved = get_entry(request, pk)
            return conflict(request, form, EntryForm(entry=saved, **facts), subject=saved)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The entry is saved."))
            return redirect(entry.arrangement)
    return _entry_form(request, entry.arrangement, form, step, entry)


def _save_change(request: Request, entry: Entry, form: EntryForm, step: str) -> None:
    facts: dict[str, Any] = {"line": form.line(), "by": request.user, "at": timezone.now()}
    if step == "supplement":
        reason = form.cleaned_data["reason"]
        services.supplement_arrangement(entry.arrangement_id, reason=reason, entry_id=entry.pk, **facts)
    else:
        services.change_entry(entry.pk, version=form.cleaned_data["version"], **facts)


@require_http_methods(["GET", "POST"])
def entry_withdraw(request: Request, pk: int) -> HttpResponse:
    entry = _own_entry(request, pk)
    _ask(request, "supplement", entry.arrangement)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts: dict[str, Any] = {"by": request.user, "at": timezone.now(), "entry_id": entry.pk}
        try:
            services.supplement_arrangement(entry.arrangement_id, **form.cleaned_data, **facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The entry is withdrawn by an addendum."))
            return redirect(entry.arrangement)
    return _entry_form(request, entry.arrangement, form, "withdraw", entry)


@require_POST
def entry_discard(request: Request, pk: int) -> HttpResponse:
    entry = _own_entry(request, pk)
    _ask(request, "discard", entry.arrangement)
    try:
        services.discard_entry(entry.pk, by=request.user, at=timezone.now(), version=_version(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The entry is discarded."))
    return redirect(entry.arrangement)


# ── A published form is pasted, looked at, confirmed ─────────────────────────────────────────────────────────────────
@require_http_methods(["GET", "POST"])
def arrangement_paste(request: Request, pk: int) -> HttpResponse:
    found = get_arrangement(request, pk)
    _ask(request, "paste", found)
    form = PasteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _preview(request, found, form.cleaned_data["text"])
        except Refused as refusal:
            form.refuse(refusal)
    if form.is_bound and is_classified(form.data.get("text", "")):
        # What bears a mark is not sent back either: the answer of the server is a copy, too (rule 50).
        form.data = {}
    context = {"arrangement": found, "form": form}
    return show(request, f"{FOLDER}/paste.html", context, status=422 if form.is_bound else 200)


def _preview(request: Request, found: Arrangement, text: str) -> HttpResponse:
    refuse_classified(text, field="text")
    read = read_week(text, year=found.first_on.year, units=people.units())
    if not read.entries:
        words = _("No activity was found. Each needs its date, in its own line or in the line above it.")
        raise Refused(words, field="text")
    if len(read.entries) > MOST_ROWS:
        words = _("%(n)d rows were found; at most %(most)d can be confirmed at once. Paste the arrangement in parts.")
        raise Refused(words % {"n": len(read.entries), "most": MOST_ROWS}, field="text")
    rows = _rows()(initial=[read_values(one, found) for one in read.entries], prefix="rows")
    context = {"arrangement": found, "rows": rows, "unread": read.unread}
    return show(request, f"{FOLDER}/preview.html", context)


def _rows() -> Any:
    return formset_factory(RowForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


@require_POST
def arrangement_confirm(request: Request, pk: int) -> HttpResponse:
    found = get_arrangement(request, pk)
    _ask(request, "paste", found)
    rows = _rows()(request.POST, prefix="rows")
    problem = ""
    if rows.is_valid():
        units = {name: unit for unit in Department.objects.filter(is_active=True) for name in (unit.name, unit.short)}
        lines = [form.line(units) for form in rows.forms if form.cleaned_data.get("keep")]
        try:
            services.paste_entries(found.pk, lines=lines, by=request.user, at=timezone.now())
        except Refused as refusal:
            problem = str(refusal)
        else:
            said = ngettext("%(n)d entry is kept.", "%(n)d entries are kept.", len(lines))
            messages.success(request, said % {"n": len(lines)})
            return redirect(found)
    context = {"arrangement": found, "rows": rows, "unread": [], "problem": problem}
    return show(request, f"{FOLDER}/preview.html", context, status=422)


# ── Who gets what ────────────────────────────────────────────────────────────────────────────────────────────────────
def get_arrangement(request: Request, pk: int) -> Arrangement:
    """The arrangement if this user may see it, else 404."""
    found: Arrangement = get_object_or_404(
        Arrangement.objects.visible_to(request.user).select_related("opened_by"), pk=pk
    )
    return found


def get_entry(request: Request, pk: int) -> Entry:
    """The entry if this user may see it, else 404."""
    seen = Entry.objects.visible_to(request.user).select_related(
        "arrangement", "unit", "added_by", "added_in", "withdrawn_in", "replaces"
    )
    found: Entry = get_object_or_404(seen, pk=pk)
    return found


def _own_entry(request: Request, pk: int) -> Entry:
    entry = get_entry(request, pk)
    if not by_right_of(request.user, lambda person: owns_entry(person, entry)):
        raise PermissionDenied
    return entry


def _ask(request: Request, step: str, found: Arrangement) -> None:
    if not allowed(MAY, step, request.user, found):
        raise PermissionDenied


def _keeps(request: Request) -> bool:
    return bool(by_right_of(request.user, keeps_arrangement))
