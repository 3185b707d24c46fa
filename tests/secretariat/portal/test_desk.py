"""秘书长工作台 and 我的待办: every figure opens as many rows as it says, decisions are taken in place."""

import html
import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planning.meetings.models import Meeting, Series
from secretariat.people.models import Acting, Department
from secretariat.portal.desk import desk_of, tasks_of
from supervision.items.models import Extension, SupervisionItem
from supervision.items.standing import Day
from tests.planning.consultations.factories import CheckpointFactory
from tests.supervision.factories import (
    DepartmentFactory,
    ExtensionFactory,
    ItemFactory,
    SlipFactory,
    closing_report,
    person,
)
from tests.supervision.items.cast import Cast, bring

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 10, 12)
DESK_QUERIES, WORK_QUERIES = 12, 12


@pytest.fixture
def cast(db):
    return Cast.make()


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(datetime.combine(MONDAY, time(9), ZoneInfo("Asia/Shanghai")), tick=False):
        yield


@pytest.fixture
def page(cast, client):
    """`page("leader", "/dashboard/")`: what that role sees there."""

    def get(role, address):
        client.force_login(getattr(cast, role))
        return client.get(address)

    return get


@pytest.fixture
def ledger_of_all_kinds(cast):
    """Items of every state and mark, of three units, one of them no longer active."""
    gone = DepartmentFactory(name="已撤并的处", order=99, is_active=False)
    facts = {"officer": cast.officer, "closing_by": None}
    for unit in (cast.lead, cast.co_unit, gone):
        facts["lead"] = unit
        ItemFactory(**facts, due_on=date(2026, 10, 9))
        ItemFactory(**facts, due_on=date(2026, 10, 20), last_report_on=date(2026, 10, 9))
        ItemFactory(**facts, due_on=date(2026, 12, 20), extensions_granted=1, state="dispatched")
        ItemFactory(**facts, due_on=None, cycle="weekly:5")
        for state in ("draft", "pending", "not_filed", "filed"):
            ItemFactory(**facts, state=state)
        for state in ("under_review", "leader_review", "completed", "signed_off"):
            ItemFactory(**facts | {"closing_by": cast.staff}, state=state)
            ItemFactory(**facts | {"closing_by": cast.staff}, state=state, closing_on=date(2026, 10, 10))


def _rows(client, address):
    """The number of rows over all pages of the list at `address`."""
    count, number = 0, 1
    while True:
        # The rows alone, as a filter of the list asks for them.
        found = client.get(f"{address}&page={number}", headers={"HX-Request": "true"})
        count += found.content.decode().count("<tr data-row")
        if not found.context["page"].has_next():
            return count
        number += 1


def _figures(page):
    """Every figure of the dashboard that is a link: what it says and where it leads."""
    text = page.content.decode()
    boxes = re.findall(r'<a class="s-figure" href="([^"]+)" data-figure="(\w+)">.*?<b[^>]*>(\d+)', text)
    table = re.findall(r'<td class="n"><a class="s-(?:plain|red)" href="([^"]+)">(\d+)</a></td>', text)
    rates = re.findall(
        r'<a class="s-plain" href="([^"]+mark=counted[^"]+)">[^<]+</a> <span class="s-quiet">\((\d+)\)', text
    )
    links = [(address, figure) for address, name, figure in boxes if name != "counted"] + table + rates
    return [(html.unescape(address), int(figure)) for address, figure in links]


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_figure_opens_as_many_rows_as_it_says(cast, client, ledger_of_all_kinds, page):
    shown = _figures(page("leader", "/dashboard/"))

    assert len(shown) == 4 + 3 * 6
    assert {address: _rows(client, address) for address, _figure in shown} == dict(shown)


def test_figures_of_a_long_ledger_count_all_its_pages(cast, client, page):
    for _ in range(35):
        ItemFactory(lead=cast.lead, due_on=date(2026, 10, 9))

    shown = dict(_figures(page("leader", "/dashboard/")))

    assert shown["/supervision/items/?mark=late"] == _rows(client, "/supervision/items/?mark=late") == 35


def test_rule_41_the_rate_of_the_desk_is_that_of_its_rows(cast, client, ledger_of_all_kinds, page):
    text = page("leader", "/dashboard/").content.decode()

    kept, n = map(int, re.search(r"<small>(\d+)/(\d+) ", text).groups())

    ledger = "/supervision/items/?mark="
    assert (kept, n) == (_rows(client, f"{ledger}on_time"), _rows(client, f"{ledger}counted")) == (6, 21)
    assert "28.6<small>%</small>" in text


def test_totals_are_the_sums_of_the_units(cast, ledger_of_all_kinds):
    desk = desk_of(cast.leader, Day.of(MONDAY), after="/dashboard/")

    for name in ("open", "soon", "late", "stalled", "extended"):
        assert getattr(desk.figures, name) == sum(getattr(row, name) for _unit, row in desk.units)


def test_units_stand_in_the_order_of_the_organisation(cast, ledger_of_all_kinds):
    desk = desk_of(cast.leader, Day.of(MONDAY), after="/dashboard/")

    assert [unit for unit, _row in desk.units] == list(Department.objects.filter(led_items__isnull=False).distinct())


def test_rule_41_an_empty_house_has_no_rate(page):
    text = page("leader", "/dashboard/").content.decode()

    assert "各单位暂无事项" in text and "暂无待您决定的事项" in text and "<b>—<small>" in text


# ── Decisions in place ───────────────────────────────────────────────────────────────────────────────────────────────
def test_decisions_wait_with_their_buttons(cast, page):
    ItemFactory(state="pending", title="待立项的事")
    read = ItemFactory(state="leader_review", title="待圈阅的事", closing_by=cast.staff)
    closing_report(read)
    ExtensionFactory(item=ItemFactory(title="要延期的事"))

    text = page("leader", "/dashboard/").content.decode()

    assert [title for title in ("待立项的事", "待圈阅的事", "要延期的事") if title in text] == [
        "待立项的事",
        "待圈阅的事",
        "要延期的事",
    ]
    for step in ("file", "reject", "not_file", "read_mark", "instruct", "grant", "refuse"):
        assert f"/{step}/?next=%2Fdashboard%2F" in text


def test_a_decision_on_the_desk_leads_back_to_it(cast, client, page):
    ExtensionFactory(item=ItemFactory())
    text = page("leader", "/dashboard/").content.decode()
    address = html.unescape(re.search(r'"(/supervision/items/extensions/\d+/grant/[^"]*)"', text)[1])

    form = client.get(address).content.decode()
    kept = re.search(r'id="step".*?name="next" value="([^"]*)"', form, re.DOTALL)[1]
    answer = client.post(address, {"next": kept}, follow=True)

    assert answer.redirect_chain == [("/dashboard/", 302)]
    assert Extension.objects.get().state == "granted"


def test_filing_by_one_press_leads_back_to_the_desk(cast, client, page):
    ItemFactory(state="pending", importance="ordinary")
    text = page("leader", "/dashboard/").content.decode()
    address = html.unescape(re.search(r'action="(/supervision/items/\d+/file/[^"]*)"', text)[1])

    assert client.post(address)["Location"] == "/dashboard/"
    assert SupervisionItem.objects.get().state == "filed"


def test_a_deputy_decides_on_what_is_theirs(cast, page):
    ItemFactory(state="pending", title="无责任领导")
    ItemFactory(state="pending", title="副秘书长负责", leader=cast.deputy)

    matters = page("deputy", "/dashboard/").context["desk"].matters

    assert [matter.title for matter in matters] == ["副秘书长负责"]


@pytest.mark.parametrize("role", ["officer", "auditor", "administrator"])
def test_others_who_see_the_desk_decide_nothing_there(cast, page, role):
    ItemFactory(state="pending")

    assert page(role, "/dashboard/").context["desk"].matters == []


# ── The weeks ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_week_shows_meetings_of_two_weeks_and_no_empty_rest_days(cast, page):
    facts = {"starts_at": time(9), "place": "第一会议室", "chair": "秘书长"}
    series = Series.objects.create(name="秘书长办公会", weekday=1, first_on=MONDAY, **facts)
    for number, held_on in [(36, MONDAY), (37, date(2026, 10, 19)), (38, date(2026, 10, 26))]:
        Meeting.objects.create(series=series, year=2026, number=number, nominal_on=held_on, held_on=held_on, **facts)

    week = page("leader", "/dashboard/").context["desk"].week

    assert [(row.on.day, len(row.entries)) for row in week] == [(12, 1), (13, 0), (14, 0), (15, 0), (16, 0), (19, 1)]


def test_news_tell_what_happened_to_items_that_one_may_see(cast, page):
    bring(cast, "signed_off")

    verbs = [event.verb for event in page("leader", "/dashboard/").context["desk"].news]

    assert verbs == ["item.signed_off", "item.passed", "item.reported_done", "item.filed"]


# ── Whose page it is ─────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("role", "first"),
    [("leader", "/dashboard/"), ("deputy", "/dashboard/"), ("officer", "/my-work/"), ("staff", "/my-work/")],
)
def test_the_first_page_of_a_role(page, role, first):
    assert page(role, "/")["Location"] == first


@pytest.mark.parametrize("role", ["head", "staff", "planner", "nobody"])
def test_who_does_not_see_the_whole_house_is_sent_to_their_own_work(page, role):
    assert page(role, "/dashboard/")["Location"] == "/my-work/"


# ── My work ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_tasks_are_grouped_by_their_due_dates(cast):
    for title, due_on in [("过期", 9), ("今天", 12), ("周日", 18), ("下周一", 19), ("无", None)]:
        due = date(2026, 10, due_on) if due_on else None
        ItemFactory(title=title, lead=cast.lead, due_on=due, cycle="weekly:5")

    groups = tasks_of(cast.staff, Day.of(MONDAY), after="/my-work/")

    assert [(group.title, [task.item.title for task in group.tasks]) for group in groups] == [
        ("已逾期和今日到期", ["过期", "今天"]),
        ("本周", ["周日"]),
        ("下周及以后", ["下周一"]),
        ("无办理时限", ["无"]),
    ]


def test_what_has_no_running_clock_is_neither_overdue_nor_due(cast):
    for state in ("draft", "filed", "under_review", "completed"):
        ItemFactory(state=state, title=state, lead=cast.lead, officer=cast.officer, due_on=date(2026, 10, 9))

    groups = tasks_of(cast.officer, Day.of(MONDAY), after="/my-work/")

    assert [(group.title, sorted(task.item.title for task in group.tasks)) for group in groups] == [
        ("待办手续（不计时限）", ["completed", "draft", "filed", "under_review"])
    ]


@pytest.mark.parametrize(
    ("role", "facts", "why"),
    [
        ("staff", {"handler": True}, "您是承办人"),
        ("staff", {}, "本单位牵头"),
        ("officer", {"state": "filed"}, "您负责督办"),
        ("reviewer", {"state": "under_review"}, "待督查处办理"),
    ],
)
def test_a_task_says_why_it_is_here(cast, role, facts, why):
    user = getattr(cast, role)
    handler = {"handler": user} if facts.pop("handler", False) else {}
    ItemFactory(lead=cast.lead, officer=cast.officer, **facts, **handler)

    [group] = tasks_of(user, Day.of(MONDAY), after="/my-work/")

    assert group.tasks[0].why == why


def test_whoever_acts_for_somebody_of_a_unit_reads_whose_unit_it_is(cast):
    ItemFactory(lead=cast.lead, officer=cast.officer)
    taker = person(unit=DepartmentFactory())
    taker.acting = (Acting(cast.head, MONDAY, MONDAY),)

    [group] = tasks_of(taker, Day.of(MONDAY), after="/my-work/")

    assert group.tasks[0].why == f"{cast.lead.short}牵头，您正在代{cast.head.name}办理"


def test_my_work_offers_the_next_step_and_leads_back(cast, page):
    item = ItemFactory(state="dispatched", lead=cast.lead)

    text = page("staff", "/my-work/").content.decode()

    assert f'action="/supervision/items/{item.pk}/acknowledge/?next=%2Fmy-work%2F"' in text


def test_leaders_find_their_decisions_in_my_work(cast, page):
    ItemFactory(state="pending", title="待立项的事")

    assert "待立项的事" in page("leader", "/my-work/").content.decode()


def test_checkpoints_stand_in_my_work_and_on_the_desk(cast, page):
    point = CheckpointFactory(consultation__lead=cast.lead, consultation__topic="推动低空经济发展", due_on=MONDAY)

    work, desk = page("staff", "/my-work/").content.decode(), page("leader", "/dashboard/").content.decode()

    assert "推动低空经济发展 会议通知" in work and "推动低空经济发展" in desk
    assert f"/{point.consultation_id}/checkpoints/notice/complete/?next=%2Fmy-work%2F" in work


def test_a_line_without_words_of_its_own_begins_with_its_due_date(cast, page):
    SlipFactory(item__lead=cast.lead, reply_due_on=date(2027, 1, 8))

    text = page("staff", "/my-work/").content.decode()

    assert "<p>时限 2027年1月8日 " in text


def test_nothing_to_do_is_said(page):
    assert "暂无待办事项" in page("staff", "/my-work/").content.decode()


@pytest.mark.parametrize("address", ["/", "/dashboard/", "/my-work/"])
def test_first_pages_are_only_read(cast, client, address):
    client.force_login(cast.leader)

    assert client.post(address).status_code == 405


# ── Query ceilings ───────────────────────────────────────────────────────────────────────────────────────────────────
# The first page of a process also learns the content types: each page is asked for once before it is measured.
def _fill(cast, count):
    facts = {"starts_at": time(9), "place": "第一会议室", "chair": "秘书长"}
    series = Series.objects.create(name="秘书长办公会", weekday=1, first_on=MONDAY, **facts)
    for number in range(count):
        day = date(2026, 10, 12 + number)
        Meeting.objects.create(series=series, year=2026, number=36 + number, nominal_on=day, held_on=day, **facts)
        ItemFactory(state="pending", lead=cast.lead)
        CheckpointFactory(consultation__lead=cast.lead, consultation__meeting_on=day)
        closing_report(ItemFactory(state="leader_review", lead=cast.lead, co_units=[cast.co_unit]))
        ExtensionFactory(item=ItemFactory(lead=cast.lead, handler=cast.staff))
        for state in ("draft", "filed", "dispatched", "under_review", "completed"):
            ItemFactory(state=state, lead=cast.lead, officer=cast.officer)


def _queries(cast, client, address, roles):
    """How many queries the page takes of each role; what is asked once in a process is asked before."""
    found = {}
    for role in (roles[-1], *roles):
        client.force_login(getattr(cast, role))
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        found[role] = len(asked)
    return found


@pytest.mark.parametrize("count", [1, 3])
def test_dashboard_takes_at_most_twelve_queries(cast, client, count):
    _fill(cast, count)

    found = _queries(cast, client, "/dashboard/", ["leader", "deputy", "officer"])

    assert {role: queries for role, queries in found.items() if queries > DESK_QUERIES} == {}


@pytest.mark.parametrize("count", [1, 3])
def test_my_work_takes_at_most_twelve_queries(cast, client, count):
    _fill(cast, count)

    found = _queries(cast, client, "/my-work/", ["leader", "officer", "head", "staff"])

    assert {role: queries for role, queries in found.items() if queries > WORK_QUERIES} == {}
