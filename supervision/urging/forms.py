"""What people type to press: an urge, the answer to it, a slip, the reply to it."""

from datetime import datetime
from typing import Any, ClassVar

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Field, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from secretariat.people.models import Department, PostKind, User
from supervision.items.forms import StepForm, long_text
from supervision.items.models import SupervisionItem
from supervision.urging.models import Urge
from supervision.urging.states import Channel, SlipLevel, SlipState


def words(rows: int = 2, **kwargs: Any) -> forms.CharField:
    """A few lines of at most 400 characters."""
    return forms.CharField(max_length=400, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class UrgeForm(StepForm):
    """An urge; `again` is asked for only where the unit was urged in this reporting cycle already (rule 51)."""

    unit = forms.ModelChoiceField(Department.objects.none(), label=gettext_lazy("Unit"))
    channel = forms.ChoiceField(
        label=pgettext_lazy("urge", "Channel"), choices=Channel.choices, widget=forms.RadioSelect
    )
    person = forms.CharField(label=gettext_lazy("Person spoken to"), max_length=60, required=False)
    at = forms.DateTimeField(
        label=gettext_lazy("Time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    content = words(label=gettext_lazy("What is said"))
    reply = words(label=gettext_lazy("Answer"), required=False)
    again = forms.BooleanField(label=gettext_lazy("Urge again"), required=False)

    def __init__(
        self, *args: Any, item: SupervisionItem, now: datetime, first: Urge | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, item=item, **kwargs)
        self.now = now
        units = [item.lead_id, *(unit.pk for unit in item.co_units.all())]
        chooser = self.fields["unit"]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = Department.objects.filter(pk__in=units)
        self.initial = {"unit": item.lead_id, "channel": Channel.SYSTEM, "at": now, **self.initial}
        if not (self.is_bound or first):
            del self.fields["again"]
            self.helper.layout = self.layout()

    def layout(self) -> Layout:
        names = [name for name in self.fields if name not in ("unit", "channel", "person", "at")]
        top = Row(*(Field(name, wrapper_class="col-md-6") for name in ("person", "at")))
        return Layout("unit", InlineRadios("channel"), top, *names)

    def clean_at(self) -> Any:
        at = self.cleaned_data["at"]
        if at > self.now:
            raise forms.ValidationError(gettext_lazy("The time lies in the future; write when it was said."))
        return at


class BulkUrgeForm(StepForm):
    """The same words to the lead units of many items, through the system."""

    content = words(label=gettext_lazy("What is said"))


class AnswerForm(StepForm):
    reply = words(label=gettext_lazy("Answer"))


class SlipForm(StepForm):
    """A slip; `approver` is asked for only where the class of the item begins above blue."""

    text = long_text(4, label=gettext_lazy("What is asked for"))
    approver = forms.ModelChoiceField(
        User.objects.filter(is_active=True, posts__kind__in=[PostKind.DEPUTY, PostKind.SECRETARY_GENERAL]).distinct(),
        label=gettext_lazy("Approved by"),
        required=False,
    )

    def __init__(self, *args: Any, needs_approver: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_approver:
            del self.fields["approver"]
            self.helper.layout = self.layout()


class ReplyForm(StepForm):
    text = long_text(5, label=gettext_lazy("Reason and next steps"))


class AcceptForm(StepForm):
    note = words(label=gettext_lazy("Note"), required=False)


class RefuseForm(StepForm):
    note = words(label=gettext_lazy("Why it is not accepted"))


class SlipFilterForm(forms.Form):
    """The filter of the register of slips; everything it says stands in the address."""

    ANY: ClassVar[list[tuple[str, Any]]] = [("", gettext_lazy("All colours"))]
    level = forms.ChoiceField(label=gettext_lazy("Colour"), choices=[*ANY, *SlipLevel.choices], required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=[("", gettext_lazy("Any state")), *SlipState.choices], required=False
    )
    unit = forms.ModelChoiceField(
        Department.objects.all(), label=gettext_lazy("Lead unit"), required=False, empty_label=gettext_lazy("All units")
    )

    def apply(self, slips: Any) -> Any:
        """The slips that the filter leaves. What cannot be read is left aside."""
        self.full_clean()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        names = {"unit": "item__lead"}
        return slips.filter(**{names.get(name, name): value for name, value in wanted.items()})
