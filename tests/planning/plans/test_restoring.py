"""What an undone import took out of the lists comes back by the hand of the administrator (rule 47)."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from planning.plans.models import AnnualPlan, PlanItem
from planning.plans.restoring import restore_plan, restore_plan_item
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.people.models import PostKind
from tests.planning.plans.factories import PlanFactory, PlanItemFactory
from tests.supervision.factories import person

AT, BEFORE = datetime(2026, 3, 2, 1, 30, tzinfo=UTC), datetime(2026, 3, 1, 1, 30, tzinfo=UTC)


@pytest.fixture
def gone(db):
    plan = PlanFactory(state="draft", title="工作要点", deleted_at=AT)
    PlanItemFactory(plan=plan, title="大讲堂", deleted_at=AT)
    PlanItemFactory(plan=plan, title="早已撤回", deleted_at=BEFORE)
    return plan


@pytest.fixture
def administrator(client, db):
    user = person(PostKind.ADMINISTRATOR, is_superuser=True, is_staff=True)
    client.force_login(user)
    return user


def test_rule_47_a_plan_comes_back_with_what_went_with_it(gone, planner):
    restore_plan(gone.pk, by=planner)

    assert AnnualPlan.objects.visible_to(planner).get() == gone
    assert [item.title for item in PlanItem.objects.visible_to(planner)] == ["大讲堂"]
    assert Event.objects.latest("pk").verb == "plan.restored"


def test_a_plan_whose_title_is_taken_stays_away_and_is_told_why(gone, planner):
    PlanFactory(title="工作要点")

    with pytest.raises(Refused, match="2026年已另有同名计划"):
        restore_plan(gone.pk, by=planner)
    assert PlanItem.objects.filter(deleted_at=None).count() == 0


def test_who_may_not_write_plans_restores_none(gone, officer):
    with pytest.raises(PermissionDenied):
        restore_plan(gone.pk, by=officer)
    with pytest.raises(PermissionDenied):
        restore_plan_item(gone.items.first().pk, by=officer)


def test_an_item_comes_back_into_a_draft(planner):
    item = PlanItemFactory(plan=PlanFactory(state="draft"), deleted_at=AT)

    restore_plan_item(item.pk, by=planner)

    assert PlanItem.objects.visible_to(planner).get() == item


@pytest.mark.parametrize(
    ("plan", "why"), [({"state": "draft", "deleted_at": AT}, "请先恢复该计划"), ({}, "只能通过调整变更")]
)
def test_rule_31_an_item_does_not_come_back_where_the_plan_is_no_draft(db, planner, plan, why):
    item = PlanItemFactory(plan=PlanFactory(**plan), deleted_at=AT)

    with pytest.raises(Refused, match=why):
        restore_plan_item(item.pk, by=planner)


def test_an_item_that_was_entered_again_does_not_come_back(planner):
    there = PlanItemFactory(plan=PlanFactory(state="draft"), title="大讲堂")
    item = PlanItemFactory(plan=there.plan, lead=there.lead, title="大讲堂", deleted_at=AT)

    with pytest.raises(Refused, match="已有同一牵头单位的同名任务"):
        restore_plan_item(item.pk, by=planner)


def test_the_administrator_finds_and_restores_a_plan(client, administrator, gone):
    page = reverse("admin:planning_annualplan_changelist")

    found = client.get(page, {"discarded": "yes"}).context["cl"].result_list
    answer = client.post(page, {"action": "restore", "_selected_action": [gone.pk]}, follow=True)

    assert list(found) == [gone]
    assert "已恢复1条记录" in answer.content.decode()
    assert AnnualPlan.objects.get().deleted_at is None


def test_the_administrator_is_told_what_does_not_come_back(client, administrator, gone):
    item = gone.items.first()

    answer = client.post(
        reverse("admin:planning_planitem_changelist"), {"action": "restore", "_selected_action": [item.pk]}, follow=True
    )

    assert "请先恢复该计划" in answer.content.decode()
    item.refresh_from_db()
    assert item.deleted_at == AT


@pytest.mark.parametrize(("state", "offered"), [({"deleted_at": AT}, False), ({}, True)])
def test_what_was_discarded_is_not_shown_on_the_site(client, administrator, state, offered):
    plan = PlanFactory(state="draft", **state)

    page = client.get(reverse("admin:planning_annualplan_change", args=[plan.pk])).content.decode()

    assert ("在站点上查看" in page) is offered
