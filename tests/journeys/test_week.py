"""A week: three units report, a conflict is resolved, the week is published, supplemented and printed."""

from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from planning.arrangements.models import Arrangement
from tests.journeys.hands import press
from tests.journeys.papers import words_of_pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROOM = "常委会议厅"
# Which unit does what, on which day.
REPORTED = [
    ("农业农村委员会", "开展农村黑臭水体治理调研", "2026-11-24"),
    ("提案委员会", "召开提案办理协商会", "2026-11-25"),
    ("经济委员会", "召开界别座谈会", "2026-11-25"),
]
ADDED = "配合文史馆消防验收预检"
PRINTED = [
    "一周工作安排（2026年11月23日—11月29日）",
    "第1版，含增补1号",
    ROOM,
    ADDED,
    *(what for _unit, what, _day in REPORTED),
]


def test_a_week_from_the_first_report_to_the_paper(enter, house, clock):
    clock("2026-11-16 09:00")
    week = begin_to_collect(enter("planner"))
    for unit, what, day in REPORTED:
        report(enter(house.staff_of(unit).username, at=week), what, day)

    page = enter("planner", at=week)
    resolve(page)
    publish(page)
    paper = printed(page)
    assert [words for words in PRINTED if words not in paper] == []
    assert sides(page) == ["landscape"]


def begin_to_collect(page: Page) -> str:
    """Next week is opened as the form proposes it; the address of its page."""
    page.get_by_role("link", name="统筹").click()
    page.get_by_role("link", name="工作预安排").first.click()
    press(page, "启动征集")
    press(page, "启动", said="各单位可以申报")
    return Arrangement.objects.get().get_absolute_url()


def report(page: Page, what: str, day: str) -> None:
    press(page, "申报活动")
    page.get_by_label("日期").select_option(day)
    page.get_by_label("时段").select_option(label="上午")
    page.get_by_label("活动内容").fill(what)
    page.get_by_label("地点").fill(ROOM)
    if what == REPORTED[-1][1]:
        page.get_by_label("保留冲突的理由").fill("请综合处协调会场")
    press(page, "保存")
    expect(page.locator(".s-week")).to_contain_text(what)


def resolve(page: Page) -> None:
    """Two need one room at one time: the later one goes to the afternoon."""
    clash = page.locator(".s-clash")
    expect(clash).to_contain_text("请综合处协调会场")
    clash.get_by_role("link", name=REPORTED[-1][1]).click()
    press(page, "修改")
    page.get_by_label("时段").select_option(label="下午")
    page.get_by_label("保留冲突的理由").fill("")
    press(page, "保存")
    expect(page.locator("aside")).to_contain_text("领导、会场、车辆均无冲突")


def publish(page: Page) -> None:
    press(page, "转入协调")
    page.get_by_role("button", name="发布").click()
    page.locator("dialog[open]").get_by_role("button", name="确认").click()
    expect(page.locator(".s-head")).to_contain_text("已发布")
    press(page, "增补")
    page.get_by_label("日期").select_option("2026-11-27")
    page.get_by_label("活动内容").fill(ADDED)
    page.get_by_label("增补理由").fill("消防部门临时确定")
    press(page, "发布增补")
    expect(page.locator(".s-head")).to_contain_text("增补1次")


def printed(page: Page) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("link", name="PDF").click()
    return words_of_pdf(Path(waiting.value.path()).read_bytes())


def sides(page: Page) -> list[str]:
    """How each sheet lies that the browser prints of the page."""
    content = page.pdf(prefer_css_page_size=True)
    with pdfplumber.open(BytesIO(content)) as paper:
        return ["landscape" if one.width > one.height else "portrait" for one in paper.pages]
