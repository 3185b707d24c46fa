"""Leave from a meeting: asked for, approved, refused, taken back; who is told."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from planning.meetings import services
from planning.meetings.rules import approves_leave
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from tests.planning.factories import AttendanceFactory, MeetingFactory

TODAY, NOW = date(2026, 10, 9), datetime(2026, 10, 9, 2, tzinfo=UTC)


@pytest.fixture
def guest(coming, head):
    return AttendanceFactory(meeting=coming, person=head)


def told():
    return set(Notice.objects.values_list("kind", "recipient"))


def test_leave_is_asked_for_with_a_reason_and_its_approver_is_told(guest, head, leader):
    services.ask_leave(guest.pk, by=head, on=TODAY, reason=" 外出调研 ", substitute="李副处长")

    guest.refresh_from_db()
    assert (guest.state, guest.reason, guest.substitute, guest.asked_by) == ("asked", "外出调研", "李副处长", head)
    assert told() == {("ask_leave", leader.pk)}
    assert Event.objects.get().verb == "leave.asked"


def test_leave_without_a_reason_or_from_a_closed_meeting_is_refused(guest, head):
    closed = AttendanceFactory(meeting=MeetingFactory(state="published", number=9), person=head)

    for row, reason, said in ((guest, " ", "请填写请假事由"), (closed, "病假", "已办结或已取消")):
        with pytest.raises(Refused, match=said):
            services.ask_leave(row.pk, by=head, on=TODAY, reason=reason)
    assert not Event.objects.exists()


def test_a_stranger_asks_for_nobody_and_the_planner_for_everybody(guest, stranger, planner):
    with pytest.raises(PermissionDenied):
        services.ask_leave(guest.pk, by=stranger, on=TODAY, reason="病假")

    assert services.ask_leave(guest.pk, by=planner, on=TODAY, reason="病假").asked_by == planner


def test_a_deputy_does_not_ask_for_the_secretary_general_of_the_same_unit(coming, leader, deputy, units):
    for person in (leader, deputy):
        person.department = units["综合处"]
        person.save()
    guest = AttendanceFactory(meeting=coming, person=leader)

    with pytest.raises(PermissionDenied):
        services.ask_leave(guest.pk, by=deputy, on=TODAY, reason="病假")


def test_an_approved_leave_names_who_and_when_and_tells_guest_and_planner(coming, head, leader, planner):
    guest = AttendanceFactory(meeting=coming, person=head, state="asked")

    services.approve_leave(guest.pk, by=leader, on=TODAY, at=NOW)

    guest.refresh_from_db()
    assert (guest.state, guest.approved_by, guest.approved_at) == ("leave", leader, NOW)
    assert told() == {("approve_leave", head.pk), ("approve_leave", planner.pk)}


def test_a_refused_leave_says_why_and_the_guest_is_expected_again(coming, head, leader):
    guest = AttendanceFactory(meeting=coming, person=head, state="asked")

    with pytest.raises(Refused, match="说明不同意"):
        services.refuse_leave(guest.pk, by=leader, on=TODAY, answer="")
    services.refuse_leave(guest.pk, by=leader, on=TODAY, answer="会议重要，请参加。")

    guest.refresh_from_db()
    assert (guest.state, guest.answer) == ("expected", "会议重要，请参加。")


def test_an_approved_leave_is_taken_back_whole(coming, head):
    guest = AttendanceFactory(meeting=coming, person=head, state="leave")

    services.withdraw_leave(guest.pk, by=head, on=TODAY)

    guest.refresh_from_db()
    assert (guest.state, guest.approved_by, guest.approved_at, guest.reason) == ("expected", None, None, "")


def test_who_approves_is_set_by_series(coming, head, leader, deputy, planner):
    guest = AttendanceFactory(meeting=coming, person=head, state="asked")
    of_a_deputy = AttendanceFactory(meeting=coming, person=deputy, state="asked")
    people = {"leader": leader, "deputy": deputy, "planner": planner, "head": head}
    found = {}
    for approver in ("secretary_general", "overseer", "planner"):
        coming.series.leave_approver = approver
        for row in (guest, of_a_deputy):
            row.meeting = coming
            name = approver if row is guest else f"{approver}, own"
            found[name] = [who for who, person in people.items() if approves_leave(person, row)]

    assert found == {
        "secretary_general": ["leader"],
        "secretary_general, own": ["leader"],
        "overseer": ["leader", "deputy"],
        "overseer, own": ["leader"],
        "planner": ["planner"],
        "planner, own": ["planner"],
    }
