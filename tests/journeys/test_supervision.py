"""One item between a unit and its leaders: objection, ruling, acknowledgement, extension, closing, reading."""

from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from supervision.items import services
from supervision.items.models import SupervisionItem
from tests.journeys.hands import hears, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "农村饮水安全提案办理情况核查"
FILED, DUE = date(2026, 11, 16), date(2026, 11, 27)


@pytest.fixture
def item(house) -> SupervisionItem:
    """An important item, filed by the secretary-general, for a unit that the deputy oversees; he leads it."""
    officer, leader, unit = house.person("officer"), house.person("sg"), house.units["农业农村委员会"]
    facts = {"title": TITLE, "assignment": "秘书长批示", "requirement": "核查后报告。", "importance": "important"}
    facts |= {"leader": house.person("deputy")}
    found = services.open_item(by=officer, on=FILED, lead=unit, due_on=DUE, **facts)
    services.submit(found.pk, by=officer, on=FILED)
    services.file(found.pk, by=leader, on=FILED)
    return found


@pytest.mark.slow
def test_an_item_goes_between_a_unit_and_its_leaders_until_it_is_closed(enter, clock, item):
    page = item.get_absolute_url()
    clock("2026-11-16 10:00")
    press(opened(enter("officer", at=page)), "交办", said="已交办。")
    object_to(opened(enter("head", at=page)))

    clock("2026-11-17 09:00")
    uphold(opened(enter("deputy", at=page)))
    acknowledge(enter("head"))

    clock("2026-11-23 09:00")
    ask_for_more_time(opened(enter("head", at=page)))
    grant(enter("deputy", at="/dashboard/"))
    item.refresh_from_db()
    assert (item.due_on, item.counted_due_on, item.original_due_on) == (date(2026, 12, 4), date(2026, 12, 4), DUE)

    clock("2026-12-03 15:00")
    report_done(opened(enter("staff", at=page)))
    press(opened(enter("officer2", at=page)), "审核通过", said="审核通过。")

    clock("2026-12-04 09:00")
    read(enter("deputy", at="/dashboard/"))
    tells_its_story(opened(enter("head", at=page)))
    item.refresh_from_db()
    assert (item.state, item.done_on) == ("completed", date(2026, 12, 3))


def opened(page: Page) -> Page:
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    return page


# ── The head ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def object_to(page: Page) -> None:
    press(page, "异议")
    page.get_by_label("理由").fill("供水工程由市水利局主管。")
    press(page, "异议", said="异议已提出。")


def acknowledge(page: Page) -> None:
    page.locator(".s-todo li", has_text=TITLE).get_by_role("button", name="签收").click()
    hears(page, "已签收。")


def ask_for_more_time(page: Page) -> None:
    press(page, "申请延期")
    page.get_by_label("延期至").fill("2026-12-04")
    page.get_by_label("理由").fill("两个乡镇的水样需重新检测。")
    page.get_by_label("目前进展").fill("已核查6个乡镇。")
    press(page, "申请延期", said="已申请延期，等待审批。")


def tells_its_story(page: Page) -> None:
    story = page.locator("main")
    for words in ("供水工程由市水利局主管。", "提案由你委承办。", "两个乡镇的水样需重新检测。", "全部乡镇水质达标。"):
        expect(story).to_contain_text(words)


# ── The deputy secretary-general ─────────────────────────────────────────────────────────────────────────────────────
def uphold(page: Page) -> None:
    press(page, "维持交办")
    page.get_by_label("理由").fill("提案由你委承办。")
    press(page, "维持交办", said="异议未采纳，维持原交办。")


def grant(page: Page) -> None:
    card = matter(page)
    card.get_by_role("link", name="批准延期").click()
    expect(page.locator("main")).to_contain_text("两个乡镇的水样需重新检测。")
    press(page, "批准延期", said="已批准延期。")
    expect(card).to_have_count(0)


def read(page: Page) -> None:
    matter(page).get_by_role("button", name="圈阅").click()
    hears(page, "已圈阅，事项办结。")
    expect(matter(page)).to_have_count(0)


def matter(page: Page) -> Locator:
    return page.locator(".s-decide li", has_text=TITLE)


# ── The handler ──────────────────────────────────────────────────────────────────────────────────────────────────────
def report_done(page: Page) -> None:
    press(page, "报结")
    page.get_by_label("办理情况").fill("全部乡镇水质达标。")
    page.get_by_label("办理结论").fill("按要求完成。")
    page.get_by_label("佐证材料", exact=True).fill("核查报告1份。")
    press(page, "报结", said="已报结，等待审核。")
