"""Who comes, as people choose it, why somebody does not, and who really came."""

from collections.abc import Iterable, Sequence
from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.meetings.forms.shared import layout
from planning.meetings.guests import Wanted
from planning.meetings.models import Approver, Attendance, Capacity, Guest, Meeting, Series
from secretariat.classified import unmarked
from secretariat.patterns import regex
from secretariat.people.models import Department, User
from secretariat.people.queries import people_to_choose
from secretariat.refusable import RefusableForm

NAME = 60
# Between names, as people write them: a line, a comma, or the comma of lists.
BETWEEN = regex("[\n,;\uff0c\u3001\uff1b]")


class GuestsForm(RefusableForm):
    """Participants and observers: people of the house, units, and names from outside."""

    present_people = forms.ModelMultipleChoiceField(
        User.objects.none(), label=pgettext_lazy("attendance", "Participants"), required=False
    )
    present_units = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=_("Units that take part"),
        required=False,
        help_text=_("The head of each unit comes."),
    )
    present_names = forms.CharField(
        label=_("Participants from outside"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    observer_people = forms.ModelMultipleChoiceField(
        User.objects.none(), label=pgettext_lazy("attendance", "Observers"), required=False
    )
    observer_units = forms.ModelMultipleChoiceField(
        Department.objects.none(), label=_("Units that observe"), required=False
    )
    observer_names = forms.CharField(
        label=_("Observers from outside"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, guests: Iterable[Guest], version: int, **kwargs: Any) -> None:
        kept = list(guests)
        super().__init__(*args, **kwargs | {"initial": _kept(kept) | {"version": version}})
        people = people_to_choose(*(guest.person_id for guest in kept)).select_related("department")
        units = Department.objects.filter(is_active=True)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.queryset = people if name.endswith("people") else units
                # The chooser takes the label to its own box; the select behind it keeps a name of its own.
                field.widget.attrs |= {"data-chooser": "", "aria-label": field.label}
        for name in ("present_names", "observer_names"):
            self.fields[name].help_text = _("One in a line, or separated by commas.")
        self.helper = layout(*self.rows())

    def rows(self) -> Sequence[Any]:
        """The layout: participants beside observers."""
        pairs = [Row(Column(f"present_{name}"), Column(f"observer_{name}")) for name in ("people", "units", "names")]
        return [*pairs, "version"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("people", "units"):
            both = set(cleaned.get(f"present_{name}", ())) & set(cleaned.get(f"observer_{name}", ()))
            if both:
                said = _now("%(name)s is a participant already: choose one of the two.")
                self.add_error(f"observer_{name}", said % {"name": min(both, key=lambda one: one.pk)})
        return cleaned

    def clean_present_names(self) -> list[str]:
        return _names(self.cleaned_data["present_names"])

    def clean_observer_names(self) -> list[str]:
        return _names(self.cleaned_data["observer_names"])

    def guests(self) -> list[Wanted]:
        """What was chosen."""
        return [
            Wanted(kind, **{what: one})
            for kind in Capacity.values
            for what, chosen in (("person", "people"), ("unit", "units"), ("name", "names"))
            for one in self.cleaned_data[f"{kind}_{chosen}"]
        ]


class StandingForm(GuestsForm):
    """Who comes to every meeting of a series, who approves leave, and who takes its decisions up."""

    leave_approver = forms.ChoiceField(
        label=_("Leave is approved by"), choices=Approver.choices, help_text=_("They find it among their own work.")
    )
    taken_up_by = forms.ModelMultipleChoiceField(
        Series.objects.none(),
        label=_("Its decisions are taken up by"),
        required=False,
        help_text=_("Series of lower meetings; what they have not taken up in time is listed."),
    )
    take_up_days = forms.IntegerField(label=_("Within so many working days"), min_value=1, max_value=60)

    def __init__(self, *args: Any, series: Series, others: Any, **kwargs: Any) -> None:
        self.series = series
        super().__init__(*args, guests=series.guests.all(), version=series.version, **kwargs)
        field: Any = self.fields["taken_up_by"]
        field.queryset = others
        field.widget.attrs |= {"data-chooser": "", "aria-label": field.label}
        kept: dict[str, Any] = {"leave_approver": series.leave_approver, "take_up_days": series.take_up_days}
        self.initial.update(kept, taken_up_by=[one.pk for one in series.taken_up_by.all()])

    def rows(self) -> Sequence[Any]:
        *pairs, version = super().rows()
        return [*pairs, "leave_approver", Row(Column("taken_up_by"), Column("take_up_days")), version]

    def facts(self) -> dict[str, Any]:
        """What is set besides the guests."""
        return {name: self.cleaned_data[name] for name in ("leave_approver", "taken_up_by", "take_up_days", "version")}


class AskLeaveForm(RefusableForm):
    """Why somebody does not come, and who comes instead."""

    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("Whoever approves the leave reads it."))
    substitute = forms.CharField(label=_("Who comes instead"), max_length=60, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, guest: Attendance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"version": guest.version}})
        self.helper = layout("reason", "substitute", "version")


class RefuseLeaveForm(RefusableForm):
    """Why a leave is refused."""

    answer = forms.CharField(label=_("Reason"), max_length=200, help_text=_("Whoever asked for leave reads it."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, guest: Attendance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"version": guest.version}})
        self.helper = layout("answer", "version")


class LeaveStepForm(RefusableForm):
    """Nothing to be said."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, guest: Attendance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class CameForm(forms.Form):
    """Who really came: ticks beside the rows of the list."""

    came = forms.ModelMultipleChoiceField(Attendance.objects.none(), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came"].queryset = meeting.attendance.all()  # type: ignore[attr-defined]


class NoticeForm(RefusableForm):
    """What a notice of a meeting says besides when, where and about what."""

    bring = forms.CharField(
        label=_("What to bring"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    contact = forms.CharField(
        label=pgettext_lazy("notice", "Contact"), max_length=100, help_text=_("Name and telephone number.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, said: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": said | {"version": meeting.version}})
        self.helper = layout("bring", "contact", "version")


def _kept(guests: Sequence[Guest]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in Capacity.values:
        own = [guest for guest in guests if guest.kind == kind]
        found[f"{kind}_units"] = [guest.unit_id for guest in own if guest.unit_id]
        found[f"{kind}_people"] = [guest.person_id for guest in own if guest.person_id and not guest.unit_id]
        found[f"{kind}_names"] = "\n".join(guest.name for guest in own if guest.name)
    return found


def _names(text: str) -> list[str]:
    unmarked(text)
    names = [name.strip() for name in BETWEEN.split(text) if name.strip()]
    long = next((name for name in names if len(name) > NAME), None)
    if long:
        raise forms.ValidationError(
            _now("“%(name)s…” is longer than %(n)d characters.") % {"name": long[:20], "n": NAME}
        )
    return names
