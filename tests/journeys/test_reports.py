"""Reports are written one after the other on a phone, and half a report is found again on a desktop."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from secretariat.management.demo.house import House
from supervision.items.drafts import ReportDraft
from supervision.items.models import Report
from tests.journeys.conftest import at_first
from tests.supervision.factories import ItemFactory, ReportFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOARD = "/supervision/reports/"
COMPOSING = """field => field.dispatchEvent(new KeyboardEvent('keydown',
  {key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true, cancelable: true}))"""


@pytest.fixture
def items(house: House):
    """Three matters that the unit of `staff` leads and that are due today."""
    unit, today = house.person("staff").department, timezone.localdate()
    titles = ("农村垃圾分类", "黑臭水体整改", "高标准农田")
    facts = {"lead": unit, "officer": house.person("officer"), "due_on": today, "filed_on": today}
    return [ItemFactory(title=title, **facts) for title in titles]


def test_on_a_phone_one_report_leads_to_the_next(enter, items):
    page = enter("staff", phone=True)
    page.get_by_role("link", name="待反馈").tap()

    write(page, "农村垃圾分类", "已收回五份反馈。")
    expect(form_of(page)).to_contain_text("黑臭水体整改")
    expect(page.locator(".s-group")).to_contain_text("2")
    expect(page.locator("#toasts")).to_contain_text("反馈已保存。")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    write(page, "黑臭水体整改", "两处点位已通水。")
    expect(form_of(page)).to_contain_text("高标准农田")
    expect(page.locator(".s-done")).to_contain_text("今日已反馈 2 件")
    assert list(Report.objects.order_by("pk").values_list("item__title", "text")) == [
        ("农村垃圾分类", "已收回五份反馈。"),
        ("黑臭水体整改", "两处点位已通水。"),
    ]


def form_of(page: Page):
    return page.locator("#report")


def write(page: Page, title: str, text: str) -> None:
    expect(form_of(page)).to_contain_text(title)
    page.get_by_label("进展缓慢").tap()
    page.get_by_label("办理情况").fill(text)
    page.get_by_role("button", name="保存，到下一件").tap()


def test_on_a_desktop_half_a_report_is_found_again_and_sent_by_key(enter, items):
    page = enter("staff", at=BOARD)
    page.get_by_label("办理情况").fill("其余两个区县")
    expect(page.locator("[data-draft-says]")).to_contain_text("自动保存")

    page.get_by_role("link", name="我的待办").first.click()
    page.goto(BOARD)
    text = page.get_by_label("办理情况")
    expect(text).to_have_value("其余两个区县")
    expect(page.locator("[data-draft-says]")).to_contain_text("草稿已于")

    text.evaluate(COMPOSING)
    assert not Report.objects.exists()
    text.fill("其余两个区县已补报。")
    text.press("Control+Enter")
    expect(form_of(page)).to_contain_text("黑臭水体整改")
    expect(page.get_by_label("办理情况")).to_be_focused()
    assert (Report.objects.get().text, ReportDraft.objects.count()) == ("其余两个区县已补报。", 0)


@pytest.mark.parametrize("place", ["board", "page"])
def test_what_is_kept_already_is_sent_by_the_first_press(enter, items, place):
    page = enter("staff", at=BOARD if place == "board" else f"/supervision/items/{items[0].pk}/report/")
    page.get_by_label("办理情况").fill("已全部完成。")
    expect(page.locator("[data-draft-says]")).to_contain_text("自动保存")

    page.locator("form[data-draft] button[type=submit]:not([formaction])").first.click()

    expect(page.locator("#toasts")).to_contain_text("反馈")
    assert Report.objects.get().text == "已全部完成。"


def test_what_is_typed_when_a_field_is_left_is_kept_before_another_takes_its_place(enter, items):
    page, told = enter("staff", at=BOARD), []
    page.route("**/draft/", lambda route: (route.fulfill(response=route.fetch()), told.append("kept")))
    page.route(f"**item={items[1].pk}", lambda route: (told.append("next"), route.continue_()))
    page.get_by_label("办理情况").press_sequentially("刚写")
    page.get_by_role("link", name="黑臭水体整改").click()
    expect(form_of(page)).to_contain_text("黑臭水体整改")
    assert told == ["kept", "next"]

    page.get_by_role("link", name="农村垃圾分类").click()
    expect(page.get_by_label("办理情况")).to_have_value("刚写")


def test_what_is_typed_before_the_page_has_its_scripts_is_kept(enter, items):
    page, held = enter("staff"), []
    page.route("**/drafts.js", lambda route: held.append(route))
    page.goto(BOARD, wait_until="commit")
    page.get_by_label("办理情况").fill("写在前面")
    held.pop().continue_()

    expect(page.locator("[data-draft-says]")).to_contain_text("自动保存")
    assert ReportDraft.objects.get().fields["text"] == "写在前面"


def test_an_ended_log_in_loses_nothing(enter, items):
    page = enter("staff", at=BOARD)
    page.get_by_label("办理情况").fill("保存在先")
    expect(page.locator("[data-draft-says]")).to_contain_text("自动保存")
    page.context.clear_cookies(name="sessionid")

    page.get_by_label("办理情况").fill("保存在先，后又续写")
    page.get_by_role("button", name="保存，到下一件").click()
    expect(page.locator("[data-draft-says]")).to_contain_text("您已退出登录")
    expect(page.get_by_label("办理情况")).to_have_value("保存在先，后又续写")
    assert ReportDraft.objects.get().fields["text"] == "保存在先"

    # Logged in again in another window, one goes on where one was.
    at_first(page.context.new_page(), "staff")
    page.get_by_role("button", name="保存，到下一件").click()
    expect(form_of(page)).to_contain_text("黑臭水体整改")
    assert Report.objects.get().text == "保存在先，后又续写"


def test_the_lead_takes_in_what_a_co_unit_wrote(enter, house, items):
    unit = house.staff_of("研究室").department
    items[0].co_units.set([unit])
    ReportFactory(item=items[0], unit=unit, on=timezone.localdate(), text="复测全部达标。")
    page = enter("staff", at=BOARD)

    page.get_by_label("办理情况").fill("整改完成。")
    page.get_by_text("本期配合单位反馈 1 份").click()
    page.get_by_role("button", name="采用该反馈").click()

    expect(page.get_by_label("办理情况")).to_have_value("整改完成。\n研究室：复测全部达标。")
