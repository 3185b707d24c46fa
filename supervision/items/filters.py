"""The filter of the ledger: what its address may ask for, what that means, and how it is said in words."""

from typing import Any, ClassVar

from django import forms
from django.db.models import F, Q
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, pgettext

from secretariat.people.models import Department
from supervision.items.models import Importance, ItemQuerySet
from supervision.items.queries import conditions
from supervision.items.searching import matches
from supervision.items.standing import Day
from supervision.items.states import OPEN, UNFINISHED, ItemState

SOURCES = {
    "decision": (gettext_lazy("Decision of a meeting"), Q(decision__isnull=False)),
    "plan": (gettext_lazy("Item of a plan"), Q(plan_item__isnull=False)),
    "assignment": (gettext_lazy("Assignment"), Q(decision=None, plan_item=None)),
}
WITHOUT = "state=open"  # what the ledger shows where its address asks for nothing


def day_field(label: Any) -> forms.DateField:
    """A day that the address names; the page sets it by its links."""
    return forms.DateField(label=label, required=False, widget=forms.HiddenInput)


class ItemFilterForm(forms.Form):
    """The filter of the ledger; everything it says stands in the address. `user` is who "mine" means."""

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
        ("counted", gettext_lazy("Counted in this year's on-time rate")),
        ("on_time", gettext_lazy("Done on time this year")),
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
        choices=[("", gettext_lazy("All sources")), *((name, words) for name, (words, _q) in SOURCES.items())],
        required=False,
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
    due_from = day_field(gettext_lazy("Due from"))
    due_until = day_field(gettext_lazy("Due until"))
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
        return Q(*searched, *self._conditions(self.cleaned_data, day))

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
            wanted.append(conditions(day)[mark])
        if source := chosen.get("source"):
            wanted.append(SOURCES[source][1])
        if role := chosen.get("mine"):
            wanted.append(Q(**{f"{role}__in": [person.pk for person in getattr(self.user, "capacities", ())]}))
        columns = {"unit": "lead", "importance": "importance", "year": "year", "series": "decision__meeting__series"}
        columns |= {"due_from": "due_on__gte", "due_until": "due_on__lte"}
        return wanted + [Q(**{column: chosen[name]}) for name, column in columns.items() if chosen.get(name)]


FIELDS = tuple(ItemFilterForm.base_fields)


def asked(query: QueryDict) -> QueryDict:
    """The filter in an address; without any it asks for what is open."""
    names = set(query) & set(FIELDS)
    # An order alone is no filter: the list stays that of what is open.
    if names - {"order"}:
        return query
    filled = QueryDict(WITHOUT, mutable=True)
    filled.update({name: query[name] for name in names})
    return filled
