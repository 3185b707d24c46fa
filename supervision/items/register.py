"""The register of decisions (议定事项落实台账): every decision with what became of it, filtered and counted."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import Case, CharField, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.meetings.models import Decision
from planning.meetings.states import DecisionState
from secretariat.people.models import Department
from secretariat.workdays.sql import overdue_q
from supervision.items.models import SupervisionItem
from supervision.items.queries import ledger
from supervision.items.standing import COLUMNS, Day
from supervision.items.states import CLOSED, DROPPED

# What became of a decision; every decision is exactly one of these, so that the figures add up.
FOLLOWS = {
    "open": _("Being followed"),
    "done": _("Done"),
    "dropped": _("Ended otherwise"),
    "not_tracked": _("Not tracked"),
    "undecided": _("Undecided"),
}


def decisions(user: Any, day: Day) -> QuerySet[Decision]:
    """The decisions a person may see, newest meeting first, each with `follow` and `is_late`.

    What a person may not see of the items does not count for them either (rule 46).
    """
    items = SupervisionItem.objects.visible_to(user).filter(decision=OuterRef("pk"))
    live = items.exclude(state__in=[*CLOSED, *DROPPED])
    undecided = Q(state__in=[DecisionState.PROPOSED, DecisionState.CONFIRMED])
    follow = Case(
        When(undecided, then=Value("undecided")),
        When(state=DecisionState.NOT_TRACKED, then=Value("not_tracked")),
        When(Exists(live), then=Value("open")),
        When(Exists(items.filter(state__in=CLOSED)), then=Value("done")),
        When(Exists(items), then=Value("dropped")),
        default=Value("open"),
        output_field=CharField(),
    )
    late = Case(
        When(undecided, then=Q(due_on__lt=day.on, due_on__isnull=False)),
        default=Exists(items.filter(overdue_q(COLUMNS, on=day.on))),
    )
    found = Decision.objects.visible_to(user).annotate(follow=follow, is_late=late)
    return found.order_by("-meeting__held_on", "-meeting_id", "ordinal")  # type: ignore[no-any-return]


def with_parts(found: QuerySet[Decision], user: Any, day: Day) -> QuerySet[Decision]:
    """The rows with all that a line shows: three queries."""
    items = Prefetch("items", ledger(user, day).order_by("pk"), to_attr="followed")
    return found.select_related("meeting__series").defer("meeting__minutes").prefetch_related("leads", items)


@dataclass(frozen=True)
class Figures:
    """How many decisions there are, how many of each kind, how many are late, and how many the filter shows."""

    all: int
    late: int
    shown: int
    follow: dict[str, int]


class RegisterFilterForm(forms.Form):
    """The filter of the register; everything it says stands in the address."""

    NAMES: ClassVar[tuple[str, ...]] = ("q", "year", "series", "unit", "follow", "late", "meeting")

    q = forms.CharField(label=_("Search"), max_length=100, required=False)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)
    series = forms.TypedChoiceField(label=_("Series"), coerce=int, empty_value=None, required=False)
    unit = forms.ModelChoiceField(
        Department.objects.all(), label=_("Lead unit"), required=False, empty_label=_("All units")
    )
    follow = forms.ChoiceField(
        label=pgettext_lazy("decision", "Follow-up"),
        choices=[("", _("Any follow-up")), *FOLLOWS.items()],
        required=False,
    )
    late = forms.ChoiceField(
        label=_("Overdue"), choices=[("", _("Overdue or not")), ("1", _("Overdue only"))], required=False
    )
    meeting = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Decision.objects.visible_to(user).order_by()
        rows = set(seen.values_list("meeting__year", "meeting__series", "meeting__series__name").distinct())
        years = sorted({year for year, *_series in rows}, reverse=True)
        names = sorted({(pk, name) for _year, pk, name in rows})
        self.fields["year"].choices = [("", _("All years")), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]
        self.fields["series"].choices = [("", _("All series")), *names]  # type: ignore[attr-defined]

    def within(self, found: QuerySet[Decision]) -> QuerySet[Decision]:
        """The rows of which the figures speak: all that the filter says but the kind of follow-up."""
        self.full_clean()
        for condition in self._conditions(self.cleaned_data):
            found = found.filter(condition)
        return found

    def follow_up(self) -> Q:
        """What the filter says of the follow-up."""
        wanted = Q()
        if follow := self.cleaned_data.get("follow"):
            wanted &= Q(follow=follow)
        if self.cleaned_data.get("late"):
            wanted &= Q(is_late=True)
        return wanted

    def _conditions(self, chosen: dict[str, Any]) -> list[Q]:
        wanted = [_matches(word) for word in (chosen.get("q") or "").split()]
        if year := chosen.get("year"):
            wanted.append(Q(meeting__year=year))
        if series := chosen.get("series"):
            wanted.append(Q(meeting__series=series))
        if meeting := chosen.get("meeting"):
            wanted.append(Q(meeting=meeting))
        if unit := chosen.get("unit"):
            led = Decision.leads.through.objects.filter(department=unit)
            wanted.append(Q(pk__in=led.values("decision_id")))
        return wanted

    def words(self) -> str:
        """What the filter says, for the event of an export."""
        chosen = [(self.fields[name].label or name, self.cleaned_data.get(name)) for name in self.NAMES]
        return "; ".join(f"{label}: {value}" for label, value in chosen if value)


def figures(found: QuerySet[Decision], shown: Q) -> Figures:
    """The figures over these decisions in one query; each is the number of rows behind it."""
    counts = {f"n_{name}": Count("pk", filter=Q(follow=name)) for name in FOLLOWS}
    late, wanted = Count("pk", filter=Q(is_late=True)), Count("pk", filter=shown) if shown else Count("pk")
    row = found.order_by().aggregate(n=Count("pk"), n_late=late, n_shown=wanted, **counts)
    by_kind = {name: row[f"n_{name}"] for name in FOLLOWS}
    return Figures(all=row["n"], late=row["n_late"], shown=row["n_shown"], follow=by_kind)


def _matches(word: str) -> Q:
    texts = Q(title__icontains=word) | Q(text__icontains=word) | Q(meeting__series__name__icontains=word)
    return texts | Q(not_tracked_reason__icontains=word)
