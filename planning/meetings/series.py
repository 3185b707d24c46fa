"""Which days a series of meetings falls on: pure recurrence and the holiday policies of rule 33."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Literal

from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

from secretariat.workdays.calendar import Calendar

Rhythm = Literal["weekly", "monthly_weekday", "monthly_day"]
Policy = Literal["keep", "skip", "next", "previous"]
Effect = Literal["as planned", "moved", "skipped", "merged"]
# More nominal days than this without a meeting means that a rule can never be held.
PATIENCE = 120


@dataclass(frozen=True)
class Recurrence:
    """When a series meets: every `interval` weeks on `weekday`, or each `interval` months on the `nth` `weekday` (5 or
    -1 is the last) or on `day` (clamped to the month's end). Weekdays are 1 (Monday) to 7; `policy` says what happens
    on a rest day."""

    rhythm: Rhythm = "weekly"
    weekday: int = 1
    nth: int = 1
    day: int = 1
    interval: int = 1
    policy: Policy = "next"


@dataclass(frozen=True)
class Occurrence:
    """A day of the series: where it falls by the rule, where it is held (None if not), and what the policy did.

    `note` names the reason in data: the holiday's name, or for a merged one the ISO day it merges into.
    """

    nominal_on: date
    held_on: date | None
    effect: Effect
    note: str = ""


def occurrences(rule: Recurrence, *, first_on: date, count: int, calendar: Calendar) -> list[Occurrence]:
    """The days of the series from `first_on` until `count` meetings are held, skipped and merged ones included.

    Two occurrences that land on one day merge: the earlier is held, the later is recorded as merged (rule 33). Fewer
    than `count` come back when a rule meets no working day for very long.
    """
    found: list[Occurrence] = []
    held: set[date] = set()
    for nominal in islice(_nominal_days(rule, first_on), count + PATIENCE):
        occurrence = place(rule.policy, nominal, calendar)
        if occurrence.held_on in held:
            occurrence = Occurrence(nominal, None, "merged", note=str(occurrence.held_on))
        if occurrence.held_on:
            held.add(occurrence.held_on)
        found.append(occurrence)
        if len(held) == count:
            break
    return found if count else []


def place(policy: Policy, nominal: date, calendar: Calendar) -> Occurrence:
    """Where an occurrence falls that the rule puts on `nominal` (rule 33)."""
    if policy == "keep" or calendar.is_workday(nominal):
        return Occurrence(nominal, nominal, "as planned")
    special = calendar.special(nominal)
    note = special[1] if special else ""
    if policy == "skip":
        return Occurrence(nominal, None, "skipped", note)
    held = calendar.next_workday(nominal) if policy == "next" else calendar.previous_workday(nominal)
    return Occurrence(nominal, held, "moved", note)


def _nominal_days(rule: Recurrence, first_on: date) -> Iterator[date]:
    days = _weekly(rule, first_on) if rule.rhythm == "weekly" else _monthly(rule, first_on)
    return (day for day in days if day >= first_on)


def _weekly(rule: Recurrence, first_on: date) -> Iterator[date]:
    day = first_on + timedelta(days=(rule.weekday - first_on.isoweekday()) % 7)
    while True:
        yield day
        day += timedelta(weeks=rule.interval)


def _monthly(rule: Recurrence, first_on: date) -> Iterator[date]:
    # The month of the first meeting counts only if its day is not past; the interval counts from the first one held.
    month = first_on.replace(day=1)
    if _day_in(month, rule) < first_on:
        month += relativedelta(months=1)
    while True:
        yield _day_in(month, rule)
        month += relativedelta(months=rule.interval)


def _day_in(month: date, rule: Recurrence) -> date:
    if rule.rhythm == "monthly_day":
        return month + relativedelta(day=rule.day)
    end = month + relativedelta(day=31)
    days = [month + timedelta(days=i) for i in range(end.day)]
    fitting = [day for day in days if day.isoweekday() == rule.weekday]
    # A fifth Monday that a month does not have is its last one.
    return fitting[-1] if rule.nth < 0 else fitting[min(rule.nth, len(fitting)) - 1]
