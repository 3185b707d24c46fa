"""How many co-units have reported in this period, told alike by the row, the preview and the page of an item."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine

from supervision.items.coverage import asked_coverage, with_partners
from supervision.items.models import SupervisionItem
from supervision.items.requests import ReportRequest
from supervision.reports import queries as reports
from tests.supervision.factories import DepartmentFactory, ItemFactory, ReportFactory
from tests.supervision.items.cast import DAY

pytestmark = pytest.mark.django_db
FAR, SOON = date(2026, 12, 31), date(2026, 9, 16)
THIS_WEEK, LAST_WEEK = DAY, date(2026, 9, 8)


@pytest.fixture
def item(cast):
    """In progress since 1 September with two co-units, not due for long."""

    def make(**facts):
        usual = {"lead": cast.lead, "co_units": [cast.co_unit, cast.other_unit], "officer": cast.officer}
        usual |= {"due_on": FAR, "filed_on": date(2026, 9, 1), "last_report_on": DAY}
        return ItemFactory(**usual | facts)

    return make


def row(item, day):
    return asked_coverage(with_partners(SupervisionItem.objects.all()).get(pk=item.pk), day)


def request(item, **facts):
    usual = {"unit": item.co_units.first(), "asked_by": item.officer, "asked_on": DAY, "due_on": SOON}
    return ReportRequest.objects.create(item=item, **usual | facts)


def test_a_row_counts_the_co_units_that_have_reported_in_this_cycle(cast, item, day):
    weekly = item(cycle="weekly:5")
    ReportFactory(item=weekly, unit=cast.co_unit, on=LAST_WEEK)
    ReportFactory(item=weekly, unit=cast.co_unit, on=THIS_WEEK)
    ReportFactory(item=weekly, unit=cast.other_unit, on=LAST_WEEK)
    ReportFactory(item=weekly, on=THIS_WEEK)

    assert (row(weekly, day).short, row(weekly, day).words) == ("1/2", "1/2 已反馈")


def test_a_row_counts_neither_an_earlier_round_nor_what_was_taken_back_nor_a_unit_that_has_no_part(cast, item, day):
    again = item(cycle="weekly:5", round=2)
    ReportFactory(item=again, unit=cast.co_unit, on=THIS_WEEK, round=1)
    closing = {"is_closing": True, "conclusion": "已办结", "evidence": "原件"}
    ReportFactory(item=again, unit=cast.other_unit, on=THIS_WEEK, round=2, withdrawn_on=DAY, **closing)
    ReportFactory(item=again, unit=DepartmentFactory(), on=THIS_WEEK, round=2)

    assert row(again, day).short == "0/2"


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"cycle": "weekly:5"}, True),
        ({"due_on": SOON}, True),
        ({"due_on": date(2026, 9, 11)}, True),
        ({"last_report_on": None}, True),
        ({}, False),
        ({"cycle": "weekly:5", "co_units": []}, False),
        ({"cycle": "weekly:5", "state": "suspended"}, False),
        ({"cycle": "weekly:5", "state": "under_review"}, False),
        ({"cycle": "weekly:5", "state": "completed"}, False),
    ],
)
def test_a_row_shows_it_where_a_report_is_asked_of_co_units(item, day, facts, shown):
    assert bool(row(item(**facts | {"filed_on": date(2026, 8, 1)}), day)) == shown


def test_a_row_shows_it_where_the_lead_unit_asked_for_a_report(item, day):
    asked, asked_in_an_earlier_round = item(), item(round=2)
    request(asked)
    request(asked_in_an_earlier_round, round=1)

    assert row(asked, day).short == "0/2"
    assert row(asked_in_an_earlier_round, day) is None


@pytest.mark.parametrize("cycle", ["", "weekly:5"])
@pytest.mark.parametrize("on", [THIS_WEEK, LAST_WEEK])
def test_the_row_the_preview_and_the_page_say_the_same(cast, item, day, client, cycle, on):
    one = item(cycle=cycle)
    request(one)
    ReportFactory(item=one, unit=cast.co_unit, on=on)

    in_row, on_page = row(one, day), reports.coverage(one, day)
    client.force_login(cast.staff)
    with time_machine.travel(datetime.combine(DAY, time(9), ZoneInfo("Asia/Shanghai")), tick=False):
        preview = client.get(f"/supervision/items/{one.pk}/preview/").context["coverage"]

    assert (in_row.told, in_row.since) == (on_page.told, on_page.since) == (preview.told, preview.since)
