"""Claiming under a lease, sending one by one, writing what came of it."""

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend

from secretariat.outbox import delivery, services
from secretariat.outbox.delivery import Outcome
from secretariat.outbox.models import ChatRobot, Delivery, DeliveryState
from tests.secretariat.factories import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


class RefusingBackend(EmailBackend):
    """A mail server that refuses every mail."""

    def send_messages(self, messages):
        raise SMTPServerDisconnected("go away")


class ClosedBackend(EmailBackend):
    """A mail server that cannot be reached."""

    def open(self):
        raise ConnectionRefusedError("nobody listens")


@pytest.fixture
def refusing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"


@pytest.fixture
def closed(settings):
    settings.EMAIL_BACKEND = f"{__name__}.ClosedBackend"


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def queue_urgent(count=1):
    people = UserFactory.create_batch(count)
    services.queue(to=people, kind="t", key="k", day=date(2026, 11, 23), title="督〔2026〕15号", urgent=True)


def facts(*names):
    return Delivery.objects.values_list(*names).get()


def test_deliver_sends_what_is_queued(clock):
    queue_urgent(2)

    assert delivery.deliver() == Outcome(claimed=2, sent=2)
    assert [len(django_mail.outbox), set(Delivery.objects.values_list("state", "sent_at", "error"))] == [
        2,
        {(DeliveryState.SENT, NOW, "")},
    ]


def test_deliver_twice_sends_once():
    queue_urgent()
    delivery.deliver()

    assert (delivery.deliver(), len(django_mail.outbox)) == (Outcome(), 1)


def test_deliver_claims_at_most_the_limit():
    queue_urgent(3)

    assert delivery.deliver(limit=2) == Outcome(claimed=2, sent=2)


def test_drain_delivers_batch_after_batch():
    queue_urgent(5)

    assert delivery.drain(limit=2) == Outcome(claimed=5, sent=5)


def test_drain_leaves_the_rest_to_the_next_tick_when_its_time_is_over():
    queue_urgent(5)

    assert delivery.drain(limit=2, within=timedelta(0)) == Outcome(claimed=2, sent=2)


def test_drain_ends_when_everything_is_refused(refusing):
    queue_urgent(5)

    assert delivery.drain(limit=2) == Outcome(claimed=2, failed=2)


def test_what_is_due_later_waits(clock):
    queue_urgent()
    Delivery.objects.update(due_at=NOW + timedelta(seconds=1))

    assert delivery.deliver() == Outcome()


def test_what_another_holds_is_left_to_it(clock):
    queue_urgent()
    Delivery.objects.update(lease_until=NOW + timedelta(seconds=1), token=1)

    assert delivery.deliver() == Outcome()


def test_what_a_dead_worker_held_is_taken_when_its_lease_runs_out(clock):
    queue_urgent()
    Delivery.objects.update(lease_until=NOW, token=1)

    assert delivery.deliver() == Outcome(claimed=1, sent=1)
    assert facts("token", "attempts", "lease_until") == (2, 0, None)


class RobbedBackend(EmailBackend):
    """While the connection opens, another worker takes everything over."""

    def open(self):
        Delivery.objects.update(token=99)


def test_worker_whose_lease_ran_out_sends_nothing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.RobbedBackend"
    queue_urgent()

    assert delivery.deliver() == Outcome(claimed=1)
    assert (len(django_mail.outbox), facts("token", "state")) == (0, (99, DeliveryState.QUEUED))


def test_refused_mail_is_tried_again_after_a_minute(clock, refusing):
    queue_urgent()

    assert delivery.deliver() == Outcome(claimed=1, failed=1)
    assert facts("state", "attempts", "due_at", "lease_until") == (
        DeliveryState.QUEUED,
        1,
        NOW + timedelta(minutes=1),
        None,
    )


def test_pauses_double_and_the_eighth_refusal_is_the_last(clock, refusing):
    queue_urgent()
    pauses = []
    while facts("state") == (DeliveryState.QUEUED,):
        clock.move_to(Delivery.objects.get().due_at)
        delivery.deliver()
        pauses.append((Delivery.objects.get().due_at - datetime.now(UTC)).total_seconds() / 60)

    assert (facts("state", "attempts"), pauses[:7]) == ((DeliveryState.FAILED, 8), [1, 2, 4, 8, 16, 32, 64])


def test_failed_delivery_keeps_its_error(refusing):
    queue_urgent()
    Delivery.objects.update(attempts=7)
    delivery.deliver()

    assert facts("error") == ("SMTPServerDisconnected('go away')",)


class PickyBackend(EmailBackend):
    """Refuses what goes to one person."""

    def send_messages(self, messages):
        if messages[0].to == ["picky@example.org"]:
            raise ValueError("not this one")
        return super().send_messages(messages)


def test_refused_mail_does_not_stop_the_next(settings):
    settings.EMAIL_BACKEND = f"{__name__}.PickyBackend"
    services.queue(
        to=[UserFactory(email="picky@example.org"), UserFactory()],
        kind="t",
        key="k",
        day=date(2026, 11, 23),
        title="t",
        urgent=True,
    )

    assert delivery.deliver() == Outcome(claimed=2, sent=1, failed=1)


def test_unreachable_server_is_no_attempt(clock, closed):
    queue_urgent(3)

    assert delivery.deliver() == Outcome(claimed=3)
    assert set(Delivery.objects.values_list("state", "attempts", "lease_until", "due_at")) == {
        (DeliveryState.QUEUED, 0, None, NOW + timedelta(minutes=1))
    }


def test_recipient_without_address_is_a_refusal():
    queue_urgent()
    recipient = Delivery.objects.get().recipient
    type(recipient).objects.update(email="")

    assert delivery.deliver() == Outcome(claimed=1, failed=1)


def test_deliver_takes_three_queries_a_mail(django_assert_num_queries):
    queue_urgent(3)
    with django_assert_num_queries(4 + 3 * 3):
        delivery.deliver()


# ── Chat groups ──────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def group(service):
    robot = ChatRobot.objects.create(name="提案委群", kind="wecom", webhook=service.webhook("wecom"))
    return Delivery.objects.create(key="group:1", channel="chat", robot=robot, day=NOW.date(), text="逾期 1 件")


def test_a_message_to_a_group_leaves_with_the_mails(service, group):
    queue_urgent()

    assert delivery.deliver() == Outcome(claimed=2, sent=2)
    assert (len(django_mail.outbox), [said["text"]["content"] for said in service.said]) == (1, ["逾期 1 件"])


def test_groups_are_told_while_the_mail_server_is_away(service, group, closed):
    queue_urgent()

    assert delivery.deliver() == Outcome(claimed=2, sent=1)
    assert set(Delivery.objects.values_list("channel", "state")) == {("mail", "queued"), ("chat", "sent")}


def test_mails_leave_while_a_group_refuses(service, group):
    service.answer = {"errcode": 93000}
    queue_urgent()

    assert delivery.deliver() == Outcome(claimed=2, sent=1, failed=1)


def test_a_message_refused_is_tried_again_after_1_2_4_minutes_and_given_up_after_eight(clock, service, group):
    service.answer = {"errcode": 93000}
    waits = []
    for _turn in range(8):
        before = datetime.now(tz=UTC)
        delivery.deliver()
        waits.append((facts("due_at")[0] - before).total_seconds() / 60)
        clock.move_to(facts("due_at")[0])

    assert waits == [1, 2, 4, 8, 16, 32, 64, 128]
    assert facts("state", "attempts", "error") == (DeliveryState.FAILED, 8, "ChatRefused('answer', '93000')")
    assert len(service.said) == 8


def test_a_message_that_a_dead_worker_held_is_taken_when_its_lease_runs_out(clock, service, group):
    Delivery.objects.update(lease_until=NOW, token=1)

    assert (delivery.deliver(), facts("token", "attempts")) == (Outcome(claimed=1, sent=1), (2, 0))
