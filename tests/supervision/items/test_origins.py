"""Rule 30: a confirmed decision becomes items."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied

from planning.meetings.models import Decision, Meeting, Series
from secretariat.errors import Refused
from secretariat.people.models import Post, PostKind
from supervision.items import origins
from supervision.items.models import SupervisionItem
from tests.planning.plans.factories import PlanItemFactory

HELD = date(2026, 11, 16)
DUE = date(2026, 12, 10)


@pytest.fixture
def meeting(db):
    series = Series.objects.create(
        name="秘书长办公会", weekday=1, starts_at=time(9), place="第一会议室", chair="秘书长", first_on=HELD
    )
    facts = {"nominal_on": HELD, "held_on": HELD, "starts_at": time(9), "place": "第一会议室", "chair": "秘书长"}
    return Meeting.objects.create(series=series, year=2026, number=42, state="drafting", minutes="会议议定", **facts)


@pytest.fixture
def decide(cast, meeting):
    """`decide(1, leads=[…])`: a confirmed decision of the meeting."""

    def make(ordinal=1, leads=None, co_units=(), **facts):
        usual = {"label": "一", "title": "编印手册", "text": "由提案委牵头编印手册。", "due_on": DUE}
        usual |= {"state": "confirmed", "confirmed_by": cast.planner}
        decision = Decision.objects.create(meeting=meeting, ordinal=ordinal, **usual | facts)
        decision.leads.set(leads or [cast.lead])
        decision.co_units.set(co_units)
        return decision

    return make


def test_rule_30_a_confirmed_decision_becomes_a_draft(cast, decide):
    decision = decide(co_units=[cast.co_unit], cycle="monthly:25")

    [item] = origins.open_from_decision(decision.pk, by=cast.officer, on=HELD)

    assert (item.state, item.decision, item.lead, item.officer) == ("draft", decision, cast.lead, cast.officer)
    assert (item.title, item.requirement, item.cycle) == ("编印手册", "由提案委牵头编印手册。", "monthly:25")
    assert (item.original_due_on, item.due_on, item.counted_due_on) == (DUE, DUE, DUE)
    assert list(item.co_units.all()) == [cast.co_unit]


def test_rule_30_the_decision_is_then_on_the_ledger(cast, decide):
    decision = decide()

    origins.open_from_decision(decision.pk, by=cast.officer, on=HELD)

    assert Decision.objects.get().state == "tracked"


def test_rule_20_several_lead_units_get_one_item_each(cast, decide):
    decision = decide(leads=[cast.lead, cast.other_unit], co_units=[cast.co_unit])

    items = origins.open_from_decision(decision.pk, by=cast.officer, on=HELD)

    assert {item.lead for item in items} == {cast.lead, cast.other_unit}
    assert [list(item.co_units.all()) for item in items] == [[cast.co_unit]] * 2


def test_the_planner_opens_for_the_supervision_officer(cast, decide):
    [item] = origins.open_from_decision(decide().pk, by=cast.planner, on=HELD)

    assert item.officer in (cast.officer, cast.reviewer)


def test_without_a_supervision_officer_nothing_is_opened(cast, decide, snapshot):
    Post.objects.filter(kind=PostKind.SUPERVISOR).delete()
    decision, before = decide(), snapshot()

    with pytest.raises(Refused, match="督查专员"):
        origins.open_from_decision(decision.pk, by=cast.planner, on=HELD)

    assert (snapshot(), Decision.objects.get().state) == (before, "confirmed")


@pytest.mark.parametrize("facts", [{"state": "proposed"}, {"state": "not_tracked", "not_tracked_reason": "阅知"}])
def test_rule_30_only_a_confirmed_decision_is_opened(cast, decide, snapshot, facts):
    decision, before = decide(confirmed_by=None, **facts), snapshot()

    with pytest.raises(Refused):
        origins.open_from_decision(decision.pk, by=cast.officer, on=HELD)

    assert snapshot() == before


def test_a_decision_is_opened_once(cast, decide, snapshot):
    decision = decide()
    origins.open_from_decision(decision.pk, by=cast.officer, on=HELD)
    before = snapshot()

    with pytest.raises(Refused):
        origins.open_from_decision(decision.pk, by=cast.officer, on=HELD)

    assert snapshot() == before


@pytest.mark.parametrize("role", ["leader", "deputy", "head", "staff", "stranger", "administrator", "auditor"])
def test_others_open_nothing(cast, decide, meeting, snapshot, role):
    decision, before = decide(), snapshot()

    with pytest.raises(PermissionDenied):
        origins.open_from_decision(decision.pk, by=getattr(cast, role), on=HELD)
    with pytest.raises(PermissionDenied):
        origins.open_from_meeting(meeting.pk, by=getattr(cast, role), on=HELD)

    assert snapshot() == before


def test_all_confirmed_decisions_of_a_meeting_are_opened_in_order(cast, decide, meeting):
    decide(2, title="第二项")
    decide(1, title="第一项")
    decide(3, title="未确认", state="proposed", confirmed_by=None)

    items = origins.open_from_meeting(meeting.pk, by=cast.officer, on=HELD)

    assert [item.title for item in items] == ["第一项", "第二项"]


def test_rule_46_the_planner_sees_what_the_meetings_decided(cast, decide):
    origins.open_from_decision(decide().pk, by=cast.officer, on=HELD)

    assert SupervisionItem.objects.visible_to(cast.planner).count() == 1
    assert not SupervisionItem.objects.visible_to(cast.staff).exists()


@pytest.mark.parametrize(
    ("words", "leads", "requirement"),
    [("秘书长", True, "办好6期"), ("张主席", False, "办好6期\n责任领导（按计划）：张主席"), ("", False, "办好6期")],
)
def test_the_leader_of_a_plan_item_goes_with_it(cast, words, leads, requirement):
    planned = PlanItemFactory(lead=cast.lead, requirement="办好6期", leader_words=words)

    item = origins.open_from_plan_item(planned.pk, by=cast.officer, on=HELD)

    assert (item.leader, item.requirement) == (cast.leader if leads else None, requirement)
