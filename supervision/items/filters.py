"""The filter of the ledger: all it says stands in the address, so that every figure can be a link to its rows."""

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q, Value
from django.db.models.lookups import Exact
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from secretariat.people.models import Department
from secretariat.workdays.lateness import Rule
from secretariat.workdays.sql import light_case
from supervision.items.models import Importance, ItemQuerySet
from supervision.items.queries import SOURCES, conditions, in_period
from supervision.items.searching import matches
from supervision.items.standing import COLUMNS, Day
from supervision.items.states import OPEN, UNFINISHED, ItemState

WITHOUT = "state=open"  # what the ledger shows where its address asks for nothing
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


def _hidden_day(label: Any) -> forms.DateField:
    """A day that the address names; the page sets it by its links."""
    return forms.DateField(label=label, required=False, widget=forms.HiddenInput)


class ItemFilterForm(forms.Form):
    """What the address asks for. `since` and `until` are the period of the marks that have one; without it, this year.

    `rule` shows the ledger as it would look under another warning rule, `was` keeps the light under the rule in force.
    `user` is who "mine" means.
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
    ROLES = [
        ("officer", gettext_lazy("That I supervise")),
        ("handler", gettext_lazy("That I handle")),
        ("leader", gettext_lazy("That I am responsible for")),
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
    unit = forms.TypedChoiceField(label=gettext_lazy("Lead unit"), coerce=int, empty_value=None, required=False)
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
    mine = forms.ChoiceField(
        label=gettext_lazy("Whose"), choices=[("", gettext_lazy("Everyone's")), *ROLES], required=False
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"), required=False, min_value=1950, max_value=2199, widget=forms.HiddenInput
    )
    series = forms.IntegerField(
        label=gettext_lazy("Series of meetings"),
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        widget=forms.HiddenInput,
    )
    was = forms.ChoiceField(
        label=gettext_lazy("Light so far"), choices=[("", ""), *LIGHTS], required=False, widget=forms.HiddenInput
    )
    rule = RuleField(label=gettext_lazy("Warning rule"), required=False)
    since = _hidden_day(gettext_lazy("Period from"))
    until = _hidden_day(gettext_lazy("Period until"))
    due_since = _hidden_day(gettext_lazy("Due from"))
    due_until = _hidden_day(gettext_lazy("Due until"))
    # What is due at any other time than from `due_since` to `due_until`, or has no due date.
    due_outside = forms.BooleanField(label=gettext_lazy("At any other time"), required=False, widget=forms.HiddenInput)
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

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ChoiceField)
        # Read once for the choices, the search by name and the words of the filter.
        unit.choices = lambda: [("", gettext_lazy("All units")), *((unit.pk, unit.name) for unit in self.units)]

    @cached_property
    def units(self) -> list[Department]:
        return list(Department.objects.all())

    def apply(self, items: ItemQuerySet, day: Day) -> ItemQuerySet:
        """The rows that the filter leaves, in its order. What cannot be read is left aside."""
        found = items.filter(self.condition(day))
        return found.order_by(*self.ORDERS[self.cleaned_data.get("order") or ""])

    def condition(self, day: Day, *, indexed: bool = True) -> Q:
        """What the filter leaves, so that many filters can be counted in one query, which then is not `indexed`."""
        self.full_clean()
        words = (self.cleaned_data.get("q") or "").split()
        searched = [matches(word, self.units, indexed=indexed) for word in words]
        return Q(*searched, *self._conditions(self.cleaned_data, self.day(day)), *self._lights(day))

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

    def words(self) -> str:
        """The filter as a person would say it, for the line that an export carries."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        said = (f"{self.fields[name].label} {self._word(name, value)}" for name, value in chosen.items())
        return pgettext("between the items of a list", ", ").join(said)

    def _word(self, name: str, value: Any) -> str:
        choices: Any = getattr(self.fields[name], "choices", ())
        return str(dict(choices).get(value, value))

    def _conditions(self, chosen: dict[str, Any], day: Day) -> list[Q]:
        wanted = []
        state = chosen.get("state")
        if state and state != "all":
            wanted.append(Q(state__in=self.SETS.get(state, [state])))
        if mark := chosen.get("mark"):
            wanted.append((conditions(day) | in_period(*self.period(day), day))[mark])
        if source := chosen.get("source"):
            wanted.append(SOURCES[source][1])
        if role := chosen.get("mine"):
            wanted.append(Q(**{f"{role}__in": [person.pk for person in getattr(self.user, "capacities", ())]}))
        same = {"unit": "lead", "importance": "importance", "year": "year", "series": "decision__meeting__series"}
        wanted += [Q(**{column: chosen[name]}) for name, column in same.items() if chosen.get(name)]
        return wanted + _due(chosen)

    def _lights(self, day: Day) -> list[Q]:
        judged = {"light": self.day(day), "was": day}
        lights = {name: self.cleaned_data.get(name) for name in judged}
        return [Q(Exact(_lit(judged[name]), Value(light))) for name, light in lights.items() if light]


def _due(chosen: dict[str, Any]) -> list[Q]:
    """Due in a stretch of days, or at any other time."""
    limits = {"due_on__gte": chosen.get("due_since"), "due_on__lte": chosen.get("due_until")}
    within = Q(**{name: day for name, day in limits.items() if day})
    if not within:
        return []
    return [~within | Q(due_on=None)] if chosen.get("due_outside") else [within]


def _lit(day: Day) -> Any:
    return light_case(COLUMNS, on=day.on, calendar=day.calendar, rule=day.rule)


FIELDS = tuple(ItemFilterForm.base_fields)


def asked(query: QueryDict) -> QueryDict:
    """The filter in an address; without any it asks for what is open."""
    names = set(query) & set(FIELDS)
    # An order alone is no filter: the list stays that of what is open.
    if names - {"order"}:
        return query
    filled = QueryDict(WITHOUT, mutable=True)
    filled.update({name: str(query[name]) for name in names})
    return filled
