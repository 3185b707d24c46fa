"""What is promised when processes are killed or run twice: nothing lost, nothing said twice."""

import logging
import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, Event

import pytest
from celery import current_app
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from secretariat.outbox import delivery, reminders, services
from secretariat.outbox.models import ChatRobot, Delivery, DeliveryState, Notice
from secretariat.people.models import User
from tests.celery_worker import environment
from tests.secretariat.factories import UserFactory
from tests.secretariat.outbox.processes import killed_before_statement
from tests.secretariat.outbox.reminding import line

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

logger = logging.getLogger(__name__)

ROOT = Path(__file__).parents[3]
DAY = date(2026, 11, 23)
AT_ONCE = timedelta(0)


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


def remind(answer, people, lines):
    """The morning's sweep: `lines` reminders to so many people, each with a digest of their own."""
    readers = User.objects.bulk_create(
        User(username=f"reader{n}", name=f"读者{n}", email=f"reader{n}@example.org") for n in range(people)
    )
    answer.lines = [line(reader, number) for reader in readers for number in range(lines // people)]
    assert reminders.send_reminders(DAY).new == lines


def assert_nothing_lost_or_doubled(sink, lines, kills):
    """Every reminder once in an inbox and in a digest; every digest sent, repeats with its own Message-ID."""
    keys = Notice.objects.values_list("key", flat=True)
    assert (len(keys), len(set(keys)), Notice.objects.filter(delivery=None).count()) == (lines, lines, 0)
    assert set(sink.taken) == set(Delivery.objects.values_list("message_id", flat=True))
    assert set(Delivery.objects.values_list("state", "attempts")) == {(DeliveryState.SENT, 0)}
    assert sink.repeats <= kills


def test_delivery_killed_again_and_again_loses_nothing(sink, answer, faults):
    digests, lines, enough = (3000, 3000, 50) if faults else (150, 300, 8)
    remind(answer, digests, lines)
    Delivery.objects.update(due_at=timezone.now())
    kills = 0
    with couriers(sink) as send:
        running = [send() for _ in range(4)]
        while queued():
            Event().wait(0.1)
            if kills < enough or faults:
                os.kill(running.pop(random.randrange(4)), signal.SIGKILL)
                running.append(send())
                kills += 1

    logger.info("%d reminders, %d mails, %d kills, %d repeats", lines, len(sink.taken), kills, sink.repeats)
    assert kills >= enough
    assert_nothing_lost_or_doubled(sink, lines, kills)


@pytest.mark.fault(long=True)
def test_real_worker_killed_three_times_loses_nothing(sink, answer, worker):
    remind(answer, 1000, 3000)
    Delivery.objects.update(due_at=timezone.now())
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

    logger.info("3000 reminders, %d mails, 3 kills of a worker, %d repeats", len(sink.taken), sink.repeats)
    assert_nothing_lost_or_doubled(sink, 3000, kills=3)


def test_a_message_to_a_group_is_not_lost_when_its_process_is_killed(service):
    robot = ChatRobot.objects.create(name="群", kind="wecom", webhook=service.webhook("wecom"))
    statement = 1
    while True:
        key = f"group:{statement}"
        Delivery.objects.create(key=key, channel="chat", robot=robot, day=DAY, text=key)
        survived = not killed_before_statement(statement, lambda: delivery.deliver(lease=AT_ONCE))
        delivery.deliver(lease=AT_ONCE)
        assert Delivery.objects.get(key=key).state == DeliveryState.SENT, f"killed before statement {statement}"
        if survived:
            break
        statement += 1

    told = Counter(said["text"]["content"] for said in service.said)
    assert statement > 3
    assert set(told) == {f"group:{n}" for n in range(1, statement + 1)}
    assert max(told.values()) <= 2


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
