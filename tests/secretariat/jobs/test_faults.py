"""Jobs whose worker is killed, and clocks that double."""

import threading
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from secretariat.jobs import services
from secretariat.jobs.models import Job, JobState
from secretariat.jobs.timetable import Days, Entry
from secretariat.workdays.calendar import Calendar
from tests.secretariat.outbox.processes import killed_before_statement

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

AT_ONCE = timedelta(0)


def test_job_killed_before_any_statement_is_done_by_the_next():
    statement, now = 1, timezone.now()

    def work():
        services.run_due(now, handlers={"count": lambda job: {"n": 1}}, lease=AT_ONCE, limit=1)

    while True:
        services.schedule("count", key=f"{statement}", nominal_at=now)
        survived = not killed_before_statement(statement, work)
        work()
        assert set(Job.objects.values_list("state", "percent")) == {(JobState.DONE, 100)}
        if survived:
            break
        statement += 1

    assert statement > 3


def test_two_beats_make_one_run_per_nominal_time():
    now = timezone.localtime().replace(hour=12)
    entries = [Entry("count", now.replace(hour=hour).time(), Days.EVERY_DAY) for hour in range(10)]
    barrier, runs = Barrier(4), []

    def beat():
        barrier.wait()
        services.schedule_runs(entries, now=now, calendar=Calendar())
        services.run_due(now, handlers={"count": lambda job: runs.append(job.nominal_at)})
        connection.close()

    threads = [threading.Thread(target=beat) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert (len(runs), len(set(runs)), Job.objects.filter(state=JobState.DONE).count()) == (10, 10, 10)
