"""On a phone, in the hand: a handler reports, a leader approves an extension."""

import pytest
from playwright.sync_api import Locator, Page, expect

from supervision.items.models import Extension, SupervisionItem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THUMB = 44  # px, WCAG 2.5.5


@pytest.mark.slow
def test_a_handler_reports_and_a_leader_extends_on_a_phone(enter, year):
    item = SupervisionItem.objects.filter(state="in_progress", handler__username="staff").order_by("due_on")[0]
    report(enter("staff", phone=True), item.title)

    asked = Extension.objects.filter(state="asked").select_related("item").order_by("pk")[0]
    extend(enter("sg", phone=True), asked.item.title)

    assert item.reports.latest("pk").text == "已完成现场核查。"
    asked.refresh_from_db()
    assert (asked.state, asked.item.due_on) == ("granted", asked.to_due_on)


def report(page: Page, title: str) -> None:
    card = page.locator(".s-todo li", has_text=title)
    tap(card.get_by_role("link", name="反馈"))
    page.get_by_label("进展缓慢").tap()
    page.get_by_label("办理情况").fill("已完成现场核查。")
    page.get_by_label("存在问题").fill("个别点位需复核。")
    tap(page.locator("main").get_by_role("button", name="反馈"))
    expect(page.locator("#toasts")).to_contain_text("反馈已保存。")
    tap(page.get_by_role("link", name="通知"))
    expect(page.get_by_role("heading", name="通知")).to_be_visible()


def extend(page: Page, title: str) -> None:
    card = page.locator(".s-decide li", has_text=title)
    tap(card.get_by_role("link", name="批准延期"))
    expect(page.locator("main")).to_contain_text(title)
    tap(page.locator("main").get_by_role("button", name="批准延期"))
    expect(page.locator("#toasts")).to_contain_text("已批准延期。")
    expect(card).to_have_count(0)


def tap(target: Locator) -> None:
    """Tap what a thumb can hit, on a page that does not slide sideways."""
    seen = target.first
    seen.scroll_into_view_if_needed()
    box = seen.bounding_box()
    assert box, seen
    assert box["height"] >= THUMB - 0.5, (seen, box)
    assert seen.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    seen.tap()
