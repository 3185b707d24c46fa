"""The background work of the house."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail

from secretariat import tasks
from secretariat.celery import app
from secretariat.jobs.models import Job, JobState
from secretariat.jobs.queries import last_tick
from secretariat.outbox import services
from tests.secretariat.factories import UserFactory
from tests.secretariat.outbox import reminding

pytestmark = pytest.mark.django_db

SUNDAY = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(SUNDAY, tick=False)


def queue_urgent():
    services.queue(to=[UserFactory()], kind="t", key="k", day=date(2026, 11, 22), title="t", urgent=True)


def test_tick_sweeps_and_leaves_its_mark():
    queue_urgent()
    tasks.tick()

    assert (len(mail.outbox), last_tick()) == (1, SUNDAY)


def test_deliver_delivers():
    queue_urgent()
    tasks.deliver()

    assert len(mail.outbox) == 1


def test_run_jobs_does_what_is_due(monkeypatch):
    reminding.register(monkeypatch)
    Job.objects.create(name="remind", key="now", nominal_at=SUNDAY)
    tasks.run_jobs()

    assert Job.objects.get().state == JobState.DONE


def test_the_clock_has_one_entry(settings):
    assert [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()] == [tasks.tick.name]


@pytest.mark.parametrize("name", ["tick", "deliver", "run_jobs"])
def test_tasks_bear_the_names_by_which_they_are_called(name):
    assert f"secretariat.tasks.{name}" in app.tasks
