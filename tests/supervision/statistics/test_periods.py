"""Periods as addresses name them."""

from datetime import date

import pytest
from django.http import QueryDict

from supervision.statistics.forms import PeriodForm
from supervision.statistics.periods import Period, around, named, starting

ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("code", "first", "last", "words"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), "2026年2月"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "2026年第4季度"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "2024年"),
    ],
)
def test_a_code_names_whole_months(code, first, last, words):
    period = named(code)

    assert (period.first, period.last, period.words, period.code) == (first, last, words, code)


@pytest.mark.parametrize("code", ["", "2026-13", "2026-Q5", "2026-1", "0000", "9999", "２０２６", "2026-11-01"])
def test_what_is_no_code_names_nothing(code):
    assert named(code) is None


def test_a_period_knows_the_one_before_and_after():
    assert [named("2026-Q1").shifted(n).code for n in (-1, 1)] == ["2025-Q4", "2026-Q2"]
    assert Period(ON, ON).shifted(1) is None
    assert named("2199").shifted(1) is None


def test_months_at_the_ends_belong_only_in_part():
    months = list(Period(date(2026, 9, 15), date(2026, 11, 2)).by_month())

    assert [(month.first, month.last) for month in months] == [
        (date(2026, 9, 15), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 11, 1), date(2026, 11, 2)),
    ]


def test_month_quarter_and_year_around_a_day():
    assert [period.code for period in around(ON)] == ["2026-11", "2026-Q4", "2026"]


@pytest.mark.parametrize(
    ("query", "period"),
    [
        ("", starting(date(2026, 1, 1), 12)),
        ("period=2026-10", starting(date(2026, 10, 1), 1)),
        ("since=2026-09-15&until=2026-10-01", Period(date(2026, 9, 15), date(2026, 10, 1))),
    ],
)
def test_the_address_chooses_the_period(query, period):
    form = PeriodForm(QueryDict(query))

    assert (form.chosen(ON), form.errors) == (period, {})


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("period=2026-13", "period"),
        ("since=2026-09-15", "until"),
        ("until=2026-09-15", "since"),
        ("since=2026-09-15&until=2026-09-14", "until"),
        ("since=2020-01-01&until=2023-01-01", "until"),
        ("since=0001-01-01&until=2026-01-02", "since"),
        ("since=gestern&until=2026-01-01", "since"),
    ],
)
def test_what_cannot_be_read_is_named_and_this_year_shown(query, field):
    form = PeriodForm(QueryDict(query))

    assert form.chosen(ON) == starting(date(2026, 1, 1), 12)
    assert list(form.errors) == [field]
