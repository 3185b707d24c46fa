"""The pages of the dry run: whom the next morning reminds of what, and holding a line back."""

from datetime import date
from urllib.parse import quote

import pytest
import time_machine
from django.urls import reverse

from secretariat.outbox.models import Suppression
from secretariat.outbox.reminders import lines_on
from secretariat.people.models import PostKind
from tests.planning.consultations.factories import CheckpointFactory
from tests.supervision.factories import ItemFactory, person

pytestmark = pytest.mark.django_db

REMINDERS = "/outbox/reminders/"
DUE = date(2026, 10, 9)


@pytest.fixture(autouse=True)
def evening():
    """The evening before the morning on which the item is one working day late."""
    with time_machine.travel("2026-10-09 18:00+08:00", tick=False) as clock:
        yield clock


@pytest.fixture
def officer(client):
    client.user = person(PostKind.SUPERVISOR, name="督查甲")
    client.force_login(client.user)
    return client


@pytest.fixture
def at(evening, officer):
    """`at("2026-10-10 08:29")`: the officer, logged in at that time."""

    def moved(text):
        evening.move_to(f"{text}+08:00")
        officer.force_login(officer.user)

    return moved


@pytest.fixture
def late(lead):
    """Late tomorrow: the handler and the head are told."""
    person(PostKind.HEAD, unit=lead, name="王五", pinyin="wang wu")
    return item_of(person(unit=lead, name="李四", pinyin="li si"))


def item_of(staff, **facts):
    return ItemFactory(lead=staff.department, handler=staff, due_on=DUE, last_report_on=DUE, **facts)


def shown(client, on=""):
    return client.get(REMINDERS, {"on": on} if on else {})


def key_of(item, on=date(2026, 10, 10)):
    return next(line.key(on) for line in lines_on(on) if line.recipient_id == item.handler_id)


# ── The dry run ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_next_morning_is_shown_by_person_with_rule_and_reason(officer, late):
    page = shown(officer).content.decode()

    assert "10月10日（周六）08:30：" in page
    assert "2 人，2 条，其中逐级上报 0 条" in page
    assert page.index("李四") < page.index("王五")
    assert "您是承办人" in page and "逾期 +1 → 承办人" in page and "已逾期1个工作日（时限 10-09）。" in page


def test_before_half_past_eight_the_morning_is_today(officer, late, at):
    at("2026-10-10 08:29")
    assert shown(officer).context["shown"].on == date(2026, 10, 10)

    at("2026-10-10 08:30")
    assert shown(officer).context["shown"].on == date(2026, 10, 12)


def test_any_day_can_be_chosen(officer, late):
    rehearsal = shown(officer, "2026-10-19").context["shown"]

    assert (rehearsal.on, rehearsal.lines, rehearsal.escalations) == (date(2026, 10, 19), 0, 0)


def test_escalations_are_counted(officer, late):
    person(PostKind.DEPUTY, oversees=[late.lead], name="副秘书长")

    rehearsal = shown(officer, "2026-10-13").context["shown"]
    assert (rehearsal.people, rehearsal.lines, rehearsal.escalations) == (1, 1, 1)


def test_a_rest_day_says_so(officer, late):
    assert "休息日，不发送提醒" in shown(officer, "2026-10-11").content.decode()


def test_a_morning_that_is_over_cannot_be_changed(officer, late):
    page = shown(officer, "2026-10-09").content.decode()

    assert "当日提醒已发送" in page and "/suppress/" not in page


@pytest.mark.parametrize("on", ["tomorrow", "2026-02-30", "1949-12-31", "9999-12-31", "0001-01-01"])
def test_what_is_no_day_is_refused_in_words(officer, on):
    page = shown(officer, on)

    assert page.status_code == 422
    assert page.context["form"].errors["on"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_dry_run_asks_ten_questions_whatever_it_shows(officer, lead, django_assert_num_queries, count):
    for number in range(count):
        item_of(person(unit=lead, name=f"承办{number}"))
        CheckpointFactory(consultation__lead=lead, due_on=DUE)
    assert shown(officer).context["shown"].people >= count

    with django_assert_num_queries(10):
        shown(officer)


@pytest.mark.parametrize("kind", [PostKind.PLANNER, PostKind.HEAD, PostKind.SECRETARY_GENERAL, PostKind.AUDITOR])
def test_strangers_see_no_dry_run(client, lead, kind):
    client.force_login(person(kind, unit=lead))

    assert shown(client).status_code == 403


# ── Holding back ─────────────────────────────────────────────────────────────────────────────────────────────────────
def held_back(client, key, reason="已当面催办"):
    return client.post(reverse("outbox:suppress", args=[key]), {"reason": reason})


def test_a_line_is_held_back_and_shown_struck_through(officer, late):
    answer = held_back(officer, key_of(late))

    assert (answer.status_code, answer["Location"]) == (302, f"{REMINDERS}?on=2026-10-10")
    page = shown(officer, "2026-10-10").content.decode()
    assert "<del>" in page and "督查甲于 10-09 18:00 停发：已当面催办" in page
    assert "1 人，1 条，其中逐级上报 0 条；另停发 1 条" in page


def test_the_form_names_what_is_held_back(officer, late):
    page = officer.get(reverse("outbox:suppress", args=[key_of(late)])).content.decode()

    assert "逾期 +1 → 承办人" in page and "已逾期1个工作日" in page


def test_a_line_is_not_held_back_without_a_reason(officer, late):
    answer = held_back(officer, key_of(late), reason=" ")

    assert (answer.status_code, Suppression.objects.count()) == (422, 0)
    assert answer.context["form"].errors["reason"]


def test_a_line_that_has_been_told_is_refused_in_words(officer, late, at):
    key = key_of(late)
    at("2026-10-10 08:30")
    answer = held_back(officer, key)

    assert answer.status_code == 422
    assert "已发出" in answer.content.decode() and "已当面催办" in answer.content.decode()


@pytest.mark.parametrize("key", ["nonsense", "remind:a.b:1:v1:r1:2026-10-10:1"])
def test_an_unknown_line_is_not_found(officer, key):
    assert officer.get(f"{REMINDERS}{quote(key)}/suppress/").status_code == 404


def test_strangers_hold_nothing_back(client, late):
    client.force_login(late.handler)

    assert held_back(client, key_of(late)).status_code == 403
    assert not Suppression.objects.exists()


def test_a_line_is_let_go(officer, late):
    held_back(officer, key_of(late))
    answer = officer.post(reverse("outbox:lift", args=[Suppression.objects.get().pk]), follow=True)

    assert "该提醒已恢复发送" in answer.content.decode()
    assert answer.context["shown"].lines == 2


def test_a_line_cannot_be_let_go_once_told(officer, late, at):
    held_back(officer, key_of(late))
    at("2026-10-10 08:30")
    answer = officer.post(reverse("outbox:lift", args=[Suppression.objects.get().pk]), follow=True)

    assert "已发出" in answer.content.decode()


def test_strangers_let_nothing_go(client, officer, late):
    held_back(officer, key_of(late))
    client.force_login(late.handler)

    assert client.post(reverse("outbox:lift", args=[Suppression.objects.get().pk])).status_code == 403
    assert client.get(reverse("outbox:lift", args=[1])).status_code == 405
