"""The agenda in a real browser: keys and dragging do what the buttons do."""

import pytest
from playwright.sync_api import expect

from planning.meetings.models import TemplateLine
from tests.planning.factories import MeetingFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meeting(units):
    one = MeetingFactory(nominal_on="2099-01-05", number=7)
    MeetingFactory(series=one.series, nominal_on="2099-01-12", number=8)
    for place, title in enumerate(["甲事", "乙事", "丙事"], start=1):
        TemplateLine.objects.create(series=one.series, ordinal=place, title=title, minutes=10)
    return one


@pytest.fixture
def opened(page, live_server, client, planner, meeting):
    """The agenda in the planner's browser."""
    client.force_login(planner)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(f"{meeting.get_absolute_url()}agenda/")
    return page


def titles(page):
    return page.locator(".s-lines tbody .s-card-title")


def test_a_line_is_chosen_moved_and_taken_off_by_keys(opened):
    opened.keyboard.press("j")
    opened.keyboard.press("]")
    expect(titles(opened)).to_have_text(["乙事", "甲事", "丙事"])

    opened.keyboard.press("d")

    expect(opened.locator(".s-lines tr[aria-current]")).to_contain_text("甲事")
    expect(opened.locator(".s-lines .s-off")).to_contain_text("不列入")


def test_a_line_is_dragged_to_its_place_and_stays_there(opened, meeting):
    rows = opened.locator(".s-lines tbody tr")

    rows.nth(2).locator(".s-grip").drag_to(rows.nth(0), target_position={"x": 40, "y": 2})

    expect(titles(opened)).to_have_text(["丙事", "甲事", "乙事"])
    expect(opened.locator(".s-lines tr[aria-current]")).to_contain_text("丙事")
    assert list(meeting.agenda.values_list("title", flat=True)) == ["丙事", "甲事", "乙事"]
