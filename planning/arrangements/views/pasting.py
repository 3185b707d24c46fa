"""A published form is pasted, looked at, confirmed."""

from typing import Any

from django.contrib import messages
from django.forms import formset_factory
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from planning.arrangements import services
from planning.arrangements.documents import read_file
from planning.arrangements.forms import PasteForm, RowForm, is_outside, read_values
from planning.arrangements.loose_lines import read_loose
from planning.arrangements.models import Arrangement
from planning.arrangements.naming import rooms_in_use
from planning.arrangements.parsing import read_week
from planning.arrangements.reading import ReadWeek
from planning.arrangements.views.access import FOLDER, ask_step, get_arrangement
from secretariat.classified import is_classified, refuse_classified
from secretariat.errors import Refused
from secretariat.pages import Request, show
from secretariat.people import queries as people
from secretariat.workdays import queries as workdays

# More rows than this do not fit into one form that is sent back.
MOST_ROWS = 100


@require_http_methods(["GET", "POST"])
def arrangement_paste(request: Request, pk: int) -> HttpResponse:
    found = get_arrangement(request, pk)
    ask_step(request, "paste", found)
    form = PasteForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            return _preview(request, found, _read(found, **form.cleaned_data))
        except Refused as refusal:
            form.refuse(refusal)
    if form.is_bound and is_classified(form.data.get("text", "")):
        # What bears a mark is not sent back either: the answer of the server is a copy, too (rule 50).
        form.data = {}
    context = {"arrangement": found, "form": form}
    return show(request, f"{FOLDER}/paste.html", context, status=422 if form.is_bound else 200)


def _read(found: Arrangement, *, text: str, file: Any) -> ReadWeek:
    """What the document says, or without one the text. Refused where it says nothing, or more than fits a form."""
    year, field = found.first_on.year, "file" if file else "text"
    known: dict[str, Any] = {"units": people.units(), "rooms": rooms_in_use()}
    if file:
        refuse_classified(file.name, field="file")
        read = read_file(file, year=year, days=(found.first_on, found.last_on), **known)
    else:
        refuse_classified(text, field="text")
        read = read_week(text, year=year, **known)
    read_loose(read, found, units=known["units"], calendar=workdays.load())
    if not read.entries:
        words = _("No activity was found. Each needs its date, in its own line or in the line above it.")
        raise Refused(words, field=field)
    if len(read.entries) > MOST_ROWS:
        words = _("%(n)d rows were found; at most %(most)d can be confirmed at once. Paste the arrangement in parts.")
        raise Refused(words % {"n": len(read.entries), "most": MOST_ROWS}, field=field)
    return read


def _preview(request: Request, found: Arrangement, read: ReadWeek) -> HttpResponse:
    entries = list(found.entries.standing())
    rows = _rows()(initial=[read_values(one, found, entries) for one in read.entries], prefix="rows")
    context = {"arrangement": found, "rows": rows, "unread": read.unread, "outside": _outside(found, rows)}
    return show(request, f"{FOLDER}/preview.html", context)


def _rows() -> Any:
    return formset_factory(RowForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


@require_POST
def arrangement_confirm(request: Request, pk: int) -> HttpResponse:
    found = get_arrangement(request, pk)
    ask_step(request, "paste", found)
    rows = _rows()(request.POST, prefix="rows")
    problem = ""
    if rows.is_valid():
        find = people.unit_finder()
        kept = [form for form in rows.forms if form.cleaned_data.get("keep")]
        lines = [form.line(find) for form in kept]
        try:
            services.paste_entries(found.pk, lines=lines, by=request.user, at=timezone.now())
        except services.LineRefused as refusal:
            problem = str(refusal)
            kept[refusal.place].refuse(refusal)
        except Refused as refusal:
            problem = str(refusal)
        else:
            _tell(request, len(lines), len(rows.forms) - len(lines))
            return redirect(found)
    context = {"arrangement": found, "rows": rows, "unread": [], "problem": problem, "outside": _outside(found, rows)}
    return show(request, f"{FOLDER}/preview.html", context, status=422)


def _tell(request: Request, kept: int, left: int) -> None:
    said = ngettext("%(n)d entry is kept.", "%(n)d entries are kept.", kept)
    messages.success(request, said % {"n": kept})
    if left:
        said = ngettext("%(n)d row without a tick is left out.", "%(n)d rows without a tick are left out.", left)
        messages.info(request, said % {"n": left})


def _outside(found: Arrangement, rows: Any) -> int:
    """How many rows lie on days of another week or month."""
    days = [form.cleaned_data.get("on") if form.is_bound else form.initial["on"] for form in rows.forms]
    return sum(day is not None and is_outside(found, day) for day in days)
