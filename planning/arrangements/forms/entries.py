"""An activity as it is reported, changed, or withdrawn."""

from datetime import date
from typing import Any

from crispy_forms.layout import Column
from crispy_forms.layout import Row as Side
from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from planning.arrangements.conflicts import BETWEEN, names
from planning.arrangements.forms.layouts import NO_HALF, layout, time_input
from planning.arrangements.loose import loose_choices, loose_parts
from planning.arrangements.models import Arrangement, Entry, Vehicle
from planning.arrangements.rules import keeps_arrangement
from planning.arrangements.services import Line
from planning.arrangements.states import ArrangementState
from secretariat.daywords import day_short
from secretariat.people.models import Department
from secretariat.refusable import RefusableForm
from secretariat.workflow import by_right_of

# What the entry says instead of a day, as it stands.
_KEPT = "kept"


class EntryForm(RefusableForm):
    """An activity. After publication the reason of the addendum is asked for as well."""

    on = forms.ChoiceField(label=_("Day"))
    half_day = forms.ChoiceField(label=_("Half of the day"), required=False, choices=NO_HALF)
    starts_at = forms.TimeField(label=_("Begins at"), required=False, widget=time_input())
    ends_at = forms.TimeField(label=_("Ends at"), required=False, widget=time_input())
    activity = forms.CharField(label=_("Activity"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    unit = forms.ModelChoiceField(Department.objects.none(), label=_("Unit"), required=False)
    place = forms.CharField(label=_("Place"), max_length=60, required=False)
    leaders = forms.CharField(
        label=_("Leaders"), max_length=200, required=False, help_text=_("Who chairs or attends, by name.")
    )
    participants = forms.CharField(label=_("Participants"), max_length=400, required=False)
    vehicles = forms.MultipleChoiceField(
        label=_("Vehicles"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("Of the house.")
    )
    support = forms.CharField(
        label=_("Support needed"), max_length=200, required=False, help_text=_("Cars, rooms, papers.")
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    conflict_reason = forms.CharField(
        label=_("Why it is kept in spite of a conflict"),
        max_length=200,
        required=False,
        help_text=_(
            "Where a leader, room or vehicle is needed elsewhere at that time, or the day is a rest day or full."
        ),
    )
    reason = forms.CharField(
        label=_("Reason of the addendum"), max_length=200, help_text=_("Everybody sees it beside the change.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, arrangement: Arrangement, user: Any, today: date, entry: Entry | None = None, **kwargs: Any
    ) -> None:
        self.entry = entry
        initial = _values(entry) if entry else {"unit": user.department_id}
        super().__init__(*args, **{"initial": initial | kwargs.pop("initial", {})} | kwargs)
        self._offer_days(arrangement, entry, today)
        self.fields["unit"].queryset = units_for(user)  # type: ignore[attr-defined]
        self.fields["unit"].required = not by_right_of(user, keeps_arrangement)
        if arrangement.state != ArrangementState.PUBLISHED:
            del self.fields["reason"]
        self._offer_vehicles(entry)
        self.fields["place"].widget.attrs["list"] = "rooms"
        rows = [
            Side(Column("on"), Column("half_day")),
            Side(Column("starts_at"), Column("ends_at")),
            "activity",
            Side(Column("unit"), Column("place")),
            Side(Column("leaders"), Column("participants")),
            Side(Column("support"), Column("note")),
            *(["vehicles"] if "vehicles" in self.fields else []),
            "conflict_reason",
            *(["reason"] if "reason" in self.fields else []),
            "version",
        ]
        self.helper = layout(*rows)

    def _offer_days(self, arrangement: Arrangement, entry: Entry | None, today: date) -> None:
        """The days of the arrangement, and what may be said instead of one; what the entry says stays among them."""
        days = [(f"{day:%Y-%m-%d}", f"{day_short(day, today)} {date_format(day, 'l')}") for day in arrangement.days]
        self.loose, instead = loose_parts(arrangement), loose_choices(arrangement)
        if entry and entry.day_words:
            self.loose[_KEPT] = (entry.day_words, entry.on)
            instead = [(_KEPT, entry.day_words), *(one for one in instead if one[1] != entry.day_words)]
        # Nobody promises the first day by not choosing.
        none = [] if entry else [("", "—")]
        self.fields["on"].choices = [*none, *days, (_("Without a day"), instead)]  # type: ignore[attr-defined]

    def _offer_vehicles(self, entry: Entry | None) -> None:
        """Those in use, and those that the entry has booked; none are asked for where the house has none."""
        booked = names(entry.vehicles) if entry else []
        in_use = Vehicle.objects.filter(is_active=True).values_list("name", flat=True)
        offered = list(dict.fromkeys([*in_use, *booked]))
        self.fields["vehicles"].choices = [(name, name) for name in offered]  # type: ignore[attr-defined]
        if not offered:
            del self.fields["vehicles"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begin, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if cleaned.get("on") in self.loose and (begin or end or cleaned.get("half_day")):
            self.add_error("on", _("Choose the day on which it is at that time, or leave the time empty."))
        if end and not begin:
            self.add_error("starts_at", _("Say when it begins, too."))
        elif begin and end and end <= begin:
            self.add_error("ends_at", _("It must end after it begins."))
        return cleaned

    def line(self) -> Line:
        """What was typed; words of a unit that were pasted stay while the unit does."""
        facts = {name: value for name, value in self.cleaned_data.items() if name not in ("reason", "version")}
        facts["vehicles"] = BETWEEN.join(facts.get("vehicles", []))
        when = facts["on"]
        facts["day_words"], facts["on"] = self.loose.get(when) or ("", date.fromisoformat(when))
        kept = self.entry is not None and self.entry.unit == facts["unit"]
        return Line(**facts, unit_words=self.entry.unit_words if kept and self.entry else "")


def units_for(user: Any) -> QuerySet[Department]:
    """The units for which the user may report: all for the planning officer."""
    found = Department.objects.filter(is_active=True)
    return found if by_right_of(user, keeps_arrangement) else found.filter(pk__in=user.acting_units)


def _values(entry: Entry) -> dict[str, Any]:
    same = ("half_day", "starts_at", "ends_at", "activity", "unit", "place", "leaders", "participants", "support")
    values = {name: getattr(entry, name) for name in (*same, "note", "conflict_reason", "version")}
    return values | {"on": _KEPT if entry.day_words else f"{entry.on:%Y-%m-%d}", "vehicles": names(entry.vehicles)}


class WithdrawForm(RefusableForm):
    """Why an entry is taken out of what is published."""

    reason = forms.CharField(
        label=_("Reason of the addendum"), max_length=200, help_text=_("Everybody sees it beside the change.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = layout("reason")
