"""What people type about an instruction, and the filter of the list."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Row
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.attachments.forms import FilesField
from secretariat.errors import Refused
from secretariat.fields import DayField
from secretariat.refusable import RefusableForm
from supervision.instructions.models import Instruction
from supervision.instructions.services import CORRECTABLE, FIXED
from supervision.instructions.states import InstructionState

LONGEST = 4000


class InstructionForm(RefusableForm):
    """A new instruction; the names of leaders are offered, and any other may be typed."""

    leader = forms.CharField(
        label=pgettext_lazy("instruction", "Leader"),
        max_length=60,
        help_text=_("Choose a leader of the house, or type another one."),
    )
    given_on = DayField(label=_("Written on"))
    document = forms.CharField(
        label=_("Paper it stands on"), max_length=200, help_text=_("Title of the paper, or what it was.")
    )
    text = forms.CharField(
        label=_("Text of the instruction"), widget=forms.Textarea(attrs={"rows": 5}), max_length=LONGEST
    )
    is_private = forms.BooleanField(
        label=_("Private"),
        required=False,
        help_text=_(
            "Only the posts that were chosen for it read it; units see the items that come of it, not the text."
        ),
    )
    attachments = FilesField(label=_("Files"), required=False)

    def __init__(self, *args: Any, names: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = list(names)
        self.fields["leader"].widget.attrs |= {"list": "leaders", "autocomplete": "off"}
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True
        pair = Row(Field("leader", wrapper_class="col-md-6"), Field("given_on", wrapper_class="col-md-6"))
        self.helper.layout = Layout(pair, "document", "text", "attachments", "is_private")

    def refuse(self, refusal: Refused) -> None:
        """Show what the service refused at the field it names."""
        field = "attachments" if refusal.field == "file" else refusal.field
        self.add_error(field if field in self.fields else None, str(refusal))


class CorrectForm(InstructionForm):
    """An instruction, put right; what stays once items came of it is shown and not typed into."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("The reason stands in the event log: of a private instruction, say nothing here of its text."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, instruction: Instruction, **kwargs: Any) -> None:
        initial = {name: getattr(instruction, name) for name in (*CORRECTABLE, "version")}
        super().__init__(*args, **kwargs | {"initial": initial})
        del self.fields["attachments"]
        self.fields["is_private"].help_text = _(
            "Only the posts that were chosen for it read it; otherwise the units of its items do, too. What the event"
            " log holds of earlier corrections stays there."
        )
        if instruction.state == InstructionState.TRACKED:
            for name in FIXED:
                self.fields[name].widget.attrs["readonly"] = True
                self.fields[name].help_text = ""
        self.helper.layout.fields[3:] = ["is_private", "reason", "version"]


class NotTrackedForm(RefusableForm):
    """Why an instruction is left off the ledger."""

    reason = forms.CharField(
        label=_("Why it is not tracked"), max_length=200, help_text=_("For example: for reading only.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True


class InstructionFilterForm(forms.Form):
    """The filter of the list; everything it says stands in the address."""

    q = forms.CharField(label=_("Search"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("Any state")), *InstructionState.choices], required=False
    )
    private = forms.ChoiceField(
        label=_("Private"),
        choices=[("", _("Private or not")), ("no", _("Not private")), ("yes", _("Private only"))],
        required=False,
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("All years")), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]

    def apply(self, found: QuerySet[Instruction]) -> QuerySet[Instruction]:
        """The rows that the filter leaves. What cannot be read is left aside."""
        self.full_clean()
        chosen = self.cleaned_data
        for word in (chosen.get("q") or "").split():
            found = found.filter(Q(leader__icontains=word) | Q(document__icontains=word) | Q(text__icontains=word))
        if state := chosen.get("state"):
            found = found.filter(state=state)
        if private := chosen.get("private"):
            found = found.filter(is_private=private == "yes")
        if year := chosen.get("year"):
            found = found.filter(given_on__year=year)
        return found
