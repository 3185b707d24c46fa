"""Rules 1–7 and 34: every example, and symmetry on random days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.workdays.calendar import Calendar, add_months, statutory_days
from secretariat.workdays.presets import calendar_rows

# Two imported years and provisional ones around them.
CALENDAR = Calendar((date.fromisoformat(row["date"]), row["kind"], row["name"]) for row in calendar_rows())
DAYS = st.dates(date(2023, 1, 1), date(2029, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "worked"), [("2026-09-20", True), ("2026-02-16", False), ("2026-10-10", True), ("2026-10-11", False)]
)
def test_rule_01_working_day(calendar, text, worked):
    assert calendar.is_workday(day(text)) is worked


@pytest.mark.parametrize("year", [2025, 2026])
def test_rule_01_announced_years_have_248_working_days(calendar, year):
    assert len(calendar.workdays_of_year(year)) == 248


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-09-18", 1, "2026-09-20"),
        ("2026-09-18", 5, "2026-09-24"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2025-01-27", 5, "2025-02-10"),
    ],
)
def test_rule_02_add_excludes_the_start(calendar, start, n, end):
    assert calendar.add(day(start), n) == day(end)


@pytest.mark.parametrize(("start", "n", "end"), [("2026-10-09", 3, "2026-09-29"), ("2026-10-14", 3, "2026-10-10")])
def test_rule_03_subtract_is_symmetric(calendar, start, n, end):
    assert calendar.subtract(day(start), n) == day(end)
    assert calendar.add(day(end), n) == day(start)


@given(start=DAYS, n=st.integers(0, 700))
def test_rule_03_subtract_undoes_add_from_a_working_day(start, n):
    start = CALENDAR.roll_forward(start)

    assert CALENDAR.subtract(CALENDAR.add(start, n), n) == start
    assert CALENDAR.add(CALENDAR.subtract(start, n), n) == start


@given(start=DAYS, n=st.integers(1, 700))
def test_rule_02_add_lands_on_the_nth_working_day(start, n):
    end = CALENDAR.add(start, n)

    assert CALENDAR.is_workday(end)
    assert CALENDAR.between(start, end) == n


@given(start=DAYS, end=DAYS)
def test_between_counts_what_a_walk_counts_and_has_a_sign(start, end):
    low, high = min(start, end), max(start, end)
    walked = sum(CALENDAR.is_workday(low + timedelta(days=i)) for i in range(1, (high - low).days + 1))

    assert CALENDAR.between(low, high) == walked
    assert CALENDAR.between(start, end) == -CALENDAR.between(end, start)


def test_add_of_a_negative_number_subtracts(calendar):
    assert calendar.add(day("2026-10-09"), -3) == day("2026-09-29")
    assert calendar.subtract(day("2026-09-29"), -3) == day("2026-10-09")


def test_add_nothing_is_the_day_itself_even_a_rest_day(calendar):
    assert calendar.add(day("2026-10-03"), 0) == day("2026-10-03")
    assert calendar.subtract(day("2026-10-03"), 0) == day("2026-10-03")


@pytest.mark.parametrize(("end", "rolled"), [("2026-10-03", "2026-10-08"), ("2026-02-14", "2026-02-14")])
def test_rule_04_counted_period_rolls_forward(calendar, end, rolled):
    assert calendar.roll_forward(day(end)) == day(rolled)


def test_rule_04_period_of_days_rolls_forward(calendar):
    assert calendar.after_days(day("2026-09-28"), 5) == day("2026-10-08")


@pytest.mark.parametrize(("months", "end"), [(3, "2026-05-09"), (6, "2026-08-10")])
def test_rule_05_months_end_on_the_corresponding_day(calendar, months, end):
    assert calendar.after_months(day("2026-02-09"), months) == day(end)


def test_rule_05_a_missing_day_is_the_end_of_the_month():
    assert add_months(day("2026-08-31"), 1) == day("2026-09-30")


@pytest.mark.parametrize(
    ("month", "n", "due"),
    [(4, 25, "2026-04-24"), (10, 25, "2026-10-23"), (11, 25, "2026-11-25"), (2, 31, "2026-02-28")],
)
def test_rule_06_day_of_month_rolls_backward(calendar, month, n, due):
    assert calendar.by_day_of_month(2026, month, n) == day(due)


def test_rule_07_a_year_without_import_counts_statutory_days(calendar):
    assert calendar.add(day("2026-12-31"), 1) == day("2027-01-04")
    assert calendar.is_provisional(day("2026-12-31"), day("2027-01-04"))
    assert not calendar.is_provisional(day("2026-12-31"))
    assert calendar.is_provisional(day("2027-01-04"), day("2024-12-31"))


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2030])
def test_rule_07_statutory_days_are_thirteen(year):
    assert len(statutory_days(year)) == 13


def test_rule_07_importing_the_year_ends_the_provision():
    announced = Calendar([(day("2027-01-01"), "off", "元旦"), (day("2027-01-03"), "work", "元旦")])

    assert announced.add(day("2026-12-31"), 1) == day("2027-01-03")
    assert not announced.is_provisional(day("2027-01-03"))


@pytest.mark.parametrize(("any_day", "count"), [("2026-09-14", 6), ("2026-09-20", 6), ("2026-10-05", 3)])
def test_rule_34_a_week_shows_adjusted_working_days(calendar, any_day, count):
    assert len(calendar.workdays_of_week(day(any_day))) == count


def test_neighbours_of_a_rest_day(calendar):
    assert calendar.next_workday(day("2026-10-03")) == day("2026-10-08")
    assert calendar.previous_workday(day("2026-10-03")) == day("2026-09-30")
    assert calendar.roll_backward(day("2026-10-03")) == day("2026-09-30")


def test_special_day_has_its_name(calendar):
    assert calendar.special(day("2026-10-10")) == ("work", "国庆节")
    assert calendar.special(day("2026-10-12")) is None
