"""Rooms and vehicles: who needs which when, and what is free."""

from datetime import time

import pytest

from planning.arrangements import services
from planning.arrangements.bookings import bookings
from planning.arrangements.conflicts import clashes
from planning.arrangements.models import Room, Vehicle
from planning.arrangements.queries import entries_of
from secretariat.errors import Refused
from tests.planning.arrangements.conftest import moment


@pytest.fixture
def lists(db):
    """Two rooms and a vehicle in use, and one of each that is not."""
    Room.objects.bulk_create([Room(name="三楼会议室", seats=40, order=1), Room(name="报告厅", order=2)])
    Vehicle.objects.create(name="一号车", seats=22)
    Room.objects.create(name="旧会议室", is_active=False)
    Vehicle.objects.create(name="旧车", is_active=False)


@pytest.fixture
def report(week, planner, line):
    """A function that enters an activity."""

    def enter(**facts):
        return services.add_entry(week.pk, line=line(**facts), by=planner, at=moment(18))

    return enter


def test_each_room_and_vehicle_shows_who_needs_it_when(lists, report, week, planner, django_assert_num_queries):
    afternoon = report(place=" 三楼 会议室", half_day="afternoon")
    morning = report(place="三楼会议室", vehicles="一号车、社会车辆")
    report(day=25, place="书院", vehicles="旧车")
    entries = entries_of(week, planner)
    with django_assert_num_queries(2):
        found = bookings(entries)

    assert [(one.resource.name, one.entries) for one in found.rooms] == [
        ("三楼会议室", [morning, afternoon]),
        ("报告厅", []),
    ]
    assert [(one.resource.name, len(one.entries)) for one in found.vehicles] == [("一号车", 1), ("旧车", 1)]


def test_rule_36_a_vehicle_is_booked_once_at_a_time_unless_it_is_said_why(lists, report):
    report(vehicles="一号车", starts_at=time(9), half_day="")
    with pytest.raises(Refused, match="同一时间使用一号车"):
        report(vehicles="一号车", starts_at=time(10), half_day="")

    assert report(vehicles="一号车", starts_at=time(10), half_day="", conflict_reason="同车前往").pk


def test_a_unit_books_from_the_lists(client, lists, week, staff):
    client.force_login(staff)
    address = f"/planning/arrangements/{week.pk}/entry/"
    page = client.get(address).content.decode()
    typed = {"on": "2026-11-24", "half_day": "morning", "activity": "调研", "unit": staff.department_id}
    client.post(address, typed | {"place": "报告厅", "vehicles": ["一号车"]})

    assert '<option value="报告厅">' in page and "一号车" in page and "旧车" not in page
    assert week.entries.get().vehicles == "一号车"


def test_a_vehicle_that_the_house_does_not_have_is_refused(client, lists, week, staff):
    client.force_login(staff)
    typed = {"on": "2026-11-24", "activity": "调研", "unit": staff.department_id, "vehicles": ["飞机"]}

    assert client.post(f"/planning/arrangements/{week.pk}/entry/", typed).status_code == 422


def test_only_the_room_or_vehicle_that_is_needed_twice_is_in_conflict(lists, report, week, planner):
    report(place="三楼会议室", vehicles="一号车", leaders="林静远")
    report(place="三楼 会议室", leaders="林静远", conflict_reason="合并召开")
    report(place="报告厅", leaders="林静远", conflict_reason="中途到场")
    entries = entries_of(week, planner)
    found = bookings(entries, clashes(entries))

    assert [len(one.clashing) for one in (*found.rooms, *found.vehicles)] == [2, 0, 0]


def test_the_page_of_the_week_shows_the_bookings(client, lists, report, week, planner, django_assert_num_queries):
    report(place="三楼会议室", vehicles="一号车")
    client.force_login(planner)
    with django_assert_num_queries(11):
        page = client.get(f"{week.get_absolute_url()}?view=bookings").content.decode()

    assert "三楼会议室" in page and "空闲" in page and "报告厅" in page
