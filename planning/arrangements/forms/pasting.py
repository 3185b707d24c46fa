"""A published arrangement as it is pasted, and its rows to be confirmed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planning.arrangements.forms.layouts import NO_HALF, day_input, layout, time_input
from planning.arrangements.marks import AFTERNOON, ALL_DAY, EVENING, MORNING
from planning.arrangements.models import Arrangement, HalfDay
from planning.arrangements.parsing import MAX_CHARACTERS, ReadEntry
from planning.arrangements.services import Line
from secretariat.people.models import Department
from secretariat.refusable import RefusableForm

# The words that the reader finds, as they are stored.
HALVES = {
    MORNING: HalfDay.MORNING,
    AFTERNOON: HalfDay.AFTERNOON,
    EVENING: HalfDay.EVENING,
    ALL_DAY: HalfDay.ALL_DAY,
}


class PasteForm(RefusableForm):
    """The text of a published arrangement, as it is pasted."""

    text = forms.CharField(
        label=_("Text of the arrangement"),
        widget=forms.Textarea(attrs={"rows": 16}),
        max_length=MAX_CHARACTERS,
        error_messages={"required": _("Paste the text of the arrangement here.")},
        help_text=_("Dates, times, units and activities are read. Nothing is saved before you confirm."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A textarea with a limit would cut what is pasted without a word.
        self.fields["text"].widget.attrs.pop("maxlength", None)
        self.helper = layout("text")


class RowForm(RefusableForm):
    """One entry as it was read, to be put right and confirmed by a person."""

    keep = forms.BooleanField(label=_("Keep this row"), required=False)
    on = forms.DateField(label=_("Day"), widget=day_input())
    half_day = forms.ChoiceField(label=_("Half of the day"), required=False, choices=NO_HALF)
    starts_at = forms.TimeField(label=_("Begins at"), required=False, widget=time_input())
    unit_words = forms.CharField(label=_("Unit"), max_length=100, required=False)
    activity = forms.CharField(label=_("Activity"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-select" if name == "half_day" else "form-control"

    def line(self, units: dict[str, Department]) -> Line:
        """The confirmed row; its unit is resolved by its names, else kept as written."""
        facts = {name: value for name, value in self.cleaned_data.items() if name != "keep"}
        return Line(**facts, unit=units.get(facts["unit_words"].strip()))


def read_values(one: ReadEntry, arrangement: Arrangement) -> dict[str, Any]:
    """What the form of a read row begins with; a day outside the period is not ticked."""
    return {
        "keep": arrangement.first_on <= one.on <= arrangement.last_on,
        "on": one.on,
        "half_day": HALVES.get(one.half_day, ""),
        "starts_at": one.at,
        "unit_words": one.unit[:100],
        "activity": one.activity,
    }
