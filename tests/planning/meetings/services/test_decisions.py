"""Decisions corrected, confirmed, tracked, left untracked, reopened."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from planning.meetings.services import (
    confirm_all,
    confirm_decision,
    correct_decision,
    gather_decision,
    not_track_decision,
    reopen_decision,
    track_decision,
)
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.people.models import Department
from secretariat.workflow import Outdated, TransitionRefused
from tests.planning.factories import DecisionFactory

DUE = date(2026, 12, 20)


def correct(decision, by, units, **facts):
    values = {
        "title": "外包服务考评",
        "needs_handling": True,
        "leads": [units["研究室"]],
        "co_units": [units["财务处"]],
        "due_on": DUE,
        "cycle": "weekly:5",
    }
    return correct_decision(decision.pk, by=by, **values | facts)


def verbs():
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_correct_stores_every_field_and_asks_for_confirmation_again(decision, planner, units):
    confirm_decision(decision.pk, by=planner)

    correct(decision, planner, units)

    decision.refresh_from_db()
    assert (decision.title, decision.due_on, decision.cycle) == ("外包服务考评", DUE, "weekly:5")
    assert (str(decision.leads.get()), str(decision.co_units.get())) == ("研究室", "财务处")
    assert (decision.state, decision.confirmed_by) == ("proposed", None)


def test_correct_is_recorded_with_the_meeting_as_the_whole(decision, planner, units):
    correct(decision, planner, units)

    event = Event.objects.get()
    assert (event.verb, event.actor, event.whole) == ("decision.corrected", planner, decision.meeting)
    assert event.data["changed"]["due_on"] == "2026-12-20"


def test_rule_20_correct_is_refused_with_the_lead_among_the_co_units(decision, planner, units, snapshot):
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        correct(decision, planner, units, co_units=[units["研究室"]])

    assert (refusal.value.field, snapshot()) == ("co_units", before)


def test_correct_is_refused_over_a_version_that_was_not_seen(decision, planner, units, snapshot):
    before = snapshot()

    with pytest.raises(Outdated):
        correct(decision, planner, units, version=decision.version + 1)

    assert snapshot() == before


def test_rule_50_correct_is_refused_with_a_marked_title(decision, planner, units):
    with pytest.raises(Refused):
        correct(decision, planner, units, title="机密 方案")


def test_correct_adds_a_unit_from_outside(decision, planner, units):
    decision.reading = {"unknown_leads": ["市委统战部"]}
    decision.save(update_fields=["reading"])

    correct(decision, planner, units, leads=[], new_leads=["市委统战部"])

    decision.refresh_from_db()
    assert (str(decision.leads.get()), decision.reading["unknown_leads"]) == ("市委统战部", [])
    assert verbs() == ["department.added", "decision.corrected"]


def test_correct_does_not_add_a_unit_twice(decision, planner, units):
    correct(decision, planner, units, new_leads=["研究室"])

    assert Department.objects.filter(name="研究室").count() == 1


def test_gather_lets_one_unit_lead_and_the_others_take_part(drafted, planner, units):
    many = DecisionFactory(meeting=drafted, leads=[units["经济委员会"], units["提案委员会"]])

    gather_decision(many.pk, lead=units["研究室"], by=planner)

    assert str(many.leads.get()) == "研究室"
    assert {str(unit) for unit in many.co_units.all()} == {"经济委员会", "提案委员会"}


def test_confirm_says_who_confirmed(decision, planner):
    confirm_decision(decision.pk, by=planner)

    decision.refresh_from_db()
    assert (decision.state, decision.confirmed_by, verbs()) == ("confirmed", planner, ["decision.confirmed"])


@pytest.mark.parametrize(
    "facts",
    [
        {"needs_handling": False},
        {"due_on": None},
        {"reading": {"unknown_leads": ["市委统战部"]}},
        {"reading": {"unknown_co_units": ["市委统战部"]}},
    ],
)
def test_confirm_is_refused_for_what_cannot_become_an_item(drafted, planner, units, snapshot, facts):
    unfit = DecisionFactory(meeting=drafted, leads=[units["行政处"]], **facts)
    before = snapshot()

    with pytest.raises(Refused):
        confirm_decision(unfit.pk, by=planner)

    assert snapshot() == before


def test_confirm_is_refused_without_a_lead(drafted, planner):
    with pytest.raises(Refused):
        confirm_decision(DecisionFactory(meeting=drafted).pk, by=planner)


def test_confirm_takes_a_cycle_in_place_of_a_due_date(drafted, planner, units):
    rhythm = DecisionFactory(meeting=drafted, leads=[units["行政处"]], due_on=None, cycle="monthly:25")

    assert confirm_decision(rhythm.pk, by=planner).state == "confirmed"


def test_confirm_with_several_leads_asks_for_the_choice(drafted, planner, units):
    many = DecisionFactory(meeting=drafted, leads=[units["经济委员会"], units["提案委员会"]])

    with pytest.raises(Refused, match="2"):
        confirm_decision(many.pk, by=planner)

    assert confirm_decision(many.pk, by=planner, each=True).state == "confirmed"


def test_confirm_all_tells_what_was_left_out_and_why(drafted, planner, units):
    good = DecisionFactory(meeting=drafted, ordinal=1, leads=[units["行政处"]])
    leaderless = DecisionFactory(meeting=drafted, ordinal=2)

    done, refused = confirm_all(drafted.pk, by=planner)

    assert (done, [decision for decision, _reason in refused]) == ([good], [leaderless])


def test_track_puts_a_confirmed_decision_on_the_ledger(decision, planner, supervisor):
    confirm_decision(decision.pk, by=planner)

    track_decision(decision.pk, by=supervisor)

    decision.refresh_from_db()
    assert (decision.state, verbs()[-1]) == ("tracked", "decision.tracked")


def test_track_is_refused_before_the_confirmation(decision, supervisor):
    with pytest.raises(TransitionRefused):
        track_decision(decision.pk, by=supervisor)


@pytest.mark.parametrize("who", ["leader", "head"])
def test_track_is_refused_to_others(decision, planner, who, request, snapshot):
    person = request.getfixturevalue(who)
    confirm_decision(decision.pk, by=planner)
    before = snapshot()

    with pytest.raises(PermissionDenied):
        track_decision(decision.pk, by=person)

    assert snapshot() == before


def test_rule_30_untracked_decision_keeps_its_reason(decision, planner):
    not_track_decision(decision.pk, by=planner, reason=" 阅知 ")

    decision.refresh_from_db()
    assert (decision.state, decision.not_tracked_reason, verbs()) == ("not_tracked", "阅知", ["decision.not_tracked"])


def test_rule_30_not_tracking_is_refused_without_a_reason(decision, planner, snapshot):
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        not_track_decision(decision.pk, by=planner, reason=" ")

    assert (refusal.value.field, snapshot()) == ("reason", before)


def test_reopened_decision_is_proposed_again(decision, planner):
    not_track_decision(decision.pk, by=planner, reason="阅知")

    reopen_decision(decision.pk, by=planner)

    decision.refresh_from_db()
    assert (decision.state, decision.not_tracked_reason) == ("proposed", "")


def test_rule_37_nothing_is_reopened_after_publication(decision, planner, snapshot):
    not_track_decision(decision.pk, by=planner, reason="阅知")
    type(decision.meeting).objects.update(state="published", published_on=DUE)
    before = snapshot()

    with pytest.raises(Refused):
        reopen_decision(decision.pk, by=planner)

    assert snapshot() == before
