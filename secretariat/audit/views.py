"""The event log of the house, for those who watch over it; it is only read."""

from collections.abc import Iterator
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from secretariat.audit import export, queries
from secretariat.audit.forms import LogFilterForm
from secretariat.audit.models import Event
from secretariat.audit.rules import may_read_log
from secretariat.errors import Refused
from secretariat.pages import Request, show
from secretariat.sheets import CSV, XLSX, csv_lines, write_xlsx

PAGE = 50


@require_GET
def log(request: Request) -> HttpResponseBase:
    """The events that the filter leaves, newest first."""
    _refuse_stranger(request)
    form = LogFilterForm(request.GET)
    page = Paginator(form.apply(), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "lines": queries.lines_for(request.user, page)}
    return show(request, "audit/log.html", context, partial="rows")


@require_GET
def log_subject(request: Request, pk: int) -> HttpResponseBase:
    """To the page of the record of an event, or of the whole it is part of; 404 where there is none to be seen."""
    _refuse_stranger(request)
    event = get_object_or_404(Event, pk=pk)
    seen = queries.visible(queries.keys_of(event), request.user)
    for (kind, record), found in zip(queries.keys_of(event), (event.subject, event.whole), strict=False):
        if found is not None and (kind, record) in seen:
            return redirect(found)
    raise Http404


@require_POST
def log_export(request: Request) -> HttpResponseBase:
    """Exactly what is filtered, as xlsx or csv; the export is an event of its own."""
    _refuse_stranger(request)
    form = LogFilterForm(request.GET)
    asked = "csv" if request.POST.get("format") == "csv" else "xlsx"
    found = form.apply()
    try:
        taken = export.export(found, by=request.user, form=asked, words=form.words(), query=request.GET.urlencode())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{request.path.removesuffix('export/')}?{request.GET.urlencode()}")
    return _sheet(asked, export.header(), export.rows(taken))


def _sheet(asked: str, header: list[str], rows: Iterator[list[object]]) -> HttpResponseBase:
    name = f"{_('Event log')}-{timezone.localdate():%Y%m%d}.{asked}"
    if asked == "xlsx":
        return FileResponse(
            write_xlsx(_("Event log"), header, rows), as_attachment=True, filename=name, content_type=XLSX
        )
    disposition = f"attachment; filename*=utf-8''{quote(name)}"
    return StreamingHttpResponse(
        csv_lines(header, rows), content_type=CSV, headers={"Content-Disposition": disposition}
    )


def _refuse_stranger(request: Request) -> None:
    if not may_read_log(request.user):
        raise PermissionDenied
