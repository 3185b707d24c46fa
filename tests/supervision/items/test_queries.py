"""Figures are conditions: each counts the rows of its list (rule 41), and what waits for whom."""

from datetime import date

import pytest
from django.utils import translation

from secretariat.templatetags.figures import rate
from supervision.items import queries
from supervision.items.models import SupervisionItem
from supervision.items.queries import Rate
from supervision.items.standing import Day
from tests.supervision.factories import DepartmentFactory, ExtensionFactory, ItemFactory, ReportFactory, person

pytestmark = pytest.mark.django_db
OCTOBER_12 = date(2026, 10, 12)


@pytest.fixture
def day():
    return Day.of(OCTOBER_12)


def marked(mark, day, items=None):
    """The titles of the rows with this mark, in order of their ids."""
    found = items if items is not None else SupervisionItem.objects.all()
    rows = queries._signed(found).filter(queries.conditions(day)[mark])
    return list(rows.order_by("pk").values_list("title", flat=True))


# ── Marks ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_open_is_dispatched_and_not_yet_completed(day):
    for state in ("draft", "pending", "not_filed", "filed", "dispatched", "in_progress", "under_review", "completed"):
        ItemFactory(state=state, title=state)

    assert marked("open", day) == ["dispatched", "in_progress", "under_review"]


def test_rule_09_late_begins_the_day_after_the_due_date(day):
    ItemFactory(title="昨天", due_on=date(2026, 10, 11))
    ItemFactory(title="今天", due_on=OCTOBER_12)
    ItemFactory(title="审核中", due_on=date(2026, 10, 9), state="under_review")

    assert marked("late", day) == ["昨天"]


def test_soon_is_due_within_ten_working_days_today_included(day):
    for title, due_on in [("过期", 11), ("今天", 12), ("第十日", 26), ("第十一日", 27)]:
        ItemFactory(title=title, due_on=date(2026, 10, due_on))

    assert marked("soon", day) == ["今天", "第十日"]


def test_rule_11_stalled_without_report(day):
    ItemFactory(title="沉默")
    ReportFactory(item=ItemFactory(title="有反馈", last_report_on=date(2026, 10, 9)), on=date(2026, 10, 9))

    assert marked("stalled", day) == ["沉默"]


def test_extended_counts_open_items_only(day):
    ItemFactory(title="在办", extensions_granted=2)
    ItemFactory(title="办结", extensions_granted=1, state="completed")

    assert marked("extended", day) == ["在办"]


# ── The rate ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_41_the_rate_counts_done_and_what_is_open_past_its_date(day):
    ItemFactory(title="按期", state="completed")
    ItemFactory(title="逾期办结", state="signed_off", closing_on=OCTOBER_12)
    ItemFactory(title="逾期未结")
    ItemFactory(title="逾期报结", state="under_review", closing_on=OCTOBER_12)
    ItemFactory(title="按期报结", state="under_review")
    ItemFactory(title="未到期", due_on=date(2026, 12, 1))
    ItemFactory(title="只按周期", due_on=None, cycle="weekly:5", state="completed")
    ItemFactory(title="未立项", state="not_filed")
    ItemFactory(title="已立项", state="filed")

    assert marked("counted", day) == ["按期", "逾期办结", "逾期未结", "逾期报结"]
    assert marked("on_time", day) == ["按期"]


def test_rule_41_the_rate_is_that_of_the_year(day):
    ItemFactory(
        title="去年", state="completed", filed_on=date(2025, 9, 1), closing_on=date(2025, 9, 9), due_on=date(2025, 9, 9)
    )

    assert marked("counted", day) == []


def test_rule_25_the_rate_judges_by_the_counted_date(day):
    ItemFactory(title="新时限内", due_on=date(2026, 11, 30), counted_due_on=date(2026, 10, 9))

    assert (marked("late", day), marked("counted", day)) == ([], ["新时限内"])


@pytest.mark.parametrize(
    ("kept", "n", "percent", "text"),
    [
        (0, 0, None, "—"),
        (4, 4, None, "样本不足"),
        (4, 5, 80.0, "80.0%"),
        (918, 960, 95.6, "95.6%"),
        (0, 7, 0.0, "0.0%"),
    ],
)
def test_rule_41_a_rate_in_words(kept, n, percent, text):
    with translation.override("zh-hans"):
        assert (Rate(kept, n).percent, rate(Rate(kept, n))["text"]) == (percent, text)


def test_rule_41_last_year_is_judged_as_this_year_was():
    for due_on in (date(2026, 10, 9), OCTOBER_12, date(2026, 12, 1), date(2025, 12, 1)):
        ItemFactory(due_on=due_on)
        ItemFactory(due_on=due_on, state="completed", closing_on=date(2026, 10, 10))

    then = queries.figures(SupervisionItem.objects.all(), Day.of(OCTOBER_12))
    a_year_later = queries.figures(SupervisionItem.objects.all(), Day.of(date(2027, 10, 12)))

    assert (then.rate, a_year_later.last_year) == (Rate(2, 6), Rate(2, 6))


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_figures_of_nothing(day):
    found = queries.figures(SupervisionItem.objects.all(), day)

    assert (found.open, found.late, found.rate.n, found.rate.percent) == (0, 0, 0, None)


def test_figures_by_unit_come_in_the_order_of_the_organisation(day):
    last, first = DepartmentFactory(order=9), DepartmentFactory(order=1)
    ItemFactory(lead=last)
    ItemFactory(lead=last)
    ItemFactory(lead=first, due_on=date(2026, 12, 1))

    rows = queries.figures_by_unit(SupervisionItem.objects.all(), day)

    assert [(unit, row.open, row.late) for unit, row in rows] == [(first, 1, 0), (last, 2, 2)]


def test_figures_by_unit_take_one_query(day, django_assert_num_queries):
    ItemFactory()
    ItemFactory()

    with django_assert_num_queries(1):
        queries.figures_by_unit(SupervisionItem.objects.all(), day)


# ── What waits for whom ──────────────────────────────────────────────────────────────────────────────────────────────
def test_filing_and_reading_wait_for_the_leader_named_else_for_the_secretary_general(cast):
    pending = ItemFactory(state="pending")
    read = ItemFactory(state="leader_review", leader=cast.deputy)
    ItemFactory(state="under_review", leader=cast.deputy)

    assert queries.awaiting_leader(cast.leader) == [pending]
    assert queries.awaiting_leader(cast.deputy) == [read]


def test_extensions_wait_in_order_of_their_due_dates(cast):
    later = ExtensionFactory(item=ItemFactory(due_on=date(2026, 10, 16)))
    sooner = ExtensionFactory(item=ItemFactory())
    theirs = ExtensionFactory(item=ItemFactory(leader=cast.deputy))

    assert queries.extensions_to_decide(cast.leader) == [sooner, later]
    assert queries.extensions_to_decide(cast.deputy) == [theirs]


def test_a_unit_has_its_items_to_handle(cast, day):
    for state in ("filed", "dispatched", "in_progress", "under_review", "completed"):
        ItemFactory(title=state, state=state, lead=cast.lead)
    ItemFactory(lead=cast.other_unit)

    assert [item.title for item in queries.to_do(cast.staff, day)] == ["dispatched", "in_progress"]


def test_a_co_unit_has_the_items_on_which_it_has_yet_to_report(cast, day):
    told, untold = (ItemFactory(title=title, lead=cast.lead) for title in ("已反馈", "未反馈"))
    for item in (told, untold):
        item.co_units.add(cast.co_unit)
    ReportFactory(item=told, unit=cast.co_unit)

    assert [item.title for item in queries.to_do(cast.co_staff, day)] == ["未反馈"]


def test_an_officer_has_own_drafts_and_every_review(cast, day):
    for state in ("draft", "pending", "filed", "in_progress", "under_review", "completed", "signed_off"):
        ItemFactory(title=state, state=state, officer=cast.officer)
    ItemFactory(title="别人的拟办", state="draft", officer=cast.reviewer)
    ItemFactory(title="别人的审核", state="under_review", officer=cast.reviewer)

    assert [item.title for item in queries.to_do(cast.officer, day)] == [
        "draft",
        "filed",
        "under_review",
        "completed",
        "别人的审核",
    ]


def test_to_do_is_in_order_of_due_with_the_undated_last(cast, day):
    for title, due_on in [("无期限", None), ("晚", date(2026, 12, 1)), ("早", date(2026, 10, 9))]:
        ItemFactory(title=title, due_on=due_on, cycle="weekly:5", lead=cast.lead)

    assert [item.title for item in queries.to_do(cast.staff, day)] == ["早", "晚", "无期限"]


def test_somebody_without_unit_or_post_has_nothing_to_do(day):
    ItemFactory()

    assert queries.to_do(person(), day) == []


# ── The page of an item ──────────────────────────────────────────────────────────────────────────────────────────────
def test_timeline_mixes_reports_and_decided_extensions_newest_first(cast):
    item = ItemFactory()
    first = ReportFactory(item=item, on=date(2026, 9, 18))
    decided = ExtensionFactory(item=item, state="refused", decided_by=cast.leader, decided_on=date(2026, 9, 21))
    last = ReportFactory(item=item, on=date(2026, 9, 25))
    ExtensionFactory(item=item)

    assert [moment.report or moment.extension for moment in queries.timeline(item)] == [last, decided, first]


def test_the_pending_extension_is_the_one_that_is_asked(cast):
    item = ItemFactory()
    ExtensionFactory(item=item, state="refused", decided_by=cast.leader, decided_on=date(2026, 9, 21))

    pending = ExtensionFactory(item=item)

    assert queries.pending_extension(item) == pending
    assert queries.pending_extension(ItemFactory()) is None
