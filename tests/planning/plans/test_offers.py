"""What plans put before people in their work."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from planning.plans.offers import tasks
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


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_one_query_besides_the_posts(staff, django_assert_num_queries, count):
    for _n in range(count):
        PlanItemFactory(lead=staff.department, due=("cycle", None, None, "monthly:5"))

    assert staff.post_kinds == frozenset()
    calendar = workdays.load()
    with django_assert_num_queries(1):
        assert len(tasks(user=staff, on=ON, calendar=calendar)) == count
