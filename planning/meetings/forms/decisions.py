"""What was read out of a decision, put right by a person."""

from collections import Counter
from datetime import date
from typing import Any

from crispy_forms.layout import Column, Field, Row
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from planning.meetings.forms.shared import layout
from planning.meetings.models import Decision
from secretariat.people.models import Department
from secretariat.refusable import RefusableForm
from secretariat.workdays import cycles
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.phrases import read_one
from secretariat.workdays.words import cycle_words


class DecisionForm(RefusableForm):
    """What was read out of one decision, to be put right by a person."""

    title = forms.CharField(label=_("Matter"), max_length=200)
    needs_handling = forms.BooleanField(label=_("Needs handling"), required=False)
    leads = forms.ModelMultipleChoiceField(Department.objects.none(), label=_("Lead unit"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Let every unit of these kinds lead"), required=False, widget=forms.CheckboxSelectMultiple
    )
    co_units = forms.ModelMultipleChoiceField(Department.objects.none(), label=_("Co-units"), required=False)
    add_leads = forms.MultipleChoiceField(
        label=_("Add to the units and let it lead"), required=False, widget=forms.CheckboxSelectMultiple
    )
    add_co_units = forms.MultipleChoiceField(
        label=_("Add to the units and let it take part"), required=False, widget=forms.CheckboxSelectMultiple
    )
    due = forms.CharField(label=_("Due"), max_length=40, required=False)
    cycle = forms.CharField(label=_("Reporting cycle"), max_length=40, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, decision: Decision, on: date, calendar: Calendar, units: Any, **kwargs: Any) -> None:
        self.on, self.calendar, self.kept_cycle, self.units = on, calendar, decision.cycle, units
        super().__init__(*args, **kwargs | {"initial": _kept(decision)})
        for name in ("leads", "co_units"):
            self.fields[name].queryset = units  # type: ignore[attr-defined]
            # The chooser takes the label to its own box; the select behind it keeps a name of its own.
            self.fields[name].widget.attrs |= {"data-chooser": "", "aria-label": self.fields[name].label}
        additions = [self._offer_unknown(role, decision) for role in ("leads", "co_units")]
        self._offer_kinds(decision)
        self.fields["due"].help_text = _(
            "As you would say it, such as 12-15 or +10wd; counted from the day of the meeting."
        )
        self.fields["cycle"].help_text = _("As you would say it, or weekly:5, monthly:25.")
        self.helper = layout(
            "title",
            Row(Column("leads"), Column("co_units")),
            *(Field(name) for name in ("kinds",) if name in self.fields),
            *(Field(name) for name in additions if name),
            Row(Column("due"), Column("cycle")),
            "needs_handling",
            "version",
        )

    def _offer_kinds(self, decision: Decision) -> None:
        """Where the text gives the task to many that it does not name (各党支部): whole kinds can be chosen."""
        groups = decision.reading.get("group_leads", [])
        counted = Counter(self.units.exclude(kind="").values_list("kind", flat=True)) if groups else Counter()
        if not counted:
            del self.fields["kinds"]
            return
        self.fields["kinds"].choices = [  # type: ignore[attr-defined]
            (kind, ngettext("%(kind)s (%(n)d unit)", "%(kind)s (%(n)d units)", n) % {"kind": kind, "n": n})
            for kind, n in counted.items()
        ]
        self.fields["kinds"].help_text = _(
            "The text says “%(words)s” and names nobody. With several lead units you say next how they answer."
        ) % {"words": pgettext("between the items of a list", ", ").join(groups)}

    def _offer_unknown(self, role: str, decision: Decision) -> str | None:
        name, unknown = f"add_{role}", decision.reading.get(f"unknown_{role}", [])
        if not unknown:
            del self.fields[name]
            return None
        self.fields[name].choices = [(word, word) for word in unknown]  # type: ignore[attr-defined]
        return name

    def clean_due(self) -> date | None:
        words = self.cleaned_data["due"]
        if not words:
            return None
        phrase = read_one(words, on=self.on, calendar=self.calendar)
        if phrase is None or phrase.last is None:
            raise forms.ValidationError(_("No day can be read from this. Write it like 12-15, 2026-12-15 or +10wd."))
        return phrase.last

    def clean_cycle(self) -> str:
        words = self.cleaned_data["cycle"]
        if words == cycle_words(self.kept_cycle):
            return self.kept_cycle
        phrase = read_one(words, on=self.on, calendar=self.calendar)
        if phrase and phrase.cycle:
            return phrase.cycle
        try:
            cycles.parse(words)
        except ValueError:
            raise forms.ValidationError(
                _("No cycle can be read from this. Write it like weekly:5 or monthly:25.")
            ) from None
        return words

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        clean = self.cleaned_data
        return {
            "title": clean["title"],
            "needs_handling": clean["needs_handling"],
            "leads": self._leads(),
            "co_units": clean["co_units"],
            "due_on": clean["due"],
            "cycle": clean["cycle"],
            "new_leads": clean.get("add_leads", []),
            "new_co_units": clean.get("add_co_units", []),
            "version": clean["version"],
        }

    def _leads(self) -> list[Department]:
        clean = self.cleaned_data
        kinds = clean.get("kinds", [])
        # A co-unit stays one where the whole kind is chosen.
        others = set(clean["co_units"])
        every = [unit for unit in self.units if unit.kind in kinds and unit not in others] if kinds else []
        return list(dict.fromkeys([*clean["leads"], *every]))


class NotTrackedForm(RefusableForm):
    """Why a decision is not put on the ledger."""

    reason = forms.CharField(
        label=_("Why it is not tracked"), max_length=200, help_text=_("For example: for reading only.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"version": decision.version}})
        self.helper = layout("reason", "version")


def _kept(decision: Decision) -> dict[str, Any]:
    return {
        "title": decision.title,
        "needs_handling": decision.needs_handling,
        "leads": [unit.pk for unit in decision.leads.all()],
        "co_units": [unit.pk for unit in decision.co_units.all()],
        "due": f"{decision.due_on:%Y-%m-%d}" if decision.due_on else "",
        "cycle": cycle_words(decision.cycle),
        "version": decision.version,
    }
