"""The SQL twin of `lateness`: the same answers for whole sets of rows, by comparing columns with days.

Every threshold is computed once from `on`, so that a list with a light is a comparison of dates which an index serves.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Greatest

from secretariat.workdays import cycles
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.lateness import Rule, Thresholds, cycle_limits, last_day_within


@dataclass(frozen=True)
class Columns:
    """Where a model keeps the facts: names of its columns, and which of its states are running and closed.

    Any state in neither list (draft, under review, suspended) has no light. `resumed_on` is empty where a model has
    no such column.
    """

    running: Collection[str]
    closed: Collection[str]
    state: str = "state"
    due_on: str = "due_on"
    counted_on: str = "counted_due_on"
    dispatched_on: str = "dispatched_on"
    last_report_on: str = "last_report_on"
    resumed_on: str = ""
    done_on: str = "done_on"
    cycle: str = "cycle"

    @property
    def is_running(self) -> Q:
        return Q(**{f"{self.state}__in": list(self.running)})

    @property
    def is_closed(self) -> Q:
        return Q(**{f"{self.state}__in": list(self.closed)})

    @property
    def last_sign(self) -> Greatest:
        # PostgreSQL's GREATEST passes over nulls.
        signs = [F(name) for name in (self.dispatched_on, self.last_report_on, self.resumed_on) if name]
        return Greatest(*signs)


def light_case(columns: Columns, *, on: date, calendar: Calendar, rule: Rule) -> Case:
    """The light of each row on `on` as text: green, yellow, red, grey or none (rules 9, 11, 14)."""
    limits = Thresholds.of(on, calendar, rule)
    due = columns.due_on
    return Case(
        When(columns.is_closed, then=Value("grey")),
        When(~columns.is_running, then=Value("none")),
        When(Q(**{f"{due}__isnull": True}), then=Value("none")),
        When(Q(**{f"{due}__lt": on}), then=Value("red")),
        When(Q(**{f"{due}__lte": limits.yellow_until}), then=Value("yellow")),
        default=Value("green"),
        output_field=CharField(),
    )


def overdue_q(columns: Columns, *, on: date) -> Q:
    """The rows whose light is red on `on` (rule 9)."""
    return columns.is_running & Q(**{f"{columns.due_on}__lt": on})


def due_soon_q(columns: Columns, days: int, *, on: date, calendar: Calendar) -> Q:
    """The running rows that are due from `on` to at most `days` working days later."""
    last = last_day_within(on, days, calendar)
    return columns.is_running & Q(**{f"{columns.due_on}__range": (on, last)})


def late_q(columns: Columns, *, on: date) -> Q:
    """The rows done after their counted date, or past it and still not done on `on` (rules 15, 41).

    Which states count at all is the caller's: suspended and not filed are outside of rates.
    """
    counted, done = columns.counted_on, columns.done_on
    return Q(**{f"{done}__gt": F(counted)}) | Q(**{f"{done}__isnull": True, f"{counted}__lt": on})


def stalled_q(columns: Columns, *, on: date, calendar: Calendar, rule: Rule, used: Collection[str] | None = None) -> Q:
    """The running rows without a report for the rule's working days, or past their reporting cycle (rule 11).

    Annotate the queryset with `last_sign=columns.last_sign` first. `used` may name the cycles that occur, for a
    shorter statement; without it every possible cycle is looked at.
    """
    limits = Thresholds.of(on, calendar, rule)
    stalled = Q(last_sign__lte=limits.quiet_since)
    missed = Q()
    for cycle in cycles.every_cycle() if used is None else used:
        missed |= _missed_q(columns, cycle, on=on, calendar=calendar)
    return columns.is_running & (stalled | (~Q(**{columns.cycle: ""}) & missed))


def _missed_q(columns: Columns, cycle: str, *, on: date, calendar: Calendar) -> Q:
    missed, before = cycle_limits(cycle, on=on, calendar=calendar)
    unreported = Q(**{f"{columns.last_report_on}__isnull": True}) | Q(**{f"{columns.last_report_on}__lte": before})
    return Q(**{columns.cycle: cycle}, last_sign__lt=missed) & unreported
