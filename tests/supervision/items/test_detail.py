"""What the page of an item gathers: stages, chain, buttons."""

from datetime import date

import pytest

from supervision.items.detail import buttons, chain, extension_buttons, item_page, stages
from supervision.items.standing import Day
from tests.supervision.factories import ExtensionFactory, ItemFactory

pytestmark = pytest.mark.django_db


# ── Stages ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("state", "now"),
    [
        ("draft", "立项"),
        ("pending", "立项"),
        ("filed", "交办"),
        ("dispatched", "办理"),
        ("in_progress", "办理"),
        ("under_review", "审核"),
        ("leader_review", "呈批"),
        ("completed", "销号"),
        ("signed_off", None),
    ],
)
def test_the_stage_that_comes_next(state, now):
    shown = stages(ItemFactory(state=state, importance="important"))

    assert [stage["label"] for stage in shown] == ["立项", "交办", "办理", "审核", "呈批", "办结", "销号"]
    assert [stage["label"] for stage in shown if stage["state"] == "now"] == ([now] if now else [])


def test_an_ordinary_item_has_no_stage_at_the_leader():
    assert "呈批" not in [stage["label"] for stage in stages(ItemFactory())]


def test_stages_bear_their_dates():
    shown = stages(ItemFactory(state="completed"))

    assert [(stage["note"], stage["state"]) for stage in shown] == [
        (date(2026, 9, 14), "done"),
        (date(2026, 9, 14), "done"),
        (date(2026, 9, 14), "done"),
        (date(2026, 9, 28), "done"),
        (date(2026, 9, 28), "done"),
        (None, "now"),
    ]


# ── Chain ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_chain_of_an_assigned_item_names_who_assigned_it():
    links = chain(ItemFactory(assignment="主要领导批示", number=15))

    assert [(link["text"], link.get("current", False)) for link in links] == [
        ("主要领导批示", False),
        ("督〔2026〕15号", True),
    ]


def test_chain_of_a_draft_says_its_state():
    assert chain(ItemFactory(state="draft"))[-1]["text"] == "拟办"


# ── Buttons ──────────────────────────────────────────────────────────────────────────────────────────────────────────
BUTTONS = {
    ("draft", "officer"): "提交立项 废弃",
    ("pending", "leader"): "立项 退回 不予立项",
    ("pending", "officer"): "",
    ("filed", "officer"): "交办",
    ("dispatched", "head"): "签收 异议",
    ("objected", "officer"): "维持交办 改派",
    ("suspended", "leader"): "恢复",
    ("dispatched", "co_staff"): "",
    ("in_progress", "staff"): "反馈 申请延期 报结",
    ("in_progress", "co_staff"): "反馈",
    ("in_progress", "officer"): "",
    ("in_progress", "stranger"): "",
    ("under_review", "reviewer"): "退回重办 审核通过",
    ("under_review", "staff"): "",
    ("leader_review", "leader"): "圈阅 批示",
    ("leader_review", "officer"): "",
    ("completed", "officer"): "销号",
    ("signed_off", "officer"): "",
    ("not_filed", "leader"): "",
}


@pytest.mark.parametrize(("state", "role"), BUTTONS)
def test_each_role_sees_only_its_buttons(cast, state, role):
    item = ItemFactory(state=state, lead=cast.lead, co_units=[cast.co_unit], officer=cast.officer)

    shown = buttons(item, getattr(cast, role))

    assert sorted(str(button["label"]) for button in shown) == sorted(BUTTONS[state, role].split())


def test_the_first_button_is_the_main_one_and_forms_are_opened_first(cast):
    shown = buttons(ItemFactory(state="leader_review"), cast.leader)

    assert [(button["method"], button["primary"]) for button in shown] == [("post", True), ("get", False)]


def test_buttons_lead_back_to_the_page_they_stand_on(cast):
    [button] = buttons(ItemFactory(state="filed"), cast.officer, after="/my-work/?page=2")

    assert button["url"].endswith("/dispatch/?next=%2Fmy-work%2F%3Fpage%3D2")


def test_extension_buttons_stand_where_one_may_decide(cast):
    extension = ExtensionFactory(item=ItemFactory(lead=cast.lead))

    assert [str(button["label"]) for button in extension_buttons(extension, cast.deputy)] == ["批准延期", "不予批准"]
    assert extension_buttons(extension, cast.officer) == extension_buttons(None, cast.deputy) == []


# ── The whole page ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_page_says_whether_the_due_date_rests_on_an_announced_calendar(cast):
    day = Day.of(date(2026, 9, 14))
    announced, provisional = ItemFactory(), ItemFactory(due_on=date(2027, 3, 1))

    assert [item_page(item, cast.officer, day)["provisional"] for item in (announced, provisional)] == [False, True]


def test_page_of_a_closed_item_has_no_next_step(cast):
    day = Day.of(date(2026, 9, 14))

    assert item_page(ItemFactory(state="completed"), cast.officer, day)["next_step"] is None
    assert item_page(ItemFactory(), cast.officer, day)["next_step"].on == date(2026, 9, 24)
