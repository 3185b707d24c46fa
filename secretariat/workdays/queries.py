"""The calendar and the warning rule as the database has them, and a year of the calendar as its pages show it."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import CharField, Value
from django.db.models.functions import Concat

from secretariat.workdays.calendar import OFF, Calendar, stretches
from secretariat.workdays.lateness import Rule
from secretariat.workdays.models import CalendarYear, SpecialDay, WarningRule

# Beside the kinds of special days, none of which it is.
_RULE = "rule"


def load() -> Calendar:
    """The calendar of all imported years: one small query; the built object is kept while the rows are the same."""
    return _built(tuple(SpecialDay.objects.order_by("date").values_list("date", "kind", "name")))


@lru_cache(maxsize=4)
def _built(rows: tuple[tuple[date, str, str], ...]) -> Calendar:
    return Calendar(rows)


def rule_on(day: date) -> Rule:
    """The warning rule in force on `day` (rule 13); the preset before the first version."""
    version = WarningRule.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    return Rule(version.yellow_days, version.stalled_days) if version else Rule()


def calendar_and_rule(day: date) -> tuple[Calendar, Rule]:
    """The calendar, and the warning rule in force on `day`, in one query: the pages of the day need both (rule 13)."""
    rules = WarningRule.objects.filter(valid_from__lte=day).annotate(
        kind=Value(_RULE), name=Concat("yellow_days", Value(" "), "stalled_days", output_field=CharField())
    )
    days = SpecialDay.objects.order_by().values_list("date", "kind", "name")
    rows = sorted(days.union(rules.order_by().values_list("valid_from", "kind", "name"), all=True))
    versions = [name.split() for _day, kind, name in rows if kind == _RULE]
    rule = Rule(*map(int, versions[-1])) if versions else Rule()
    return _built(tuple(row for row in rows if row[1] != _RULE)), rule


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
