"""What plans put before people in their work."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from planning.plans.offers import month, tasks
from secretariat.people.models import Acting, PostKind
from secretariat.workdays import queries as workdays
from tests.planning.plans.factories import PlanItemFactory
from tests.supervision.factories import DepartmentFactory, person

ON = date(2026, 3, 2)


@pytest.fixture
def staff(db):
    return person(unit=DepartmentFactory())


def test_what_is_due_stands_in_my_work_with_its_button(client, staff):
    item = PlanItemFactory(lead=staff.department, due=("window", date(2026, 1, 1), date(2026, 3, 6), ""))
    client.force_login(staff)

    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        page = client.get(reverse("my_work")).content.decode()

    assert item.title in page
    assert f"{reverse('planning:plan_item_step', args=[item.pk, 'report'])}?next=" in page


def test_a_line_says_from_which_plan_and_until_when(staff):
    item = PlanItemFactory(lead=staff.department, due=("cycle", None, None, "monthly:5"))

    (line,) = tasks(user=staff, on=ON, calendar=workdays.load())

    assert (line.title, line.url, line.due_on) == (str(item), item.get_absolute_url(), date(2026, 2, 5))
    assert item.plan.title in line.text


def test_whoever_acts_for_somebody_reads_whose_unit_has_the_lead(staff):
    item = PlanItemFactory(lead=staff.department, due=("cycle", None, None, "monthly:5"))
    taker = person(unit=DepartmentFactory())
    taker.acting = (Acting(staff, ON, ON),)

    whys = [tasks(user=user, on=ON, calendar=workdays.load())[0].why for user in (staff, taker)]
    assert whys == ["本单位牵头", f"{item.lead.short}牵头，您正在代{staff.name}办理"]


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_one_query_besides_the_posts(staff, django_assert_num_queries, count):
    for _n in range(count):
        PlanItemFactory(lead=staff.department, due=("cycle", None, None, "monthly:5"))

    assert staff.post_kinds == frozenset()
    calendar = workdays.load()
    with django_assert_num_queries(1):
        assert len(tasks(user=staff, on=ON, calendar=calendar)) == count


@pytest.mark.parametrize(
    ("due", "day"),
    [
        (("window", date(2026, 1, 1), date(2026, 3, 20), ""), date(2026, 3, 20)),
        (("window", date(2026, 3, 1), date(2026, 6, 30), ""), date(2026, 3, 31)),
        (("date", date(2026, 3, 12), date(2026, 3, 12), ""), date(2026, 3, 12)),
        # A Saturday and a Sunday: named days stay as named.
        (("date", date(2026, 3, 14), date(2026, 3, 14), ""), date(2026, 3, 14)),
        (("window", date(2026, 2, 1), date(2026, 3, 1), ""), date(2026, 3, 1)),
        (("cycle", None, None, "monthly:5"), date(2026, 3, 5)),
        (("window", date(2026, 4, 1), date(2026, 4, 30), ""), None),
    ],
)
def test_rule_04_the_arrangement_of_a_month_learns_what_is_to_be_done_in_it(staff, due, day):
    planner = person(PostKind.PLANNER)
    item = PlanItemFactory(lead=staff.department, due=due, leader_words="高志明")
    PlanItemFactory(lead=staff.department, due=due, progress="done", done_on=ON)
    found = month(first_on=date(2026, 3, 1), last_on=date(2026, 3, 31), user=planner)

    # Only a day of the plan is a day of the arrangement; all else keeps the words of the plan.
    words = "" if due[0] == "date" else item.due_words
    expected = [(day, words, item.title, staff.department_id, "年度计划（高志明）")] if day else []
    assert [(one.on, one.day_words, one.title, one.unit_id, one.note) for one in found] == expected


def test_its_parts_stand_for_an_item(staff):
    due = ("window", date(2026, 3, 1), date(2026, 3, 20), "")
    whole = PlanItemFactory(lead=staff.department, due=due)
    part = PlanItemFactory(lead=staff.department, due=due, plan=whole.plan, parent=whole)
    found = month(first_on=date(2026, 3, 1), last_on=date(2026, 3, 31), user=person(PostKind.PLANNER))

    assert [one.url for one in found] == [part.get_absolute_url()]
