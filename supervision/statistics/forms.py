"""The choice of a period: everything it says stands in the address."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.fields import DayField, DayInput
from supervision.statistics.periods import LONGEST, Period, around, named


def _day(label: Any) -> DayField:
    return DayField(label=label, required=False, widget=DayInput({"class": "form-control form-control-sm"}))


class PeriodForm(forms.Form):
    """A named period, or from one day to another; nothing asked for is this year."""

    period = forms.CharField(required=False, max_length=7, widget=forms.HiddenInput)
    since = _day(gettext_lazy("From"))
    until = _day(gettext_lazy("To"))

    def clean_period(self) -> Period | None:
        code: str = self.cleaned_data["period"]
        found = named(code)
        if code and found is None:
            raise ValidationError(_("A period is written 2026, 2026-Q4 or 2026-11."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if self.errors or not (since or until):
            return cleaned
        if not (since and until):
            raise ValidationError({"until" if since else "since": _("Give both days, from and to.")})
        if until < since:
            raise ValidationError({"until": _("The last day lies before the first.")})
        if 12 * (until.year - since.year) + until.month - since.month >= LONGEST:
            raise ValidationError({"until": _("A period has at most %(n)d months.") % {"n": LONGEST}})
        return cleaned

    def chosen(self, on: date) -> Period:
        """The period that is asked for; this year where none is, or where it cannot be read."""
        if not self.is_valid():
            return around(on)[-1]
        cleaned = self.cleaned_data
        if cleaned["since"]:
            return Period(cleaned["since"], cleaned["until"])
        found: Period = cleaned["period"] or around(on)[-1]
        return found
