"""How a series of meetings is founded, how its rule changes, and what its agendas are made of."""

from datetime import date
from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from planning.meetings.forms.shared import clock_input, layout
from planning.meetings.models import NTH, RULE, Frequency, Series
from planning.meetings.numbers import unfit_first_day
from secretariat.fields import DayField, DayInput
from secretariat.patterns import regex
from secretariat.refusable import RefusableForm

# What the rule of each recurrence needs besides the first date.
NEEDED: dict[Any, tuple[str, ...]] = {
    Frequency.WEEKLY: ("weekday",),
    Frequency.MONTHLY_NTH: ("weekday", "nth"),
    Frequency.MONTHLY_DAY: ("month_day",),
}
# A standing line as people type it: what it is, then its minutes.
LINE = regex(r"(?P<title>.*\S)\s+(?P<minutes>\d{1,3})")
LINES = 20


class RuleFields(RefusableForm, forms.ModelForm):
    """The fields of a rule, and which of them belong to which recurrence."""

    nth = forms.TypedChoiceField(
        label=_("Which one of the month"),
        choices=[("", "—"), *NTH.items()],
        coerce=int,
        required=False,
        empty_value=None,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in NEEDED.get(cleaned.get("frequency"), ()):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("This recurrence needs it: please choose."))
        # Days that another recurrence would need do not belong to this one.
        for name in {"weekday", "nth", "month_day"} - set(NEEDED.get(cleaned.get("frequency"), ())):
            cleaned[name] = None
        return cleaned

    def draft(self) -> Series | None:
        """The series as far as its dates go, not saved; None while its rule is not complete."""
        self.is_valid()
        rule = ("frequency", "interval", "policy", "first_on", "from_on", "first_number", "numbering")
        if any(name in self.errors for name in (*rule, "weekday", "nth", "month_day")):
            return None
        return self.instance


class SeriesForm(RuleFields):
    """How a series returns, and the number from which it counts (rule 33)."""

    class Meta:
        model = Series
        fields = (
            "name",
            "frequency",
            "interval",
            "weekday",
            "nth",
            "month_day",
            "policy",
            "first_on",
            "first_number",
            "numbering",
            "starts_at",
            "place",
            "chair",
            "participants",
        )
        widgets = {
            "first_on": DayInput(),
            "starts_at": clock_input(),
            "participants": forms.Textarea(attrs={"rows": 2}),
        }

    first_number = forms.IntegerField(
        label=capfirst(_("number of the first meeting")),
        min_value=1,
        max_value=9999,
        error_messages={"min_value": _("Meetings are counted from 1.")},
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["first_on"].help_text = _(
            "Meetings that are more than 31 days past are only counted; nothing is planned for them."
        )
        self.helper = layout(
            "name",
            Row(Column("frequency"), Column("interval")),
            Row(Column("weekday"), Column("nth"), Column("month_day")),
            Row(Column("first_on"), Column("policy")),
            Row(Column("first_number"), Column("numbering")),
            Row(Column("starts_at"), Column("place"), Column("chair")),
            "participants",
        )

    def clean_first_on(self) -> date:
        first_on: date = self.cleaned_data["first_on"]
        if said := unfit_first_day(first_on, on=self.on):
            raise forms.ValidationError(said)
        return first_on


class RuleForm(RuleFields):
    """Another rule for a series, and the day from which it holds."""

    from_on = DayField(
        label=_("The new rule holds from"),
        help_text=_("Meetings before this day stay as they are; those planned from it on get new days and numbers."),
    )

    class Meta:
        model = Series
        fields = (*RULE, "version")
        widgets = {"starts_at": clock_input(), "version": forms.HiddenInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = layout(
            "from_on",
            Row(Column("frequency"), Column("interval")),
            Row(Column("weekday"), Column("nth"), Column("month_day")),
            Row(Column("policy"), Column("starts_at"), Column("place")),
            "version",
        )


class EndSeriesForm(RefusableForm):
    """From when on a series meets no more, and why."""

    from_on = DayField(
        label=_("The series ends on"),
        help_text=_(
            "Meetings from this day on are cancelled and keep their numbers; their topics wait without a meeting. "
            "What is before stays as it is."
        ),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Leaders and the offices concerned are told, with this reason.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, series: Series, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"from_on": on, "version": series.version}})
        self.helper = layout("from_on", "reason", "version")


AGENDA = ("cutoff_days", "cutoff_at", "papers_days", "length", "line_minutes", "has_first_item")
MINUTES = ("minutes_masthead", "minutes_issuer", "minutes_copy_to")


class AgendaRulesForm(RefusableForm, forms.ModelForm):
    """What the series is called, who chairs it, until when topics are handed in, how long a meeting takes, what every
    agenda holds, the head of the minutes."""

    template = forms.CharField(
        label=_("Standing lines"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One line each, with its minutes at the end: Report on last week's work 10"),
    )

    class Meta:
        model = Series
        fields = ("name", "chair", "participants", *AGENDA, *MINUTES, "version")
        widgets = {
            "cutoff_at": clock_input(),
            "participants": forms.Textarea(attrs={"rows": 2}),
            "version": forms.HiddenInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = [f"{line.title} {line.minutes}" for line in self.instance.template.all()]
        self.initial["template"] = "\n".join(standing)
        self.helper = layout(
            Row(Column("name"), Column("chair")),
            "participants",
            Row(Column("cutoff_days"), Column("cutoff_at"), Column("papers_days")),
            Row(Column("length"), Column("line_minutes")),
            "has_first_item",
            "template",
            Row(Column("minutes_masthead"), Column("minutes_issuer")),
            "minutes_copy_to",
            "version",
        )

    def clean_template(self) -> list[tuple[str, int]]:
        lines = [line.strip() for line in self.cleaned_data["template"].splitlines() if line.strip()]
        if len(lines) > LINES:
            raise forms.ValidationError(_now("At most %(n)d standing lines.") % {"n": LINES})
        return [_read_line(line) for line in lines]


def _read_line(line: str) -> tuple[str, int]:
    found = LINE.fullmatch(line)
    if not found or not 1 <= int(found["minutes"]) <= 240:
        raise forms.ValidationError(
            _now("“%(line)s”: write the minutes at the end, 1 to 240, after a blank.") % {"line": line[:60]}
        )
    if len(found["title"]) > 120:
        raise forms.ValidationError(_now("“%(line)s…” is longer than 120 characters.") % {"line": line[:60]})
    return found["title"], int(found["minutes"])
