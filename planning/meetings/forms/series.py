"""How a series of meetings is founded."""

from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from planning.meetings.forms.shared import clock_input, day_input, layout
from planning.meetings.models import NTH, Frequency, Series
from secretariat.refusable import RefusableForm

# What the rule of each recurrence needs besides the first date.
NEEDED: dict[Any, tuple[str, ...]] = {
    Frequency.WEEKLY: ("weekday",),
    Frequency.MONTHLY_NTH: ("weekday", "nth"),
    Frequency.MONTHLY_DAY: ("month_day",),
}


class SeriesForm(RefusableForm, forms.ModelForm):
    """How a series returns, and the number from which it counts (rule 33)."""

    nth = forms.TypedChoiceField(
        label=_("Which one of the month"),
        choices=[("", "—"), *NTH.items()],
        coerce=int,
        required=False,
        empty_value=None,
    )

    class Meta:
        model = Series
        fields = (
            "name",
            "frequency",
            "interval",
            "weekday",
            "nth",
            "month_day",
            "policy",
            "first_on",
            "first_number",
            "numbering",
            "starts_at",
            "place",
            "chair",
            "participants",
        )
        widgets = {
            "first_on": day_input(),
            "starts_at": clock_input(),
            "participants": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = layout(
            "name",
            Row(Column("frequency"), Column("interval")),
            Row(Column("weekday"), Column("nth"), Column("month_day")),
            Row(Column("first_on"), Column("policy")),
            Row(Column("first_number"), Column("numbering")),
            Row(Column("starts_at"), Column("place"), Column("chair")),
            "participants",
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in NEEDED.get(cleaned.get("frequency"), ()):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("This recurrence needs it: please choose."))
        # Days that another recurrence would need do not belong to this one.
        for name in {"weekday", "nth", "month_day"} - set(NEEDED.get(cleaned.get("frequency"), ())):
            cleaned[name] = None
        return cleaned

    def draft(self) -> Series | None:
        """The series as far as its dates go, not saved; None while its rule is not complete."""
        self.is_valid()
        rule = ("frequency", "interval", "policy", "first_on", "first_number", "numbering")
        if any(name in self.errors for name in (*rule, "weekday", "nth", "month_day")):
            return None
        return self.instance
