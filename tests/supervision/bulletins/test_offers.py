"""The job that compiles every month."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from secretariat.audit.labels import known_verbs
from secretariat.jobs import services as jobs
from secretariat.jobs.handlers import HANDLERS, TIMETABLE
from secretariat.jobs.models import Job, JobState
from secretariat.jobs.timetable import runs_due
from supervision.bulletins import services
from supervision.bulletins.models import BulletinKind, Issue
from supervision.bulletins.states import IssueState
from tests.supervision.bulletins.matters import DEC, NOV, NOV_END

AT = timezone.make_aware(datetime(2026, 12, 1, 7))


def run(at=AT, **facts):
    job = jobs.schedule(services.JOB, nominal_at=at, **facts)
    jobs.run_due(at, handlers=HANDLERS)
    job.refresh_from_db()
    return job


@pytest.mark.parametrize(
    ("day", "due"), [("2026-12-01", True), ("2026-12-02", False), ("2026-10-01", False), ("2026-10-08", True)]
)
def test_it_is_due_on_the_first_working_day_of_a_month(day, due, calendar):
    now = timezone.make_aware(datetime.fromisoformat(f"{day}T07:30"))

    assert (services.JOB in [run.name for run in runs_due(TIMETABLE, now=now, calendar=calendar)]) is due


def test_a_run_compiles_the_month_before(kind):
    job = run()

    issue = Issue.objects.get()
    assert (job.state, job.result) == (JobState.DONE, {"issues": [issue.pk]})
    assert (issue.first_on, issue.last_on, issue.editor) == (NOV, NOV_END, None)


def test_a_run_made_twice_leaves_one_draft(kind):
    run()
    run(key="again")

    assert (Issue.objects.count(), Job.objects.filter(state=JobState.DONE).count()) == (1, 2)


def test_a_run_leaves_alone_kinds_on_demand_and_months_that_are_issued(kind, issue_in):
    issue_in(IssueState.ISSUED)
    BulletinKind.objects.create(code="notice", name="通报", masthead="通报", issuer="处", numbers=kind.numbers)

    assert run().result == {"issues": []}


def test_a_job_on_demand_compiles_what_was_asked_for(kind, editor):
    arguments = {"kind": kind.code, "first_on": "2026-10-01", "last_on": "2026-10-31", "again": False}

    run(arguments=arguments, by=editor)

    assert (Issue.objects.get().first_on, Issue.objects.get().editor) == (date(2026, 10, 1), editor)


def test_what_a_rule_refuses_fails_in_words(kind, issue_in, editor):
    issue_in(IssueState.ISSUED)

    job = run(arguments={"kind": kind.code, "first_on": str(NOV), "last_on": str(NOV_END), "again": False}, by=editor)

    assert (job.state, "更正" in job.error, DEC > NOV_END) == (JobState.FAILED, True, True)


def test_every_event_of_an_issue_has_its_words():
    steps = {"compiled", "recompiled", "edited", "submitted", "returned", "approved", "issued"}

    assert {f"bulletin.{verb}" for verb in steps} <= known_verbs()
