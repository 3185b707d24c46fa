"""What the office does every minute."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from secretariat.jobs.models import Job, JobState
from secretariat.jobs.queries import last_tick
from secretariat.outbox.models import Notice
from secretariat.outbox.sweep import sweep
from tests.secretariat.factories import UserFactory
from tests.secretariat.outbox.reminding import line

pytestmark = pytest.mark.django_db

HALF_PAST_EIGHT = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)


@pytest.fixture
def reminded(answer, time_machine):
    time_machine.move_to(HALF_PAST_EIGHT)
    answer.lines = [line(UserFactory())]


def remind_jobs():
    return list(Job.objects.filter(name="remind").values_list("nominal_at", "state", "result"))


def test_sweep_before_half_past_eight_reminds_nobody(reminded):
    sweep(HALF_PAST_EIGHT - timedelta(seconds=1))

    assert (remind_jobs(), Notice.objects.count()) == ([], 0)


def test_sweep_at_half_past_eight_reminds_and_delivers(reminded):
    sweep(HALF_PAST_EIGHT)

    assert remind_jobs() == [(HALF_PAST_EIGHT, JobState.DONE, {"people": 1, "lines": 1, "new": 1})]
    assert [message.subject for message in mail.outbox] == ["今日待办 1 件"]


def test_sweep_a_minute_later_does_nothing_more(reminded):
    sweep(HALF_PAST_EIGHT)
    sweep(HALF_PAST_EIGHT + timedelta(minutes=1))

    assert (len(remind_jobs()), len(mail.outbox)) == (1, 1)


def test_sweep_after_a_morning_without_machine_reminds_the_same_day(reminded, time_machine):
    time_machine.move_to(HALF_PAST_EIGHT + timedelta(hours=7))
    sweep(HALF_PAST_EIGHT + timedelta(hours=7))

    assert (remind_jobs()[0][0], len(mail.outbox)) == (HALF_PAST_EIGHT, 1)


def test_sweep_leaves_its_mark(reminded):
    sweep(HALF_PAST_EIGHT)

    assert last_tick() == HALF_PAST_EIGHT


def test_sweep_without_work_takes_few_queries(answer, time_machine, django_assert_num_queries):
    sunday = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)
    time_machine.move_to(sunday)
    sweep(sunday)
    with django_assert_num_queries(11):
        sweep(sunday)
