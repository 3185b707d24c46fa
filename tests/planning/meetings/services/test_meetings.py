"""Meetings moved, cancelled, restored: row, event and notice."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from planning.arrangements.services import open_arrangement
from planning.meetings.services import cancel_meeting, move_meeting, restore_meeting
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from secretariat.workflow import Outdated, TransitionRefused
from tests.planning.factories import MeetingFactory
from tests.planning.meetings.conftest import OFFICE

ON = date(2026, 9, 15)
TO = {"held_on": date(2026, 9, 30), "starts_at": time(15, 0), "place": "四楼会议室", "reason": "秘书长外出"}


def last_event():
    event = Event.objects.latest("pk")
    return event.verb, event.before, event.after, event.note


def test_move_changes_day_time_and_place_and_keeps_the_number(meeting, planner):
    moved = move_meeting(meeting.pk, by=planner, on=ON, **TO)

    moved.refresh_from_db()
    assert (moved.held_on, moved.starts_at, moved.place, moved.note) == (*list(TO.values()),)
    assert (moved.number, moved.nominal_on, moved.state) == (meeting.number, meeting.nominal_on, "planned")


def test_move_is_recorded_with_what_was(meeting, planner):
    move_meeting(meeting.pk, by=planner, on=ON, **TO)

    assert last_event() == ("meeting.moved", "planned", "planned", "秘书长外出")
    assert Event.objects.get().data["was"] == f"{meeting.held_on} 09:00 三楼会议室"


def test_move_tells_leaders_and_offices_but_not_who_moved_it(meeting, planner, supervisor, leader, stranger):
    move_meeting(meeting.pk, by=planner, on=ON, **TO)

    told = Notice.objects.order_by("recipient_id")
    assert {notice.recipient for notice in told} == {supervisor, leader}
    assert told[0].title == f"{meeting} 已改期"


@pytest.mark.parametrize("missing", [{"reason": " "}, {"held_on": "same"}])
def test_move_is_refused_without_reason_or_change(meeting, planner, snapshot, missing):
    before = snapshot()
    asked = TO | missing
    if asked["held_on"] == "same":
        asked |= {"held_on": meeting.held_on, "starts_at": meeting.starts_at, "place": meeting.place}

    with pytest.raises(Refused):
        move_meeting(meeting.pk, by=planner, on=ON, **asked)

    assert snapshot() == before


def test_rule_33_move_is_refused_to_a_day_on_which_the_series_meets(meeting, planner):
    other = MeetingFactory(series=meeting.series, number=5)

    with pytest.raises(Refused, match=str(other.number)):
        move_meeting(meeting.pk, by=planner, on=ON, **TO | {"held_on": other.held_on})


def test_move_is_refused_to_a_day_that_is_past(meeting, planner, snapshot):
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        move_meeting(meeting.pk, by=planner, on=ON, **TO | {"held_on": date(2026, 9, 14)})

    assert (refusal.value.field, snapshot()) == ("held_on", before)


def test_rule_36_a_move_into_a_room_a_leader_and_a_rest_day_that_collide_names_them(meeting, planner, leader):
    other = MeetingFactory(held_on=date(2026, 9, 26), starts_at=time(16), place="四楼 会议室")
    to = TO | {"held_on": date(2026, 9, 26)}

    with pytest.raises(Refused) as refusal:
        move_meeting(meeting.pk, by=planner, on=ON, **to)

    said = str(refusal.value)
    assert (refusal.value.field, "2026-09-26" in said, "休息日" in said) == ("in_spite", True, True)
    assert (f"“{other}”同一时间使用四楼会议室" in said, leader.name in said) == (True, True)


def test_rule_36_a_move_into_what_an_arrangement_holds_names_the_entry(meeting, planner):
    cut_off = datetime(2026, 9, 24, 17, tzinfo=OFFICE)
    week = open_arrangement(kind="week", day=TO["held_on"], cut_off_at=cut_off, by=planner)
    facts = {"on": TO["held_on"], "starts_at": time(14), "place": TO["place"], "added_by": planner}
    week.entries.create(activity="召开高标准农田座谈会", ends_at=time(16), **facts)
    week.entries.create(activity="本会", source_url=meeting.get_absolute_url(), **facts)

    with pytest.raises(Refused) as refusal:
        move_meeting(meeting.pk, by=planner, on=ON, **TO)

    assert ("召开高标准农田座谈会" in str(refusal.value), "本会" in str(refusal.value)) == (True, False)


def test_rule_36_a_move_goes_on_with_a_reason_that_is_recorded(meeting, planner):
    MeetingFactory(held_on=TO["held_on"], starts_at=time(14), place=TO["place"], chair="他人")

    moved = move_meeting(meeting.pk, by=planner, on=ON, in_spite="提前结束", **TO)

    assert (moved.held_on, Event.objects.latest("pk").data["in_spite"]) == (TO["held_on"], "提前结束")


def test_a_move_before_or_after_the_other_does_not_collide(meeting, planner):
    MeetingFactory(held_on=TO["held_on"], starts_at=time(13), place=TO["place"])
    MeetingFactory(held_on=TO["held_on"], starts_at=time(17), place=TO["place"])

    assert move_meeting(meeting.pk, by=planner, on=ON, **TO).place == TO["place"]


def test_move_is_refused_over_a_version_that_was_not_seen(meeting, planner, snapshot):
    before = snapshot()

    with pytest.raises(Outdated):
        move_meeting(meeting.pk, by=planner, on=ON, version=meeting.version + 1, **TO)

    assert snapshot() == before


def test_rule_37_cancelled_meeting_keeps_number_and_reason(meeting, planner):
    cancel_meeting(meeting.pk, by=planner, on=ON, reason="与全体会议冲突")

    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancel_reason, meeting.number) == ("cancelled", "与全体会议冲突", meeting.number)
    assert last_event() == ("meeting.cancelled", "planned", "cancelled", "与全体会议冲突")


def test_cancel_tells_the_leader(meeting, planner, leader):
    cancel_meeting(meeting.pk, by=planner, on=ON, reason="停开")

    assert Notice.objects.get().recipient == leader


def test_cancel_is_refused_without_reason(meeting, planner, snapshot):
    before = snapshot()

    with pytest.raises(Refused):
        cancel_meeting(meeting.pk, by=planner, on=ON, reason="")

    assert snapshot() == before


def test_cancel_is_refused_to_a_head(meeting, head, snapshot):
    before = snapshot()

    with pytest.raises(PermissionDenied):
        cancel_meeting(meeting.pk, by=head, on=ON, reason="停开")

    assert snapshot() == before


def test_rule_37_restored_meeting_is_planned_again(planner):
    meeting = MeetingFactory(state="cancelled")

    restore_meeting(meeting.pk, by=planner, on=ON)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancel_reason) == ("planned", "")
    assert last_event() == ("meeting.restored", "cancelled", "planned", "")


def test_restore_is_refused_on_a_day_that_was_taken_meanwhile(planner, snapshot):
    meeting = MeetingFactory(state="cancelled")
    MeetingFactory(series=meeting.series, nominal_on=meeting.held_on + timedelta(7), held_on=meeting.held_on)
    before = snapshot()

    with pytest.raises(Refused):
        restore_meeting(meeting.pk, by=planner, on=ON)

    assert snapshot() == before


def test_restore_is_refused_where_nothing_was_cancelled(meeting, planner):
    with pytest.raises(TransitionRefused):
        restore_meeting(meeting.pk, by=planner, on=ON)


def test_rule_50_marked_reasons_are_refused(meeting, planner, snapshot):
    before = snapshot()

    with pytest.raises(Refused):
        cancel_meeting(meeting.pk, by=planner, on=ON, reason="机密★1年")

    assert snapshot() == before
