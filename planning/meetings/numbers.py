"""Which days and numbers a series gives its meetings (rules 33, 37); pure: for the preview and for the founding."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from planning.meetings.models import Frequency, HolidayPolicy, Numbering, Rule, Series
from planning.meetings.series import Occurrence, Policy, Recurrence, Rhythm

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
