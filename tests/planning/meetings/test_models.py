"""Who sees which meeting and decision, what the database refuses, how a recurrence is said."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from planning.meetings.models import Decision, Meeting, Series
from tests.planning.factories import DecisionFactory, MeetingFactory, SeriesFactory


def seen(user):
    return [list(model.objects.visible_to(user)) for model in (Series, Meeting, Decision)]


@pytest.mark.parametrize("who", ["planner", "supervisor", "leader"])
def test_rule_46_the_house_sees_every_meeting(decision, who, request):
    assert seen(request.getfixturevalue(who)) == [[decision.meeting.series], [decision.meeting], [decision]]


def test_rule_46_a_unit_sees_what_names_it_once_confirmed(decision, head):
    before = seen(head)
    Decision.objects.update(state="not_tracked", not_tracked_reason="阅知")

    assert (before, seen(head)) == ([[], [], []], [[decision.meeting.series], [decision.meeting], [decision]])


def test_rule_46_a_stranger_sees_nothing(drafted, stranger, units):
    DecisionFactory(meeting=drafted, state="confirmed", leads=[units["行政处"]])

    assert seen(stranger) == [[], [], []]


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "cancelled", "cancel_reason": ""},
        {"state": "published", "published_on": None},
        {"state": "drafting", "minutes": ""},
        {"state": "elsewhere"},
    ],
)
def test_half_done_meetings_cannot_be_stored(units, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFactory(**facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "not_tracked", "not_tracked_reason": ""},
        {"state": "confirmed", "confirmed_by": None},
        {"state": "tracked", "needs_handling": False},
    ],
)
def test_half_done_decisions_cannot_be_stored(drafted, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionFactory(meeting=drafted, **facts)


def test_rule_37_a_number_is_given_once(meeting):
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFactory(series=meeting.series, number=meeting.number, nominal_on="2027-03-01")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "every Monday"),
        ({"interval": 2}, "every 2 weeks on Monday"),
        ({"frequency": "monthly_nth", "nth": -1}, "the last Monday of the month"),
        ({"frequency": "monthly_day", "month_day": 25, "interval": 3}, "day 25 every 3 months"),
    ],
)
def test_recurrence_is_said_in_words(facts, words):
    with translation.override("en"):
        assert SeriesFactory.build(**facts).rule_words == words
