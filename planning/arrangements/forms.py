"""What people type about arrangements and their entries, turned into clean values."""

from datetime import date, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout
from crispy_forms.layout import Row as Side
from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.arrangements.marks import AFTERNOON, ALL_DAY, EVENING, MORNING
from planning.arrangements.models import Arrangement, ArrangementKind, Entry, HalfDay
from planning.arrangements.parsing import MAX_CHARACTERS, ReadEntry
from planning.arrangements.rules import keeps_arrangement
from planning.arrangements.services import Line, next_day
from planning.arrangements.states import ArrangementState
from secretariat.people.models import Department
from secretariat.refusable import RefusableForm
from secretariat.workflow import by_right_of

# The words that the reader finds, as they are stored.
HALVES = {
    MORNING: HalfDay.MORNING,
    AFTERNOON: HalfDay.AFTERNOON,
    EVENING: HalfDay.EVENING,
    ALL_DAY: HalfDay.ALL_DAY,
}
_NO_HALF = [("", "—"), *HalfDay.choices]


def layout(*fields: Any) -> FormHelper:
    """The helper of a form whose <form> and buttons stand in the template."""
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf = False, True
    helper.layout = Layout(*fields)
    return helper


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _time() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class OpenForm(RefusableForm):
    """Which week or month is collected, and until when units report."""

    kind = forms.ChoiceField(label=_("Period"), choices=ArrangementKind.choices)
    day = forms.DateField(
        label=_("A day of it"), widget=_day(), help_text=_("A week is Monday to Sunday, a month whole.")
    )
    cut_off_at = forms.DateTimeField(
        label=pgettext_lazy("arrangement", "Cut-off"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        help_text=_("Entries that units report later are marked as late."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = layout(Side(Column("kind"), Column("day")), "cut_off_at")


class EntryForm(RefusableForm):
    """An activity. After publication the reason of the addendum is asked for as well."""

    on = forms.TypedChoiceField(label=_("Day"), coerce=date.fromisoformat)
    half_day = forms.ChoiceField(label=_("Half of the day"), required=False, choices=_NO_HALF)
    starts_at = forms.TimeField(label=_("Begins at"), required=False, widget=_time())
    ends_at = forms.TimeField(label=_("Ends at"), required=False, widget=_time())
    activity = forms.CharField(label=_("Activity"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    unit = forms.ModelChoiceField(Department.objects.none(), label=_("Unit"), required=False)
    place = forms.CharField(label=_("Place"), max_length=60, required=False)
    leaders = forms.CharField(
        label=_("Leaders"), max_length=200, required=False, help_text=_("Who chairs or attends, by name.")
    )
    participants = forms.CharField(label=_("Participants"), max_length=400, required=False)
    support = forms.CharField(
        label=_("Support needed"), max_length=200, required=False, help_text=_("Cars, rooms, papers.")
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    conflict_reason = forms.CharField(
        label=_("Why it is kept in spite of a conflict"),
        max_length=200,
        required=False,
        help_text=_("Only where the same leader or room is needed elsewhere at the same time."),
    )
    reason = forms.CharField(
        label=_("Reason of the addendum"), max_length=200, help_text=_("Everybody sees it beside the change.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, arrangement: Arrangement, user: Any, entry: Entry | None = None, **kwargs: Any
    ) -> None:
        self.entry = entry
        initial = _values(entry) if entry else {"unit": user.department_id}
        super().__init__(*args, **{"initial": initial | kwargs.pop("initial", {})} | kwargs)
        days = [(f"{day:%Y-%m-%d}", date_format(day, "m-d l")) for day in arrangement.days]
        self.fields["on"].choices = days  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units_for(user)  # type: ignore[attr-defined]
        self.fields["unit"].required = not by_right_of(user, keeps_arrangement)
        if arrangement.state != ArrangementState.PUBLISHED:
            del self.fields["reason"]
        rows = [
            Side(Column("on", css_class="col-sm-4"), Column("half_day"), Column("starts_at"), Column("ends_at")),
            "activity",
            Side(Column("unit"), Column("place")),
            Side(Column("leaders"), Column("participants")),
            Side(Column("support"), Column("note")),
            "conflict_reason",
            *(["reason"] if "reason" in self.fields else []),
            "version",
        ]
        self.helper = layout(*rows)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begin, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if end and not begin:
            self.add_error("starts_at", _("Say when it begins, too."))
        elif begin and end and end <= begin:
            self.add_error("ends_at", _("It must end after it begins."))
        return cleaned

    def line(self) -> Line:
        """What was typed; words of a unit that were pasted stay while the unit does."""
        facts = {name: value for name, value in self.cleaned_data.items() if name not in ("reason", "version")}
        kept = self.entry is not None and self.entry.unit == facts["unit"]
        return Line(**facts, unit_words=self.entry.unit_words if kept and self.entry else "")


def units_for(user: Any) -> QuerySet[Department]:
    """The units for which the user may report: all for the planning officer."""
    found = Department.objects.filter(is_active=True)
    return found if by_right_of(user, keeps_arrangement) else found.filter(pk__in=user.acting_units)


def _values(entry: Entry) -> dict[str, Any]:
    names = ("half_day", "starts_at", "ends_at", "activity", "unit", "place", "leaders", "participants", "support")
    values = {name: getattr(entry, name) for name in (*names, "note", "conflict_reason", "version")}
    return values | {"on": f"{entry.on:%Y-%m-%d}"}


class WithdrawForm(RefusableForm):
    """Why an entry is taken out of what is published."""

    reason = forms.CharField(
        label=_("Reason of the addendum"), max_length=200, help_text=_("Everybody sees it beside the change.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = layout("reason")


class RedateForm(RefusableForm):
    """On which later day an entry takes place instead."""

    moved_to = forms.DateField(label=_("New day"), widget=_day())
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
    on = forms.DateField(label=_("Day"), widget=_day())
    half_day = forms.ChoiceField(label=_("Half of the day"), required=False, choices=_NO_HALF)
    starts_at = forms.TimeField(label=_("Begins at"), required=False, widget=_time())
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


def next_monday(day: date) -> date:
    """The Monday after the week of `day`."""
    return day + timedelta(days=7 - day.weekday())
