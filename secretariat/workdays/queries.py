"""The calendar and the warning rule as the database has them, and a year of the calendar as its pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Value
from django.db.models.functions import Concat

from secretariat.audit.models import Event
from secretariat.workdays.calendar import OFF, Calendar, stretches
from secretariat.workdays.lateness import Kind, Rule
from secretariat.workdays.models import CalendarYear, SpecialDay, WarningRule

# Beside the kinds of special days, none of which it is.
_RULE = "rule"
FIGURES = ("kind", "yellow_days", "stalled_days", "yellow_share", "orange_share")


def load() -> Calendar:
    """The calendar of all imported years: one small query; the built object is kept while the rows are the same."""
    return _built(tuple(SpecialDay.objects.order_by("date").values_list("date", "kind", "name")))


@lru_cache(maxsize=4)
def _built(rows: tuple[tuple[date, str, str], ...]) -> Calendar:
    return Calendar(rows)


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
    spaced = [part for name in FIGURES for part in (name, Value(" "))]
    rules = WarningRule.objects.filter(valid_from__lte=day).annotate(
        what=Value(_RULE), figures=Concat(*spaced, output_field=CharField())
    )
    days = SpecialDay.objects.order_by().values_list("date", "kind", "name")
    rows = sorted(days.union(rules.order_by().values_list("valid_from", "what", "figures"), all=True))
    versions = [(since, figures.split()) for since, kind, figures in rows if kind == _RULE]
    rule = _rule(versions[-1][0], versions[-1][1][0], versions[-1][1][1:]) if versions else Rule()
    return _built(tuple(row for row in rows if row[1] != _RULE)), rule


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
        holidays=_holidays(known.special_days(year)),
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
