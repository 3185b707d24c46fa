"""What people type about lights: a new version of the rule, and a past day."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.errors import Refused
from secretariat.fields import DayField
from secretariat.workdays.lateness import Rule
from secretariat.workdays.models import RuleKind

FIGURES = ("kind", "yellow_days", "yellow_share", "orange_share", "stalled_days")


def _figure(label: Any, most: int, least: int = 1, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, **kwargs)


class RuleForm(forms.Form):
    """A version of the warning rule: its kind, its figures, and from when it holds."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of rule"), choices=RuleKind.choices, widget=forms.RadioSelect)
    yellow_days = _figure(
        gettext_lazy("Yellow from working days left"),
        60,
        0,
        help_text=gettext_lazy("Under either kind also for checkpoints and plan items, which nobody dispatches."),
    )
    yellow_share = _figure(gettext_lazy("Yellow from per cent left"), 99)
    orange_share = _figure(gettext_lazy("Orange from per cent left"), 98)
    stalled_days = _figure(gettext_lazy("Stalled after working days without report"), 250)
    valid_from = DayField(
        label=gettext_lazy("Valid from"),
        help_text=gettext_lazy("Tomorrow at the earliest: lights of past days are not rewritten."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        shares = Row(Column("yellow_share"), Column("orange_share"))
        self.helper.layout = Layout("kind", shares, "yellow_days", Row(Column("stalled_days"), Column("valid_from")))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        yellow, orange = cleaned.get("yellow_share"), cleaned.get("orange_share")
        if yellow and orange and orange >= yellow:
            self.add_error("orange_share", _("The share of orange must be smaller than that of yellow."))
        return cleaned

    @property
    def rule(self) -> Rule:
        """The version that was typed; the form is valid."""
        return Rule(**{name: self.cleaned_data[name] for name in FIGURES})

    def refuse(self, refusal: Refused) -> None:
        """Show what the service refused at the field it names."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


def figures_of(rule: Rule) -> dict[str, Any]:
    """A version as the form begins with it."""
    return {name: getattr(rule, name) for name in FIGURES}


class PastDayForm(forms.Form):
    """A day that has passed, or today."""

    on = DayField(label=gettext_lazy("Day"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError(_("Choose a day that has passed, or today."))
        return on
