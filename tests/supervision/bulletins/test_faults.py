"""Processes that are killed while they compile or sign: whole or absent, and the next one makes it whole."""

import threading
import time
from contextlib import contextmanager
from datetime import date, timedelta

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from secretariat.jobs import services as jobs
from secretariat.jobs.handlers import HANDLERS
from secretariat.jobs.models import Job, JobState
from secretariat.tasks import run_jobs
from supervision.bulletins import services
from supervision.bulletins.models import FrozenPaper, Issue
from supervision.bulletins.sections import SECTIONS
from supervision.bulletins.states import IssueState
from tests.secretariat.outbox.processes import killed_before_statement
from tests.supervision.bulletins.matters import DEC, NOV, NOV_END

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


@contextmanager
def held(table):
    """Lock `table` against writers; gives a function that tells whether somebody waits for it."""
    waiting = "SELECT count(*) FROM pg_locks WHERE relation = %s::regclass AND NOT granted"
    with psycopg.connect(**connection.get_connection_params(), autocommit=False) as other:
        other.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        yield lambda: bool(other.execute(waiting, [table]).fetchone()[0])


def wait_until(is_so, seconds=30):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not come about"
        threading.Event().wait(0.05)


def is_whole_or_absent(issue):
    return issue is None or (issue.facts["sections"] != [] and issue.sections.count() == len(SECTIONS))


def test_compiling_killed_before_any_statement_leaves_nothing_and_is_made_whole_by_the_next(month, kind, editor):
    statement, now = 0, timezone.now()
    arguments = {"kind": kind.code, "first_on": str(NOV), "last_on": str(NOV_END), "again": False}
    handlers = {services.JOB: HANDLERS[services.JOB]}

    def work():
        jobs.run_due(now, handlers=handlers, lease=timedelta(0), limit=1)

    survived = False
    while not survived:
        # Only the compiling itself: claiming and finishing a job are tested where they are written.
        statement += 3
        jobs.schedule(services.JOB, key=f"compile:{statement}", nominal_at=now, arguments=arguments, by=editor)
        survived = not killed_before_statement(statement, work)
        assert is_whole_or_absent(Issue.objects.first())
        Job.objects.filter(state=JobState.RUNNING).update(lease_until=timezone.now())
        work()
        assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
        assert (Issue.objects.count(), is_whole_or_absent(Issue.objects.get())) == (1, True)
        Issue.objects.get().sections.all().delete()
        Issue.objects.all().delete()

    assert statement > 15


def test_signing_killed_before_any_statement_leaves_nothing(month, issue_in, leader, tmp_path):
    issue, statement = issue_in(IssueState.APPROVED), 0

    def work():
        # The typesetter's threads do not live on in a forked process; the statements are the same without the PDF.
        services.sign_issue(issue.pk, by=leader, on=DEC, font_dir=tmp_path, without_pdf=True)

    while killed_before_statement(statement := statement + 1, work):
        state = Issue.objects.values_list("state", "number").get()
        assert (state, FrozenPaper.objects.count()) == ((IssueState.APPROVED, None), 0)

    issue.refresh_from_db()
    assert (issue.state, issue.number, FrozenPaper.objects.count()) == (IssueState.ISSUED, 1, 1)
    assert statement > 8


def test_a_worker_killed_while_compiling_is_followed_by_one_that_does_it(worker, month, kind, editor):
    """A real Celery worker, held up by a lock in the middle of its transaction, is killed."""
    at = timezone.localtime() - timedelta(seconds=1)
    services.ask_to_compile(kind, first_on=date(at.year, at.month, 1), last_on=at.date(), by=editor, at=at, again=False)
    with held("supervision_section") as someone_waits, worker() as first:
        run_jobs.delay()
        wait_until(someone_waits)
        first.kill()
    assert not Issue.objects.exists()

    Job.objects.update(lease_until=timezone.now())
    run_jobs()

    assert is_whole_or_absent(Issue.objects.get())
    assert Job.objects.get().attempts == 2
