"""The calendar and the warning rule as the database has them, and a year of the calendar as its pages show it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import cast

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils.translation import get_language

from secretariat.audit.models import Event
from secretariat.workdays.calendar import OFF, Calendar, statutory_days, stretches
from secretariat.workdays.lateness import Kind, Rule
from secretariat.workdays.models import CalendarYear, SpecialDay, WarningRule

FIGURES = ("kind", "yellow_days", "stalled_days", "yellow_share", "orange_share")


def load() -> Calendar:
    """The calendar of all imported years: one small query; the built object is kept while the days are the same."""
    return calendar_and_rule(date.min)[0]


def rule_on(day: date) -> Rule:
    """The warning rule in force on `day` (rule 13); the preset before the first version."""
    version = WarningRule.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    return rule_of(version) if version else Rule()


def rule_of(version: WarningRule) -> Rule:
    """A version as the judge of lateness asks for it."""
    kind, *figures = (getattr(version, name) for name in FIGURES)
    return _rule(version.valid_from, kind, figures)


def versions(limit: int = 50) -> list[tuple[WarningRule, Rule]]:
    """The versions of the warning rule, newest first, each as the judge of lateness asks for it: one query."""
    return [(version, rule_of(version)) for version in WarningRule.objects.order_by("-valid_from")[:limit]]


def calendar_as_of(day: date, calendar: Calendar) -> tuple[Calendar, list[int]]:
    """The calendar as it was known in the evening of `day`, and the years of which that is not known (rule 13).

    A year that was imported later was provisional then. One that was replaced later was different in a way that only
    the log tells: it is answered as it is now, and named. One query.
    """
    kind = ContentType.objects.get_for_model(CalendarYear)
    later = Event.objects.filter(subject_type=kind, verb__in=["calendar.imported", "calendar.replaced"])
    years: dict[int, str] = {}
    for year, verb in later.filter(at__date__gt=day).order_by("-pk").values_list("subject_id", "verb"):
        years[year] = verb
    for year, verb in years.items():
        calendar = calendar.replacing(year, ()) if verb == "calendar.imported" else calendar
    return calendar, sorted(year for year, verb in years.items() if verb == "calendar.replaced")


def calendar_and_rule(day: date) -> tuple[Calendar, Rule]:
    """The calendar, and the warning rule in force on `day`, in one query: the pages of the day need both (rule 13)."""
    with connection.cursor() as cursor:
        cursor.execute(_days_and_figures(), [day])
        days, version = cursor.fetchone()
    if version is None:
        return _built(days), Rule()
    since, kind, *figures = json.loads(version)
    return _built(days), _rule(date.fromisoformat(since), kind, figures)


@cache
def _days_and_figures() -> str:
    """All special days as one value, and the version of the rule. In SQL: nearly every page asks, and to put the
    statement together and read hundreds of rows took longer than all else of it."""
    days, rules = SpecialDay._meta.db_table, WarningRule._meta.db_table
    return f"""
        SELECT (SELECT jsonb_agg(jsonb_build_array(date, kind, name) ORDER BY date) FROM {days}),
               (SELECT jsonb_build_array(valid_from, {", ".join(FIGURES)}) FROM {rules}
                WHERE valid_from <= %s ORDER BY valid_from DESC LIMIT 1)"""


@lru_cache(maxsize=4)
def _built(days: str | None) -> Calendar:
    return Calendar(tuple((date.fromisoformat(on), kind, name) for on, kind, name in json.loads(days or "[]")))


def _rule(since: date, kind: str, figures: Iterable[str | int]) -> Rule:
    names = FIGURES[1:]
    given = {name: int(figure) for name, figure in zip(names, figures, strict=True)}
    return Rule(kind=cast(Kind, kind), since=since, **given)


# ── Years for the pages ──────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Holiday:
    """A holiday of a year: its stretches of days off, and the weekend days worked for it."""

    name: str
    off: list[tuple[date, date]]
    worked: list[date]

    @property
    def count(self) -> int:
        """Days off in all."""
        return sum((last - first).days + 1 for first, last in self.off)


@dataclass(frozen=True)
class Month:
    """A month as a leaf of the calendar: weeks of seven places, None outside of the month, each with its mark."""

    first: date
    workdays: int
    weeks: list[list[tuple[date, str] | None]]


@dataclass(frozen=True)
class Year:
    """A year of the calendar; provisional where it is not imported."""

    year: int
    is_provisional: bool
    workdays: int
    months: list[Month]
    holidays: list[Holiday]


def year_of(year: int, calendar: Calendar | None = None) -> Year:
    """A year as the pages and the command show it, by the calendar of the database or another one."""
    known = load() if calendar is None else calendar
    first = date(year, 1, 1)
    return Year(
        year=year,
        is_provisional=known.is_provisional(first),
        workdays=len(known.workdays_of_year(year)),
        months=[_month(first.replace(month=month), known) for month in range(1, 13)],
        holidays=_holidays(_special_days(year, known)),
    )


def years(this_year: int) -> list[Year]:
    """The imported years, this one and the next, newest first."""
    known = load()
    shown = {*CalendarYear.objects.values_list("pk", flat=True), this_year, this_year + 1}
    return [year_of(year, known) for year in sorted(shown, reverse=True)]


def _month(first: date, calendar: Calendar) -> Month:
    days = [first + timedelta(days=n) for n in range(31)]
    days = [day for day in days if day.month == first.month]
    places: list[tuple[date, str] | None] = [None] * first.weekday()
    places += [(day, _mark(day, calendar)) for day in days]
    places += [None] * (-len(places) % 7)
    workdays = sum(calendar.is_workday(day) for day in days)
    return Month(first, workdays, [places[place : place + 7] for place in range(0, len(places), 7)])


def _mark(day: date, calendar: Calendar) -> str:
    """off for a holiday, work for an adjusted working day, rest for an ordinary weekend, empty for a working day."""
    if calendar.is_workday(day):
        return "work" if day.weekday() > 4 else ""
    special = calendar.special(day)
    return "off" if (special and special[0] == OFF) or day.weekday() < 5 else "rest"


def _special_days(year: int, calendar: Calendar) -> list[tuple[date, str, str]]:
    """What is special in a year: by the names of the notice, or where there is none yet in the reader's language."""
    if year in calendar.imported_years or get_language() != "en":
        return calendar.special_days(year)
    return [(day, OFF, name) for day, name in statutory_days(year, "en_US").items()]


def _holidays(days: list[tuple[date, str, str]]) -> list[Holiday]:
    named: dict[str, list[tuple[date, str]]] = {}
    for day, kind, name in days:
        named.setdefault(name, []).append((day, kind))
    found = [
        Holiday(
            name,
            off=stretches([day for day, kind in rows if kind == OFF]),
            worked=[day for day, kind in rows if kind != OFF],
        )
        for name, rows in named.items()
    ]
    return sorted(found, key=lambda one: one.off[0][0] if one.off else one.worked[0])
