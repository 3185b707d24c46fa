"""The page of the statistics, and the same as a sheet."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from secretariat.pages import Request, show
from secretariat.sheets import XLSX, write_xlsx
from supervision.items.filters import LIGHTS
from supervision.items.queries import SAMPLE
from supervision.items.standing import Day
from supervision.statistics import charts
from supervision.statistics.export import export
from supervision.statistics.forms import PeriodForm
from supervision.statistics.periods import around
from supervision.statistics.queries import statistics
from supervision.statistics.tables import columns, lights, tables

PAGE = "supervision/statistics/page.html"


@require_GET
def page(request: Request) -> HttpResponse:
    """Everything that this person may see, for the period in the address."""
    day = Day.of(timezone.localdate())
    form = PeriodForm(request.GET)
    found = statistics(request.user, form.chosen(day.on), day)
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "tables": tables(found),
        "lights": lights(found),
        "columns": columns(),
        "trend": charts.trend(found),
        "bars": charts.bars(found),
        "bars_height": charts.ROW * len(charts.bars(found)),
        "legend": LIGHTS,
        "periods": around(day.on),
        "before": found.period.shifted(-1),
        "after": found.period.shifted(1),
        "day": day,
        "sample": SAMPLE,
    }
    return show(request, PAGE, context, status=422 if form.errors else 200)


@require_POST
def page_export(request: Request) -> HttpResponseBase:
    """The tables of the period in the address, as xlsx."""
    day = Day.of(timezone.localdate())
    found = statistics(request.user, PeriodForm(request.GET).chosen(day.on), day)
    header, rows = export(found, by=request.user)
    title = _("Supervision statistics")
    name = f"{title}-{found.period.code or found.period.query}-{day.on:%Y%m%d}.xlsx"
    return FileResponse(write_xlsx(title, header, rows), as_attachment=True, filename=name, content_type=XLSX)
