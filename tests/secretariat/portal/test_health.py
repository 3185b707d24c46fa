"""Health means work done: red when the last tick is older than five minutes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from secretariat.jobs.models import Job, JobState
from secretariat.jobs.queries import TICK


def ticked(ago):
    at = timezone.now() - ago
    Job.objects.create(name=TICK, key=TICK, nominal_at=at, finished_at=at, state=JobState.DONE)


@pytest.mark.parametrize(("ago", "status"), [(timedelta(minutes=4), 200), (timedelta(minutes=6), 503)])
def test_ready_is_red_five_minutes_after_the_last_tick(client, db, ago, status):
    ticked(ago)

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["database"]) == (status, "ok")


def test_ready_is_red_before_the_first_tick(client, db):
    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()) == (503, {"status": "failed", "database": "ok", "tick": "never"})
