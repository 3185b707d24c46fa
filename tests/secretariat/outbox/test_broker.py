"""What is promised while the broker is stopped: no page fails or waits, and reminders still go."""

import logging
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from threading import Event

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from secretariat.jobs import nudge
from secretariat.jobs import services as jobs
from secretariat.jobs.models import Job, JobState
from secretariat.outbox import reminders, services
from secretariat.outbox.models import Delivery, DeliveryState, Notice
from secretariat.workdays import queries as workdays
from tests.celery_worker import environment
from tests.secretariat.factories import UserFactory
from tests.supervision.factories import ItemFactory
from tests.supervision.items.cast import Cast

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

logger = logging.getLogger(__name__)

ROOT = Path(__file__).parents[3]
DAY = date(2026, 11, 23)


def queue_urgent(count):
    people = UserFactory.create_batch(20)
    with transaction.atomic():
        for number in range(count // 20):
            services.queue(to=people, kind="t", key=f"k{number}", day=DAY, title=f"督〔2026〕{number}号", urgent=True)


def queued():
    return Delivery.objects.filter(state=DeliveryState.QUEUED).count()


@pytest.fixture
def seconds_of_a_page(monkeypatch):
    """How long a page with three urgent notices, each in its own transaction, waits for the broker at this address."""
    monkeypatch.setattr(nudge, "_quiet_until", 0.0)
    user = UserFactory()

    def page(url):
        monkeypatch.setenv("CELERY_BROKER_WRITE_URL", url)
        began = time.monotonic()
        for number in range(3):
            with transaction.atomic():
                services.queue(to=[user], kind="t", key=f"{number}", day=DAY, title="t", urgent=True)
        return time.monotonic() - began

    return page


def test_stopped_broker_costs_a_page_less_than_a_second(seconds_of_a_page):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]

    assert seconds_of_a_page(f"redis://127.0.0.1:{port}/0") < 1
    assert queued() == 3


def test_mute_broker_costs_a_page_less_than_a_second(seconds_of_a_page):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        assert seconds_of_a_page(f"redis://127.0.0.1:{mute.getsockname()[1]}/0") < 1
    assert queued() == 3


def test_missing_socket_of_the_broker_costs_a_page_less_than_a_second(seconds_of_a_page, tmp_path):
    assert seconds_of_a_page(f"redis+socket://{tmp_path}/broker.sock") < 1
    assert queued() == 3


@pytest.fixture
def steps(monkeypatch):
    """`steps()` takes a step of an important item by its page, as its people do; (status, seconds) of each request."""
    monkeypatch.setattr(nudge, "_quiet_until", 0.0)
    cast = Cast.make()
    item = ItemFactory(
        state="filed", importance="urgent", lead=cast.lead, officer=cast.officer, handler=cast.staff, cycle="weekly:5"
    )
    client = Client()

    def request(user, method, name, *args):
        client.force_login(user)
        began = time.monotonic()
        answer = getattr(client, method)(reverse(name, args=args))
        return answer.status_code, time.monotonic() - began

    def walk():
        yield request(cast.officer, "post", "supervision:item_step", item.pk, "dispatch")
        yield request(cast.head, "post", "supervision:item_step", item.pk, "acknowledge")
        for user, name in ((cast.staff, "inbox"), (cast.staff, "my_work"), (cast.leader, "dashboard")):
            yield request(user, "get", name)
        yield request(cast.officer, "get", "outbox:reminders")
        yield request(cast.administrator, "get", "outbox:deliveries")

    # What is loaded once (templates, catalogues) is not what is measured.
    for user, name in ((cast.staff, "inbox"), (cast.leader, "dashboard"), (cast.officer, "outbox:reminders")):
        request(user, "get", name)
    return walk


@pytest.mark.parametrize("broker", ["redis://127.0.0.1:1/0", "mute"])
def test_no_page_fails_or_waits_over_a_second_while_the_broker_is_stopped(steps, monkeypatch, broker):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"redis://127.0.0.1:{mute.getsockname()[1]}/0" if broker == "mute" else broker
        monkeypatch.setenv("CELERY_BROKER_WRITE_URL", url)
        done = list(steps())

    logger.info("slowest page without a broker: %.2f s", max(seconds for _status, seconds in done))
    assert {status for status, _seconds in done} <= {200, 302}
    assert max(seconds for _status, seconds in done) < 1


def test_tick_makes_up_for_a_broker_that_was_down(sink):
    queue_urgent(20)
    subprocess.run(
        [sys.executable, "manage.py", "tick"],
        cwd=ROOT,
        env=environment() | {"EMAIL_URL": sink.url, "REDIS_URL": "redis://127.0.0.1:1/0"},
        check=True,
        capture_output=True,
    )

    assert (len(sink.taken), queued()) == (20, 0)


@pytest.fixture
def morning():
    """08:30 of the last working day, and an item that was one working day late then: two people are to be told."""
    calendar = workdays.load()
    day = calendar.previous_workday(timezone.localdate())
    cast = Cast.make()
    facts = {"lead": cast.lead, "officer": cast.officer, "handler": cast.staff, "last_report_on": day}
    ItemFactory(due_on=calendar.previous_workday(day), **facts)
    return datetime.combine(day, reminders.SENT_AT, timezone.get_default_timezone())


@contextmanager
def timers(count, **more):
    """So many `manage.py tick --every 60` at once, as the compose file starts one."""
    command = [sys.executable, "manage.py", "tick", "--every", "60"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [subprocess.Popen(command, cwd=ROOT, env=environment() | more, **quiet) for _ in range(count)]
    try:
        yield
    finally:
        for process in started:
            process.kill()
            process.wait()


def test_reminders_go_out_within_two_minutes_by_the_timer_while_the_broker_is_stopped(sink, morning):
    """And once, though two clocks tick: one run per nominal time."""
    run = jobs.schedule("remind", nominal_at=morning)
    began = time.monotonic()
    with timers(2, EMAIL_URL=sink.url, REDIS_URL="redis://127.0.0.1:1/0"):
        while len(sink.taken) < 2 and time.monotonic() - began < 120:
            Event().wait(0.1)
    took = time.monotonic() - began

    logger.info("reminders by two timers without a broker after %.1f s", took)
    run.refresh_from_db()
    assert (len(sink.taken), sink.repeats, run.state) == (2, 0, JobState.DONE)
    assert Job.objects.filter(name="remind", nominal_at=morning).count() == 1
    assert Notice.objects.filter(day=morning.date()).count() == 2


def test_urgent_notice_is_in_the_post_without_waiting_for_the_tick(sink, worker):
    with worker(EMAIL_URL=sink.url):
        queue_urgent(20)
        while queued():
            Event().wait(0.05)

    assert len(sink.taken) == 20
