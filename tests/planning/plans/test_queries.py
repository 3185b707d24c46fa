"""Progress against time, what is to be reported, and the figures of the desk."""

from datetime import date

import pytest

from planning.plans import queries
from planning.plans.models import PlanItem
from secretariat.people.models import PostKind
from secretariat.workdays.calendar import Calendar
from tests.planning.plans.factories import PlanFactory, PlanItemFactory
from tests.supervision.factories import DepartmentFactory, person

CALENDAR = Calendar([(date(2026, 1, 1), "off", "元旦")])
MONTHLY = ("cycle", None, None, "monthly:25")


def pace(item, on, *days):
    item.report_days = list(days)
    return queries.pace_of(item, on=on, calendar=CALENDAR)


def window(first, last, cycle=""):
    return ("window", first, last, cycle)


@pytest.mark.parametrize(
    ("on", "elapsed"),
    [
        (date(2026, 8, 31), 0),
        (date(2026, 9, 1), 5),
        (date(2026, 9, 15), 50),
        (date(2026, 9, 30), 100),
        (date(2026, 12, 1), 100),
    ],
)
def test_time_passes_in_working_days(db, on, elapsed):
    item = PlanItemFactory(due=window(date(2026, 9, 1), date(2026, 9, 30)))

    assert pace(item, on).elapsed == elapsed


@pytest.mark.parametrize(
    ("on", "elapsed"), [(date(2026, 11, 27), 99), (date(2026, 11, 29), 99), (date(2026, 11, 30), 100)]
)
def test_time_is_not_over_before_its_last_day(db, on, elapsed):
    item = PlanItemFactory(due=window(date(2026, 1, 1), date(2026, 11, 30)))

    assert pace(item, on).elapsed == elapsed


def test_a_day_counts_from_the_beginning_of_the_year(db):
    item = PlanItemFactory(due=("date", date(2026, 3, 31), date(2026, 3, 31), ""))

    assert (pace(item, date(2026, 1, 4)).elapsed, pace(item, date(2026, 2, 15)).elapsed) == (2, 49)


@pytest.mark.parametrize(("count", "done", "behind"), [(0, 0, True), (3, 50, True), (5, 83, False), (9, 100, False)])
def test_what_is_counted_is_compared_with_the_time(db, count, done, behind):
    item = PlanItemFactory(target=6, done_count=count, due=window(date(2026, 9, 1), date(2026, 9, 30)))

    found = pace(item, date(2026, 9, 22))

    assert (found.done, found.is_behind) == (done, behind)


def test_what_is_open_past_its_end_is_over_and_what_is_done_is_not(db):
    due = window(date(2026, 9, 1), date(2026, 9, 30))
    items = [PlanItemFactory(due=due), PlanItemFactory(due=due, progress="done")]

    assert [pace(item, date(2026, 10, 1)).is_over for item in items] == [True, False]


@pytest.mark.parametrize(
    ("days", "given"),
    [
        ([], 0),
        ([date(2026, 2, 3)], 1),
        ([date(2026, 2, 3), date(2026, 2, 20)], 1),
        ([date(2026, 1, 20), date(2026, 3, 25)], 2),
    ],
)
def test_reports_of_a_cycle_are_counted_by_its_periods(db, days, given):
    item = PlanItemFactory(due=MONTHLY)

    found = pace(item, date(2026, 3, 30), *days)

    assert (found.expected, found.given) == (3, given)


def test_nothing_was_due_before_the_adoption(db):
    item = PlanItemFactory(due=MONTHLY, plan=PlanFactory(adopted_on=date(2026, 2, 26)))

    assert pace(item, date(2026, 3, 30)).expected == 1


@pytest.mark.parametrize("facts", [{"plan__state": "draft"}, {"progress": "dropped"}])
def test_drafts_and_dropped_items_have_no_pace(db, facts):
    assert pace(PlanItemFactory(**facts), date(2026, 9, 1)) is None


# ── Months ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_month_shows_what_falls_into_it(db):
    PlanItemFactory(title="五到十月", due=window(date(2026, 5, 1), date(2026, 10, 31)))
    PlanItemFactory(title="三月末", due=("date", date(2026, 3, 31), date(2026, 3, 31), ""))
    PlanItemFactory(title="每月", due=MONTHLY)
    PlanItemFactory(title="每季", due=("cycle", None, None, "quarterly:25"))

    def titles(month):
        return set(PlanItem.objects.filter(queries.month_q(2026, month)).values_list("title", flat=True))

    assert [titles(month) for month in (3, 4, 12)] == [{"三月末", "每月", "每季"}, {"每月"}, {"每月", "每季"}]
    assert titles(10) == {"五到十月", "每月"}


# ── Work ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("due", "last_report", "on", "expected"),
    [
        (window(date(2026, 1, 1), date(2026, 3, 31)), None, date(2026, 3, 2), None),
        (window(date(2026, 1, 1), date(2026, 3, 31)), None, date(2026, 3, 20), date(2026, 3, 31)),
        (window(date(2026, 1, 1), date(2026, 3, 31)), None, date(2026, 5, 6), date(2026, 3, 31)),
        (MONTHLY, None, date(2026, 3, 20), date(2026, 2, 25)),
        (MONTHLY, date(2026, 2, 24), date(2026, 3, 20), date(2026, 3, 25)),
        (MONTHLY, date(2026, 3, 18), date(2026, 3, 20), None),
        (window(date(2026, 1, 1), date(2026, 12, 31), "quarterly:25"), None, date(2026, 3, 20), date(2026, 3, 25)),
    ],
)
def test_the_lead_unit_is_asked_when_something_is_due(db, due, last_report, on, expected):
    lead = DepartmentFactory()
    PlanItemFactory(lead=lead, due=due, last_report_on=last_report)

    found = queries.to_report(person(unit=lead), on=on, calendar=CALENDAR)

    assert [task.due_on for task in found] == ([expected] if expected else [])


def test_only_the_lead_unit_is_asked_and_not_for_what_is_done(db):
    lead, co_unit = DepartmentFactory(), DepartmentFactory()
    due = window(date(2026, 1, 1), date(2026, 3, 31))
    PlanItemFactory(lead=lead, co_units=[co_unit], due=due, progress="done")
    PlanItemFactory(lead=lead, co_units=[co_unit], due=due, plan__state="closed")
    wanted = PlanItemFactory(lead=lead, co_units=[co_unit], due=due)

    found = [
        [task.item for task in queries.to_report(person(unit=unit), on=date(2026, 3, 30), calendar=CALENDAR)]
        for unit in (lead, co_unit)
    ]

    assert found == [[wanted], []]


def test_the_list_of_plans_counts_what_the_plan_shows(db):
    plan, late = PlanFactory(), {"due_words": "12月底前", "original_words": "10月底前", "amendments_made": 1}
    PlanItemFactory(plan=plan, progress="done")
    PlanItemFactory(plan=plan, **late)
    PlanItemFactory(plan=plan, progress="dropped", **late)

    found = queries.plans(person(PostKind.PLANNER))

    assert [
        (shown, {name: figures[name] for name in ("n", "done", "moved", "dropped")}) for shown, figures in found
    ] == [(plan, {"n": 2, "done": 1, "moved": 1, "dropped": 1})]
