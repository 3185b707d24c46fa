"""What a department owes now, in order of due; who of an item's units has reported."""

from datetime import date

import pytest

from secretariat.people.models import Acting
from supervision.items.drafts import ReportDraft
from supervision.items.requests import ReportRequest
from supervision.reports import queries
from tests.supervision.factories import DepartmentFactory, ItemFactory, ReportFactory
from tests.supervision.items.cast import DAY

pytestmark = pytest.mark.django_db
FAR = date(2026, 12, 31)
MONDAY, TUESDAY = DAY, date(2026, 9, 15)


@pytest.fixture
def item(cast):
    """`item(cycle="weekly:5")` is in progress since 1 September, not due for long."""

    def make(**facts):
        usual = {"lead": cast.lead, "co_units": [cast.co_unit], "officer": cast.officer, "due_on": FAR}
        return ItemFactory(**usual | {"filed_on": date(2026, 9, 1), "last_report_on": DAY} | facts)

    return make


def titles(lines):
    return [line.item.title for line in lines]


def request(item, unit, **facts):
    usual = {"asked_by": item.officer, "asked_on": DAY, "due_on": TUESDAY}
    return ReportRequest.objects.create(item=item, unit=unit, **usual | facts)


# ── The page of a department ─────────────────────────────────────────────────────────────────────────────────────────
def test_board_holds_what_is_asked_in_order_of_due(cast, item, day):
    item(title="月报", cycle="monthly:25")
    item(title="周报", cycle="weekly:5", filed_on=DAY)
    item(title="临期", due_on=TUESDAY)
    item(title="未要求")
    item(title="他人", cycle="weekly:5", lead=cast.other_unit, co_units=[])
    item(title="已中止", cycle="weekly:5", state="suspended")

    assert titles(queries.board(cast.staff, day).open) == ["临期", "周报", "月报"]


def test_board_of_a_co_unit_has_what_it_has_not_reported_itself(cast, item, day):
    shared = item(cycle="weekly:5")
    ReportFactory(item=shared, on=DAY)

    assert titles(queries.board(cast.co_staff, day).open) == [shared.title]
    assert titles(queries.board(cast.staff, day).open) == []


def test_a_line_names_for_whom_one_acts_where_the_unit_is_not_ones_own(cast, item, day):
    item(cycle="weekly:5", filed_on=DAY)
    cast.officer.acting = (Acting(cast.staff, DAY, DAY),)

    givers = [[line.giver for line in queries.board(user, day).open] for user in (cast.staff, cast.officer)]
    assert givers == [[None], [cast.staff]]


def test_what_was_reported_today_is_done_and_what_earlier_is_gone(cast, item, day):
    today, earlier = item(cycle="weekly:5", title="今日"), item(cycle="weekly:5", title="早先")
    ReportFactory(item=today, on=DAY)
    ReportFactory(item=earlier, on=date(2026, 9, 12))

    found = queries.board(cast.staff, day)

    assert (titles(found.open), titles(found.done)) == ([], ["今日"])


def test_a_report_of_an_earlier_round_or_taken_back_is_none(cast, item, day):
    ReportFactory(item=item(cycle="weekly:5", title="新一轮", round=2), on=DAY)
    ReportFactory(
        item=item(cycle="weekly:5", title="撤回"),
        on=DAY,
        is_closing=True,
        conclusion="已办结",
        evidence="原件",
        withdrawn_on=DAY,
    )

    assert titles(queries.board(cast.staff, day).open) == ["新一轮", "撤回"]


def test_each_line_knows_its_last_report_and_ones_own_draft(cast, item, day):
    weekly = item(cycle="weekly:5")
    ReportFactory(item=weekly, on=date(2026, 9, 8), text="上次所报")
    for author in (cast.staff, cast.head):
        facts = {"fields": {"text": author.name}, "saved_at": "2026-09-14T01:00Z"}
        ReportDraft.objects.create(item=weekly, author=author, kind="report", **facts)

    (line,) = queries.board(cast.staff, day).open

    assert (line.known.previous.text, line.known.fields) == ("上次所报", {"text": "牵头承办"})


def test_a_request_of_the_lead_unit_is_asked_of_the_unit_it_names(cast, item, day):
    asked = request(item(title="不定期"), cast.co_unit)

    assert [line.request for line in queries.board(cast.co_staff, day).open] == [asked]
    assert queries.board(cast.staff, day).open == []


def test_whoever_acts_for_somebody_has_their_reports_too(cast, item, day):
    item(cycle="weekly:5", title="牵头")
    cast.stranger.acting = (Acting(cast.staff, DAY, DAY),)

    assert titles(queries.board(cast.stranger, day).open) == ["牵头"]


def test_an_officer_has_no_reports_of_others(cast, item, day):
    item(cycle="weekly:5")

    assert queries.board(cast.officer, day) == queries.Board([], [], None)


def test_board_says_what_comes_next(cast, item, day):
    weekly = item(cycle="weekly:5")
    item()
    ReportFactory(item=weekly, on=DAY)

    assert queries.board(cast.staff, day).coming == (date(2026, 9, 24), weekly)


def test_after_the_last_line_comes_the_first_that_is_left(cast, item, day):
    first, second, third = (item(cycle="weekly:5") for _ in range(3))
    board = queries.board(cast.staff, day)

    assert [board.after(one.pk) for one in (first, second, third)] == [second.pk, third.pk, first.pk]
    assert (board.after(0), board.line_of(second.pk).item, board.line_of(0).item) == (first.pk, second, first)
    assert queries.Board([], [], None).after(first.pk) is None


# ── The units of one item ────────────────────────────────────────────────────────────────────────────────────────────
def covered(item, day):
    found = queries.coverage(item, day)
    return [(line.unit.name, bool(line.report), bool(line.request)) for line in found.lines]


def test_coverage_tells_which_co_units_have_reported_in_this_period(cast, item, day):
    third = DepartmentFactory(name="研究二室", order=9)
    weekly = item(cycle="weekly:5", co_units=[cast.co_unit, cast.other_unit, third])
    ReportFactory(item=weekly, unit=cast.co_unit, on=DAY)
    ReportFactory(item=weekly, unit=cast.other_unit, on=date(2026, 9, 8))
    request(weekly, third)

    assert covered(weekly, day) == [
        ("农业农村委员会", True, False),
        ("研究室", False, False),
        ("研究二室", False, True),
    ]
    assert queries.coverage(weekly, day).told == 1


def test_without_a_cycle_the_round_is_the_period(cast, item, day):
    plain = item(round=2)
    ReportFactory(item=plain, unit=cast.co_unit, on=date(2026, 9, 8), round=1)
    assert queries.coverage(plain, day).told == 0

    ReportFactory(item=plain, unit=cast.co_unit, on=date(2026, 9, 8), round=2)
    assert queries.coverage(plain, day).told == 1


@pytest.mark.parametrize("count", [1, 3])
def test_coverage_takes_three_queries(cast, item, day, django_assert_num_queries, count):
    weekly = item(cycle="weekly:5", co_units=DepartmentFactory.create_batch(count))
    for unit in weekly.co_units.all():
        ReportFactory(item=weekly, unit=unit, on=DAY)

    with django_assert_num_queries(3):
        covered(weekly, day)


@pytest.mark.parametrize("count", [1, 3])
def test_board_takes_five_queries(cast, item, day, django_assert_num_queries, count):
    for _ in range(count):
        ReportFactory(item=item(cycle="weekly:5"), on=date(2026, 9, 8))

    assert not cast.staff.acts_as("supervisor")
    with django_assert_num_queries(5):
        assert len(queries.board(cast.staff, day).open) == count
