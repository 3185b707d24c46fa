"""Asking a co-unit for a report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from secretariat.fields import DayField
from supervision.items.forms import StepForm


class AskForm(StepForm):
    """`again` is offered only where the unit was asked in this period already (rule 51)."""

    due_on = DayField(label=gettext_lazy("Report until"))
    note = forms.CharField(
        label=gettext_lazy("What it is about"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    again = forms.BooleanField(label=gettext_lazy("Ask again all the same"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.data.get("again"):
            self.withhold()

    def withhold(self) -> None:
        self.fields["again"].widget = forms.HiddenInput()

    def offer_again(self) -> None:
        """Show the box that confirms a second request."""
        self.fields["again"].widget = forms.CheckboxInput()
