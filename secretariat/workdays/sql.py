"""The SQL twin of `lateness`: the same answers for whole sets of rows, by comparing columns with days.

Every threshold is computed once from `on`, so that a list with a light is a comparison of dates which an index serves.
Shares of a row's own working days are the exception: they need the running number of a day, which the database
computes from the special days (docs/decisions/0011).
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Case, CharField, DateField, F, Func, IntegerField, Q, Value, When
from django.db.models.functions import Greatest
from django.db.models.lookups import LessThanOrEqual

from secretariat.workdays import cycles
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.lateness import Rule, Thresholds, cycle_limits, last_day_within

# A Monday before every date of the house.
_FIRST = date(1900, 1, 1)
# So many years before and after the day that is asked about, holidays count; further away weekends alone.
_REACH = 5


@dataclass(frozen=True)
class Columns:
    """Where a model keeps the facts: names of its columns, and which of its states are running and closed.

    Any state in neither list (draft, under review, suspended) has no light. `resumed_on` and `suspended_days` are empty
    where a model has no such column.
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
    suspended_days: str = ""

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
    """The light of each row on `on` as text: green, yellow, orange, red, grey or none (rules 9, 11, 12, 14)."""
    limits = Thresholds.of(on, calendar, rule)
    due = columns.due_on
    shares = _share_whens(columns, on=on, calendar=calendar, rule=rule) if rule.kind == "share" else []
    return Case(
        When(columns.is_closed, then=Value("grey")),
        When(~columns.is_running, then=Value("none")),
        When(Q(**{f"{due}__isnull": True}), then=Value("none")),
        When(Q(**{f"{due}__lt": on}), then=Value("red")),
        *shares,
        When(Q(**{f"{due}__lte": limits.yellow_until}), then=Value("yellow")),
        default=Value("green"),
        output_field=CharField(),
    )


def _share_whens(columns: Columns, *, on: date, calendar: Calendar, rule: Rule) -> list[When]:
    """The lights of the rows that have a dispatch to take a share from; the others fall through to the days."""
    number = _Numbers(calendar, on)
    due, told, began = number.of(columns.due_on), columns.last_report_on, columns.resumed_on
    suspended = F(columns.suspended_days) if columns.suspended_days else Value(0)
    whole = Greatest(due - number.of(columns.dispatched_on) - suspended, Value(0), output_field=IntegerField())
    left = 100 * (due - Value(number.on(on)))
    left_then = 100 * (due - number.of(told))
    outdated = Q(**{f"{told}__lt": F(began)}) if began else Q(pk__in=[])
    sent, reported = Q(**{f"{columns.dispatched_on}__isnull": False}), Q(**{f"{told}__isnull": False})
    qualifies = Q(LessThanOrEqual(left_then, rule.yellow_share * whole)) & reported & ~outdated
    return [
        When(sent & Q(LessThanOrEqual(left, rule.orange_share * whole)), then=Value("orange")),
        When(sent & qualifies, then=Value("green")),
        When(sent & Q(LessThanOrEqual(left, rule.yellow_share * whole)), then=Value("yellow")),
        When(sent, then=Value("green")),
    ]


class _Numbers:
    """The running number of working days: the weekdays since a Monday, and the special days up to the day.

    PostgreSQL finds the place of a day in a sorted array by bisection (`width_bucket`), as the calendar does.
    """

    def __init__(self, calendar: Calendar, on: date) -> None:
        years = range(on.year - _REACH, on.year + _REACH + 1)
        worked = {(day - _FIRST).days for year in years for day in calendar.workdays_of_year(year)}
        span = range((date(years[0], 1, 1) - _FIRST).days, (date(years[-1], 12, 31) - _FIRST).days + 1)
        self._added = [day for day in span if day in worked and day % 7 > 4]
        self._off = [day for day in span if day not in worked and day % 7 < 5]

    def on(self, day: date) -> int:
        """The number of a day that is known now."""
        place = (day - _FIRST).days
        special = sum(one <= place for one in self._added) - sum(one <= place for one in self._off)
        return 5 * (place // 7) + min(place % 7 + 1, 5) + special

    def of(self, column: str) -> Any:
        """The number of the day in a column, as an expression."""
        place = f"(%(expressions)s - DATE '{_FIRST}')"
        added, off = (f"width_bucket({place}, ARRAY{days}::int[])" for days in (self._added, self._off))
        weekdays = f"5 * ({place} / 7) + LEAST(MOD({place}, 7) + 1, 5)"
        return Func(F(column), template=f"({weekdays} + {added} - {off})", output_field=IntegerField())


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


def stalled_q(columns: Columns, *, on: date, calendar: Calendar, rule: Rule) -> Q:
    """The running rows without a report for the rule's working days, or past their reporting cycle (rule 11).

    Annotate the queryset with `last_sign=columns.last_sign` first.
    """
    limits = Thresholds.of(on, calendar, rule)
    stalled = Q(last_sign__lte=limits.quiet_since)
    return columns.is_running & (stalled | _missed_q(columns, on=on, calendar=calendar))


def _missed_q(columns: Columns, *, on: date, calendar: Calendar) -> Q:
    """The rows whose last report was due by their cycle and is not there; those without a cycle have no such day."""
    missed, before = (_day_by(columns.cycle, table) for table in _cycle_tables(on, calendar))
    told = columns.last_report_on
    return Q(last_sign__lt=missed) & (Q(**{f"{told}__isnull": True}) | Q(**{f"{told}__lte": before}))


@lru_cache(maxsize=32)
def _cycle_tables(on: date, calendar: Calendar) -> tuple[str, str]:
    """For every cycle the day that was missed last and the one before it, as two JSON objects."""
    dues = {cycle: cycle_limits(cycle, on=on, calendar=calendar) for cycle in cycles.every_cycle()}
    missed = {cycle: last.isoformat() for cycle, (last, _before) in dues.items()}
    return json.dumps(missed), json.dumps({cycle: before.isoformat() for cycle, (_last, before) in dues.items()})


def _day_by(column: str, table: str) -> Func:
    """The day that belongs to the text in a column, null for any other text: one look-up instead of a case each."""
    template = "(%(expressions)s)::date"
    return Func(Value(table), F(column), template=template, arg_joiner="::jsonb ->> ", output_field=DateField())
