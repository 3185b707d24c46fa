"""Which series takes a decision up, through which unit; which item elsewhere; and which decisions a list shows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planning.meetings.forms.shared import layout
from planning.meetings.models import Decision, Series
from secretariat.people.models import Department
from secretariat.refusable import RefusableForm


class TakeUpForm(RefusableForm):
    """On whose agenda a decision comes, and which unit brings it up."""

    series = forms.ModelChoiceField(Series.objects.none(), label=_("Series that takes it up"))
    unit = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Unit that brings it up"),
        help_text=_("It finds the topic among its drafts, completes it and submits it."),
    )

    def __init__(self, *args: Any, decision: Decision, own_unit: int | None, **kwargs: Any) -> None:
        series = decision.meeting.series.taken_up_by.filter(is_active=True)
        leads: list[int | None] = [unit.pk for unit in decision.leads.all()]
        first = series[0].pk if len(series) == 1 else None
        super().__init__(*args, **kwargs | {"initial": {"unit": (leads or [own_unit])[0], "series": first}})
        self.fields["series"].queryset = series  # type: ignore[attr-defined]
        self.fields["unit"].queryset = Department.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.helper = layout("series", "unit")


class TakenUpFilterForm(forms.Form):
    """Which decisions the list shows; everything is in the address."""

    SHOWN = ("untaken", "in_time", "late", "open", "missed", "judged", "all")
    show = forms.ChoiceField(choices=[(one, one) for one in SHOWN], required=False)
    year = forms.IntegerField(min_value=2000, max_value=2199, required=False)

    def chosen(self, *, this_year: int) -> tuple[str, int]:
        """What to show and of which year; what cannot be read is left out."""
        self.is_valid()
        return self.cleaned_data.get("show") or "untaken", self.cleaned_data.get("year") or this_year
