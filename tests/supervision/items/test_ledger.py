"""The ledger as a list: tabs with counts, columns, preview, calendar, export, many rows at once, its speed."""

import io
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.http import QueryDict

from secretariat.audit.models import Event
from secretariat.lists.models import SavedView
from supervision.items import ledger, queries
from supervision.items.filters import ItemFilterForm
from supervision.items.models import SupervisionItem
from supervision.items.month import month_of
from supervision.items.standing import Day
from tests.supervision.factories import ItemFactory, ReportFactory
from tests.supervision.items.cast import DAY

pytestmark = pytest.mark.django_db
LEDGER = "/supervision/items/"
TABS, PREVIEW, CALENDAR = 5, 7, 8


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(datetime.combine(DAY, time(9), ZoneInfo("Asia/Shanghai")), tick=False):
        yield


@pytest.fixture
def log_in(cast, client):
    def enter(role):
        client.force_login(getattr(cast, role))
        return client

    return enter


@pytest.fixture
def officer(log_in):
    return log_in("officer")


def titles(answer):
    return [line.item.title for line in answer.context["rows"]]


# ── Tabs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_tab_counts_the_rows_that_it_leads_to(cast, officer):
    ItemFactory(due_on=date(2026, 9, 11), officer=cast.officer)
    ItemFactory(due_on=date(2026, 9, 16))
    ItemFactory(state="completed")
    ItemFactory(title="编印手册", lead=cast.lead)
    SavedView.objects.create(list="items", name="提案委", query=f"state=all&unit={cast.lead.pk}", owner=cast.officer)
    SavedView.objects.create(list="items", name="手册", query="q=手册", owner=cast.officer)

    tabs = officer.get(f"{LEDGER}tabs/").context["tabs"]

    assert {tab.label: tab.count for tab in tabs} == {
        str(label): count
        for label, count in [
            *zip((label for _key, label, _query in ledger.HOUSE), (3, 1, 1, 1, 0, 4), strict=True),
            ("提案委", 1),
            ("手册", 1),
        ]
    }
    assert [officer.get(tab.url).context["page"].paginator.count for tab in tabs] == [tab.count for tab in tabs]


@pytest.mark.parametrize("views", [1, 3])
def test_tabs_are_counted_in_one_query(cast, officer, django_assert_num_queries, views):
    for n in range(views):
        SavedView.objects.create(list="items", name=f"{n}", query=f"state=all&year={2020 + n}", owner=cast.officer)

    with django_assert_num_queries(TABS):
        officer.get(f"{LEDGER}tabs/")


@pytest.mark.parametrize(
    ("query", "current"),
    [("", "open"), ("state=open", "open"), ("mark=late", "late"), ("mark=late&look=table&page=2", "late"), ("q=x", "")],
)
def test_the_tab_that_is_shown_is_marked(cast, query, current):
    assert [tab.key for tab in ledger.tabs(cast.officer, QueryDict(query)) if tab.current] == [current] * bool(current)


def test_only_supervising_officers_have_a_tab_of_their_own_items(cast):
    assert "mine" in [tab.key for tab in ledger.tabs(cast.officer, QueryDict())]
    assert "mine" not in [tab.key for tab in ledger.tabs(cast.staff, QueryDict())]


def test_a_filter_by_role_means_whoever_looks(cast, officer):
    ItemFactory(title="我的", officer=cast.officer)
    ItemFactory(title="别人的")

    assert titles(officer.get(LEDGER, {"mine": "officer"})) == ["我的"]


def test_an_order_alone_leaves_what_is_open(officer):
    ItemFactory(title="在办")
    ItemFactory(state="completed")

    assert titles(officer.get(LEDGER, {"order": "number"})) == ["在办"]


def test_filter_by_source_and_by_days(cast, officer):
    ItemFactory(title="早", due_on=date(2026, 10, 1))
    ItemFactory(title="晚", due_on=date(2026, 10, 30))

    asked = [{"due_since": "2026-10-02"}, {"due_until": "2026-10-02"}, {"source": "plan"}, {"source": "assignment"}]
    assert [titles(officer.get(LEDGER, query)) for query in asked] == [["晚"], ["早"], [], ["早", "晚"]]


# ── Lights to choose from ────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("light", "offered"),
    [
        ("", ["", "red", "yellow", "green"]),
        ("yellow", ["", "red", "yellow", "green"]),
        ("orange", ["", "red", "orange", "yellow", "green"]),
        ("none", ["", "red", "yellow", "green", "none"]),
        ("violet", ["", "red", "yellow", "green"]),
    ],
)
def test_the_filter_offers_the_lights_of_the_rule_and_the_one_that_is_asked_for(officer, light, offered):
    chips = officer.get(LEDGER, {"light": light}).context["chips"]

    assert [chip.light for chip in chips] == offered
    assert [chip.light for chip in chips if chip.is_on] == [light if light in offered else ""]


def test_rule_12_a_rule_of_shares_has_orange_to_choose(officer):
    chips = officer.get(LEDGER, {"rule": "share-3-10-30-15"}).context["chips"]

    assert [str(chip.words) for chip in chips] == ["全部灯色", "逾期", "紧迫", "临期", "正常"]


def test_a_light_is_chosen_beside_the_other_filters(cast, officer):
    ItemFactory(title="逾期手册", due_on=date(2026, 9, 11))
    ItemFactory(title="临期手册", due_on=date(2026, 9, 16))
    ItemFactory(title="逾期方案", due_on=date(2026, 9, 11))

    answer = officer.get(LEDGER, {"q": "手册", "light": "red"})

    assert titles(answer) == ["逾期手册"]
    assert '<input type="radio" name="light" value="red" checked>' in answer.content.decode()


# ── Columns and preview ──────────────────────────────────────────────────────────────────────────────────────────────
def test_columns_stand_in_the_address(cast, officer):
    ItemFactory(officer=cast.officer)

    page = officer.get(LEDGER, {"columns": ["officer", "due"]}).content.decode()

    assert "督查甲</td>" in page and "s-w-left" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_all_columns_keep_to_the_query_budget(cast, officer, django_assert_num_queries, rows):
    ItemFactory.create_batch(rows)

    with django_assert_num_queries(8):
        officer.get(LEDGER, {"columns": [column.name for column in ledger.COLUMNS]})


@pytest.mark.parametrize("rows", [1, 3])
def test_reports_of_co_units_stand_in_the_row_within_the_query_budget(cast, officer, django_assert_num_queries, rows):
    for item in ItemFactory.create_batch(rows, cycle="weekly:5", co_units=[cast.co_unit, cast.other_unit]):
        ReportFactory(item=item, unit=cast.co_unit, on=DAY)

    with django_assert_num_queries(8):
        page = officer.get(LEDGER).content.decode()

    assert page.count("1/2 已反馈") == rows


def test_the_export_tells_how_many_co_units_have_reported(cast, officer):
    ItemFactory(
        title="有配合单位", cycle="weekly:5", co_units=[cast.co_unit, cast.other_unit], due_on=date(2026, 10, 8)
    )
    ItemFactory(title="无配合单位", cycle="weekly:5")

    rows = sheet(officer.post(f"{LEDGER}export/?columns=coverage"))

    assert rows[:3] == [["事项", "配合反馈"], ["有配合单位", "0/2"], ["无配合单位", None]]


def test_the_selected_row_is_marked_and_loads_its_preview(officer):
    item = ItemFactory()

    page = officer.get(LEDGER, {"item": item.pk}).content.decode()

    assert f'hx-get="{LEDGER}{item.pk}/preview/" hx-trigger="load"' in page and f'data-row="{item.pk}"' in page


@pytest.mark.parametrize("item", ["0", "x", "9" * 30])
def test_a_selected_row_that_is_not_there_selects_nothing(officer, item):
    ItemFactory()

    assert officer.get(LEDGER, {"item": item}).context["side"] is None


def test_the_preview_tells_dates_units_and_the_last_report(cast, log_in):
    item = ItemFactory(lead=cast.lead, co_units=[cast.co_unit, cast.other_unit], title="编印手册")
    ReportFactory(item=item, unit=cast.co_unit, text="已征求意见")

    page = log_in("staff").get(f"{LEDGER}{item.pk}/preview/").content.decode()

    assert "编印手册" in page and "已征求意见" in page and "配合单位1/2已反馈" in page and "<html" not in page


@pytest.mark.parametrize("reports", [1, 3])
def test_the_preview_keeps_to_its_query_budget(cast, officer, django_assert_num_queries, reports):
    item = ItemFactory(lead=cast.lead, co_units=[cast.co_unit])
    for _ in range(reports):
        ReportFactory(item=item)

    with django_assert_num_queries(PREVIEW):
        officer.get(f"{LEDGER}{item.pk}/preview/")


def test_what_is_done_in_the_preview_leads_back_to_the_list(officer):
    item = ItemFactory(state="filed")
    here = f"http://testserver{LEDGER}?state=filed&item={item.pk}"

    page = officer.get(f"{LEDGER}{item.pk}/preview/", headers={"hx-request": "true", "hx-current-url": here})

    assert f"/dispatch/?next=%2Fsupervision%2Fitems%2F%3Fstate%3Dfiled%26item%3D{item.pk}" in page.content.decode()


# ── Calendar ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_calendar_shows_whole_weeks_with_what_is_due(cast):
    day = Day.of(DAY)
    for n in range(6):
        ItemFactory(title=f"第{n}件", due_on=date(2026, 10, 9))
    ItemFactory(due_on=date(2026, 9, 11))

    month = month_of(queries.ledger(cast.officer, day), date(2026, 10, 1), day)
    squares = {square.on: square for week in month.weeks for square in week}

    assert (min(squares), max(squares), {len(week) for week in month.weeks}) == (
        date(2026, 9, 28),
        date(2026, 11, 1),
        {7},
    )
    busy = squares[date(2026, 10, 9)]
    assert (busy.lights, [item.title for item in busy.items], busy.more) == (
        (("green", 6),), ["第0件", "第1件", "第2件", "第3件"], 2,
    )  # fmt: skip
    assert (squares[date(2026, 10, 10)].is_workday, squares[date(2026, 10, 1)].is_workday, month.count) == (
        True,
        False,
        6,
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_calendar_keeps_to_its_query_budget(officer, django_assert_num_queries, rows):
    ItemFactory.create_batch(rows)

    with django_assert_num_queries(CALENDAR):
        assert officer.get(LEDGER, {"look": "calendar", "month": "2026-10"}).status_code == 200


@pytest.mark.parametrize("month", ["x", "2026-13", "0000-01", "9999-12", ""])
def test_a_month_that_no_calendar_has_is_this_one(officer, month):
    assert officer.get(LEDGER, {"look": "calendar", "month": month}).context["month"].first == date(2026, 9, 1)


def test_a_day_of_the_calendar_leads_to_its_list(officer):
    ItemFactory(title="国庆后", due_on=date(2026, 10, 9))

    page = officer.get(LEDGER, {"look": "calendar", "month": "2026-10"}).content.decode()

    assert "?due_since=2026-10-09&amp;due_until=2026-10-09" in page
    assert titles(officer.get(f"{LEDGER}?due_since=2026-10-09&due_until=2026-10-09")) == ["国庆后"]


# ── Export ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def sheet(answer):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def test_rule_49_the_export_is_exactly_what_is_filtered(cast, officer):
    ItemFactory(title="=1+1", number=7, lead=cast.lead, due_on=date(2026, 9, 11), officer=cast.officer)
    ItemFactory(state="completed")

    rows = sheet(officer.post(f"{LEDGER}export/?mark=late&columns=number&columns=left&columns=officer"))

    assert rows[:2] == [["编号", "事项", "督办人", "剩余时间"], ["督〔2026〕7号", "=1+1", "督查甲", -1]]
    assert rows[-1][0].startswith("督查甲于2026-09-14 09:00导出，共1行，筛选条件：") and "逾期" in rows[-1][0]
    assert len(rows) == 4


def test_rule_46_an_export_holds_what_one_may_see(cast, log_in):
    ItemFactory(title="外单位的")

    rows = sheet(log_in("staff").post(f"{LEDGER}export/?state=all"))

    assert "外单位的" not in str(rows)


def test_rule_47_the_export_is_an_event(cast, officer):
    officer.post(f"{LEDGER}export/?state=all", {"format": "docx"})

    event = Event.objects.get(verb="list.exported")
    assert (event.actor, event.data["format"], event.data["filter"]) == (cast.officer, "docx", "state=all")


# ── Many at once ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_only_steps_that_the_rows_allow_are_offered(cast, log_in):
    ItemFactory(state="filed")
    ItemFactory(state="dispatched", lead=cast.lead)
    ItemFactory(state="pending")

    def offered(role):
        return [name for name, _step in log_in(role).get(LEDGER, {"state": "all"}).context["bulk"]]

    assert {role: offered(role) for role in ("officer", "leader", "staff", "auditor")} == {
        "officer": ["dispatch"],
        "leader": ["file", "reject", "not_file"],
        "staff": ["acknowledge"],
        "auditor": [],
    }


def test_one_form_tells_many_items_the_same(cast, officer):
    items = [ItemFactory() for _ in range(3)]
    asked = {"step": "suspend", "item": [item.pk for item in items], "next": LEDGER}

    page = officer.post(f"{LEDGER}bulk/", asked)
    empty = officer.post(f"{LEDGER}bulk/", asked | {"told": "1", "reason": ""})
    assert (page.status_code, empty.status_code) == (200, 422) and items[0].title in page.content.decode()
    assert set(SupervisionItem.objects.values_list("state", flat=True)) == {"in_progress"}

    officer.post(f"{LEDGER}bulk/", asked | {"told": "1", "reason": "等待上级文件"})
    assert set(SupervisionItem.objects.values_list("state", flat=True)) == {"suspended"}


def test_what_was_left_out_stands_on_a_panel_once(officer):
    ready, gone = ItemFactory(state="filed"), ItemFactory(title="已交办的事")
    asked = {"step": "dispatch", "item": [ready.pk, gone.pk], "next": f"{LEDGER}?state=all"}

    answer = officer.post(f"{LEDGER}bulk/", asked, follow=True)
    page = answer.content.decode()

    assert (
        "已办理1件" in page
        and "1件未办理：" in page
        and "已交办的事" in page.split("s-bulk-result")[1].split("</section>")[0]
    )
    assert "s-bulk-result" not in officer.get(LEDGER).content.decode()


# ── Search that does not read every row ──────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("word", ["手册", "册", "编印手册", "2026〕7", "ab", "AB", "o'c", '"x', "\\", "%", "_"])
def test_search_finds_by_the_index_what_like_finds(cast, word):
    ItemFactory(title="编印手册 aBc", number=7)
    ItemFactory(title='O\'Connor "x" \\ 100%', requirement="a_b")
    day = Day.of(DAY)

    def found(indexed):
        form = ItemFilterForm({"q": word})
        return list(queries.ledger(cast.officer, day).filter(form.condition(day, indexed=indexed)).order_by("pk"))

    assert found(indexed=True) == found(indexed=False) != []


def test_search_uses_the_index(cast):
    ItemFactory.create_batch(3)
    day = Day.of(DAY)
    rows = ItemFilterForm({"q": "手册"}).apply(SupervisionItem.objects.all(), day)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")

    assert "item_search" in rows.order_by().explain()


def test_the_open_items_are_read_in_order_from_their_index(cast):
    ItemFactory.create_batch(3)
    with connection.cursor() as cursor:
        # In tables as small as this one the index of all items costs as little.
        cursor.execute("DROP INDEX item_due")
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off")
    rows = ItemFilterForm({"state": "open"}).apply(SupervisionItem.objects.visible_to(cast.officer), Day.of(DAY))

    assert "item_open_due" in rows[:50].explain()
