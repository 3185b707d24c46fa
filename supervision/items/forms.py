"""What people type: one form per step, and the filter of the ledger."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Row
from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.attachments.forms import FilesField
from secretariat.errors import Refused
from secretariat.people.models import Department, PostKind, User
from secretariat.refusable import RefusableForm
from secretariat.workdays import cycles
from supervision.items.models import Importance, ItemQuerySet, Label, Progress, SupervisionItem
from supervision.items.queries import conditions
from supervision.items.standing import Day
from supervision.items.states import OPEN, ItemState

RHYTHMS = [
    ("", gettext_lazy("No regular report")),
    ("weekly", gettext_lazy("Every week")),
    ("biweekly", gettext_lazy("Every two weeks")),
    ("monthly", gettext_lazy("Every month")),
    ("quarterly", gettext_lazy("Every quarter")),
]


def day_field(**kwargs: Any) -> forms.DateField:
    """A date as browsers offer it."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def long_text(rows: int = 3, **kwargs: Any) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), max_length=4000, **kwargs)


class StepForm(RefusableForm):
    """The form of a step: laid out by crispy, its buttons stand in the template."""

    def __init__(self, *args: Any, item: SupervisionItem | None = None, **kwargs: Any) -> None:
        self.item = item
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = self.layout()

    def layout(self) -> Layout:
        return Layout(*self.fields)

    def refuse(self, refusal: Refused) -> None:
        """What is wrong with a file is shown at the files."""
        is_file = refusal.field == "file"
        super().refuse(Refused(str(refusal), field="attachments") if is_file else refusal)


class ConfirmForm(StepForm):
    """A step that asks for nothing."""


class ReasonForm(StepForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class ReportForm(StepForm):
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


class ClosingForm(StepForm):
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
    due_on = day_field(
        label=gettext_lazy("New due date"), required=False, help_text=gettext_lazy("Left empty, the due date stays.")
    )


class InstructForm(StepForm):
    text = long_text(3, label=gettext_lazy("Instruction"))
    due_on = day_field(
        label=gettext_lazy("New due date"), required=False, help_text=gettext_lazy("Left empty, the due date stays.")
    )


class ExtensionForm(StepForm):
    to_due_on = day_field(label=gettext_lazy("Extend until"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    progress = long_text(3, label=gettext_lazy("Progress so far"))


class GrantForm(StepForm):
    due_on = day_field(
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
    due_on = day_field(label=gettext_lazy("Due"), required=False)
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
    handler = forms.ModelChoiceField(User.objects.filter(is_active=True), label=gettext_lazy("Handler"), required=False)
    leader = forms.ModelChoiceField(
        User.objects.filter(is_active=True, posts__kind__in=[PostKind.DEPUTY, PostKind.SECRETARY_GENERAL]).distinct(),
        label=gettext_lazy("Responsible leader"),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, item: SupervisionItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, item=item, **kwargs)
        for name in ("lead", "co_units", "handler", "leader"):
            self.fields[name].widget.attrs["data-chooser"] = ""
        self.fields["version"].required = item is not None
        if item and (item.decision_id or item.plan_item_id):
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


class ItemFilterForm(forms.Form):
    """The filter of the ledger; everything it says stands in the address."""

    STATES = [("open", gettext_lazy("All open")), ("all", gettext_lazy("All states")), *ItemState.choices]
    MARKS = [
        ("soon", gettext_lazy("Due within 10 working days")),
        ("late", gettext_lazy("Overdue")),
        ("stalled", gettext_lazy("Stalled")),
        ("extended", gettext_lazy("Extended")),
        ("counted", gettext_lazy("Counted in this year's on-time rate")),
        ("on_time", gettext_lazy("Done on time this year")),
    ]
    # What has no due date or number yet stands last; what was never reported on is the oldest.
    ORDERS: ClassVar[dict[str, Any]] = {
        "": ("due_on", "pk"),
        "-due": (F("due_on").desc(nulls_last=True), "-pk"),
        "number": (F("year").desc(nulls_last=True), F("number").desc(nulls_last=True), "-pk"),
        "report": (F("last_report_on").asc(nulls_first=True), "pk"),
    }

    q = forms.CharField(label=gettext_lazy("Search"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=[("", gettext_lazy("Any state")), *STATES], required=False
    )
    mark = forms.ChoiceField(
        label=gettext_lazy("Mark"), choices=[("", gettext_lazy("All marks")), *MARKS], required=False
    )
    unit = forms.ModelChoiceField(
        Department.objects.all(),
        label=gettext_lazy("Lead unit"),
        required=False,
        empty_label=gettext_lazy("All units"),
    )
    importance = forms.ChoiceField(
        label=gettext_lazy("Class"),
        choices=[("", gettext_lazy("All classes")), *Importance.choices],
        required=False,
    )
    series = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    order = forms.ChoiceField(
        choices=[
            ("", gettext_lazy("By due date")),
            ("-due", gettext_lazy("By due date, latest first")),
            ("number", gettext_lazy("By number, newest first")),
            ("report", gettext_lazy("By last report, oldest first")),
        ],
        label=gettext_lazy("Order"),
        required=False,
    )

    def apply(self, items: ItemQuerySet, day: Day) -> ItemQuerySet:
        """The rows that the filter leaves, in its order. What cannot be read is left aside."""
        self.full_clean()
        found = items.filter(*self._conditions(self.cleaned_data, day))
        return found.order_by(*self.ORDERS[self.cleaned_data.get("order") or ""])

    def _conditions(self, chosen: dict[str, Any], day: Day) -> list[Q]:
        wanted = []
        state = chosen.get("state")
        if state and state != "all":
            wanted.append(Q(state__in=OPEN) if state == "open" else Q(state=state))
        if mark := chosen.get("mark"):
            wanted.append(conditions(day)[mark])
        if words := (chosen.get("q") or "").split():
            wanted += [_matches(word) for word in words]
        if unit := chosen.get("unit"):
            wanted.append(Q(lead=unit))
        if importance := chosen.get("importance"):
            wanted.append(Q(importance=importance))
        if series := chosen.get("series"):
            wanted.append(Q(decision__meeting__series=series))
        return wanted


def _matches(word: str) -> Q:
    texts = Q(title__icontains=word) | Q(requirement__icontains=word) | Q(number_text__icontains=word)
    return texts | Q(lead__name__icontains=word) | Q(lead__short_name__icontains=word)
