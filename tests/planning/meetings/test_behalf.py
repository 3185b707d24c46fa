"""What is done with series, meetings and decisions for somebody who is away (代理)."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied

from planning.meetings import services
from planning.meetings.detail import meeting_page
from planning.meetings.states import MeetingState
from secretariat.audit.models import Event
from secretariat.people.models import Acting, PostKind
from secretariat.workdays import queries as workdays
from supervision.items.origins import open_from_decision
from tests.planning.factories import DecisionFactory, MeetingFactory
from tests.supervision.factories import DepartmentFactory, person

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 21)


@pytest.fixture
def planner():
    return person(PostKind.PLANNER, name="周远")


@pytest.fixture
def stand_in(planner):
    """Somebody without a post, who acts for the planning officer."""
    taker = person(name="何川")
    planner.hands = frozenset({planner.pk, taker.pk})
    taker.acting = (Acting(planner, DAY, DAY),)
    return taker


def last_names():
    event = Event.objects.select_related("actor", "behalf").order_by("-pk").first()
    return event.actor.name, event.behalf.name


def test_a_meeting_is_cancelled_for_the_planner(stand_in):
    services.cancel_meeting(MeetingFactory().pk, reason="并会", by=stand_in, on=DAY)

    assert last_names() == ("何川", "周远")


def test_a_decision_is_confirmed_for_the_planner(stand_in):
    decision = DecisionFactory(leads=[DepartmentFactory()])

    assert services.confirm_decision(decision.pk, by=stand_in).confirmed_by == stand_in
    assert last_names() == ("何川", "周远")


def test_a_series_is_founded_for_the_planner(stand_in):
    facts = {"name": "例会", "weekday": 1, "starts_at": time(9), "place": "三楼", "chair": "秘书长", "first_on": DAY}
    founded = services.found_series(by=stand_in, on=DAY, calendar=workdays.load(), **facts)

    assert founded.name == "例会"
    assert last_names() == ("何川", "周远")


def test_items_are_opened_for_the_planner_and_followed_by_an_officer(stand_in):
    officer = person(PostKind.SUPERVISOR)
    decision = DecisionFactory(leads=[DepartmentFactory()], state="confirmed")

    (item,) = open_from_decision(decision.pk, by=stand_in, on=DAY)

    assert (item.officer, last_names()) == (officer, ("何川", "周远"))


def test_the_page_is_that_of_the_planner(stand_in):
    meeting = MeetingFactory(state=MeetingState.PLANNED)

    page = meeting_page(stand_in, meeting.pk, on=DAY)

    assert page["may_keep"] and page["sees_all"] and "cancel" in page["steps"]


def test_nobody_else_keeps_minutes():
    with pytest.raises(PermissionDenied):
        services.cancel_meeting(MeetingFactory().pk, reason="并会", by=person(), on=DAY)


def test_minutes_are_signed_for_the_leader(ended, planner, leader):
    taker = person(name="何川")
    leader.hands = frozenset({leader.pk, taker.pk})
    taker.acting = (Acting(leader, DAY, DAY),)
    services.submit_minutes(ended.pk, by=planner, on=DAY)

    services.approve_minutes(ended.pk, by=taker, on=DAY)

    kept = ended.approvals.get(verdict="approved")
    assert (kept.by, kept.behalf) == (taker, leader)
