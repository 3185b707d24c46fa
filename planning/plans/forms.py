"""What people type about plans: the choices of an import, the steps, and the filter of a plan's page."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.db.models import Q
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from planning.plans.dues import Due, read_due
from planning.plans.models import AnnualPlan, PlanItem, PlanItemQuerySet, PlanKind, Platform
from planning.plans.queries import MOVED, late_q, month_q
from planning.plans.states import Progress
from secretariat.fields import DayField
from secretariat.people.models import Department
from secretariat.refusable import RefusableForm
from secretariat.workdays.calendar import Calendar


class PlanForm(RefusableForm):
    """Laid out by crispy; its buttons stand in the template."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.rows())

    def rows(self) -> list[Any]:
        return list(self.fields)


class StepForm(PlanForm):
    """The form of a step; `record` is the plan or the item."""

    def __init__(self, *args: Any, record: Any, calendar: Calendar, **kwargs: Any) -> None:
        self.record, self.calendar = record, calendar
        super().__init__(*args, **kwargs)


def long_text(rows: int, **kwargs: Any) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


# ── Import ───────────────────────────────────────────────────────────────────────────────────────────────────────────
class OptionsForm(PlanForm):
    """What the sheet is: read from its title, put right by a person."""

    year = forms.IntegerField(label=_("Year of the plan"), min_value=2000, max_value=2100)
    kind = forms.ChoiceField(label=_("Kind of plan"), choices=PlanKind.choices)
    title = forms.CharField(label=_("Title"), max_length=200)
    document_number = forms.CharField(label=_("Document number"), max_length=60, required=False)
    platform = forms.ChoiceField(
        label=_("Platform of rows that name none"),
        choices=[("", _("None: such rows are left out")), *Platform.choices],
        required=False,
    )

    def rows(self) -> list[Any]:
        pairs = [("year", "kind"), ("document_number", "platform")]
        return ["title", *(Row(*(Column(name) for name in pair)) for pair in pairs)]


# ── Steps of a plan ──────────────────────────────────────────────────────────────────────────────────────────────────
class ConfirmForm(StepForm):
    """A step that asks for nothing."""


class AdoptForm(StepForm):
    adopted_by = forms.CharField(
        label=_("Adopted by"), max_length=100, help_text=_("The meeting, such as the one of the chairpersons.")
    )
    adopted_on = DayField(label=_("Adopted on"))
    document_number = forms.CharField(label=_("Document number"), max_length=60, required=False)


# ── Steps of an item ─────────────────────────────────────────────────────────────────────────────────────────────────
class ReportForm(StepForm):
    progress = forms.ChoiceField(
        label=_("Progress"),
        choices=[(Progress.UNDER_WAY.value, Progress.UNDER_WAY.label), (Progress.DONE.value, Progress.DONE.label)],
        initial=Progress.UNDER_WAY.value,
        widget=forms.RadioSelect,
    )
    count = forms.IntegerField(label=_("Done so far in all"), min_value=0, max_value=1_000_000)
    text = long_text(4, label=_("What was done"), max_length=4_000)

    def __init__(self, *args: Any, record: PlanItem, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        if not record.target:
            del self.fields["count"]
            self.helper.layout = Layout(*self.rows())
            return
        self.fields["count"].initial = record.done_count
        self.fields["count"].help_text = _("In all since the beginning of the year; the target is %(n)d %(unit)s.") % {
            "n": record.target,
            "unit": record.measure,
        }


class DueField(forms.CharField):
    """When something is to be done, in the words of a plan."""

    def __init__(self, **kwargs: Any) -> None:
        usual: dict[str, Any] = {
            "label": _("To be done"),
            "max_length": 100,
            "help_text": _("As a plan says it: a month, a part of it, a quarter, “by the end of” a month, or a cycle."),
        }
        super().__init__(**usual | kwargs)


def due_of(words: str, *, year: int, calendar: Calendar) -> Due:
    """What was typed, or a ValidationError that says how to write it."""
    found = read_due(words, year=year, calendar=calendar)
    if found is None:
        raise forms.ValidationError(
            _("No time can be read from this. Write it as a plan does, or a day such as %(day)s.")
            % {"day": f"{year}-06-30"}
        )
    return found


class ChangeForm(StepForm):
    reason = forms.CharField(label=_("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    approver = forms.CharField(
        label=_("Approved by"), max_length=100, help_text=_("The leader or the meeting that approved the change.")
    )
    document = forms.CharField(label=_("Paper"), max_length=100, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, record: PlanItem, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["version"].initial = record.version

    def rows(self) -> list[Any]:
        return [
            *([] if "due" not in self.fields else ["due"]),
            "reason",
            Row(Column("approver"), Column("document")),
            "version",
        ]


class AmendForm(ChangeForm):
    due = DueField()
    field_order = ["due"]

    def __init__(self, *args: Any, record: PlanItem, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["due"].initial = record.due_words

    def clean_due(self) -> Due:
        return due_of(self.cleaned_data["due"], year=self.record.plan.year, calendar=self.calendar)


class DropForm(ChangeForm):
    pass


class LineForm(StepForm):
    """A line of a draft; `record` is the plan into which it comes."""

    number = forms.CharField(label=_("Number"), max_length=20, required=False)
    platform = forms.ChoiceField(label=_("Platform"), choices=Platform.choices)
    title = forms.CharField(label=_("Task"), max_length=200)
    requirement = long_text(3, label=_("Requirement"), max_length=4_000, required=False)
    product = forms.CharField(label=_("Expected product"), max_length=200, required=False)
    lead = forms.ModelChoiceField(Department.objects.filter(is_active=True), label=_("Lead unit"))
    co_units = forms.ModelMultipleChoiceField(
        Department.objects.filter(is_active=True), label=_("Co-units"), required=False
    )
    leader_words = forms.CharField(label=_("Responsible leader"), max_length=100, required=False)
    due = DueField()
    target = forms.IntegerField(label=_("Target"), min_value=1, max_value=1_000_000, required=False)
    measure = forms.CharField(label=_("Counted in"), max_length=20, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead", "co_units"):
            self.fields[name].widget.attrs |= {"data-chooser": "", "aria-label": self.fields[name].label}

    def rows(self) -> list[Any]:
        pairs = [("number", "platform"), ("lead", "co_units"), ("leader_words", "due"), ("target", "measure")]
        paired = [Row(*(Column(name) for name in pair)) for pair in pairs]
        return [paired[0], "title", "requirement", "product", *paired[1:]]

    def clean_due(self) -> Due:
        return due_of(self.cleaned_data["due"], year=self.record.year, calendar=self.calendar)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("target") and not cleaned.get("measure"):
            self.add_error("measure", _("Say what is counted, such as meetings or papers."))
        lead, partners = cleaned.get("lead"), cleaned.get("co_units")
        if lead and partners and lead in partners:
            self.add_error("co_units", _("The lead unit cannot be one of the co-units."))
        return cleaned


class ItemForm(LineForm):
    """A line as it stands in a draft."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, record: PlanItem, **kwargs: Any) -> None:
        kept = {name: getattr(record, name) for name in self.base_fields if name not in ("co_units", "due")}
        kept |= {"lead": record.lead_id, "co_units": list(record.co_units.all()), "due": record.due_words}
        super().__init__(*args, record=record, **kwargs | {"initial": kept})

    def rows(self) -> list[Any]:
        return [*super().rows(), "version"]

    def clean_due(self) -> Due:
        # Untouched words keep their meaning, also that of a remark below the table (reports on what takes all year).
        words, item = self.cleaned_data["due"], self.record
        if words == item.due_words:
            return Due(item.due_kind, words, item.window_first, item.window_last, item.cycle)
        return due_of(words, year=item.plan.year, calendar=self.calendar)


# ── Filter ───────────────────────────────────────────────────────────────────────────────────────────────────────────
class ItemFilterForm(forms.Form):
    """Which items of a plan are shown; everything it says stands in the address."""

    MARKS = [
        *Progress.choices,
        ("late", _("Past its time")),
        ("moved", _("Moved by amendment")),
        ("amended", _("Amended")),
    ]

    platform = forms.ChoiceField(
        label=_("Platform"), choices=[("", _("All platforms")), *Platform.choices], required=False
    )
    unit = forms.ModelChoiceField(Department.objects.all(), label=_("Unit"), required=False, empty_label=_("All units"))
    month = forms.TypedChoiceField(
        label=_("Month"), choices=[("", _("Whole year")), *MONTHS.items()], coerce=int, required=False, empty_value=None
    )
    state = forms.ChoiceField(label=_("Progress"), choices=[("", _("Any progress")), *MARKS], required=False)

    def apply(self, items: PlanItemQuerySet, plan: AnnualPlan, *, on: date) -> PlanItemQuerySet:
        """The rows that the filter leaves. What cannot be read is left aside."""
        self.full_clean()
        chosen = self.cleaned_data
        wanted = Q()
        if chosen.get("platform"):
            wanted &= Q(platform=chosen["platform"])
        if unit := chosen.get("unit"):
            shared = PlanItem.co_units.through.objects.filter(department=unit)
            wanted &= Q(lead=unit) | Q(pk__in=shared.values("planitem_id"))
        if chosen.get("month"):
            wanted &= month_q(plan.year, chosen["month"])
        if state := chosen.get("state"):
            wanted &= self._state_q(state, on)
        found: PlanItemQuerySet = items.filter(wanted)
        return found

    def _state_q(self, state: str, on: date) -> Q:
        special = {"late": late_q(on), "moved": MOVED, "amended": Q(amendments_made__gt=0)}
        return special.get(state, Q(progress=state))
