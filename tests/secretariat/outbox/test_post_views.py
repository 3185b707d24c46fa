"""The page of what leaves the house: the failed ones, in plain words, and sending them again."""

from datetime import date

import pytest
from django.urls import reverse

from secretariat.outbox import services
from secretariat.outbox.models import Delivery, DeliveryState
from secretariat.people.models import PostKind
from tests.secretariat.factories import UserFactory
from tests.supervision.factories import person

pytestmark = pytest.mark.django_db

DELIVERIES = "/outbox/deliveries/"
DAY = date(2026, 10, 9)


@pytest.fixture
def administrator(client):
    client.force_login(person(PostKind.ADMINISTRATOR))
    return client


def failed(count=1, error="SMTPRecipientsRefused({})"):
    people = UserFactory.create_batch(count)
    services.queue(to=people, kind="t", key=error, day=DAY, title="t", urgent=True)
    Delivery.objects.filter(recipient__in=people).update(state=DeliveryState.FAILED, attempts=8, error=error)


def test_failed_deliveries_stand_with_their_reason_in_plain_words(administrator):
    failed()
    page = administrator.get(DELIVERIES).content.decode()

    assert page.count("邮件服务器不认收件人地址") == 2
    assert "SMTPRecipientsRefused({})" in page


def test_what_waits_is_shown_on_request(administrator):
    services.queue(to=[UserFactory(name="安娜")], kind="t", key="k", day=DAY, title="t", urgent=True)

    assert "安娜" in administrator.get(f"{DELIVERIES}?show=queued").content.decode()
    assert "没有发送失败的消息" in administrator.get(DELIVERIES).content.decode()


def test_one_is_sent_again_with_one_click(administrator):
    failed(2)
    answer = administrator.post(reverse("outbox:send_again", args=[Delivery.objects.first().pk]), follow=True)

    assert "1 条消息将重新发送。" in answer.content.decode()
    assert Delivery.objects.filter(state=DeliveryState.QUEUED).count() == 1


def test_all_of_a_kind_are_sent_again_at_once(administrator):
    failed(3)
    failed(2, error="SMTPAuthenticationError(535, b'wrong')")
    administrator.post(reverse("outbox:send_all_again", args=["recipient"]))

    assert set(Delivery.objects.filter(state=DeliveryState.FAILED).values_list("error", flat=True)) == {
        "SMTPAuthenticationError(535, b'wrong')"
    }


def test_an_unknown_kind_sends_nothing_again(administrator):
    failed()
    administrator.post(reverse("outbox:send_all_again", args=["nonsense"]))

    assert Delivery.objects.get().state == DeliveryState.FAILED


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_the_post_asks_the_same_number_of_questions_always(administrator, django_assert_num_queries, count):
    failed(count)
    with django_assert_num_queries(6):
        administrator.get(DELIVERIES)


def test_the_failed_ones_are_counted_in_the_rail(administrator):
    failed(2)

    assert '<span id="count-outbox-deliveries" hx-swap-oob="true">2</span>' in (
        administrator.get("/platform/desk/counts/").content.decode()
    )


@pytest.mark.parametrize("kind", [PostKind.SUPERVISOR, PostKind.SECRETARY_GENERAL, PostKind.AUDITOR])
def test_strangers_neither_see_nor_send(client, kind):
    failed()
    client.force_login(person(kind))
    one = reverse("outbox:send_again", args=[Delivery.objects.get().pk])

    assert client.get(DELIVERIES).status_code == 403
    assert [client.post(url).status_code for url in (one, f"{DELIVERIES}again/recipient/")] == [403, 403]
    assert Delivery.objects.get().state == DeliveryState.FAILED
