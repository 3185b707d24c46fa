"""Meeting mode in a real browser: keys, and what a colleague notes while one types."""

import pytest
from playwright.sync_api import expect

from planning.meetings.models import Note

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def opened(page, live_server, client, planner, begun):
    """Meeting mode in the planner's browser, at the first line."""
    client.force_login(planner)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(f"{begun.get_absolute_url()}mode/")
    return page


def test_a_line_is_noted_and_turned_by_keys_while_a_colleague_notes(opened, note, planner):
    notes, field = opened.locator(".s-mode-notes li p"), opened.locator("#new_note")

    opened.keyboard.press("d")
    opened.keyboard.type("由行政处牵头，10月30日前完成。")
    opened.keyboard.press("Control+Enter")
    expect(notes).to_have_text(["由行政处牵头，10月30日前完成。"])
    expect(field).to_be_focused()
    opened.keyboard.type("还没有写完")
    note("info", "同事记的话", line=0)
    expect(notes).to_have_text(["由行政处牵头，10月30日前完成。", "同事记的话"])
    expect(field).to_have_value("还没有写完")
    expect(field).to_be_focused()

    opened.keyboard.press("Escape")
    opened.keyboard.press("ArrowRight")

    expect(opened.get_by_role("heading", level=1)).to_have_text("文史馆布展方案")
    expect(field).to_have_value("还没有写完")
    assert Note.objects.get(kind="decision").by == planner

    hint = opened.locator("#compose .s-mode-hint")
    expect(hint).to_have_text("Ctrl Enter 记录，Enter 换行")
    field.fill("一行\n" * 6)
    assert field.evaluate("one => one.scrollHeight <= one.clientHeight")

    opened.set_viewport_size({"width": 390, "height": 844})
    expect(hint).to_be_hidden()
    assert opened.evaluate("document.documentElement.scrollWidth") == 390
