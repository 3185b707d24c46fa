"""What people type: one form per step."""

import re
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Row
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.attachments.forms import FilesField
from secretariat.errors import Refused
from secretariat.fields import DayField
from secretariat.people.models import Department, PostKind, User
from secretariat.people.queries import people_to_choose
from secretariat.refusable import RefusableForm
from secretariat.workdays import cycles
from secretariat.workdays.lateness import is_late
from supervision.items.models import CauseCode, Importance, Label, Progress, SupervisionItem
from supervision.items.queries import pending_objection
from supervision.items.standing import facts_of

RHYTHMS = [
    ("", gettext_lazy("No regular report")),
    ("weekly", gettext_lazy("Every week")),
    ("biweekly", gettext_lazy("Every two weeks")),
    ("monthly", gettext_lazy("Every month")),
    ("quarterly", gettext_lazy("Every quarter")),
]


def long_text(rows: int = 3, **kwargs: Any) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), max_length=4000, **kwargs)


class StepForm(RefusableForm):
    """The form of a step: laid out by crispy, its buttons stand in the template."""

    def __init__(self, *args: Any, item: SupervisionItem | None = None, on: date | None = None, **kwargs: Any) -> None:
        self.item, self.on = item, on
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = self.layout()

    def layout(self) -> Layout:
        return Layout(*self.fields)

    def clean_due_on(self) -> date | None:
        """A day that has passed is refused, unless it stood there already."""
        due: date | None = self.cleaned_data["due_on"]
        if due and self.on and due < self.on and due != self.initial.get("due_on"):
            raise forms.ValidationError(_("%(day)s has passed. Choose today or a later day.") % {"day": due})
        return due

    def refuse(self, refusal: Refused) -> None:
        """What is wrong with a file is shown at the files."""
        is_file = refusal.field == "file"
        super().refuse(Refused(str(refusal), field="attachments") if is_file else refusal)


class ConfirmForm(StepForm):
    """A step that asks for nothing."""


class ReasonForm(StepForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class NoteForm(StepForm):
    note = forms.CharField(label=gettext_lazy("Note"), max_length=400, required=False)


def unit_field(**kwargs: Any) -> forms.ModelChoiceField:
    """An active unit, found by typing."""
    chooser = forms.Select(attrs={"data-chooser": ""})
    return forms.ModelChoiceField(Department.objects.filter(is_active=True), widget=chooser, **kwargs)


class ObjectForm(StepForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    suggested = unit_field(
        label=gettext_lazy("Unit that should have the lead"),
        required=False,
        help_text=gettext_lazy("The supervision office decides; your unit cannot pass the item on by itself."),
    )


class ReassignForm(StepForm):
    lead = unit_field(label=gettext_lazy("New lead unit"))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=400, required=False)

    def __init__(self, *args: Any, item: SupervisionItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, item=item, **kwargs)
        if objection := pending_objection(item) if item else None:
            self.initial.setdefault("lead", objection.suggested_id)


class MergeForm(StepForm):
    target = forms.CharField(
        label=gettext_lazy("Merge into"),
        max_length=40,
        help_text=gettext_lazy("The number of the item; 2026-15 is enough, or 15 of the same year."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_target(self) -> SupervisionItem:
        digits = re.findall(r"\d+", self.cleaned_data["target"])
        year = int(digits[0]) if len(digits) > 1 else self.item.year if self.item else None
        number = int(digits[-1]) if digits and len(digits[-1]) < 7 else 0
        found: SupervisionItem | None = SupervisionItem.objects.filter(
            deleted_at=None, number=number, year=year
        ).first()
        if found is None:
            raise forms.ValidationError(_("No item has this number. Look it up in the ledger."))
        return found


class SplitForm(StepForm):
    title = forms.CharField(label=gettext_lazy("Title of the part"), max_length=200)
    requirement = long_text(3, label=gettext_lazy("Requirement"))
    lead = unit_field(label=gettext_lazy("Lead unit"))
    co_units = forms.ModelMultipleChoiceField(
        Department.objects.filter(is_active=True),
        label=gettext_lazy("Co-units"),
        required=False,
        widget=forms.SelectMultiple(attrs={"data-chooser": ""}),
    )
    due_on = DayField(label=gettext_lazy("Due"), required=False)

    def __init__(self, *args: Any, item: SupervisionItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, item=item, **kwargs)
        if item:
            known = {"requirement": item.requirement, "due_on": item.due_on, "lead": item.lead_id}
            self.initial = {**known, **self.initial}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("lead") in (cleaned.get("co_units") or []):
            self.add_error("co_units", _("The lead unit cannot be one of the co-units."))
        return cleaned


class RelapseForm(StepForm):
    reason = forms.CharField(
        label=gettext_lazy("What has come back"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = DayField(label=gettext_lazy("Due"))


class LateForm(StepForm):
    """A report that also asks for the cause where the item is late on `on` and its lead unit reports."""

    cause = forms.ModelChoiceField(
        CauseCode.objects.filter(is_active=True),
        label=gettext_lazy("Cause of the delay"),
        help_text=gettext_lazy("The item is overdue: the bulletin names the cause."),
    )

    def __init__(self, *args: Any, item: SupervisionItem | None = None, on: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, item=item, on=on, **kwargs)
        if item is None or on is None or not is_late(facts_of(item), on=on):
            del self.fields["cause"]
            self.helper.layout = self.layout()


class ReportForm(LateForm):
    progress = forms.ChoiceField(
        label=gettext_lazy("Progress"),
        choices=[choice for choice in Progress.choices if choice[0] != Progress.DONE],
        initial=Progress.ON_TRACK,
        widget=forms.RadioSelect,
    )
    text = long_text(4, label=gettext_lazy("What was done"))
    problem = long_text(2, label=gettext_lazy("Problem"), required=False)
    need = long_text(2, label=gettext_lazy("What is needed"), required=False)
    attachments = FilesField(label=gettext_lazy("Files"), required=False)

    def layout(self) -> Layout:
        beside = Row(*(Field(name, wrapper_class="col-md-6") for name in ("problem", "need")))
        return Layout(Field("progress", template="components/segment.html"), "text", beside, "attachments")


class ClosingForm(LateForm):
    text = long_text(4, label=gettext_lazy("What was done"))
    conclusion = long_text(2, label=gettext_lazy("Conclusion"))
    evidence = long_text(
        2, label=gettext_lazy("Evidence"), required=False, help_text=gettext_lazy("Papers and facts that show it.")
    )
    attachments = FilesField(label=gettext_lazy("Files"), required=False)
    no_evidence_reason = forms.CharField(
        label=gettext_lazy("If there is no evidence, why"), max_length=200, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        files = cleaned.get("attachments") or []
        if files and not cleaned.get("evidence"):
            cleaned["evidence"] = _(", ").join(file.name for file in files)
        return cleaned


class ReturnForm(StepForm):
    reason = forms.CharField(
        label=gettext_lazy("What is missing"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = DayField(
        label=gettext_lazy("New due date"), required=False, help_text=gettext_lazy("Left empty, the due date stays.")
    )


class InstructForm(StepForm):
    text = long_text(3, label=gettext_lazy("Instruction"))
    due_on = DayField(
        label=gettext_lazy("New due date"), required=False, help_text=gettext_lazy("Left empty, the due date stays.")
    )


class ExtensionForm(StepForm):
    to_due_on = DayField(label=gettext_lazy("Extend until"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    progress = long_text(3, label=gettext_lazy("Progress so far"))


class GrantForm(StepForm):
    due_on = DayField(
        label=gettext_lazy("Grant until"), required=False, help_text=gettext_lazy("Left empty, the date asked for.")
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=400, required=False)


class RefuseForm(StepForm):
    note = forms.CharField(label=gettext_lazy("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class ItemForm(StepForm):
    """A draft: new or edited. `assignment` names the source of an item that no meeting decided."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    assignment = forms.CharField(
        label=gettext_lazy("Assigned by"),
        max_length=200,
        help_text=gettext_lazy("Who assigned it, in which paper."),
    )
    requirement = long_text(4, label=gettext_lazy("Requirement"))
    product = forms.CharField(label=gettext_lazy("Expected product"), max_length=200, required=False)
    lead = forms.ModelChoiceField(Department.objects.filter(is_active=True), label=gettext_lazy("Lead unit"))
    co_units = forms.ModelMultipleChoiceField(
        Department.objects.filter(is_active=True), label=gettext_lazy("Co-units"), required=False
    )
    due_on = DayField(label=gettext_lazy("Due"), required=False)
    rhythm = forms.ChoiceField(label=gettext_lazy("Reporting cycle"), choices=RHYTHMS, required=False)
    cycle_day = forms.IntegerField(
        label=gettext_lazy("Day of the cycle"),
        required=False,
        min_value=1,
        max_value=31,
        help_text=gettext_lazy("Weekday 1 to 7, or day of the month."),
    )
    importance = forms.ChoiceField(label=gettext_lazy("Class"), choices=Importance.choices)
    label = forms.ChoiceField(label=gettext_lazy("Label"), choices=Label.choices, initial=Label.INTERNAL)
    handler = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Handler"), required=False)
    leader = forms.ModelChoiceField(
        User.objects.filter(is_active=True, posts__kind__in=[PostKind.DEPUTY, PostKind.SECRETARY_GENERAL]).distinct(),
        label=gettext_lazy("Responsible leader"),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, item: SupervisionItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, item=item, **kwargs)
        self.fields["handler"].queryset = people_to_choose(item.handler_id if item else None)  # type: ignore[attr-defined]
        for name in ("lead", "co_units", "handler", "leader"):
            self.fields[name].widget.attrs["data-chooser"] = ""
        self.fields["version"].required = item is not None
        if item and item.comes_of_a_record:
            del self.fields["assignment"]
            self.helper.layout = self.layout()

    def layout(self) -> Layout:
        top = [name for name in ("title", "assignment", "requirement", "product") if name in self.fields]
        pairs = [("lead", "co_units"), ("due_on", "importance"), ("rhythm", "cycle_day"), ("handler", "leader")]
        rows = [Row(*(Field(name, wrapper_class="col-md-6") for name in pair)) for pair in pairs]
        return Layout(*top, *rows, "label", "version")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        rhythm, day = cleaned.pop("rhythm", ""), cleaned.pop("cycle_day", None)
        cycle = f"{rhythm}:{day}" if rhythm and day else rhythm
        try:
            cycles.parse(cycle)
        except ValueError:
            self.add_error("cycle_day", _("A weekday is a number from 1 to 7; write 5 for Friday."))
        cleaned["cycle"] = cycle
        lead, partners = cleaned.get("lead"), cleaned.get("co_units")
        if lead and partners and lead in partners:
            self.add_error("co_units", _("The lead unit cannot be one of the co-units."))
        handler = cleaned.get("handler")
        if lead and handler and handler.department_id != lead.pk:
            self.add_error("handler", _("The handler must be of the lead unit, or the item stays hidden from them."))
        return cleaned


def draft_of(item: SupervisionItem) -> dict[str, Any]:
    """What the form of a draft shows first."""
    rhythm, _colon, day = item.cycle.partition(":")
    names = ("title", "assignment", "requirement", "product", "importance", "label", "due_on", "version")
    shown = {name: getattr(item, name) for name in names}
    people = {"lead": item.lead_id, "handler": item.handler_id, "leader": item.leader_id}
    return {**shown, **people, "co_units": list(item.co_units.all()), "rhythm": rhythm, "cycle_day": day or None}
