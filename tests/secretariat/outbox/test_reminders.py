"""The reminders of a day."""

from datetime import UTC, date, datetime

import pytest

from secretariat.outbox import reminders
from secretariat.outbox.models import Delivery, Ladder, Notice, ReminderRule
from secretariat.outbox.reminders import Sweep
from tests.secretariat.factories import UserFactory
from tests.secretariat.outbox.reminding import line

pytestmark = pytest.mark.django_db

HOLIDAY, ADJUSTED = date(2026, 10, 5), date(2026, 10, 10)


@pytest.fixture
def lines(answer):
    anna, bert = UserFactory(), UserFactory()
    answer.lines = [line(anna, 1), line(anna, 2), line(bert, 1)]
    return answer.lines


def test_lines_are_asked_with_day_calendar_and_rules_in_force(answer, day, calendar):
    old = ReminderRule.objects.create(
        ladder=Ladder.DUE, offset=-9, audience="handler", valid_from=date(2020, 1, 1), valid_until=date(2021, 1, 1)
    )
    reminders.lines_on(day, calendar)

    [(on, asked_with, rules)] = answer.asked
    assert (on, asked_with, old in rules) == (day, calendar, False)


def test_lines_are_a_pure_read(lines, day, django_assert_num_queries):
    # the calendar, the rules with what was suppressed, who answers for the units, who is away
    with django_assert_num_queries(4) as queries:
        assert len(reminders.lines_on(day)) == 3
    assert {query["sql"].split()[0] for query in queries.captured_queries} == {"SELECT"}


def test_reminders_are_told_at_once_and_gathered_into_one_digest_a_person(lines, day):
    assert reminders.send_reminders(day) == Sweep(people=2, lines=3, new=3)
    assert sorted(delivery.notices.count() for delivery in Delivery.objects.all()) == [1, 2]


def test_rule_17_reminders_sent_twice_are_told_once(lines, day):
    reminders.send_reminders(day)

    assert reminders.send_reminders(day) == Sweep(people=2, lines=3, new=0)
    assert (Notice.objects.count(), Delivery.objects.count()) == (3, 2)


def test_rule_17_new_due_version_is_told_again(answer, day):
    anna = UserFactory()
    answer.lines = [line(anna, due_version=1)]
    reminders.send_reminders(day)
    answer.lines = [line(anna, due_version=2)]

    assert reminders.send_reminders(day) == Sweep(people=1, lines=1, new=1)


def test_rule_17_nothing_on_a_rest_day(lines):
    assert reminders.send_reminders(HOLIDAY) == Sweep(people=0, lines=0, new=0)


def test_rule_17_adjusted_working_day_is_worked(lines):
    assert reminders.send_reminders(ADJUSTED).lines == 3


def test_empty_day_sends_nothing(answer, day):
    reminders.send_reminders(day)

    assert Delivery.objects.count() == 0


def test_digest_is_due_at_half_past_eight(lines, day):
    reminders.send_reminders(day)

    assert {delivery.due_at for delivery in Delivery.objects.all()} == {datetime(2026, 11, 23, 0, 30, tzinfo=UTC)}


def test_notice_says_kind_and_matter(answer, day):
    anna = UserFactory()
    answer.lines = [line(anna, anna.pk, ladder=Ladder.LATE)]
    reminders.send_reminders(day)

    notice = Notice.objects.get()
    assert (notice.kind, notice.subject, notice.day) == ("remind_late", anna, day)


def test_many_lines_are_told_in_chunks(answer, day, django_assert_max_num_queries):
    anna = UserFactory()
    answer.lines = [line(anna, number) for number in range(1100)]

    with django_assert_max_num_queries(30):
        assert reminders.send_reminders(day).new == 1100
