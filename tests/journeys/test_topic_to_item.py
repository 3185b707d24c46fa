"""The journey: a unit's topic is decided in a meeting, becomes an item, returns as overdue, leaves when it is done."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from planning.meetings import services as meetings
from planning.meetings.models import Meeting, Topic
from secretariat.management.demo.house import House
from secretariat.people import queries as people
from secretariat.workdays import queries as workdays
from supervision.items import services as items
from supervision.items.models import SupervisionItem
from tests.journeys.hands import press
from tests.journeys.papers import download, words_of_pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFICE = ZoneInfo("Asia/Shanghai")
TOPIC, MATTER = "关于机关办公用房调整的请示", "办公用房调整"
DECIDED = f"关于{MATTER}。由行政处牵头，财务处配合，12月2日前完成调整并报告。"
PRINTED = ["秘书长办公会纪要", "〔2026〕第43次", f"一、{TOPIC}", f"会议议定：{DECIDED}", "出席：秘书长、各副秘书长"]


@pytest.fixture(autouse=True)
def fonts(settings, font_dir):
    settings.FONT_DIR = font_dir


@pytest.mark.slow
def test_a_topic_becomes_an_item_that_returns_until_it_is_done(enter, house, clock):
    clock("2026-11-20 10:00")
    meeting = on_the_agenda(house)

    clock("2026-11-23 09:00")
    planner = enter("planner")
    hold(planner, meeting)
    decide(planner)
    press(planner, "送审签", said="纪要已送审")
    meetings.approve_minutes(meeting.pk, by=house.person("sg"), on=meeting.held_on)
    press(opened(planner, meeting), "印发纪要", sure=True, said="纪要已印发")
    words = words_of_pdf(download(planner, "pdf"))
    assert [wanted for wanted in PRINTED if wanted not in words] == []
    assert Topic.objects.get().state == "finished"
    item = under_way(house)

    clock("2026-12-03 09:00")
    planner = enter("planner")
    expect(line_on_the_agenda_of(45, planner)).to_contain_text("已逾期1个工作日")
    expect(line_on_the_agenda_of(46, planner)).to_have_count(1)
    done(item, house, on=date(2026, 12, 3))
    expect(line_on_the_agenda_of(45, planner)).to_contain_text("已于12-03办结")
    expect(line_on_the_agenda_of(46, planner)).to_have_count(0)


def on_the_agenda(house: House) -> Meeting:
    """A topic of 行政处, signed and taken onto the fixed agenda of the 43rd meeting."""
    planner, on, calendar = house.person("planner"), date(2026, 11, 20), workdays.load()
    rule: dict[str, Any] = {"weekday": 1, "starts_at": time(9), "place": "三楼会议室", "chair": "秘书长"}
    rule |= {"name": "秘书长办公会", "participants": "各副秘书长", "first_on": date(2026, 11, 16), "first_number": 42}
    series = meetings.found_series(by=planner, on=on, calendar=calendar, **rule)
    meeting = series.meetings.get(number=43)
    unit = house.units["行政处"]
    words = {"title": TOPIC, "presenter": "罗建平", "minutes": 15, "reason": "布局需调整。", "wanted": "同意方案。"}
    (head,) = people.heads_of(unit.pk)
    topic = meetings.open_topic(by=head, on=on, meeting=meeting, **words)
    meetings.submit_topic(topic.pk, by=head, on=on, at=datetime(2026, 11, 20, 9, tzinfo=OFFICE), calendar=calendar)
    meetings.sign_topic(topic.pk, by=people.overseers_of(unit.pk)[0], on=on)
    meetings.accept_topic(topic.pk, by=planner, on=on, meeting=meeting)
    return meetings.fix_agenda(meeting.pk, by=planner, on=on, calendar=calendar)


def hold(page: Page, meeting: Meeting) -> None:
    """The meeting itself: begun, the decision noted by key, the topic finished, ended."""
    press(opened(page, meeting), "会议模式")
    press(page, "开始会议", said="会议已开始。")
    page.wait_for_load_state()  # before its scripts run, a key would do nothing
    page.keyboard.press("d")
    page.keyboard.type(DECIDED)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".s-mode-decision")).to_contain_text(DECIDED)
    press(page, "已议结")
    press(page, "已议结", said="议题已议结")
    expect(page.locator(".s-mode-decision")).to_contain_text(DECIDED)
    press(page, "结束会议", sure=True, said="会议已结束")
    press(page, "保存纪要稿", said="纪要稿已保存。")


def decide(page: Page) -> None:
    """What was noted is confirmed and put on the ledger as a pasted decision is."""
    page.get_by_role("button", name="确认无疑问的1条").click()
    page.get_by_role("button", name="1条转为督查事项").click()
    expect(page.locator("#decided")).to_contain_text("已转督查1条")


def under_way(house: House) -> SupervisionItem:
    """The item of the decision, filed, dispatched and acknowledged."""
    item, on = SupervisionItem.objects.get(title=MATTER), date(2026, 11, 24)
    officer = house.person("officer")
    items.submit(item.pk, by=officer, on=on)
    items.file(item.pk, by=house.person("sg"), on=on)
    items.dispatch(item.pk, by=officer, on=on)
    return items.acknowledge(item.pk, by=house.staff_of("行政处"), on=on)


def done(item: SupervisionItem, house: House, *, on: date) -> None:
    told = {"text": "已完成调整。", "conclusion": "按要求完成。", "evidence": "调整方案1份。"}
    items.submit_closing(item.pk, by=house.staff_of("行政处"), on=on, **told)
    passed = items.pass_review(item.pk, by=house.person("officer"), on=on)
    assert passed.state == "completed"


def opened(page: Page, meeting: Meeting) -> Page:
    page.goto(meeting.get_absolute_url())
    return page


def line_on_the_agenda_of(number: int, page: Page) -> Locator:
    page.goto(f"{Meeting.objects.get(number=number).get_absolute_url()}agenda/")
    expect(page.get_by_role("heading", name="议程", exact=True)).to_be_visible()
    return page.locator("tr[data-source]", has_text=MATTER)
