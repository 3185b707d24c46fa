"""Pages of instructions: what they show, take, refuse, and how many queries they take."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from supervision.instructions import services
from supervision.instructions.models import Instruction
from tests.supervision.factories import ItemFactory
from tests.supervision.instructions.conftest import SECRET, TODAY

LIST, NEW = "/supervision/instructions/", "/supervision/instructions/new/"
TYPED = {"leader": "秘书长", "document": "专报第2期", "text": "请提案委员会年底前提出意见。", "given_on": "2026-11-20"}
QUERIES = 6


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(datetime.combine(TODAY, time(9), ZoneInfo("Asia/Shanghai")), tick=False):
        yield


def shown(answer):
    return [one.document for one in answer.context["page"]]


# ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_newest_stands_first(enter, log_in):
    enter(document="早", given_on=TODAY.replace(day=2))
    enter(document="晚", given_on=TODAY)

    assert shown(log_in("officer").get(LIST)) == ["晚", "早"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=来信", ["来信"]),
        ("q=方案", ["专报"]),
        ("private=yes", ["来信"]),
        ("state=not_tracked", []),
        ("year=2026", ["来信", "专报"]),
        ("year=x&state=y", ["来信", "专报"]),
    ],
)
def test_the_filter_stands_in_the_address(enter, log_in, query, expected):
    enter(document="专报")
    enter(document="来信", text="请核实", is_private=True)

    assert shown(log_in("officer").get(f"{LIST}?{query}")) == expected


def test_rule_46_a_private_one_is_neither_listed_nor_found(enter, log_in):
    enter(text=SECRET, is_private=True)

    assert shown(log_in("auditor").get(LIST)) == []
    assert shown(log_in("auditor").get(LIST, {"q": SECRET[:4]})) == []


@pytest.mark.parametrize("role", ["officer", "staff"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_six_queries(cast, enter, log_in, django_assert_num_queries, role, count):
    for _ in range(count):
        ItemFactory(instruction=enter(), lead=cast.lead)
    client = log_in(role)

    with django_assert_num_queries(QUERIES):
        client.get(LIST)


# ── A new one ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_new_one_is_saved(cast, log_in):
    answer = log_in("officer").post(NEW, TYPED)

    made = Instruction.objects.get()
    assert (answer["Location"], made.leader_user, made.entered_by) == (
        made.get_absolute_url(),
        cast.leader,
        cast.officer,
    )


def test_leaders_of_the_house_and_names_used_before_are_offered(enter, log_in):
    enter(leader="市委书记")

    page = log_in("officer").get(NEW).content.decode()

    assert [name in page for name in ('value="秘书长"', 'value="副秘书长"', 'value="市委书记"')] == [True] * 3


@pytest.mark.parametrize("wrong", [{"text": ""}, {"leader": ""}, {"given_on": "2026-12-31"}, {"given_on": "x"}])
def test_a_wrong_one_is_sent_back_as_it_was_typed(cast, log_in, wrong):
    answer = log_in("officer").post(NEW, TYPED | wrong)

    assert (answer.status_code, Instruction.objects.exists()) == (422, False)
    assert list(answer.context["form"].errors) == list(wrong)
    assert "专报第2期" in answer.content.decode()


def test_rule_50_a_marked_text_is_refused_and_not_sent_back(cast, log_in):
    answer = log_in("officer").post(NEW, TYPED | {"text": "机密★1年 某某事项"})

    assert (answer.status_code, Instruction.objects.exists()) == (422, False)
    assert "某某事项" not in answer.content.decode()


def test_strangers_enter_nothing(cast, log_in):
    assert log_in("staff").get(NEW).status_code == 403
    assert log_in("staff").post(NEW, TYPED).status_code == 403


# ── One ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_46_a_private_one_is_not_there_for_others(cast, enter, log_in):
    instruction = enter(is_private=True)
    ItemFactory(instruction=instruction, lead=cast.lead)

    for role in ("staff", "auditor", "deputy", "administrator", "planner"):
        assert log_in(role).get(instruction.get_absolute_url()).status_code == 404


def test_the_officer_is_offered_what_the_leader_is_not(enter, log_in):
    instruction = enter()
    form = reverse("supervision:item_open_instructed", args=[instruction.pk])

    assert form in log_in("officer").get(instruction.get_absolute_url()).content.decode()
    assert form not in log_in("leader").get(instruction.get_absolute_url()).content.decode()


def test_it_is_left_untracked_and_decided_anew(enter, log_in):
    instruction = enter()
    client = log_in("officer")

    assert client.post(f"{LIST}{instruction.pk}/not-track/", {"reason": ""}).status_code == 422
    client.post(f"{LIST}{instruction.pk}/not-track/", {"reason": "仅供阅知"})
    assert "不跟踪：仅供阅知" in client.get(instruction.get_absolute_url()).content.decode()
    client.post(f"{LIST}{instruction.pk}/reopen/")

    instruction.refresh_from_db()
    assert instruction.state == "noted"


def test_two_officers_at_once_do_not_collide(cast, enter, log_in):
    instruction = enter()
    services.not_track_instruction(instruction.pk, by=cast.reviewer, reason="仅供阅知")

    answer = log_in("officer").post(f"{LIST}{instruction.pk}/not-track/", {"reason": "仅供阅知"})

    assert answer.status_code == 422
    assert "刷新" in answer.content.decode()


def test_the_page_takes_at_most_ten_queries(cast, enter, log_in, django_assert_max_num_queries):
    instruction = enter()
    client = log_in("officer")
    client.get(instruction.get_absolute_url())

    with django_assert_max_num_queries(10):
        client.get(instruction.get_absolute_url())
