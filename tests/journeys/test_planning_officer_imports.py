"""The planning officer brings in a year: a plan out of its sheet, a programme as it was published."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.hands import hears, press
from tests.journeys.soundness import is_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHEET = Path(__file__).parents[1] / "planning" / "plans" / "annual-plan-2025.xlsx"
ROWS = 39
OURS = "科学制定每月工作预安排"
TOPIC = "加快推进职业教育产教融合"
PROGRAMME = f"""2026年度重点协商计划
一、围绕“{TOPIC}”开展专题协商
（一）协商形式：专题协商会。
（二）时间安排：11月下旬。
（三）参加人员：教育界委员，市级有关部门负责人。
（四）组织实施：牵头领导：分管副主席。责任部门：教科卫体委员会。参与部门：研究室、市教委。
二、围绕“推进城市社区嵌入式服务”开展对口协商
（一）协商形式：对口协商。
（二）时间安排：12月上旬。
（三）参加人员：社会福利和社会保障界委员。
（四）组织实施：牵头领导：分管副主席。责任部门：社会法制委员会。参与部门：市民政局。
"""


def test_a_sheet_becomes_a_plan_that_is_reported_on(enter, house, clock):
    clock("2025-03-03 09:00")
    page = enter("planner")

    read_the_sheet(page)
    confirm_the_rows(page)
    adopt(page)
    look_at_the_year(page)
    report(page)
    make_a_supervision_item(page)


def test_a_programme_becomes_consultations_with_checkpoints(enter, house, clock):
    clock("2026-10-12 09:00")
    page = enter("planner")

    paste_the_programme(page)
    keep_the_rows(page)
    set_the_date(page)


# ── The plan ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def read_the_sheet(page: Page) -> None:
    go(page, "统筹", "年度计划")
    press(page, "导入第一个计划")
    page.get_by_label("Excel表格").set_input_files(SHEET)
    press(page, "读取表格")
    expect(page.get_by_label("计划年度")).to_have_value("2025")
    expect(page.locator(".s-plan-result")).to_contain_text(f"可导入{ROWS}行")
    expect(page.locator(".s-plan-read tbody tr")).to_have_count(ROWS)
    is_sound(page)


def confirm_the_rows(page: Page) -> None:
    press(page, f"确认导入2025年计划（{ROWS}项）", said=f"已导入{ROWS}项。")
    expect(page.locator(".s-head")).to_contain_text("拟办")
    expect(page.locator(".s-plan-list tr[data-row]")).to_have_count(ROWS)


def adopt(page: Page) -> None:
    press(page, "送审", said="计划已送审。")
    press(page, "登记审定")
    page.get_by_label("审定会议").fill("市政协主席会议")
    page.get_by_label("审定日期").fill("2025-02-28")
    press(page, "登记审定")
    expect(page.locator(".s-head")).to_contain_text("已审定")


def look_at_the_year(page: Page) -> None:
    page.get_by_role("link", name="年历").click()
    row = page.locator(".s-plan-year tr[data-row]", has_text=OURS)
    expect(page.locator(".s-plan-year tr[data-row]")).to_have_count(ROWS)
    row.get_by_role("link", name=OURS).click()
    expect(page.get_by_role("heading", name=OURS)).to_be_visible()


def report(page: Page) -> None:
    press(page, "报送进展")
    page.get_by_label("办理情况").fill("三月工作预安排已印发。")
    press(page, "报送进展", said="进展已报送。")
    expect(page.locator(".s-time")).to_contain_text("三月工作预安排已印发。")
    expect(page.locator(".s-dates")).to_contain_text("最近反馈 03-03")


def make_a_supervision_item(page: Page) -> None:
    """Both know of each other: the item names the plan, the plan shows the item."""
    press(page, "转为督查事项")
    expect(page.locator("main")).to_contain_text(OURS)
    expect(page.locator(".s-chain, .s-facts").first).to_contain_text("2025年")
    page.go_back()
    expect(page.locator(".s-facts dd", has_text="拟办")).to_be_visible()


# ── The programme ────────────────────────────────────────────────────────────────────────────────────────────────────
def paste_the_programme(page: Page) -> None:
    go(page, "服务", "重点协商")
    press(page, "粘贴计划")
    page.get_by_label("计划正文").fill(PROGRAMME)
    press(page, "读取计划")
    expect(page.locator(".s-readrow")).to_have_count(2)
    expect(page.get_by_label("议题").first).to_have_value(TOPIC)
    is_sound(page)


def keep_the_rows(page: Page) -> None:
    press(page, "保存所选各行", said="已保存2项。")
    page.get_by_role("link", name=TOPIC).click()
    expect(page.locator(".s-head")).to_contain_text("未定会期")


def set_the_date(page: Page) -> None:
    """Rule 32: the checkpoints are seen before the date is saved, and stand with it afterwards."""
    press(page, "确定会期")
    # The script that shows what follows must be there before somebody types.
    page.wait_for_load_state("load")
    page.get_by_label("会议日期").fill("2026-11-27")
    page.get_by_label("会议日期").blur()
    moves = page.locator(".s-moves tbody tr")
    for place, day in enumerate(("2026-11-06", "2026-11-13", "2026-12-08")):
        expect(moves.nth(place)).to_contain_text(day)
    is_sound(page)
    press(page, "保存会期")
    hears(page, "会期已保存，各节点随之确定。")
    for place, day in enumerate(("11-06", "11-13", "11-27", "12-08")):
        expect(page.locator(".s-points tbody tr").nth(place)).to_contain_text(day)


def go(page: Page, platform: str, name: str) -> None:
    """By the tabs above and the list at the left."""
    page.locator(".s-platforms").get_by_role("link", name=platform).click()
    page.locator(".s-rail").get_by_role("link", name=name).click()
