"""Numbers of meetings: anew every year, or through the term."""

from datetime import date

from planning.meetings.numbers import numbered, rule_of
from planning.meetings.series import Occurrence, Recurrence
from tests.planning.factories import SeriesFactory

DAYS = [date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4)]


def occurrences(*days):
    return [Occurrence(day, day, "as planned") for day in days]


def numbers(series, found, **facts):
    return [(row.year, row.number) for row in numbered(series, found, **facts)]


def test_rule_33_numbers_by_year_start_again_at_the_turn_of_the_year():
    series = SeriesFactory.build(first_number=47)

    assert numbers(series, occurrences(*DAYS)) == [(2026, 47), (2026, 48), (2027, 1)]


def test_rule_33_numbers_by_term_go_on():
    series = SeriesFactory.build(first_number=47, numbering="term")

    assert numbers(series, occurrences(*DAYS)) == [(2026, 47), (2026, 48), (2027, 49)]


def test_rule_33_numbers_go_on_after_the_last_meeting():
    assert numbers(SeriesFactory.build(), occurrences(*DAYS), after=(2026, 8)) == [(2026, 9), (2026, 10), (2027, 1)]


def test_rule_33_an_occurrence_left_out_takes_no_number():
    found = [*occurrences(DAYS[0]), Occurrence(DAYS[1], None, "skipped", "元旦"), *occurrences(DAYS[2])]

    assert numbers(SeriesFactory.build(), found) == [(2026, 1), (None, None), (2027, 1)]


def test_rule_of_a_series_names_its_recurrence():
    series = SeriesFactory.build(frequency="monthly_nth", weekday=5, nth=-1, interval=2, policy="skip")

    assert rule_of(series) == Recurrence("monthly_weekday", weekday=5, nth=-1, day=1, interval=2, policy="skip")
