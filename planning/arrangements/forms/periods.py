"""Which week or month is collected."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from crispy_forms.layout import Column
from crispy_forms.layout import Row as Side
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.arrangements.forms.layouts import day_input, layout
from planning.arrangements.models import ArrangementKind
from secretariat.refusable import RefusableForm
from secretariat.workdays.calendar import Calendar

CUT_OFF_BEFORE, CUT_OFF_AT = 2, time(17, 0)


class OpenForm(RefusableForm):
    """Which week or month is collected, and until when units report."""

    kind = forms.ChoiceField(label=_("Period"), choices=ArrangementKind.choices)
    day = forms.DateField(
        label=_("A day of it"), widget=day_input(), help_text=_("A week is Monday to Sunday, a month whole.")
    )
    cut_off_at = forms.DateTimeField(
        label=pgettext_lazy("arrangement", "Cut-off"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        help_text=_("Entries that units report later are marked as late."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = layout(Side(Column("kind"), Column("day")), "cut_off_at")


def proposal(now: datetime, taken: Collection[date], calendar: Calendar) -> tuple[date, datetime]:
    """The first week to come that is not collected yet, by its Monday, and until when units report.

    `now` is local; `taken` are the first days of the weeks that are there. The cut-off lies two working days before the
    week; where that is over, at the next end of a working day before it, and where there is none the week is passed by.
    """
    monday = now.date() - timedelta(days=now.weekday())
    while True:
        monday += timedelta(days=7)
        cut_off = _cut_off(now, monday, calendar)
        if monday not in taken and cut_off.date() < monday:
            return monday, cut_off


def _cut_off(now: datetime, monday: date, calendar: Calendar) -> datetime:
    usual = _at_five(calendar.subtract(monday, CUT_OFF_BEFORE), now)
    if usual > now:
        return usual
    today = calendar.roll_forward(now.date())
    soon = _at_five(today, now)
    return soon if soon > now else _at_five(calendar.next_workday(today), now)


def _at_five(day: date, now: datetime) -> datetime:
    return datetime.combine(day, CUT_OFF_AT, tzinfo=now.tzinfo)
