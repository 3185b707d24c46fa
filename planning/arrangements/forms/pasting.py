"""A published arrangement as it is pasted, and its rows to be confirmed."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from planning.arrangements.forms.layouts import NO_HALF, layout, time_input
from planning.arrangements.likeness import same_entry
from planning.arrangements.models import Arrangement, Entry
from planning.arrangements.parsing import MAX_CHARACTERS
from planning.arrangements.reading import ReadEntry
from planning.arrangements.services import HALVES, Line, refuse_half
from secretariat.errors import Refused
from secretariat.fields import DayField, accept_pasted
from secretariat.people.models import Department
from secretariat.refusable import RefusableForm

# What only a table says.
MORE = ("ends_at", "place", "leaders", "participants", "support", "note")


class PasteForm(RefusableForm):
    """The text of a published arrangement as it is pasted, or a Word document with its table or its lines."""

    text = forms.CharField(
        label=_("Text of the arrangement"),
        widget=forms.Textarea(attrs={"rows": 16}),
        max_length=MAX_CHARACTERS,
        required=False,
        help_text=_("Dates, times, units and activities are read. Nothing is saved before you confirm."),
    )

    file = forms.FileField(
        label=_("Or a Word document"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        help_text=_("A .docx of at most 10 MB. A table is found by its headings; without one the lines are read."),
        error_messages={"empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accept_pasted(self.fields["text"], MAX_CHARACTERS)
        self.helper = layout("text", "file")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("file") and not cleaned["text"].strip():
            self.add_error("text", _("Paste the text of the arrangement here."))
        return cleaned


class RowForm(RefusableForm):
    """One entry as it was read, to be put right and confirmed by a person."""

    keep = forms.BooleanField(label=_("Keep this row"), required=False)
    on = DayField(label=_("Day"))
    day_words = forms.CharField(label=_("Day"), max_length=100, required=False)
    half_day = forms.ChoiceField(label=_("Half of the day"), required=False, choices=NO_HALF)
    starts_at = forms.TimeField(label=_("Begins at"), required=False, widget=time_input())
    unit_words = forms.CharField(label=_("Unit"), max_length=100, required=False)
    activity = forms.CharField(label=_("Activity"), max_length=500)
    ends_at = forms.TimeField(label=_("Ends at"), required=False, widget=time_input())
    place = forms.CharField(label=_("Place"), max_length=60, required=False)
    leaders = forms.CharField(label=_("Leaders"), max_length=200, required=False)
    participants = forms.CharField(label=_("Participants"), max_length=400, required=False)
    support = forms.CharField(label=_("Support needed"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    conflict_reason = forms.CharField(label=_("Why it is kept in spite of a conflict"), max_length=200, required=False)
    # Whether it was read without a day, and why the row is not ticked; both come back with the form.
    is_loose = forms.CharField(required=False, widget=forms.HiddenInput())
    known = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-select" if name == "half_day" else "form-control"

    @property
    def row(self) -> list[Any]:
        """The fields of the row itself; what was read without a day shows the words that it has instead."""
        return [self[name] for name in (self._day, "half_day", "starts_at", "unit_words", "activity")]

    @property
    def aside(self) -> list[Any]:
        """What comes back with the form unseen: the other way to say the day, and why the row is not ticked."""
        return [self["on" if self._day == "day_words" else "day_words"], self["is_loose"], self["known"]]

    @property
    def _day(self) -> str:
        return "day_words" if self["is_loose"].value() else "on"

    @property
    def more(self) -> list[Any]:
        """The fields below the row: what only a table says, as far as it says something or is wrong."""
        return [self[name] for name in (*MORE, "conflict_reason") if self[name].value() or self[name].errors]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begin, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if cleaned.get("is_loose") and not cleaned.get("day_words"):
            self.add_error("day_words", _("Say when, or untick the row and enter it with its day."))
        if cleaned.get("day_words") and (begin or end or cleaned.get("half_day")):
            self.add_error(
                "starts_at", _("What has no day has no time. Leave it empty, or enter the row with its day.")
            )
        if end and (not begin or end <= begin):
            self.add_error("ends_at", _("It must end after it begins."))
        try:
            refuse_half(cleaned.get("half_day", ""), begin if cleaned.get("keep") else None)
        except Refused as refusal:
            self.refuse(refusal)
        return cleaned

    def line(self, find: Callable[[str], Department | None]) -> Line:
        """The confirmed row; `find` resolves its unit, and its words are kept as written."""
        facts = {name: value for name, value in self.cleaned_data.items() if name not in ("keep", "known", "is_loose")}
        return Line(**facts, unit=find(facts["unit_words"]))


def read_values(one: ReadEntry, arrangement: Arrangement, entries: Iterable[Entry] = ()) -> dict[str, Any]:
    """What the form of a read row begins with; one outside the period or said by `entries` is not ticked."""
    half = HALVES.get(one.half_day, "")
    line = Line(on=one.on, day_words=one.day_words, activity=one.activity, half_day=half, starts_at=one.at)
    why = _why_left(arrangement, one, same_entry(line, entries))
    return {
        "keep": not why,
        "known": why,
        "on": one.on,
        "day_words": one.day_words,
        "is_loose": "1" if one.day_words else "",
        "half_day": half,
        "starts_at": one.at,
        "unit_words": one.unit[:100],
        "activity": one.activity,
        "ends_at": one.until,
        **{name: getattr(one, name) for name in MORE if name != "ends_at"},
    }


def _why_left(arrangement: Arrangement, one: ReadEntry, same: Entry | None) -> str:
    """Why a row is not ticked; empty where it is."""
    if is_outside(arrangement, one.on):
        days = {"first": f"{arrangement.first_on:%Y-%m-%d}", "last": f"{arrangement.last_on:%Y-%m-%d}"}
        return gettext("Not in these days (%(first)s to %(last)s): put the day right, or leave the row out.") % days
    if same is None:
        return ""
    return gettext("Taken in from its meeting already") if same.source_url else gettext("Entered already")


def is_outside(arrangement: Arrangement, on: date) -> bool:
    """Whether a day does not belong to the arrangement."""
    return not arrangement.first_on <= on <= arrangement.last_on
