"""The ledger under the hands of an officer: keys, the preview beside the list, the address that keeps the row."""

import re

import pytest
from playwright.sync_api import expect

from tests.supervision.factories import ItemFactory
from tests.supervision.items.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def ledger(page, live_server, client, transactional_db):
    """The ledger with three items that can be dispatched."""
    cast = Cast.make()
    for n in (1, 2, 3):
        ItemFactory(title=f"第{n}件", state="filed", lead=cast.lead, due_on=f"2099-01-0{n}", officer=cast.officer)
    client.force_login(cast.officer)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto("/supervision/items/?state=filed")
    return page


def test_j_and_k_load_the_preview_and_the_address_keeps_the_row(ledger):
    ledger.keyboard.press("j")
    ledger.keyboard.press("j")
    expect(ledger.locator("#preview h2")).to_have_text("第2件")
    row = ledger.locator("tr[aria-current]").get_attribute("data-row")
    assert ledger.url.endswith(f"?state=filed&item={row}")

    ledger.reload()
    expect(ledger.locator("#preview h2")).to_have_text("第2件")

    ledger.keyboard.press("k")
    expect(ledger.locator("#preview h2")).to_have_text("第1件")


def test_a_click_on_a_row_selects_it(ledger):
    ledger.locator("tbody tr").nth(2).locator("td").nth(4).click()

    expect(ledger.locator("#preview h2")).to_have_text("第3件")


def test_x_ticks_and_escape_lets_go(ledger):
    bar = ledger.get_by_role("toolbar")
    expect(bar).to_be_hidden()
    for _ in range(2):
        ledger.keyboard.press("j")
        ledger.keyboard.press("x")
    expect(bar.locator("[data-ticked-count]")).to_have_text("2")

    ledger.keyboard.press("Escape")
    expect(bar).to_be_hidden()


def test_ticked_rows_are_dispatched_together(ledger):
    for _ in range(2):
        ledger.keyboard.press("j")
        ledger.keyboard.press("x")
    ledger.get_by_role("toolbar").get_by_role("button", name="交办").click()

    expect(ledger.locator("tbody tr")).to_have_count(1)


def test_question_mark_lists_the_keys_of_the_ledger(ledger):
    ledger.keyboard.press("?")

    expect(ledger.locator("#keys dd")).to_contain_text(["搜索", "下一行", "上一行", "打开此行", "选中或取消此行"])


def test_keys_rest_while_an_input_method_composes(ledger):
    event = "new KeyboardEvent('keydown', {key: 'j', bubbles: true, isComposing: true})"
    ledger.evaluate(f"document.body.dispatchEvent({event})")

    expect(ledger.locator("tr[aria-current]")).to_have_count(0)


def test_the_filter_changes_rows_tabs_and_export_together(ledger):
    ledger.locator("#id_q").fill("第3件")

    expect(ledger.locator("tbody tr")).to_have_count(1)
    expect(ledger.locator("#tools form").first).to_have_attribute(
        "action", re.compile("q=%E7%AC%AC3%E4%BB%B6&state=filed")
    )


def test_a_light_is_chosen_by_the_keyboard_and_keeps_the_other_filters(ledger):
    for title, due_on in (("逾期手册", "2026-01-09"), ("逾期方案", "2026-01-09"), ("正常手册", "2099-01-09")):
        ItemFactory(title=title, due_on=due_on)
    ledger.goto("/supervision/items/?state=open&q=手册")
    ledger.get_by_role("radio", name="全部灯色").focus()
    ledger.keyboard.press("ArrowRight")

    expect(ledger.locator("tbody tr")).to_have_count(1)
    expect(ledger.locator("tbody")).to_contain_text("逾期手册")
    expect(ledger).to_have_url(re.compile("q=%E6%89%8B%E5%86%8C&state=open.*light=red"))
    expect(ledger.get_by_role("radio", name="逾期")).to_be_checked()


def test_lights_are_large_enough_for_a_thumb(ledger):
    ledger.set_viewport_size(PHONE)

    heights = [chip.bounding_box()["height"] for chip in ledger.locator(".s-chip").all()]
    assert heights == [44] * 4


def test_a_phone_shows_cards_without_a_preview(ledger):
    ledger.set_viewport_size(PHONE)
    ledger.keyboard.press("j")

    expect(ledger.locator("#preview")).to_be_hidden()
    assert "item=" not in ledger.url
