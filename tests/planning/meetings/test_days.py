"""The meetings of a person's days: which, with whom, and with what part of their own."""

from datetime import date

import pytest

from planning.meetings.days import days
from secretariat.people.models import Acting
from tests.planning.factories import AttendanceFactory, MeetingFactory
from tests.secretariat.factories import UserFactory

MONDAY = date(2026, 10, 12)


def seen(user, **facts):
    found = days(**{"first_on": MONDAY, "last_on": MONDAY, "user": user} | facts)
    return [(entry.title, entry.people, entry.part, entry.is_away) for entry in found]


def test_whoever_comes_reads_with_whom_and_as_what(coming, head, planner):
    AttendanceFactory(meeting=coming, person=head, kind="observer")
    AttendanceFactory(meeting=coming, state="leave")

    assert seen(head) == [("办公会第3次", "秘书长主持，1人参会", "列席", False)]
    assert seen(planner) == [("办公会第3次", "秘书长主持，1人参会", "", False)]


@pytest.mark.parametrize(("state", "words", "is_away"), [("asked", "请假待批", False), ("leave", "请假", True)])
def test_leave_is_said(coming, head, state, words, is_away):
    AttendanceFactory(meeting=coming, person=head, state=state)

    [(_title, _people, part, away)] = seen(head)

    assert (part, away) == (words, is_away)


def test_a_unit_whose_guest_is_not_known_sends_its_head_and_others_of_it_only_know(coming, head, units):
    AttendanceFactory(meeting=coming, unit=units["行政处"])
    clerk = UserFactory(department=units["行政处"])

    assert [part for *_facts, part, _away in (*seen(head), *seen(clerk))] == ["出席", ""]


def test_whoever_acts_for_somebody_reads_for_whom(coming, head, stranger):
    AttendanceFactory(meeting=coming, person=head)
    before = seen(stranger)
    stranger.acting = (Acting(head, MONDAY, MONDAY),)

    assert (before, [part for *_facts, part, _away in seen(stranger)]) == ([], [f"出席（代{head.name}）"])


def test_cancelled_meetings_and_those_of_other_days_are_not_there(coming, planner):
    MeetingFactory(series=coming.series, number=9, nominal_on=MONDAY.replace(day=13), state="cancelled")

    assert len(seen(planner, last_on=MONDAY.replace(day=18))) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_one_query_however_many_there_are(coming, head, django_assert_num_queries, rows):
    for number in range(rows):
        meeting = MeetingFactory(series=coming.series, number=20 + number, nominal_on=date(2026, 10, 13 + number))
        AttendanceFactory(meeting=meeting, person=head)
    head.holds("head")

    with django_assert_num_queries(1):
        days(first_on=MONDAY, last_on=MONDAY.replace(day=18), user=head)
