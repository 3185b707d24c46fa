"""The page of a meeting in a real browser: lines change in place, and the panels that count them with them."""

from datetime import date

import pytest
from playwright.sync_api import expect

from planning.meetings.models import Decision
from planning.meetings.services import paste_minutes
from tests.planning.factories import MeetingFactory

# With transactions the calendar of the migration is gone after the first test; no day here needs it.
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "一、关于考评。由行政处牵头，财务处配合，12月10日前完成。\n"
    "二、关于征集。请各专委会于11月底前将建议报研究室汇总。\n"
    "三、会议传达学习了有关文件精神。"
)


@pytest.fixture
def opened(page, live_server, client, planner):
    """The meeting with pasted minutes, in the planner's browser."""
    meeting = MeetingFactory(nominal_on=date(2026, 11, 16))
    paste_minutes(meeting.pk, text=TEXT, by=planner, on=meeting.nominal_on)
    client.force_login(planner)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(meeting.get_absolute_url())
    return page


def line(page, words):
    return page.locator(".s-parsed tr", has_text=words)


def test_confirming_changes_the_line_and_every_panel_that_counts_it(opened):
    line(opened, "考评").get_by_role("button", name="确认").click()

    expect(line(opened, "考评")).to_contain_text("已确认")
    expect(opened.locator("#decided tbody tr")).to_have_count(1)
    expect(opened.locator("#decided")).to_contain_text("已确认1条")
    expect(opened.locator("#checks")).to_contain_text("2条议定事项待确认")
    expect(opened.locator("#publish")).to_be_visible()


def test_correcting_stays_in_the_line_and_keeps_what_was_typed(opened):
    line(opened, "考评").get_by_role("link", name="更正").click()
    form = opened.locator(".s-editing")
    form.locator("[name=due]").fill("尽快吧")
    form.get_by_role("button", name="保存").click()

    expect(form.locator(".invalid-feedback")).to_be_visible()
    expect(form.locator("[name=due]")).to_have_value("尽快吧")
    expect(form.locator(".ts-control").first).to_contain_text("行政处")

    form.locator("[name=due]").fill("+3wd")
    form.get_by_role("button", name="保存").click()
    expect(line(opened, "考评")).to_contain_text("11-19")


def test_a_form_called_off_gives_the_line_back(opened):
    line(opened, "考评").get_by_role("link", name="更正").click()
    opened.locator(".s-editing").get_by_role("link", name="取消").click()

    expect(line(opened, "考评").get_by_role("button", name="确认")).to_be_visible()


def test_many_leads_become_one_that_gathers(opened):
    line(opened, "征集").get_by_role("button", name="研究室牵头汇总").click()

    expect(line(opened, "征集")).to_contain_text("提案委员会等10家")


def test_what_needs_no_handling_is_left_untracked_by_one_key(opened):
    line(opened, "传达").hover()
    line(opened, "传达").get_by_role("button", name="不跟踪").click()

    expect(opened.locator("#decided")).to_contain_text("不跟踪：阅知")
    assert Decision.objects.get(ordinal=3).state == "not_tracked"


def test_a_phone_needs_no_sideways_scroll(opened):
    opened.set_viewport_size({"width": 390, "height": 844})

    assert opened.evaluate("document.documentElement.scrollWidth") == 390
