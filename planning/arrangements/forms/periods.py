"""Which week or month is collected."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from crispy_forms.layout import Column
from crispy_forms.layout import Row as Side
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.arrangements.forms.layouts import layout
from planning.arrangements.models import ArrangementKind
from planning.arrangements.services import period_of
from secretariat.fields import DayField
from secretariat.refusable import RefusableForm
from secretariat.workdays.calendar import Calendar

CUT_OFF_BEFORE, CUT_OFF_AT = 2, time(17, 0)


class OpenForm(RefusableForm):
    """Which week or month is collected, and until when units report."""

    kind = forms.ChoiceField(label=_("Period"), choices=ArrangementKind.choices)
    day = DayField(label=_("A day of it"), help_text=_("A week is Monday to Sunday, a month whole."))
    cut_off_at = forms.DateTimeField(
        label=pgettext_lazy("arrangement", "Cut-off"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        help_text=_("Entries that units report later are marked as late."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.helper = layout(Side(Column("kind"), Column("day")), "cut_off_at")

    def clean(self) -> dict[str, Any]:
        """Nobody reports to what is over, nor after it has begun; to what runs already only while it runs."""
        cleaned = super().clean()
        if "kind" not in cleaned or "day" not in cleaned:
            return cleaned
        first_on, last_on = period_of(cleaned["kind"], cleaned["day"])
        facts = {"first": f"{first_on:%Y-%m-%d}", "last": f"{last_on:%Y-%m-%d}", "today": f"{self.today:%Y-%m-%d}"}
        if last_on < self.today:
            self.add_error("day", _("%(first)s to %(last)s is over. Choose a day from %(today)s on.") % facts)
        elif "cut_off_at" in cleaned:
            self._check_cut_off(timezone.localdate(cleaned["cut_off_at"]), first_on, last_on)
        return cleaned

    def _check_cut_off(self, on: date, first_on: date, last_on: date) -> None:
        if first_on > self.today and on >= first_on:
            words = _("The cut-off must lie before %(first)s, when the period begins. Choose an earlier one.")
            self.add_error("cut_off_at", words % {"first": f"{first_on:%Y-%m-%d}"})
        elif on > last_on:
            words = _("The cut-off must not lie after %(last)s, when the period ends. Choose an earlier one.")
            self.add_error("cut_off_at", words % {"last": f"{last_on:%Y-%m-%d}"})


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
