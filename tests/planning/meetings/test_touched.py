"""Which planned meetings a changed calendar puts in question (rules 7, 33)."""

from datetime import date

import pytest

from planning.meetings.touched import date_of, touched_by
from secretariat.workdays import queries
from tests.planning.factories import MeetingFactory, SeriesFactory
from tests.secretariat.workdays import made_up

pytestmark = pytest.mark.django_db

MONDAY, WEDNESDAY = date(2027, 1, 4), date(2027, 1, 6)


def touched(**facts):
    series = SeriesFactory(weekday=1, first_on=MONDAY, policy=facts.pop("policy", "next"))
    MeetingFactory(series=series, year=2027, number=1, **{"nominal_on": MONDAY} | facts)
    before = queries.load()
    found = touched_by(before=before, after=made_up.replaced(before), on=date(2026, 12, 1))
    return [(one.on, one.suggested_on, one.why, one.words) for one in found]


@pytest.mark.parametrize(
    ("policy", "suggested"),
    [("next", [WEDNESDAY]), ("previous", [date(2026, 12, 31)]), ("skip", [None]), ("keep", [])],
)
def test_rule_33_the_policy_of_the_series_says_where_the_meeting_would_go(policy, suggested):
    assert [one[1] for one in touched(policy=policy)] == suggested


def test_the_holiday_is_named():
    assert touched() == [(MONDAY, WEDNESDAY, "policy", "元旦")]


def test_a_meeting_that_the_old_calendar_had_moved_may_go_back():
    # Saturday the 9th was a rest day; now it is worked.
    saturday = date(2027, 1, 9)
    assert touched(nominal_on=saturday, held_on=date(2027, 1, 11)) == [(date(2027, 1, 11), saturday, "policy", "")]


def test_a_meeting_moved_by_hand_to_what_is_a_rest_day_now_is_in_question():
    assert touched(nominal_on=WEDNESDAY, held_on=MONDAY) == [(MONDAY, WEDNESDAY, "rest", "元旦")]


def test_a_meeting_moved_by_hand_to_a_day_that_stays_is_not():
    assert touched(held_on=WEDNESDAY) == []


@pytest.mark.parametrize("state", ["cancelled", "drafting", "published"])
def test_only_planned_meetings_are_in_question(state):
    assert touched(state=state) == []
    assert date_of(MeetingFactory(state=state)) is None
