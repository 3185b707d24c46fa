"""The journey: pasted minutes become items, an item is closed, a printed 督查专报 tells of it."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Locator, Page, expect

from tests.journeys.hands import hears, press
from tests.journeys.papers import download, words_of_docx, words_of_pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MINUTES = Path(__file__).parents[1] / "planning" / "meetings" / "minutes-2026-11-16.txt"
ITEM = "六届五次会议会务总体方案"
NUMBER = "督〔2026〕1号"
FILE = {"name": "分工表.txt", "mimeType": "text/plain", "buffer": "筹备组分工".encode()}
NEXT = "各牵头单位每周五前反馈进展。"
# The item, the figures that count it, what the editor wrote; a title may be broken by the lines of its cell.
PRINTED = ["督查专报", NUMBER, "新立项督查事项1件，办结1件", NEXT]


@pytest.fixture(autouse=True)
def fonts(settings, font_dir):
    settings.FONT_DIR = font_dir


@pytest.mark.slow
def test_minutes_become_items_and_a_bulletin(enter, house, clock):
    clock("2026-11-16 10:30")
    handler = house.staff_of("秘书处").username
    planner = enter("planner")
    found_the_series(planner)
    paste_the_minutes(planner)
    decide_every_line(planner)
    put_on_the_ledger(planner)
    complete_and_submit(enter("officer", at=ledger("draft")))
    file_in_place(enter("sg"))

    clock("2026-11-17 09:00")
    dispatch(enter("officer", at=ledger("filed")))
    acknowledge_and_report(enter(handler))

    clock("2026-11-19 16:00")
    report_done(enter(handler, at=ledger()), "方案初稿已报秘书长。")
    return_once(enter("officer", at=ledger()))
    report_done(enter(handler, at=ledger()), "已按意见补充应急预案，方案定稿。")

    clock("2026-11-20 09:00")
    press(open_item(enter("officer", at=ledger())), "审核通过", said="审核通过。")
    mark_as_read(enter("sg"))
    press(open_item(enter("officer", at=ledger())), "销号", sure=True, said="已销号。")

    clock("2026-12-01 08:00")
    officer, leader = enter("officer"), enter("sg")
    compile_the_month(officer)
    write_a_section(officer)
    press(officer, "提交审核", said="已提交审核。")
    approve(enter("officer2", at="/my-work/"))
    sign(leader)
    papers = [download(leader, ending) for ending in ("docx", "pdf", "docx", "pdf")]
    assert [sha256(one).digest() for one in papers[:2]] == [sha256(one).digest() for one in papers[2:]]
    for words in (words_of_docx(papers[0]), words_of_pdf(papers[1])):
        assert [wanted for wanted in PRINTED if wanted not in words] == []


# ── The meeting ──────────────────────────────────────────────────────────────────────────────────────────────────────
def found_the_series(page: Page) -> None:
    page.get_by_role("link", name="统筹").click()
    page.get_by_role("link", name="会议系列").first.click()
    page.get_by_role("link", name="新建会议系列").first.click()
    page.get_by_label("名称").fill("秘书长办公会")
    page.get_by_label("首次会议日期").fill("2026-11-16")
    page.get_by_label("首次会议次号").fill("42")
    page.get_by_label("星期").select_option("星期一")
    page.get_by_label("遇休息日").select_option("顺延至下一工作日")
    page.get_by_label("开始时间").fill("09:00")
    page.get_by_label("地点").fill("机关三楼会议室")
    page.get_by_label("主持").fill("秘书长")
    planned = page.locator("#preview tbody tr")
    expect(planned.first).to_contain_text("第42次")
    page.get_by_role("button", name="建立系列").click()

    expect(page.get_by_role("heading", name="秘书长办公会")).to_be_visible()
    ahead = page.locator("section", has_text="后续会议").locator("tbody tr")
    expect(ahead).to_have_count(12)
    expect(ahead.nth(0)).to_contain_text("11-16 周一")
    expect(ahead.nth(6)).to_contain_text("12-28 周一")


def paste_the_minutes(page: Page) -> None:
    page.get_by_role("link", name="第42次").click()
    page.get_by_role("link", name="粘贴纪要").click()
    page.get_by_label("纪要全文").fill(MINUTES.read_text(encoding="utf-8"))
    page.get_by_role("button", name="识别议定事项").click()
    expect(page.locator(".s-parsed tbody tr")).to_have_count(10)


def decide_every_line(page: Page) -> None:
    """Line 三 has many lead units: one gathers. Line 八 is for reading. Line 一 gets a better title."""
    line(page, "重点协商议题征集").get_by_role("button", name="研究室牵头汇总").click()
    expect(line(page, "重点协商议题征集")).to_contain_text("等10家")
    line(page, "传达学习").get_by_role("button", name="不跟踪").click()
    expect(page.locator("#decided")).to_contain_text("不跟踪：阅知")
    line(page, "六届五次会议筹备").get_by_role("link", name="更正").click()
    page.locator(".s-editing").get_by_label("事项").fill(ITEM)
    page.locator(".s-editing").get_by_role("button", name="保存").click()
    expect(line(page, ITEM)).to_contain_text("11-25")
    line(page, ITEM).get_by_role("button", name="确认").click()
    expect(line(page, ITEM)).to_contain_text("已确认")
    page.get_by_role("button", name="确认无疑问的").click()
    expect(page.locator("#decided")).to_contain_text("已确认9条，不跟踪1条，待确认0条")


def put_on_the_ledger(page: Page) -> None:
    page.get_by_role("button", name="9条转为督查事项").click()
    expect(page.locator("#decided")).to_contain_text("已转督查9条")
    press(page, "印发纪要", sure=True)
    expect(page.locator(".s-head")).to_contain_text("纪要已印发")


def line(page: Page, words: str) -> Locator:
    return page.locator(".s-parsed tbody tr", has_text=words)


# ── The item ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def complete_and_submit(page: Page) -> None:
    open_item(page)
    press(page, "编辑")
    page.get_by_label("类别").select_option("重要")
    press(page, "保存拟办")
    press(page, "提交立项", said="已提交立项审批。")


def file_in_place(page: Page) -> None:
    expect(page.get_by_role("heading", name="秘书长工作台")).to_be_visible()
    matter(page).get_by_role("button", name="立项", exact=True).click()
    hears(page, "已立项。")
    expect(matter(page)).to_have_count(0)


def dispatch(page: Page) -> None:
    open_item(page)
    expect(page.locator("main")).to_contain_text(NUMBER)
    press(page, "交办", said="已交办。")


def acknowledge_and_report(page: Page) -> None:
    task = page.locator(".s-todo li", has_text=ITEM)
    task.get_by_role("button", name="签收").click()
    hears(page, "已签收。")
    task.get_by_role("link", name="反馈").click()
    page.get_by_label("办理情况").fill("已成立筹备组，明确分工。")
    page.get_by_label("文件").set_input_files(FILE)
    press(page, "反馈", said="反馈已保存。")
    task.get_by_role("link", name=ITEM).click()
    expect(page.locator(".s-time")).to_contain_text("已成立筹备组，明确分工。")
    expect(page.locator(".s-time")).to_contain_text(FILE["name"])


def report_done(page: Page, words: str) -> None:
    press(open_item(page), "报结")
    page.get_by_label("办理情况").fill(words)
    page.get_by_label("办理结论").fill("按要求完成。")
    page.get_by_label("佐证材料", exact=True).fill("会务总体方案定稿1份。")
    press(page, "报结", said="已报结，等待审核。")


def return_once(page: Page) -> None:
    press(open_item(page), "退回重办")
    page.get_by_label("退回原因").fill("请补充应急预案。")
    press(page, "退回重办", said="已退回重办。")
    expect(page.locator("main")).to_contain_text("请补充应急预案。")


def mark_as_read(page: Page) -> None:
    matter(page).get_by_role("button", name="圈阅").click()
    hears(page, "已圈阅，事项办结。")
    expect(matter(page)).to_have_count(0)


def ledger(tab: str = "all") -> str:
    return f"/supervision/items/?state={tab}"


def open_item(page: Page) -> Page:
    page.get_by_role("link", name=ITEM).click()
    expect(page.get_by_role("heading", name=ITEM)).to_be_visible()
    return page


def matter(page: Page) -> Locator:
    return page.locator(".s-decide li", has_text=ITEM)


# ── The bulletin ─────────────────────────────────────────────────────────────────────────────────────────────────────
def compile_the_month(page: Page) -> None:
    page.get_by_role("link", name="督考").click()
    page.get_by_role("link", name="督查专报").first.click()
    page.get_by_role("link", name="编写本期").first.click()
    page.get_by_label("月份").select_option("2026年11月")
    page.get_by_role("button", name="开始编写").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    call_command("tick")
    expect(page.locator("#sheet")).to_contain_text("关于2026年11月督查事项办理情况的报告")


def write_a_section(page: Page) -> None:
    section = page.locator("#sheet section", has_text="下步要求")
    section.get_by_role("link", name="撰写").click()
    section.locator("textarea").fill(NEXT)
    section.get_by_role("button", name="保存").click()
    expect(section.locator("p", has_text=NEXT)).to_be_visible()


def approve(page: Page) -> None:
    page.get_by_role("link", name="审阅核稿").click()
    press(page, "审核通过", said="审核通过，等待签发。")


def sign(page: Page) -> None:
    page.reload()
    page.locator(".s-decide li", has_text="督查专报").get_by_role("link", name="审阅签发").click()
    press(page, "签发")
    press(page, "签发", said="已签发。")
    expect(page.locator("#sheet")).to_contain_text("2026年12月1日")
