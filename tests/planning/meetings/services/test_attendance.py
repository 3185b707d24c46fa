"""Who comes to the meetings of a series, to one of them, and who really came."""

from datetime import date

import pytest

from planning.meetings import services
from planning.meetings.guests import Wanted
from planning.meetings.models import Attendance
from secretariat.audit.models import Event
from secretariat.errors import Refused
from tests.planning.factories import AttendanceFactory, MeetingFactory, SeriesFactory

TODAY = date(2026, 10, 8)
FACTS = {"leave_approver": "overseer", "take_up_days": 5}


def words(meeting):
    return [(guest.kind, guest.words, guest.state) for guest in meeting.attendance.order_by("-kind", "ordinal", "pk")]


def test_standing_participants_come_to_the_meetings_to_come_and_leave_the_past_alone(coming, planner, head, units):
    past = MeetingFactory(series=coming.series, number=1, nominal_on=date(2026, 9, 28))
    guests = [Wanted("present", unit=units["行政处"]), Wanted("observer", name="王教授")]

    services.set_standing(coming.series_id, by=planner, on=TODAY, guests=guests, **FACTS)

    expected = [("present", head.name, "expected"), ("observer", "王教授", "expected")]
    assert (words(coming), words(past)) == (expected, [])
    coming.series.refresh_from_db()
    assert (coming.series.leave_approver, Event.objects.get().verb) == ("overseer", "series.guests_set")


def test_who_stands_no_more_does_not_come_unless_leave_was_asked_for(coming, planner, units):
    guests = [Wanted("present", name=name) for name in ("甲", "乙", "丙")]
    services.set_standing(coming.series_id, by=planner, on=TODAY, guests=guests, **FACTS)
    services.ask_leave(coming.attendance.get(name="乙").pk, by=planner, on=TODAY, reason="出差")

    services.set_standing(coming.series_id, by=planner, on=TODAY, guests=guests[2:], **FACTS)

    assert {name for _kind, name, _state in words(coming)} == {"乙", "丙"}


def test_a_new_meeting_of_the_series_is_seated_by_itself(planner, calendar):
    series = SeriesFactory(first_on=date(2026, 10, 12))
    services.set_standing(series.pk, by=planner, on=TODAY, guests=[Wanted("present", person=planner)], **FACTS)

    services.keep_ahead(on=TODAY, calendar=calendar)

    assert Attendance.objects.filter(person=planner, meeting__series=series).count() == services.AHEAD


def test_a_series_does_not_take_up_its_own_decisions(coming, planner, snapshot):
    before = snapshot()

    with pytest.raises(Refused, match="自己的议定事项"):
        services.set_standing(coming.series_id, by=planner, on=TODAY, guests=[], taken_up_by=[coming.series], **FACTS)

    assert snapshot() == before


def test_the_list_of_one_meeting_is_set_and_the_series_stays(coming, planner, leader):
    AttendanceFactory(meeting=coming, person=planner)

    services.set_guests(
        coming.pk, by=planner, on=TODAY, guests=[Wanted("present", person=leader), Wanted("observer", name="王教授")]
    )

    assert [kind for kind, *_rest in words(coming)] == ["present", "observer"]
    assert not coming.series.guests.exists()


def test_who_came_is_ticked_on_the_day_and_not_before(coming, planner):
    came, _away = AttendanceFactory.create_batch(2, meeting=coming)

    with pytest.raises(Refused, match="尚未召开"):
        services.note_attendance(coming.pk, by=planner, on=TODAY, came={came.pk})
    services.note_attendance(coming.pk, by=planner, on=coming.held_on, came={came.pk})

    assert list(coming.attendance.order_by("pk").values_list("came", flat=True)) == [True, False]
