"""The items that an instruction asks for, as they were read, to be put right and confirmed by a person."""

from collections.abc import Iterator, Mapping
from typing import Any

from crispy_forms.layout import Field, Layout, Row
from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from secretariat.errors import Refused
from secretariat.people.models import Department
from supervision.instructions.models import Instruction
from supervision.instructions.reading import Proposal, proposals
from supervision.instructions.states import InstructionState
from supervision.items.forms import ItemForm
from supervision.items.models import Importance

LEFT_OUT = ("assignment", "label", "handler", "leader", "version")
MOST = 30


class ProposalForm(ItemForm):
    """One item; a row that is not ticked need not be complete."""

    keep = forms.BooleanField(label=_("Open this item"), required=False)

    def __init__(self, *args: Any, units: list[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in LEFT_OUT:
            del self.fields[name]
        # Asked for once, however many rows there are.
        self.fields["lead"].choices = [("", "—"), *units]  # type: ignore[attr-defined]
        self.fields["co_units"].choices = units  # type: ignore[attr-defined]
        for name in ("lead", "co_units"):
            self.fields[name].widget.attrs["aria-label"] = self.fields[name].label
        self.helper.layout = self.layout()

    def layout(self) -> Layout:
        pairs = [("lead", "co_units"), ("due_on", "importance"), ("rhythm", "cycle_day")]
        rows = [Row(*(Field(name, wrapper_class="col-md-6") for name in pair)) for pair in pairs]
        return Layout("title", "requirement", "product", *rows)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not self.cleaned_data.get("keep"):
            self.errors.clear()


class AgainForm(forms.Form):
    """Whether what is added is another matter than what a unit follows already (rule 51)."""

    # Of the instruction as it was read.
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    again = forms.BooleanField(label=_("It is another matter than the one that is being followed"), required=False)


class Proposed:
    """The rows of the page: proposals as they were read, or as a person sent them back."""

    def __init__(self, instruction: Instruction, data: Mapping[str, Any] | None) -> None:
        self.instruction, self.is_bound = instruction, data is not None
        self.read = proposals(instruction)
        units = [(unit.pk, unit.name) for unit in Department.objects.filter(is_active=True)]
        first = [_first(one, instruction) for one in self.read] or [_blank(instruction)]
        self.rows = _ROWS(data, initial=first, prefix="row", form_kwargs={"units": units})
        self.asked = AgainForm(data)
        self.refusal = ""

    def is_valid(self) -> bool:
        """Whether what was sent back can be taken."""
        return self.is_bound and self.rows.is_valid() and self.asked.is_valid()

    @property
    def again(self) -> bool:
        return bool(self.asked.cleaned_data["again"])

    @property
    def version(self) -> int | None:
        version: int | None = self.asked.cleaned_data["version"]
        return version

    def drafts(self) -> list[dict[str, Any]]:
        """What the service takes: the rows that were ticked."""
        kept = [dict(form.cleaned_data) for form in self.rows.forms if form.cleaned_data.get("keep")]
        return [{name: value for name, value in row.items() if name != "keep"} for row in kept]

    def refuse(self, refusal: Refused) -> None:
        """Say above the rows what the service refused."""
        self.refusal = str(refusal)
        self.may_repeat = refusal.field == "again"

    may_repeat = False

    def entries(self) -> Iterator[tuple[Any, Proposal | None]]:
        """Each row with the words from which it was read."""
        for place, form in enumerate(self.rows.forms):
            yield form, self.read[place] if place < len(self.read) else None


_ROWS: type[BaseFormSet] = formset_factory(ProposalForm, extra=0, max_num=MOST, absolute_max=MOST)  # type: ignore[type-arg]


def _first(one: Proposal, instruction: Instruction) -> dict[str, Any]:
    """What a row shows first. The words of a private instruction are not put before units: somebody writes others."""
    rhythm, _colon, day = one.cycle.partition(":")
    told = {} if instruction.is_private else {"title": one.title, "requirement": one.text}
    facts: dict[str, Any] = {"importance": Importance.ORDINARY}
    facts |= {"lead": one.lead.pk if one.lead else None, "co_units": [unit.pk for unit in one.co_units]}
    # What was followed already is not ticked a second time.
    keep = instruction.state == InstructionState.NOTED
    return {"keep": keep, "due_on": one.due_on, "rhythm": rhythm, "cycle_day": day or None, **told, **facts}


def _blank(instruction: Instruction) -> dict[str, Any]:
    told = {} if instruction.is_private else {"requirement": instruction.text}
    return {"keep": False, "importance": Importance.ORDINARY, **told}
