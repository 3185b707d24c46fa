"""Which days and numbers a series gives its meetings (rules 33, 37); pure: for the preview and for the founding."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from planning.meetings.models import Frequency, HolidayPolicy, Numbering, Rule, Series
from planning.meetings.series import Occurrence, Policy, Recurrence, Rhythm, occurrences
from secretariat.workdays.calendar import Calendar

RHYTHMS: dict[str, Rhythm] = {
    Frequency.WEEKLY: "weekly",
    Frequency.MONTHLY_NTH: "monthly_weekday",
    Frequency.MONTHLY_DAY: "monthly_day",
}
POLICIES: dict[str, Policy] = {
    HolidayPolicy.NEXT: "next",
    HolidayPolicy.PREVIOUS: "previous",
    HolidayPolicy.KEEP: "keep",
    HolidayPolicy.SKIP: "skip",
}
# Of the meetings before its founding a series only counts those that are longer past: minutes of the others may follow.
RECENT = timedelta(days=31)


@dataclass(frozen=True)
class Numbered:
    """An occurrence with its number; both None where it is left out or merged into another."""

    occurrence: Occurrence
    year: int | None = None
    number: int | None = None


def rule_of(series: Rule) -> Recurrence:
    """The recurrence of a series or of one of its former rules, as the reader of recurrences takes it."""
    return Recurrence(
        rhythm=RHYTHMS[series.frequency],
        weekday=series.weekday or 1,
        nth=series.nth or 1,
        day=series.month_day or 1,
        interval=series.interval,
        policy=POLICIES[series.policy],
    )


def ahead(series: Series, *, on: date, calendar: Calendar, count: int) -> list[Occurrence]:
    """Every occurrence by the rule that holds from the first one to the `count`th that is held on or after `on`."""
    wanted, since = count, series.rule_since or series.first_on
    while True:
        found = occurrences(rule_of(series), first_on=since, count=wanted, calendar=calendar)
        held = [one.held_on for one in found if one.held_on]
        missing = count - sum(day >= on for day in held)
        if missing <= 0 or len(held) < wanted:
            return found
        wanted += missing


def unfit_first_day(first_on: date, *, on: date) -> str:
    """Why a series that is founded on the day `on` cannot begin on `first_on`; empty where it can.

    From the beginning of the year, so that its meetings count from the first one of it, to the end of the next year.
    """
    first, last = date(on.year, 1, 1), date(on.year + 1, 12, 31)
    if first <= first_on <= last:
        return ""
    said = _(
        "The first meeting can be from %(first)s to %(last)s. Of a series that has met for longer, give the day and "
        "the number of its next meeting."
    )
    return said % {"first": f"{first:%Y-%m-%d}", "last": f"{last:%Y-%m-%d}"}


def numbered(
    series: Series,
    occurrences: Iterable[Occurrence],
    *,
    after: tuple[int, int] | None = None,
    taken: Collection[tuple[int, int]] = (),
) -> Iterator[Numbered]:
    """The occurrences with their numbers, going on after the meeting (year, number) `after`, or from the first one.

    With numbering by year the numbers start again at 1 with the first meeting held in a new year. Numbers `taken` by
    other meetings, as (year, number), are passed over.
    """
    last = after
    for occurrence in occurrences:
        if occurrence.held_on is None:
            yield Numbered(occurrence)
            continue
        last = _next(series, occurrence.held_on.year, last)
        while last in taken:
            last = _next(series, occurrence.held_on.year, last)
        yield Numbered(occurrence, *last)


def _next(series: Series, year: int, last: tuple[int, int] | None) -> tuple[int, int]:
    if last is None:
        return year, series.first_number
    if series.numbering == Numbering.YEAR and year != last[0]:
        return year, 1
    return year, last[1] + 1
