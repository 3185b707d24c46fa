"""Reporting cycles and their due days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.workdays import cycles
from tests.secretariat.workdays.test_calendar import CALENDAR, day


@pytest.mark.parametrize(
    ("cycle", "after", "due"),
    [
        ("weekly:5", "2026-11-16", "2026-11-20"),
        ("weekly:5", "2026-11-20", "2026-11-27"),
        ("weekly", "2026-11-16", "2026-11-20"),
        ("monthly:25", "2026-04-01", "2026-04-24"),
        ("monthly:25", "2026-10-01", "2026-10-23"),
        ("monthly:25", "2026-10-23", "2026-11-25"),
        ("monthly", "2026-10-01", "2026-10-30"),
        ("quarterly:25", "2026-07-01", "2026-09-24"),
        ("quarterly", "2026-10-01", "2026-12-31"),
    ],
)
def test_rule_06_next_due(cycle, after, due):
    assert cycles.next_due(cycle, day(after), CALENDAR) == day(due)


def test_weekly_due_day_that_is_off_moves_to_the_last_working_day_of_its_week():
    assert cycles.next_due("weekly:5", day("2026-09-28"), CALENDAR) == day("2026-09-30")


def test_weekly_cycle_skips_a_week_without_working_days():
    assert cycles.next_due("weekly:5", day("2026-02-13"), CALENDAR) == day("2026-02-27")


def test_biweekly_due_days_are_two_weeks_apart():
    first = cycles.next_due("biweekly:5", day("2026-11-01"), CALENDAR)

    assert (cycles.next_due("biweekly:5", first, CALENDAR) - first).days == 14


@given(cycle=st.sampled_from(cycles.every_cycle()), around=st.dates(date(2024, 6, 1), date(2028, 6, 1)))
def test_previous_and_next_due_are_neighbours(cycle, around):
    before, after = cycles.previous_due(cycle, around, CALENDAR), cycles.next_due(cycle, around, CALENDAR)

    assert before < around < after
    assert cycles.next_due(cycle, before, CALENDAR) in (around, after)


@pytest.mark.parametrize("text", ["daily", "weekly:8", "weekly:0", "monthly:32", "monthly:x", "周报", "weekly:５５"])
def test_nonsense_is_not_a_cycle(text):
    with pytest.raises(ValueError, match="not a cycle"):
        cycles.parse(text)


def test_an_empty_cycle_has_no_due_days():
    assert cycles.parse("") is None
    with pytest.raises(ValueError, match="empty"):
        cycles.next_due("", day("2026-11-16"), CALENDAR)
