"""What the review of an entry asks for: a new day, or the reason of a cancellation."""

from typing import Any

from crispy_forms.layout import Column
from crispy_forms.layout import Row as Side
from django import forms
from django.utils.translation import gettext_lazy as _

from planning.arrangements.forms.layouts import layout
from planning.arrangements.models import Entry
from planning.arrangements.services import next_day
from secretariat.fields import DayField
from secretariat.refusable import RefusableForm


class RedateForm(RefusableForm):
    """On which later day an entry takes place instead."""

    moved_to = DayField(label=_("New day"))
    note = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"moved_to": next_day(entry), "note": entry.outcome_note}} | kwargs)
        self.helper = layout(Side(Column("moved_to", css_class="col-sm-4"), Column("note")))


class CancelForm(RefusableForm):
    """Why an entry does not take place."""

    note = forms.CharField(label=_("Reason"), max_length=200, help_text=_("Everybody sees it beside the entry."))

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"note": entry.outcome_note}} | kwargs)
        self.helper = layout("note")
