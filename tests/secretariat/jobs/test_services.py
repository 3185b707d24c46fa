"""Asking for a job, doing what is due, telling how far it is."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine

from secretariat.errors import Refused
from secretariat.jobs import queries, services
from secretariat.jobs.models import Job, JobState
from secretariat.jobs.services import LEASE, Ran
from secretariat.jobs.timetable import Days, Entry
from secretariat.workdays.calendar import Calendar
from tests.secretariat.factories import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def run(handler, now=NOW):
    return services.run_due(now, handlers={"count": handler})


def facts(*names):
    return Job.objects.values_list(*names).get()


def fail(job):
    raise OSError("disk full")


# ── schedule ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_schedule_writes_a_waiting_job():
    anna = UserFactory()
    job = services.schedule("count", nominal_at=NOW, arguments={"month": "2026-11"}, by=anna)

    assert (job.name, job.state, job.arguments, job.asked_by) == ("count", JobState.WAITING, {"month": "2026-11"}, anna)


def test_schedule_twice_gives_the_same_row():
    first = services.schedule("count", nominal_at=NOW)
    second = services.schedule("count", nominal_at=NOW.astimezone())

    assert first == second


def test_schedule_by_key_gives_the_same_row_whenever_it_is_due():
    first = services.schedule("count", key="issue:7", nominal_at=NOW)

    assert services.schedule("count", key="issue:7", nominal_at=NOW + timedelta(hours=1)) == first


def test_schedule_runs_writes_a_row_per_run_once():
    entries = [Entry("count", time(0, 30), Days.WORKING_DAY), Entry("later", time(23), Days.WORKING_DAY)]
    for minutes in range(3):
        services.schedule_runs(entries, now=NOW + timedelta(minutes=minutes), calendar=Calendar())

    assert facts("name", "nominal_at") == ("count", datetime(2026, 11, 23, 0, 30, tzinfo=UTC))


# ── run_due ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_due_job_is_done_and_keeps_its_result():
    services.schedule("count", nominal_at=NOW)

    assert run(lambda job: {"lines": 3}) == Ran(claimed=1, done=1)
    assert facts("state", "result", "percent", "attempts", "lease_until", "finished_at") == (
        JobState.DONE,
        {"lines": 3},
        100,
        1,
        None,
        NOW,
    )


def test_done_job_is_not_done_again():
    services.schedule("count", nominal_at=NOW)
    run(lambda job: None)

    assert run(fail) == Ran()


def test_job_is_not_done_before_its_time():
    services.schedule("count", nominal_at=NOW + timedelta(seconds=1))

    assert run(fail) == Ran()


def test_jobs_are_done_in_the_order_of_their_times():
    for hours in (1, 3, 2):
        services.schedule("count", nominal_at=NOW - timedelta(hours=hours))
    done = []
    run(lambda job: done.append(job.nominal_at))

    assert done == [NOW - timedelta(hours=hours) for hours in (3, 2, 1)]


def test_job_that_another_does_is_left_to_it():
    services.schedule("count", nominal_at=NOW)
    Job.objects.update(state=JobState.RUNNING, lease_until=NOW + timedelta(seconds=1))

    assert run(fail) == Ran()


def test_job_of_a_dead_worker_is_done_when_its_lease_runs_out():
    services.schedule("count", nominal_at=NOW)
    Job.objects.update(state=JobState.RUNNING, lease_until=NOW, token=1, attempts=1)

    assert run(lambda job: None) == Ran(claimed=1, done=1)


def test_failed_job_is_tried_again_after_a_minute(clock):
    services.schedule("count", nominal_at=NOW)

    assert (run(fail), run(fail)) == (Ran(claimed=1), Ran())
    clock.shift(timedelta(minutes=1))
    assert run(lambda job: None) == Ran(claimed=1, done=1)


def test_job_fails_for_good_after_five_attempts(clock):
    services.schedule("count", nominal_at=NOW)
    outcomes = []
    for minutes in (1, 2, 4, 8, 16):
        outcomes.append(run(fail))
        clock.shift(timedelta(minutes=minutes))

    assert outcomes == [Ran(claimed=1)] * 4 + [Ran(claimed=1, failed=1)]
    assert (facts("state", "attempts", "error"), run(fail)) == ((JobState.FAILED, 5, "OSError('disk full')"), Ran())


def test_job_that_kills_every_worker_ends():
    services.schedule("count", nominal_at=NOW)
    Job.objects.update(state=JobState.RUNNING, lease_until=NOW, attempts=5)

    assert (run(fail), facts("state")) == (Ran(claimed=1, failed=1), (JobState.FAILED,))


def test_what_a_rule_refused_is_not_tried_again():
    services.schedule("count", nominal_at=NOW)

    def refuse(job):
        raise Refused("本月专报已签发")

    assert run(refuse) == Ran(claimed=1, failed=1)
    assert facts("state", "error") == (JobState.FAILED, "本月专报已签发")


def test_job_that_nobody_handles_fails_with_a_word():
    services.schedule("forgotten", nominal_at=NOW)

    assert (run(fail), facts("error")) == (Ran(claimed=1, failed=1), ("nobody handles forgotten",))


def test_failing_job_does_not_stop_the_next():
    services.schedule("forgotten", nominal_at=NOW - timedelta(hours=1))
    services.schedule("count", nominal_at=NOW)

    assert run(lambda job: None) == Ran(claimed=2, done=1, failed=1)


def test_success_forgets_the_error_of_the_attempt_before(clock):
    services.schedule("count", nominal_at=NOW)
    run(fail)
    clock.shift(timedelta(minutes=1))
    run(lambda job: None)

    assert facts("error") == ("",)


# ── progress ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_progress_is_seen_while_the_job_runs(clock):
    services.schedule("count", nominal_at=NOW)
    seen = []

    def work(job):
        clock.shift(timedelta(minutes=9))
        services.progress(job, 40)
        seen.append(facts("percent", "lease_until"))

    run(work)

    assert seen == [(40, NOW + timedelta(minutes=9) + LEASE)]


def test_worker_that_comes_back_late_is_fenced_off():
    services.schedule("count", nominal_at=NOW)

    def overtaken(job):
        Job.objects.update(token=99)
        services.progress(job, 40)

    assert run(overtaken) == Ran(claimed=1)
    assert facts("state", "percent", "token") == (JobState.RUNNING, 0, 99)


def test_result_of_a_worker_that_comes_back_late_is_dropped():
    services.schedule("count", nominal_at=NOW)

    def overtaken(job):
        Job.objects.update(token=99)
        return {"lines": 3}

    run(overtaken)

    assert facts("state", "result") == (JobState.RUNNING, {})


# ── last_tick ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_there_is_no_tick_before_the_first():
    assert queries.last_tick() is None


def test_last_tick_is_the_newest():
    services.record_tick(NOW)
    services.record_tick(NOW + timedelta(minutes=1))

    assert (queries.last_tick(), Job.objects.count()) == (NOW + timedelta(minutes=1), 1)


def test_tick_is_no_job_to_be_done():
    services.record_tick(NOW)

    assert run(fail) == Ran()
