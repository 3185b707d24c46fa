"""Pages of urging: who sees what, what a refusal says, what is kept of what was typed."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from supervision.urging.models import Slip, Urge
from tests.supervision.factories import ItemFactory, SlipFactory, UrgeFactory

LONG_AGO, FAR_AHEAD = date(2025, 11, 3), date(2099, 11, 3)


@pytest.fixture
def log_in(cast):
    def enter(role):
        client = Client()
        client.force_login(getattr(cast, role))
        return client

    return enter


@pytest.fixture
def late_item(cast):
    a_year_ago = timezone.localdate() - timedelta(days=365)
    return ItemFactory(lead=cast.lead, co_units=[cast.co_unit], officer=cast.officer, due_on=a_year_ago)


def page(name, *args):
    return reverse(f"supervision:{name}", args=args)


def typed(cast, **facts):
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    return {"unit": cast.lead.pk, "channel": "phone", "at": now, "content": "请尽快反馈"} | facts


def test_an_urge_is_put_on_record(cast, log_in, late_item):
    answer = log_in("officer").post(page("urge", late_item.pk), typed(cast, person="周处长"))

    assert answer["Location"] == late_item.get_absolute_url()
    assert Urge.objects.get().person == "周处长"


def test_rule_51_the_page_warns_before_and_keeps_what_was_typed(cast, log_in, late_item):
    UrgeFactory(item=late_item, at=timezone.now())
    client = log_in("officer")

    assert "本反馈周期内" in client.get(page("urge", late_item.pk)).content.decode()
    answer = client.post(page("urge", late_item.pk), typed(cast, content="第二次催办"))

    assert (answer.status_code, Urge.objects.count()) == (422, 1)
    assert "第二次催办" in answer.content.decode()
    client.post(page("urge", late_item.pk), typed(cast, content="第二次催办", again="on"))
    assert Urge.objects.count() == 2


def test_an_urge_of_the_future_is_refused_at_its_field(cast, log_in, late_item):
    answer = log_in("officer").post(page("urge", late_item.pk), typed(cast, at="2199-01-01T09:00"))

    assert (answer.status_code, Urge.objects.count()) == (422, 0)
    assert "催办时间晚于当前时间" in answer.content.decode()


def test_the_answer_is_noted_on_its_page(log_in, late_item):
    made = UrgeFactory(item=late_item)

    log_in("officer").post(page("urge_answer", made.pk), {"reply": "本周内反馈"})

    made.refresh_from_db()
    assert made.reply == "本周内反馈"


def test_many_units_are_urged_at_once_and_what_was_left_out_is_said(cast, log_in, late_item):
    other = ItemFactory(lead=cast.co_unit, officer=cast.officer)
    UrgeFactory(item=other, at=timezone.now())

    answer = log_in("officer").post(
        page("urge_bulk"), {"item": [late_item.pk, other.pk], "content": "请尽快反馈"}, follow=True
    )

    assert Urge.objects.filter(channel="system").get().item == late_item
    assert "已催办过" in answer.content.decode() or "催办过该单位" in answer.content.decode()


def test_ticked_items_are_shown_before_they_are_urged(log_in, late_item):
    answer = log_in("officer").post(page("urge_bulk"), {"item": [late_item.pk]})

    assert (answer.status_code, late_item.title in answer.content.decode(), Urge.objects.count()) == (200, True, 0)


def test_a_slip_is_issued_from_its_form(log_in, late_item):
    answer = log_in("officer").post(page("slip_issue", late_item.pk), {"text": "请说明逾期原因"})

    slip = Slip.objects.get()
    assert (answer["Location"], slip.level) == (slip.get_absolute_url(), "blue")


def test_what_a_service_refuses_stands_on_the_form(log_in, cast):
    item = ItemFactory(lead=cast.lead, officer=cast.officer, due_on=FAR_AHEAD)
    SlipFactory(item=item, reply_due_on=FAR_AHEAD)

    answer = log_in("officer").post(page("slip_issue", item.pk), {"text": "请说明"})

    assert (answer.status_code, Slip.objects.count()) == (422, 1)
    assert "请说明" in answer.content.decode()


def test_the_unit_replies(log_in, late_item):
    slip = SlipFactory(item=late_item)

    log_in("staff").post(page("slip_step", slip.pk, "reply"), {"text": "等待评审"})

    slip.refresh_from_db()
    assert (slip.state, slip.reply) == ("replied", "等待评审")


def test_an_unknown_step_of_a_slip_is_not_there(log_in, late_item):
    assert log_in("staff").get(page("slip_step", SlipFactory(item=late_item).pk, "burn")).status_code == 404


@pytest.mark.parametrize(("ending", "start"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_a_slip_is_downloaded_by_whoever_sees_it(log_in, late_item, ending, start):
    answer = log_in("staff").get(page("slip_file", SlipFactory(item=late_item).pk, ending))

    assert (answer.status_code, answer.content[: len(start)]) == (200, start)


def test_a_slip_has_no_other_files(log_in, late_item):
    assert log_in("staff").get(page("slip_file", SlipFactory(item=late_item).pk, "exe")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_needs_ten_queries(log_in, cast, rows, django_assert_num_queries):
    for _n in range(rows):
        SlipFactory(item__lead=cast.lead, item__officer=cast.officer)
    client = log_in("officer")
    client.get(page("slip_list"))

    with django_assert_num_queries(10):
        client.get(page("slip_list"))


def test_the_register_shows_which_slip_may_follow(log_in, late_item):
    SlipFactory(item=late_item, reply_due_on=LONG_AGO)

    text = log_in("officer").get(page("slip_list")).content.decode()

    assert page("slip_issue", late_item.pk) in text and "橙色" in text


def test_the_filter_of_the_register_stands_in_the_address(log_in, late_item):
    blue, red = SlipFactory(item=late_item), SlipFactory(item=late_item, level="red")

    text = log_in("staff").get(page("slip_list"), {"level": "red"}).content.decode()

    assert (red.number_text in text, blue.number_text in text) == (True, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_fragment_of_an_item_needs_five_queries(log_in, late_item, rows, django_assert_num_queries):
    for level in ("blue", "orange", "red")[:rows]:
        SlipFactory(item=late_item, level=level)
        UrgeFactory(item=late_item)
    client = log_in("officer")
    client.get(page("urging_of_item", late_item.pk))

    with django_assert_num_queries(5):
        client.get(page("urging_of_item", late_item.pk))


def test_whoever_must_reply_finds_the_slip_in_their_work(log_in, late_item):
    slip = SlipFactory(item=late_item)

    assert page("slip_step", slip.pk, "reply") in log_in("staff").get(reverse("my_work")).content.decode()
