"""Which week or month is collected."""

from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Column
from crispy_forms.layout import Row as Side
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.arrangements.forms.layouts import day_input, layout
from planning.arrangements.models import ArrangementKind
from secretariat.refusable import RefusableForm


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


def next_monday(day: date) -> date:
    """The Monday after the week of `day`."""
    return day + timedelta(days=7 - day.weekday())
