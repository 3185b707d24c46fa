"""The register of decisions: every decision with what became of it; figures that are their rows; the sheet."""

from datetime import date, datetime, time
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from openpyxl import load_workbook

from secretariat.audit.models import Event
from supervision.items.register import FOLLOWS
from tests.planning.factories import DecisionFactory, MeetingFactory, SeriesFactory
from tests.supervision.factories import ItemFactory

REGISTER, EXPORT = "/supervision/items/decisions/", "/supervision/items/decisions/export/"
TODAY = date(2026, 11, 24)
QUERIES = 10


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(datetime.combine(TODAY, time(9), ZoneInfo("Asia/Shanghai")), tick=False):
        yield


@pytest.fixture
def log_in(cast, client):
    def as_(role):
        client.force_login(getattr(cast, role))
        return client

    return as_


@pytest.fixture
def tracked(cast):
    """`tracked("in_progress", "signed_off")`: a decision on the ledger with items in these states."""

    def make(*states, due_on=date(2026, 12, 10), **facts):
        usual = {"state": "tracked", "leads": [cast.lead]}
        decision = DecisionFactory(**usual | facts)
        for state in states:
            ItemFactory(decision=decision, state=state, lead=cast.lead, due_on=due_on)
        return decision

    return make


def titles(answer):
    return [decision.title for decision, _items in answer.context["rows"]]


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (("draft",), "open"),
        (("in_progress", "signed_off"), "open"),
        (("signed_off", "completed"), "done"),
        (("signed_off", "terminated"), "done"),
        (("not_filed", "terminated"), "dropped"),
    ],
)
def test_what_became_of_a_decision_follows_from_its_items(tracked, log_in, states, expected):
    tracked(*states)

    [(decision, items)] = log_in("officer").get(REGISTER).context["rows"]

    assert (decision.follow, len(items)) == (expected, len(states))


@pytest.mark.parametrize(
    ("state", "expected"), [("proposed", "undecided"), ("confirmed", "undecided"), ("not_tracked", "not_tracked")]
)
def test_rule_30_what_is_not_on_the_ledger_is_undecided_or_untracked_with_its_reason(log_in, state, expected):
    DecisionFactory(state=state)

    answer = log_in("officer").get(REGISTER)

    assert [decision.follow for decision, _items in answer.context["rows"]] == [expected]
    assert ("不跟踪：阅知" in answer.content.decode()) == (state == "not_tracked")


def test_the_newest_meeting_stands_first_its_decisions_in_their_order(log_in):
    old, new = (MeetingFactory(state="drafting", number=number) for number in (1, 2))
    for meeting, ordinal, title in ((old, 1, "旧"), (new, 2, "新二"), (new, 1, "新一")):
        DecisionFactory(meeting=meeting, ordinal=ordinal, title=title)

    assert titles(log_in("officer").get(REGISTER)) == ["新一", "新二", "旧"]


def test_rule_46_a_unit_sees_the_decisions_that_name_it_and_of_their_items_its_own(cast, tracked, log_in):
    decision = tracked("in_progress", leads=[cast.lead, cast.other_unit], title="共同")
    ItemFactory(decision=decision, lead=cast.other_unit, state="draft")
    DecisionFactory(title="他人", leads=[cast.other_unit], state="confirmed")

    answer = log_in("staff").get(REGISTER)

    assert titles(answer) == ["共同"]
    assert [[item.lead for item, _standing in items] for _decision, items in answer.context["rows"]] == [[cast.lead]]


# ── Filter and figures ───────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def register(cast, tracked):
    """One decision of every kind, and one that is late."""
    series = SeriesFactory(name="联席会议")
    meeting = MeetingFactory(series=series, state="drafting", year=2025, number=3)
    tracked("in_progress", title="在办", meeting=meeting)
    tracked("in_progress", title="逾期", due_on=date(2026, 11, 20))
    tracked("signed_off", title="办结", leads=[cast.other_unit])
    tracked("terminated", title="终止")
    DecisionFactory(title="阅知", state="not_tracked")
    DecisionFactory(title="未定", due_on=date(2026, 11, 1))
    return meeting


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("follow=open", {"在办", "逾期"}),
        ("follow=done", {"办结"}),
        ("follow=dropped", {"终止"}),
        ("follow=not_tracked", {"阅知"}),
        ("follow=undecided", {"未定"}),
        ("late=1", {"逾期", "未定"}),
        ("late=1&follow=open", {"逾期"}),
        ("year=2025", {"在办"}),
        ("q=联席", {"在办"}),
        ("q=办结", {"办结"}),
        ("follow=x&year=y&series=z&unit=w", {"在办", "逾期", "办结", "终止", "阅知", "未定"}),
    ],
)
def test_the_filter_stands_in_the_address(register, log_in, query, expected):
    assert set(titles(log_in("officer").get(f"{REGISTER}?{query}"))) == expected


def test_it_is_filtered_by_series_meeting_and_unit(cast, register, log_in):
    client = log_in("officer")

    for query in ({"series": register.series_id}, {"meeting": register.pk}):
        assert titles(client.get(REGISTER, query)) == ["在办"]
    assert titles(client.get(REGISTER, {"unit": cast.other_unit.pk})) == ["办结"]


@pytest.mark.parametrize("query", ["", "year=2026&", "q=办&"])
def test_every_figure_is_the_number_of_rows_behind_it(register, log_in, query):
    client = log_in("officer")
    figures = client.get(f"{REGISTER}?{query}").context["figures"]

    behind = {name: len(titles(client.get(f"{REGISTER}?{query}follow={name}"))) for name in FOLLOWS}
    assert figures.follow == behind
    assert figures.all == sum(behind.values()) == len(titles(client.get(f"{REGISTER}?{query}")))
    assert figures.late == len(titles(client.get(f"{REGISTER}?{query}late=1")))


def test_figures_do_not_change_with_the_kind_that_is_chosen(register, log_in):
    whole, chosen = (log_in("officer").get(f"{REGISTER}{query}").context["figures"] for query in ("", "?follow=done"))

    assert (whole.all, whole.follow) == (chosen.all, chosen.follow)
    assert (whole.shown, chosen.shown) == (6, 1)


def test_thirty_stand_on_a_page(log_in):
    meeting = MeetingFactory(state="drafting")
    for n in range(31):
        DecisionFactory(meeting=meeting, ordinal=n + 1)
    client = log_in("officer")

    assert [len(titles(client.get(REGISTER, {"page": page}))) for page in ("1", "2", "x")] == [30, 1, 30]


def test_htmx_gets_the_rows_alone(register, log_in):
    page = log_in("officer").get(REGISTER, headers={"hx-request": "true"}).content.decode()

    assert "<html" not in page
    assert "办结" in page


@pytest.mark.parametrize("role", ["officer", "staff", "leader"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_register_takes_ten_queries(tracked, log_in, django_assert_num_queries, role, count):
    for _ in range(count):
        tracked("in_progress", "signed_off")
    client = log_in(role)

    with django_assert_num_queries(QUERIES):
        client.get(REGISTER)


# ── The sheet ────────────────────────────────────────────────────────────────────────────────────────────────────────
def taken(client, query=""):
    """The workbook that the export answers with."""
    return load_workbook(BytesIO(client.post(f"{EXPORT}{query}").getvalue())).active


def rows_of(sheet):
    return list(sheet.iter_rows(values_only=True))


def test_rule_49_the_sheet_holds_exactly_what_is_filtered(register, log_in):
    client = log_in("officer")

    rows = rows_of(taken(client, "?late=1"))

    assert [row[3] for row in rows[1:]] == titles(client.get(f"{REGISTER}?late=1"))
    assert (rows[0][3], rows[0][9]) == ("事项", "落实情况")


def test_rule_47_the_export_is_an_event_with_its_filter(register, log_in):
    taken(log_in("officer"), "?late=1&q=办")

    event = Event.objects.get(verb="list.exported")
    assert (event.data["rows"], event.data["format"], event.data["filter"]) == (0, "xlsx", "late=1&q=%E5%8A%9E")
    assert "搜索: 办" in event.note


def test_rule_46_the_sheet_of_a_unit_holds_its_own(cast, register, log_in):
    rows = rows_of(taken(log_in("staff")))

    assert {row[3] for row in rows[1:]} == {"在办", "逾期", "终止"}


def test_a_text_that_looks_like_a_formula_is_a_text(log_in):
    DecisionFactory(title='=HYPERLINK("http://example.org")')

    assert taken(log_in("officer"))["D2"].data_type == "s"


def test_more_rows_than_an_export_takes_are_refused(register, log_in, monkeypatch):
    monkeypatch.setattr("supervision.items.register_sheet.LIMIT", 2)

    answer = log_in("officer").post(f"{EXPORT}?year=2026", follow=True)

    assert "缩小筛选范围" in answer.content.decode()
    assert (answer.request["QUERY_STRING"], Event.objects.exists()) == ("year=2026", False)
