"""Rule 33: which days a series falls on."""

from datetime import date

import pytest

from planning.meetings.series import Occurrence, Recurrence, occurrences
from tests.secretariat.workdays.test_calendar import CALENDAR, day


def held(rule: Recurrence, first_on: str, count: int) -> list[str]:
    found = occurrences(rule, first_on=day(first_on), count=count, calendar=CALENDAR)
    return [str(one.held_on) for one in found if one.held_on]


@pytest.mark.parametrize(("nominal", "held_on"), [("2026-10-05", "2026-10-08"), ("2026-04-06", "2026-04-07")])
def test_rule_33_weekly_monday_moves_to_the_next_working_day(nominal, held_on):
    found = occurrences(Recurrence(policy="next"), first_on=day(nominal), count=1, calendar=CALENDAR)

    assert [(one.nominal_on, one.held_on, one.effect) for one in found] == [(day(nominal), day(held_on), "moved")]


def test_rule_33_moved_occurrence_names_the_holiday():
    found = occurrences(Recurrence(policy="next"), first_on=day("2026-10-05"), count=1, calendar=CALENDAR)

    assert found[0].note == "国庆节"


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("keep", Occurrence(date(2026, 10, 5), date(2026, 10, 5), "as planned")),
        ("skip", Occurrence(date(2026, 10, 5), None, "skipped", "国庆节")),
        ("next", Occurrence(date(2026, 10, 5), date(2026, 10, 8), "moved", "国庆节")),
        ("previous", Occurrence(date(2026, 10, 5), date(2026, 9, 30), "moved", "国庆节")),
    ],
)
def test_rule_33_policies(policy, expected):
    assert occurrences(Recurrence(policy=policy), first_on=day("2026-10-05"), count=1, calendar=CALENDAR)[0] == expected


def test_rule_33_two_on_one_day_merge_and_the_skip_is_recorded():
    # Both Sunday the 15th and Sunday the 22nd of February lie in the holidays and move to Tuesday the 24th.
    found = occurrences(Recurrence(weekday=7), first_on=day("2026-02-15"), count=1, calendar=CALENDAR)
    both = occurrences(Recurrence(weekday=7), first_on=day("2026-02-15"), count=2, calendar=CALENDAR)

    assert found == [Occurrence(date(2026, 2, 15), date(2026, 2, 24), "moved", "春节")]
    assert both[1] == Occurrence(date(2026, 2, 22), None, "merged", "2026-02-24")


def test_weekly_series_shows_its_next_twelve_dates():
    assert held(Recurrence(), "2026-11-16", 12)[:3] == ["2026-11-16", "2026-11-23", "2026-11-30"]
    assert len(held(Recurrence(), "2026-11-16", 12)) == 12


def test_every_second_week():
    assert held(Recurrence(interval=2), "2026-11-16", 3) == ["2026-11-16", "2026-11-30", "2026-12-14"]


def test_weekly_series_begins_on_its_weekday():
    assert held(Recurrence(weekday=3), "2026-11-16", 1) == ["2026-11-18"]


def test_nth_weekday_of_the_month():
    rule = Recurrence("monthly_weekday", weekday=2, nth=2)

    assert held(rule, "2026-11-16", 2) == ["2026-12-08", "2027-01-12"]


@pytest.mark.parametrize("nth", [-1, 5])
def test_last_weekday_of_the_month(nth):
    assert held(Recurrence("monthly_weekday", weekday=5, nth=nth), "2026-11-01", 1) == ["2026-11-27"]


def test_day_of_the_month_is_clamped_to_its_end():
    rule = Recurrence("monthly_day", day=31, policy="keep")

    assert held(rule, "2026-11-16", 4) == ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]


def test_every_second_month_counts_from_the_first_meeting():
    rule = Recurrence("monthly_day", day=10, interval=2, policy="keep")

    assert held(rule, "2026-11-16", 2) == ["2026-12-10", "2027-02-10"]


def test_no_meetings_asked_gives_none():
    assert occurrences(Recurrence(), first_on=day("2026-11-16"), count=0, calendar=CALENDAR) == []


def test_a_rule_that_never_meets_ends():
    sundays = occurrences(Recurrence(weekday=7, policy="skip"), first_on=day("2027-01-01"), count=3, calendar=CALENDAR)

    assert {one.effect for one in sundays} == {"skipped"}
