"""The figures by unit, source and month: what they count, and which sums close (rules 10, 15, 25, 41, 42)."""

from datetime import date

import pytest

from supervision.items import queries as items
from supervision.items.models import SupervisionItem
from supervision.items.queries import Rate
from supervision.statistics.periods import Period, named
from supervision.statistics.queries import FLOW, LIGHTS, STOCK, statistics
from tests.supervision.factories import DepartmentFactory
from tests.supervision.statistics.conftest import made

YEAR = named("2026")


@pytest.fixture
def year(ledger, cast, day):
    return statistics(cast.officer, YEAR, day)


def test_the_total_of_this_year_is_what_the_desk_says(year, day):
    desk = items.figures(SupervisionItem.objects.all(), day)

    assert {name: year.total.counts[name] for name in STOCK} == {name: getattr(desk, name) for name in STOCK}
    assert year.total.rate == desk.rate


def test_what_happened_in_the_year(year):
    assert {name: year.total.counts[name] for name in FLOW} == {"dispatched": 17, "done": 7, "returned": 1}
    assert year.total.rate == Rate(5, 10)


def test_rule_42_units_and_sources_add_up_to_the_total(year):
    for rows in (year.units, year.sources):
        for name in (*STOCK, *FLOW, "counted", "on_time"):
            assert sum(row.counts[name] for _key, row in rows) == year.total.counts[name], name


def test_rule_42_months_and_the_rest_add_up_where_the_page_says_so(year):
    for name in STOCK:
        assert sum(row.counts[name] for _m, row in year.months) + year.elsewhere.counts[name] == year.total.counts[name]
    for name in ("dispatched", "done"):
        assert sum(row.counts[name] for _m, row in year.months) == year.total.counts[name]


def test_an_item_returned_in_two_months_counts_once_in_each_and_once_in_the_year(year):
    returned = {month.code: row.counts["returned"] for month, row in year.months if row.counts["returned"]}

    assert (returned, year.total.counts["returned"]) == ({"2026-10": 1, "2026-11": 1}, 1)


def test_lights_add_up_to_what_is_open(year):
    for _unit, row in year.units:
        assert sum(row.lights[light] for light in LIGHTS) == row.counts["open"]


def test_units_come_in_the_order_of_the_organisation_whatever_their_figures(cast, day):
    last, first = DepartmentFactory(order=9, name="末"), DepartmentFactory(order=0, name="首")
    made(cast, lead=last, due_on=date(2026, 10, 9))
    made(cast, lead=first, state="completed")

    assert [unit for unit, _row in statistics(cast.officer, YEAR, day).units] == [first, last]


def test_rule_41_a_past_month_is_judged_at_its_end(cast, day):
    made(cast, due_on=date(2026, 9, 30), state="completed", closing_on=date(2026, 10, 12))

    found = {code: statistics(cast.officer, named(code), day).total.rate for code in ("2026-08", "2026-09", "2026-10")}

    assert found == {"2026-08": Rate(0, 0), "2026-09": Rate(0, 1), "2026-10": Rate(0, 1)}


def test_rule_41_a_month_to_come_has_no_rate_yet(year):
    rates = {month.code: row.rate.n for month, row in year.months}

    assert (rates["2026-11"] > 0, rates["2026-12"]) == (True, 0)


def test_rule_25_the_rate_judges_by_the_counted_date(cast, day):
    made(cast, due_on=date(2026, 12, 31), counted_due_on=date(2026, 11, 20))

    total = statistics(cast.officer, named("2026-11"), day).total

    assert (total.counts["late"], total.rate) == (0, Rate(0, 1))


def test_rule_46_a_unit_counts_only_what_it_sees(ledger, cast, day):
    units = [unit for unit, _row in statistics(cast.stranger, YEAR, day).units]

    assert units == [cast.other_unit]


@pytest.mark.parametrize("period", [YEAR, named("2026-11"), Period(date(2025, 1, 15), date(2026, 11, 20))])
def test_statistics_take_four_queries_whatever_the_period(ledger, cast, day, period, django_assert_num_queries):
    cast.officer.acts_as()
    statistics(cast.officer, YEAR, day)

    with django_assert_num_queries(4):
        statistics(cast.officer, period, day)
