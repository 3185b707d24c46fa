"""The filter of the ledger: all it says stands in the address, so that every figure can be a link to its rows."""

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from secretariat.people.models import Department
from secretariat.workdays.lateness import Rule
from secretariat.workdays.sql import light_case
from supervision.items.models import Importance, ItemQuerySet
from supervision.items.queries import SOURCES, conditions, in_period
from supervision.items.standing import COLUMNS, Day
from supervision.items.states import OPEN, UNFINISHED, ItemState

LIGHTS = [
    ("green", pgettext_lazy("light", "On course")),
    ("yellow", pgettext_lazy("light", "Due soon")),
    ("orange", pgettext_lazy("light", "Pressing")),
    ("red", pgettext_lazy("light", "Overdue")),
    ("none", pgettext_lazy("light", "No light")),
]


class RuleField(forms.CharField):
    """A version of the warning rule that is only tried: its code in the address."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        if not value:
            return None
        try:
            return Rule.of_code(str(value))
        except ValueError as trouble:
            raise ValidationError(_("This is no warning rule.")) from trouble


def _hidden_day() -> forms.DateField:
    return forms.DateField(required=False, widget=forms.HiddenInput)


class ItemFilterForm(forms.Form):
    """What the address asks for. `since` and `until` are the period of the marks that have one; without it, this year.

    `rule` shows the ledger as it would look under another warning rule, `was` keeps the light under the rule in force.
    """

    SETS: ClassVar[dict[str, Any]] = {"open": OPEN, "unfinished": UNFINISHED}
    STATES = [
        ("open", gettext_lazy("All open")),
        ("unfinished", gettext_lazy("All not signed off")),
        ("all", gettext_lazy("All states")),
        *ItemState.choices,
    ]
    MARKS = [
        ("soon", gettext_lazy("Due within 10 working days")),
        ("late", gettext_lazy("Overdue")),
        ("stalled", gettext_lazy("Stalled")),
        ("extended", gettext_lazy("Extended")),
        ("dispatched", gettext_lazy("Dispatched in the period")),
        ("done", gettext_lazy("Done in the period")),
        ("returned", gettext_lazy("Returned in the period")),
        ("counted", gettext_lazy("Counted in the on-time rate")),
        ("on_time", gettext_lazy("Done on time in the period")),
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
    source = forms.ChoiceField(
        label=gettext_lazy("Source"),
        choices=[("", gettext_lazy("All sources")), *((name, label) for name, (label, _q) in SOURCES.items())],
        required=False,
    )
    light = forms.ChoiceField(
        label=gettext_lazy("Light"), choices=[("", gettext_lazy("All lights")), *LIGHTS], required=False
    )
    year = forms.IntegerField(required=False, min_value=1950, max_value=2199, widget=forms.HiddenInput)
    series = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    was = forms.ChoiceField(choices=[("", ""), *LIGHTS], required=False, widget=forms.HiddenInput)
    rule = RuleField(required=False)
    since = _hidden_day()
    until = _hidden_day()
    due_since = _hidden_day()
    due_until = _hidden_day()
    # What is due at any other time than from `due_since` to `due_until`, or has no due date.
    due_outside = forms.BooleanField(required=False, widget=forms.HiddenInput)
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
        chosen, shown = self.cleaned_data, self.day(day)
        found = items.filter(*self._conditions(chosen, shown))
        for name, judged in (("light", shown), ("was", day)):
            if chosen.get(name):
                found = found.alias(**{f"lit_{name}": _lit(judged)}).filter(**{f"lit_{name}": chosen[name]})
        return found.order_by(*self.ORDERS[chosen.get("order") or ""])

    def day(self, day: Day) -> Day:
        """The day as the filter looks at it: under the rule that is tried, where one is."""
        self.full_clean()
        tried = self.cleaned_data.get("rule")
        return replace(day, rule=tried) if tried else day

    def period(self, day: Day) -> tuple[date, date]:
        """The first and the last day of the period; this year where none is asked for."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        return since or (until or day.on).replace(month=1, day=1), until or (since or day.on).replace(month=12, day=31)

    @property
    def has_period(self) -> bool:
        """Whether the address names a period."""
        return any(self.cleaned_data.get(name) for name in ("since", "until"))

    def _conditions(self, chosen: dict[str, Any], day: Day) -> list[Q]:
        wanted = []
        state = chosen.get("state")
        if state and state != "all":
            wanted.append(Q(state__in=self.SETS.get(state, [state])))
        if mark := chosen.get("mark"):
            wanted.append((conditions(day) | in_period(*self.period(day), day))[mark])
        if words := (chosen.get("q") or "").split():
            wanted += [_matches(word) for word in words]
        if source := chosen.get("source"):
            wanted.append(SOURCES[source][1])
        same = {"unit": "lead", "importance": "importance", "year": "year", "series": "decision__meeting__series"}
        wanted += [Q(**{column: chosen[name]}) for name, column in same.items() if chosen.get(name)]
        return wanted + _due(chosen)


def _due(chosen: dict[str, Any]) -> list[Q]:
    """Due in a stretch of days, or at any other time."""
    limits = {"due_on__gte": chosen.get("due_since"), "due_on__lte": chosen.get("due_until")}
    within = Q(**{name: day for name, day in limits.items() if day})
    if not within:
        return []
    return [~within | Q(due_on=None)] if chosen.get("due_outside") else [within]


def _lit(day: Day) -> Any:
    return light_case(COLUMNS, on=day.on, calendar=day.calendar, rule=day.rule)


def _matches(word: str) -> Q:
    texts = Q(title__icontains=word) | Q(requirement__icontains=word) | Q(number_text__icontains=word)
    return texts | Q(lead__name__icontains=word) | Q(lead__short_name__icontains=word)
