"""What is promised when processes are killed, run twice, or find no broker: nothing lost, nothing said twice."""

import asyncio
import logging
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Barrier, Event

import pytest
from aiosmtpd.controller import Controller
from celery import current_app
from django.db import connection, transaction
from django.db.models import Count

from secretariat.jobs import nudge
from secretariat.outbox import reminders, services
from secretariat.outbox.models import Delivery, DeliveryState, Notice
from tests.celery_worker import environment
from tests.secretariat.factories import UserFactory
from tests.secretariat.outbox.processes import killed_before_statement
from tests.secretariat.outbox.reminding import line

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

logger = logging.getLogger(__name__)

ROOT = Path(__file__).parents[3]
DAY = date(2026, 11, 23)


# ── a real mail server ───────────────────────────────────────────────────────────────────────────────────────────────
class Sink:
    """Takes every mail and keeps its Message-ID; slow enough that a kill can fall between taking and writing."""

    def __init__(self):
        self.taken = Counter()

    async def handle_DATA(self, server, session, envelope):
        [header] = [row for row in envelope.content.split(b"\r\n") if row.lower().startswith(b"message-id:")]
        self.taken[header.split(b":", 1)[1].strip().decode()] += 1
        await asyncio.sleep(0.02)
        return "250 OK"

    @property
    def repeats(self):
        return self.taken.total() - len(self.taken)


@pytest.fixture
def sink():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    handler = Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    handler.url = f"smtp://127.0.0.1:{port}"
    yield handler
    controller.stop()


def queue_urgent(count):
    people = UserFactory.create_batch(20)
    with transaction.atomic():
        for number in range(count // 20):
            services.queue(to=people, kind="t", key=f"k{number}", day=DAY, title=f"督〔2026〕{number}号", urgent=True)


def queued():
    return Delivery.objects.filter(state=DeliveryState.QUEUED).count()


# ── killed while delivering ──────────────────────────────────────────────────────────────────────────────────────────
@contextmanager
def couriers(sink):
    """`send()` forks a delivering process and gives its id."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.secretariat.outbox.courier"],
        cwd=ROOT,
        env=environment() | {"EMAIL_URL": sink.url},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def send():
        process.stdin.write("\n")
        process.stdin.flush()
        return int(process.stdout.readline())

    try:
        yield send
    finally:
        process.communicate()


def test_delivery_killed_again_and_again_loses_nothing(sink, faults):
    mails, enough = (3000, 50) if faults else (200, 8)
    queue_urgent(mails)
    kills = 0
    with couriers(sink) as send:
        running = [send() for _ in range(4)]
        while queued():
            Event().wait(0.1)
            if kills < enough or faults:
                os.kill(running.pop(random.randrange(4)), signal.SIGKILL)
                running.append(send())
                kills += 1

    logger.info("%d mails, %d kills, %d repeats", len(sink.taken), kills, sink.repeats)
    assert set(sink.taken) == set(Delivery.objects.values_list("message_id", flat=True))
    assert sink.repeats <= kills
    assert kills >= enough
    assert set(Delivery.objects.values_list("state", "attempts")) == {(DeliveryState.SENT, 0)}


@pytest.mark.fault(long=True)
def test_real_worker_killed_three_times_loses_nothing(sink, worker):
    queue_urgent(1000)
    for enough in (100, 300, 600):
        with worker(EMAIL_URL=sink.url) as process:
            current_app.send_task("secretariat.tasks.deliver")
            while len(sink.taken) < enough:
                Event().wait(0.01)
            process.kill()
        # As if the minutes of its lease had passed.
        Delivery.objects.filter(state=DeliveryState.QUEUED).update(lease_until=None)
    with worker(EMAIL_URL=sink.url):
        current_app.send_task("secretariat.tasks.deliver")
        while queued():
            Event().wait(0.1)

    assert set(sink.taken) == set(Delivery.objects.values_list("message_id", flat=True))
    assert sink.repeats <= 3


# ── killed, or doubled, in a sweep ───────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def lines(answer, monkeypatch):
    # Chunks of two, so that a kill can fall between them.
    monkeypatch.setattr(reminders, "CHUNK", 2)
    monkeypatch.setattr(services, "CHUNK", 2)
    people = UserFactory.create_batch(3)
    answer.lines = [line(person, number) for person in people for number in (1, 2)]
    return answer.lines


def told():
    """How often each line was told, and how many lines each digest carries."""
    keys = Counter(Notice.objects.values_list("key", flat=True))
    return keys, sorted(Delivery.objects.annotate(n=Count("notices")).values_list("n", flat=True))


def test_rule_17_sweep_killed_before_any_statement_is_completed_by_the_next(lines):
    expected = Counter(row.key(DAY) for row in lines)
    statement = 1
    while killed_before_statement(statement, lambda: reminders.send_reminders(DAY)):
        reminders.send_reminders(DAY)
        assert told() == (expected, [2, 2, 2]), f"killed before statement {statement}"
        Notice.objects.all().delete()
        Delivery.objects.all().delete()
        statement += 1

    assert statement > 15
    assert told() == (expected, [2, 2, 2])


def test_rule_17_two_sweeps_at_once_tell_everything_once(answer, faults):
    people = UserFactory.create_batch(30)
    answer.lines = [line(person, number) for person in people for number in range(1000 if faults else 50)]
    barrier, new = Barrier(4), []

    def sweep():
        barrier.wait()
        new.append(reminders.send_reminders(DAY).new)
        connection.close()

    threads = [threading.Thread(target=sweep) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert (sum(new), Notice.objects.count()) == (len(answer.lines), len(answer.lines))
    assert told()[1] == [len(answer.lines) // 30] * 30


# ── no broker ────────────────────────────────────────────────────────────────────────────────────────────────────────
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


def test_urgent_notice_is_in_the_post_without_waiting_for_the_tick(sink, worker):
    with worker(EMAIL_URL=sink.url):
        queue_urgent(20)
        while queued():
            Event().wait(0.05)

    assert len(sink.taken) == 20
