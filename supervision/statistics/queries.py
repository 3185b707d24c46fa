"""The figures: how items stand today, and what happened in a period, by unit, source and month.

What late, stalled or on time means is said once, by `items.queries`; the same conditions answer the links.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When
from django.db.models.functions import TruncMonth

from secretariat.people.models import Department
from secretariat.workdays.sql import light_case
from supervision.items.models import SupervisionItem
from supervision.items.queries import SOURCES, Rate, conditions, in_period, returns
from supervision.items.standing import COLUMNS, Day
from supervision.items.states import OPEN
from supervision.statistics.periods import Period

# How items stand today; what happened in the period; what makes the rate.
STOCK = ("open", "soon", "late", "stalled", "extended")
FLOW = ("dispatched", "done", "returned")
RATED = ("counted", "on_time")
LIGHTS = ("green", "yellow", "orange", "red", "none")


@dataclass
class Figures:
    """The figures of one line: counts by their names, and open items by their lights."""

    counts: Counter[str] = field(default_factory=Counter)
    lights: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> Rate:
        """On time of those that count (rule 41)."""
        return Rate(self.counts["on_time"], self.counts["counted"])

    def add(self, row: Mapping[str, Any]) -> None:
        """Take in a row of counts."""
        self.counts.update({name: row.get(f"n_{name}", 0) for name in (*STOCK, *FLOW, *RATED)})
        if "lit" in row:
            self.lights[row["lit"]] += row["n_open"]


@dataclass(frozen=True)
class Statistics:
    """All figures of a period. `elsewhere` are the open items that fall due at another time, or at none."""

    period: Period
    day: Day
    total: Figures
    units: list[tuple[Department, Figures]]
    sources: list[tuple[str, Figures]]
    months: list[tuple[Period, Figures]]
    elsewhere: Figures


def statistics(user: Any, period: Period, day: Day) -> Statistics:
    """Everything about the items that `user` may see: four queries, whatever the number of units and months."""
    seen = SupervisionItem.objects.visible_to(user)
    total, sources = Figures(), {name: Figures() for name in SOURCES}
    units: dict[Department, Figures] = {}
    for row in _by_unit_and_source(seen, period, day):
        unit = Department(**{name: row[path] for path, name in _unit_columns().items()})
        for figures in (total, units.setdefault(unit, Figures()), sources[row["source"]]):
            figures.add(row)
    months = _by_month(seen, period, day)
    return Statistics(period, day, total, list(units.items()), list(sources.items()), months, _elsewhere(total, months))


def _by_unit_and_source(seen: QuerySet[SupervisionItem], period: Period, day: Day) -> QuerySet[Any]:
    known = conditions(day) | in_period(period.first, period.last, day)
    origin = Case(*(When(q, then=Value(name)) for name, (_label, q) in SOURCES.items()), output_field=CharField())
    lit = light_case(COLUMNS, on=day.on, calendar=day.calendar, rule=day.rule)
    rows = seen.annotate(last_sign=COLUMNS.last_sign, source=origin, lit=lit).order_by("lead__order", "lead")
    return rows.values(*_unit_columns(), "source", "lit").annotate(**_counts(known, (*STOCK, *FLOW, *RATED)))


def _unit_columns() -> dict[str, str]:
    return {f"lead__{column.attname}": column.attname for column in Department._meta.concrete_fields}


def _counts(known: Mapping[str, Q], names: Iterable[str]) -> dict[str, Count]:
    return {f"n_{name}": Count("pk", filter=known[name]) for name in names}


def _by_month(seen: QuerySet[SupervisionItem], period: Period, day: Day) -> list[tuple[Period, Figures]]:
    """The months of the period: what falls due in each, and what happened in it."""
    months = list(period.by_month())
    found = {month.first.replace(day=1): Figures() for month in months}
    for row in _due_by_month(seen, period, day):
        found[row["month"]].add(row)
    happened = seen.aggregate(**{key: count for month in months for key, count in _flow(month, day).items()})
    returned = _returned_by_month(seen, period)
    for month in months:
        first = month.first.replace(day=1)
        names = (*FLOW, *RATED)
        flow = {f"n_{name}": happened.get(f"{first:%Y%m}_{name}", 0) for name in names}
        found[first].add(flow | {"n_returned": returned.get(first, 0)})
    return [(month, found[month.first.replace(day=1)]) for month in months]


def _due_by_month(seen: QuerySet[SupervisionItem], period: Period, day: Day) -> QuerySet[Any]:
    due = seen.filter(state__in=OPEN, due_on__range=(period.first, period.last))
    by_month = due.annotate(last_sign=COLUMNS.last_sign, month=TruncMonth("due_on")).order_by("month").values("month")
    return by_month.annotate(**_counts(conditions(day), STOCK))


def _flow(month: Period, day: Day) -> dict[str, Count]:
    known = in_period(month.first, month.last, day)
    names = ("dispatched", "done", *RATED)
    return {f"{month.first:%Y%m}_{name}": Count("pk", filter=known[name]) for name in names}


def _returned_by_month(seen: QuerySet[SupervisionItem], period: Period) -> dict[date, int]:
    """How many items were returned in each month, however often."""
    events = returns(period.first, period.last).filter(subject_id__in=seen.values("pk"))
    counted = events.annotate(month=TruncMonth("at")).values("month").annotate(n=Count("subject_id", distinct=True))
    return {row["month"].date(): row["n"] for row in counted}


def _elsewhere(total: Figures, months: list[tuple[Period, Figures]]) -> Figures:
    rest = Figures()
    rest.counts.update({name: total.counts[name] - sum(row.counts[name] for _m, row in months) for name in STOCK})
    return rest
