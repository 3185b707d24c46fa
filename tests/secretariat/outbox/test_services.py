"""Telling people, gathering the digests, reading, sending again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy

from secretariat.audit.models import Event
from secretariat.outbox import services
from secretariat.outbox.models import Delivery, DeliveryState, Notice
from tests.secretariat.factories import UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


def tell(*to, key="item:1:returned:1", **facts):
    usual = {"kind": "item_returned", "day": date(2026, 11, 23), "title": "督〔2026〕15号"}
    return services.queue(to=to, key=key, **(usual | facts))


def gather(calendar, on=date(2026, 11, 23)):
    return services.gather_digests(on=on, at=AT, calendar=calendar)


# ── queue ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_queue_writes_one_notice_per_recipient():
    anna, bert = UserFactory(), UserFactory()

    assert tell(anna, bert) == 2
    assert list(Notice.objects.order_by("pk").values_list("recipient", "key")) == [
        (anna.pk, f"item:1:returned:1:{anna.pk}"),
        (bert.pk, f"item:1:returned:1:{bert.pk}"),
    ]


def test_rule_17_what_was_said_is_not_said_again():
    anna, bert = UserFactory(), UserFactory()
    tell(anna)

    assert (tell(anna, bert), Notice.objects.count()) == (1, 2)


def test_queue_keeps_the_words_first_said():
    anna = UserFactory()
    tell(anna, title="first")
    tell(anna, title="second")

    assert Notice.objects.get().title == "first"


def test_queue_tells_a_person_named_twice_once():
    anna = UserFactory()

    assert tell(anna, anna) == 1


def test_queue_leaves_out_who_has_left():
    assert tell(UserFactory(is_active=False)) == 0


def test_queue_without_recipients_writes_nothing():
    assert tell() == 0


def test_queue_points_to_its_subject():
    anna, subject = UserFactory(), UserFactory()
    tell(anna, subject=subject)

    assert Notice.objects.get().subject == subject


def test_queue_cuts_what_is_too_long_and_breaks_no_lines():
    tell(UserFactory(), title="督\n办" + "事" * 300, reason=gettext_lazy("Mail"))

    notice = Notice.objects.get()
    assert (len(notice.title), notice.title[:3], notice.title[-1]) == (200, "督 办", "…")


def test_queue_makes_no_delivery_unless_urgent():
    tell(UserFactory())

    assert Delivery.objects.count() == 0


def test_urgent_notice_has_a_delivery_of_its_own():
    anna = UserFactory()
    tell(anna, urgent=True)

    notice = Notice.objects.get()
    assert (notice.delivery.recipient, notice.delivery.state) == (anna, DeliveryState.QUEUED)


def test_urgent_notice_said_twice_has_one_delivery():
    anna = UserFactory()
    tell(anna, urgent=True)
    tell(anna, urgent=True)

    assert Delivery.objects.count() == 1


def test_urgent_notice_to_a_person_without_address_stays_in_the_inbox():
    tell(UserFactory(email=""), urgent=True)

    assert (Notice.objects.count(), Delivery.objects.count()) == (1, 0)


def test_delivery_gets_a_message_id_of_this_site(settings):
    settings.SITE_URL = "https://office.example.org:8443"
    tell(UserFactory(), urgent=True)

    assert Delivery.objects.get().message_id.endswith("@office.example.org>")


@pytest.mark.django_db(transaction=True)
def test_queue_refuses_outside_a_transaction():
    with pytest.raises(RuntimeError):
        tell(UserFactory())


@pytest.mark.django_db(transaction=True)
def test_notice_falls_with_its_cause():
    anna = UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        tell(anna, urgent=True)
        UserFactory(username=anna.username)

    assert (Notice.objects.count(), Delivery.objects.count()) == (0, 0)


def test_queue_takes_the_same_queries_for_one_and_three(django_assert_num_queries):
    people = UserFactory.create_batch(4)
    with django_assert_num_queries(2):
        tell(people[0], key="one")
    with django_assert_num_queries(2):
        tell(*people[1:], key="three")


# ── gather_digests ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_gather_makes_one_digest_per_person(calendar):
    anna, bert = UserFactory(), UserFactory()
    tell(anna, bert, key="one")
    tell(anna, key="two")

    assert gather(calendar) == 3
    assert [(row.recipient, row.notices.count()) for row in Delivery.objects.order_by("pk")] == [(anna, 2), (bert, 1)]


def test_gather_twice_makes_no_second_digest(calendar):
    tell(UserFactory())
    gather(calendar)

    assert (gather(calendar), Delivery.objects.count()) == (0, 1)


def test_gather_adds_to_a_digest_that_nobody_has_taken(calendar):
    anna = UserFactory()
    tell(anna, key="one")
    gather(calendar)
    tell(anna, key="two")
    gather(calendar)

    assert Delivery.objects.get().notices.count() == 2


def test_gather_leaves_a_digest_alone_that_may_have_left(calendar):
    anna = UserFactory()
    tell(anna, key="one")
    gather(calendar)
    Delivery.objects.update(token=1)
    tell(anna, key="two")

    assert (gather(calendar), Notice.objects.filter(delivery=None).count()) == (0, 1)


def test_notice_that_came_too_late_goes_with_the_next_digest(calendar, day):
    anna = UserFactory()
    tell(anna, key="one")
    gather(calendar)
    Delivery.objects.update(token=1)
    tell(anna, key="two")

    assert gather(calendar, on=day + timedelta(days=1)) == 1


@pytest.mark.parametrize("rest_day", [date(2026, 11, 28), date(2026, 11, 29)])
def test_rule_17_nothing_is_gathered_on_a_rest_day(calendar, rest_day):
    tell(UserFactory())

    assert (gather(calendar, on=rest_day), Delivery.objects.count()) == (0, 0)


def test_rule_17_what_came_on_a_rest_day_goes_on_the_next_working_day(calendar):
    tell(UserFactory(), day=date(2026, 11, 28))

    assert gather(calendar, on=date(2026, 11, 30)) == 1


def test_gather_leaves_out_what_was_read(calendar):
    anna = UserFactory()
    tell(anna)
    services.mark_read(by=anna)

    assert (gather(calendar), Delivery.objects.count()) == (0, 0)


def test_gather_leaves_out_who_has_no_address_or_has_left(calendar):
    gone = UserFactory()
    tell(UserFactory(email=""), gone)
    gone.is_active = False
    gone.save(update_fields=["is_active"])

    assert gather(calendar) == 0


def test_gather_does_not_send_the_notices_of_a_year_to_a_new_address(calendar, day):
    tell(UserFactory(), day=day - timedelta(days=32))

    assert gather(calendar) == 0


def test_gather_sets_when_the_digest_is_due(calendar):
    tell(UserFactory())
    gather(calendar)

    assert Delivery.objects.get().due_at == AT


def test_gather_takes_the_same_queries_for_one_and_three(calendar, day, django_assert_num_queries):
    people = UserFactory.create_batch(3)
    tell(people[0])
    with django_assert_num_queries(8):
        gather(calendar)
    tell(*people, key="more", day=day + timedelta(days=1))
    with django_assert_num_queries(8):
        gather(calendar, on=day + timedelta(days=1))


# ── mark_read ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_mark_read_marks_the_named_ones():
    anna = UserFactory()
    tell(anna, key="one")
    tell(anna, key="two")
    first = Notice.objects.order_by("pk").first()

    assert services.mark_read([first.pk], by=anna) == 1
    assert list(Notice.objects.exclude(read_at=None)) == [first]


def test_mark_read_without_names_marks_all():
    anna = UserFactory()
    tell(anna, key="one")
    tell(anna, key="two")

    assert services.mark_read(by=anna) == 2


def test_mark_read_leaves_other_people_alone():
    anna = UserFactory()
    tell(anna)

    assert services.mark_read([Notice.objects.get().pk], by=UserFactory()) == 0


def test_mark_read_twice_keeps_the_first_moment():
    anna = UserFactory()
    tell(anna)
    services.mark_read(by=anna)

    assert services.mark_read(by=anna) == 0


# ── send_again ───────────────────────────────────────────────────────────────────────────────────────────────────────
def failed():
    tell(UserFactory(), urgent=True)
    Delivery.objects.update(state=DeliveryState.FAILED, attempts=8, error="550")
    return Delivery.objects.get()


def test_send_again_queues_a_failed_delivery_under_the_same_message_id():
    before = failed()

    assert services.send_again([before.pk], by=UserFactory()) == 1
    after = Delivery.objects.get()
    assert (after.state, after.attempts, after.message_id) == (DeliveryState.QUEUED, 0, before.message_id)


def test_send_again_is_recorded():
    admin = UserFactory()
    services.send_again([failed().pk], by=admin)

    event = Event.objects.get()
    assert (event.actor, event.verb, event.note) == (admin, "delivery.queued_again", "550")


def test_send_again_leaves_alone_what_was_sent():
    delivery = failed()
    Delivery.objects.update(state=DeliveryState.SENT, sent_at=AT)

    assert services.send_again([delivery.pk], by=UserFactory()) == 0
