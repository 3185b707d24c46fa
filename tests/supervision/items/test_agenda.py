"""What the next meeting of a series hears of the items that its decisions brought about."""

from datetime import date

import pytest

from secretariat.workdays import queries as workdays
from supervision.items.agenda import agenda
from tests.planning.factories import DecisionFactory, MeetingFactory
from tests.supervision.factories import ExtensionFactory, ItemFactory

pytestmark = pytest.mark.django_db
SINCE, TODAY, UNTIL = date(2026, 10, 12), date(2026, 10, 16), date(2026, 10, 26)


@pytest.fixture
def decision():
    return DecisionFactory(meeting=MeetingFactory(state="published"), state="tracked")


def asked(decision, since=SINCE):
    found = agenda(series=decision.meeting.series_id, since=since, until=UNTIL, on=TODAY, calendar=workdays.load())
    return [(entry.record[1], entry.why) for entry in found]


def test_overdue_items_come_first_then_those_that_are_due(decision):
    due = ItemFactory(decision=decision, due_on=UNTIL)
    late = ItemFactory(decision=decision, due_on=date(2026, 10, 14))

    assert asked(decision) == [(late.pk, "已逾期2个工作日"), (due.pk, "10-26到期")]


def test_items_due_after_the_next_meeting_are_left_out(decision):
    ItemFactory(decision=decision, due_on=date(2026, 10, 27))

    assert asked(decision) == []


def test_an_item_that_was_extended_since_the_last_meeting_says_until_when(decision):
    item = ItemFactory(decision=decision, due_on=date(2026, 12, 1))
    granted = {"granted_due_on": date(2026, 12, 1), "to_due_on": date(2026, 12, 2), "decided_by": item.officer}
    ExtensionFactory(item=item, state="granted", decided_on=date(2026, 10, 13), **granted)

    assert asked(decision) == [(item.pk, "已延期至12-01")]


def test_an_item_done_since_the_last_meeting_is_reported(decision):
    item = ItemFactory(decision=decision, state="completed", closing_on=date(2026, 10, 15))
    ItemFactory(decision=decision, state="completed", closing_on=date(2026, 10, 9))

    assert asked(decision) == [(item.pk, "已于10-15办结")]


def test_without_a_last_meeting_only_what_is_open_counts(decision):
    ItemFactory(decision=decision, state="completed", closing_on=date(2026, 10, 15))

    assert asked(decision, since=None) == []


def test_items_of_other_series_and_other_sources_are_left_out(decision):
    ItemFactory(due_on=TODAY)
    ItemFactory(decision=DecisionFactory(state="tracked"), due_on=TODAY)

    assert asked(decision) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_one_query_however_many_items(decision, django_assert_num_queries, rows):
    for _row in range(rows):
        ItemFactory(decision=decision, due_on=TODAY)
    calendar = workdays.load()

    with django_assert_num_queries(1):
        agenda(series=decision.meeting.series_id, since=SINCE, until=UNTIL, on=TODAY, calendar=calendar)
