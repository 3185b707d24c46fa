"""What people type about programmes and consultations, turned into clean values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout
from crispy_forms.layout import Row as Side
from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from planning.consultations.models import Consultation, ConsultationForm, ConsultationKind
from planning.consultations.parsing import MAX_CHARACTERS, ReadConsultation
from planning.consultations.reading import read_window
from planning.consultations.services import Row
from planning.consultations.states import ConsultationState
from secretariat.fields import DayField, accept_pasted
from secretariat.people.models import Department
from secretariat.refusable import RefusableForm
from secretariat.workdays.calendar import Calendar

YEARS = (1950, 2199)
# As Chinese papers set the items of a list apart, whatever language the page is in.
LIST = "\u3001"


def layout(*fields: Any) -> FormHelper:
    """The helper of a form whose <form> and buttons stand in the template."""
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf = False, True
    helper.layout = Layout(*fields)
    return helper


class ProgrammeForm(RefusableForm):
    """The text of a programme, as it is pasted."""

    text = forms.CharField(
        label=_("Text of the programme"),
        widget=forms.Textarea(attrs={"rows": 16}),
        max_length=MAX_CHARACTERS,
        error_messages={
            "required": _("Paste the text of the programme here."),
        },
        help_text=_("Topics, forms, times, leaders and units are read. Nothing is saved before you confirm."),
    )
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=YEARS[0],
        max_value=YEARS[1],
        help_text=_("Only where the title does not name it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accept_pasted(self.fields["text"], MAX_CHARACTERS)
        self.helper = layout("text", Side(Column("year", css_class="col-sm-4")))


class HeadForm(RefusableForm):
    """The year and the title under which the rows are kept."""

    year = forms.IntegerField(label=_("Year"), min_value=YEARS[0], max_value=YEARS[1])
    title = forms.CharField(label=_("Title of the programme"), max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = layout(Side(Column("title"), Column("year")))


@dataclass(frozen=True)
class Choices:
    """What the rows may choose from, asked once for all of them."""

    units: Mapping[str, Department]
    forms: Sequence[str]

    @classmethod
    def load(cls) -> "Choices":
        """Two queries."""
        units = {str(unit.pk): unit for unit in Department.objects.filter(is_active=True)}
        names = ConsultationForm.objects.filter(is_active=True).values_list("name", flat=True)
        return cls(units, list(names))

    @cached_property
    def of_units(self) -> list[tuple[str, str]]:
        return [(pk, unit.name) for pk, unit in self.units.items()]


class RowForm(RefusableForm):
    """One consultation as it was read, to be put right and confirmed by a person."""

    keep = forms.BooleanField(label=_("Keep this row"), required=False)
    topic = forms.CharField(label=_("Topic"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "—"), *ConsultationKind.choices])
    form = forms.CharField(label=_("Form"), max_length=40, required=False)
    window_words = forms.CharField(label=_("Time in words"), max_length=60, required=False)
    leader_words = forms.CharField(label=_("Leader"), max_length=60, required=False)
    lead = forms.ChoiceField(label=_("Lead unit"), required=False)
    new_lead = forms.CharField(label=_("Or add this unit to the table and let it lead"), max_length=60, required=False)
    co_units = forms.MultipleChoiceField(label=_("Co-units"), required=False)
    outside = forms.CharField(label=_("Outside bodies"), max_length=400, required=False)
    participants = forms.CharField(
        label=_("Participants"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    source = forms.CharField(label=_("Source of the topic"), max_length=100, required=False)
    product = forms.CharField(label=_("Product"), max_length=100, required=False)
    addressee = forms.CharField(label=_("Addressee"), max_length=100, required=False)
    original = forms.CharField(required=False, max_length=5000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Choices, on: date, calendar: Calendar, **kwargs: Any) -> None:
        self.choices, self.on, self.calendar = choices, on, calendar
        # What was read, while the row has not been sent back: its words are shown beside the fields.
        self.read: ReadConsultation | None = kwargs.pop("read", None)
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = [("", "—"), *choices.of_units]  # type: ignore[attr-defined]
        self.fields["co_units"].choices = choices.of_units  # type: ignore[attr-defined]
        self.fields["form"].widget.attrs["list"] = "forms-of-consultation"
        for name in ("lead", "co_units"):
            self.fields[name].widget.attrs |= {"data-chooser": "", "aria-label": self.fields[name].label}
        self.helper = layout(
            "topic",
            Side(Column("kind"), Column("form")),
            Side(Column("window_words"), Column("leader_words")),
            Side(Column("lead"), Column("new_lead")),
            Side(Column("co_units"), Column("outside")),
            "participants",
            Side(Column("source"), Column("product"), Column("addressee")),
            "original",
        )

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if not self.cleaned_data.get("keep", True):
            # A row that is left out need not be complete.
            self.errors.clear()
        elif clean.get("lead") and clean.get("lead") in clean.get("co_units", []):
            self.add_error("co_units", _("A lead unit cannot be one of the co-units."))
        return clean

    @property
    def window(self) -> tuple[date | None, date | None]:
        """The days that the words of time name, as far as they do."""
        words = str(self["window_words"].value() or "")
        found = read_window(words, 0, len(words), on=self.on, calendar=self.calendar)
        return (found[0].first, found[0].last) if found else (None, None)

    def row(self) -> Row:
        """What the service takes."""
        clean = self.cleaned_data
        kept = {name: clean[name] for name in ("topic", "kind", "form", "window_words", "leader_words", "new_lead")}
        kept |= {name: clean[name] for name in ("outside", "participants", "source", "product", "addressee")}
        first, last = self.window
        return Row(
            **kept,
            window_first=first,
            window_last=last,
            lead=self.choices.units.get(clean["lead"]),
            co_units=[self.choices.units[pk] for pk in clean["co_units"]],
            reading={"text": clean["original"]} if clean["original"] else {},
        )


class EditForm(RowForm):
    """A kept consultation, put right."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": kept_values(consultation)})
        del self.fields["keep"]
        self.helper.layout.append("version")


def read_values(one: ReadConsultation, choices: Choices) -> dict[str, Any]:
    """What a row begins with: units that the table holds are chosen, the others stand as they are written."""
    by_name = {unit.name: pk for pk, unit in choices.units.items()}
    lead = by_name.get(one.lead.name, "") if one.lead else ""
    outside = [unit.words for unit in one.co_units if unit.name not in by_name]
    return {
        "keep": True,
        "topic": one.topic,
        "kind": one.kind,
        "form": one.form[:40],
        "window_words": one.window.words[:60] if one.window else "",
        "leader_words": one.leader[:60],
        "lead": lead,
        "new_lead": one.lead.words if one.lead and not lead else "",
        "co_units": [by_name[unit.name] for unit in one.co_units if unit.name in by_name],
        "outside": LIST.join(outside)[:400],
        "participants": one.participants,
        "source": one.source,
        "product": one.product,
        "addressee": one.addressee,
        "original": one.text.strip()[:5000],
    }


def kept_values(one: Consultation) -> dict[str, Any]:
    """What the form of a kept consultation begins with."""
    names = ("topic", "kind", "window_words", "leader_words", "outside", "participants", "source", "product")
    values = {name: getattr(one, name) for name in (*names, "addressee", "version")}
    return values | {
        "form": one.form.name if one.form else "",
        "lead": str(one.lead_id or ""),
        "co_units": [str(unit.pk) for unit in one.co_units.all()],
        "original": one.reading.get("text", ""),
    }


class DateForm(RefusableForm):
    """The day of the meeting, and why it is moved; `seen` is the day whose consequences were shown."""

    meeting_on = DayField(label=_("Day of the meeting"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("The units concerned and the leaders are told, with this reason."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        begin = {"meeting_on": consultation.meeting_on, "version": consultation.version}
        super().__init__(*args, **kwargs | {"initial": begin})
        if consultation.meeting_on is None:
            del self.fields["reason"]
        # Choosing a day shows at once what moves with it; nothing is saved by that.
        self.fields["meeting_on"].widget.attrs |= {
            "hx-post": reverse("planning:consultation_date", args=[consultation.pk]),
            "hx-trigger": "change",
            "hx-target": "#preview",
            "hx-swap": "outerHTML",
            "hx-vals": '{"preview": "1"}',
            # What was seen of another day is no leave to save this one.
            "hx-disabled-elt": "#save",
        }
        self.helper = layout(*self.fields)


class CancelForm(RefusableForm):
    """Why a consultation does not take place."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("It stays on the list and can be restored. The units concerned and the leaders are told."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"version": consultation.version}})
        self.helper = layout("reason", "version")


class FilterForm(forms.Form):
    """Which consultations the list shows; everything is in the address."""

    q = forms.CharField(label=_("In this list"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *ConsultationKind.choices])
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *ConsultationState.choices]
    )
    unit = forms.ModelChoiceField(
        Department.objects.none(), label=_("Lead unit"), required=False, empty_label=_("All units")
    )

    def __init__(self, *args: Any, seen: QuerySet[Consultation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Department.objects.filter(pk__in=seen.order_by().values("lead"))
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        for name in ("kind", "state", "unit"):
            self.fields[name].widget.attrs["class"] = "form-select"

    def apply(self, rows: QuerySet[Consultation]) -> QuerySet[Consultation]:
        """The rows that pass; a filter that cannot be read is left out."""
        self.is_valid()
        chosen = {
            name: self.cleaned_data[field]
            for name, field in (("kind", "kind"), ("state", "state"), ("lead", "unit"))
            if self.cleaned_data.get(field)
        }
        words = self.cleaned_data.get("q", "").strip()
        if words:
            rows = rows.filter(Q(topic__icontains=words) | Q(form__name__icontains=words) | Q(outside__icontains=words))
        return rows.filter(**chosen)
