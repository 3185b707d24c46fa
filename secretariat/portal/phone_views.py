"""Today and this week, in large rows."""

from collections.abc import Sequence
from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from secretariat.pages import Request, show
from secretariat.portal.forms import WeekForm
from secretariat.portal.phone import PocketDay, monday_of, pocket_days
from secretariat.workdays import queries as workdays

TEMPLATE = "portal/days.html"
# So many days are looked through for what comes next.
AHEAD = 21


@require_safe
def today(request: Request) -> HttpResponse:
    """What takes place today and tomorrow, and below it the next day on which something does."""
    days = pocket_days(request.user, first_on=timezone.localdate(), count=AHEAD, calendar=workdays.load())
    following = next((day for day in days[2:] if day.entries), None)
    return _show(request, days[:2] + ([following] if following else []), is_week=False)


@require_safe
def week(request: Request) -> HttpResponse:
    """Monday to Sunday: this week, or that of a day (rule 34)."""
    form = WeekForm(request.GET)
    on = (form.is_valid() and form.cleaned_data["on"]) or timezone.localdate()
    days = pocket_days(request.user, first_on=monday_of(on), count=7, calendar=workdays.load())
    return _show(request, days, is_week=True)


def _show(request: Request, days: Sequence[PocketDay], *, is_week: bool) -> HttpResponse:
    first_on = days[0].on
    context = {
        "days": days,
        "today": timezone.localdate(),
        "tomorrow": timezone.localdate() + timedelta(days=1),
        "is_week": is_week,
        "last_on": days[-1].on,
        "before": first_on - timedelta(days=7),
        "after": first_on + timedelta(days=7),
        "is_this_week": first_on == monday_of(timezone.localdate()),
    }
    return show(request, TEMPLATE, context)
