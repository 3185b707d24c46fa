"""Today and the week in large rows."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from secretariat.portal.phone import monday_of
from tests.planning.factories import AttendanceFactory, MeetingFactory

TODAY, WEEK = reverse("today"), reverse("week")


@pytest.fixture
def here(db, staff):
    """A meeting of today to which the person of the browser comes."""
    today = timezone.localdate()
    meeting = MeetingFactory(nominal_on=today)
    AttendanceFactory(meeting=meeting, person=staff)
    return meeting


def entries(answer):
    return [(day.on, entry.title, entry.part) for day in answer.context["days"] for entry in day.entries]


def test_today_shows_what_where_and_the_own_part(reader, here):
    answer = reader.get(TODAY)

    text = answer.content.decode()
    assert entries(answer) == [(here.held_on, str(here), "出席")]
    assert (here.place in text, "9:00" in text, here.get_absolute_url() in text) == (True, True, True)


def test_an_empty_today_tells_what_comes_next(reader, staff, db):
    coming = MeetingFactory(nominal_on=timezone.localdate() + timedelta(days=6))
    AttendanceFactory(meeting=coming, person=staff)

    answer = reader.get(TODAY)

    assert [(day.on - timezone.localdate()).days for day in answer.context["days"]] == [0, 1, 6]
    assert entries(answer) == [(coming.held_on, str(coming), "出席")]


def test_the_week_runs_from_monday_to_sunday(reader, here):
    answer = reader.get(WEEK, {"on": "2026-10-14"})

    assert [day.on for day in answer.context["days"]] == [date(2026, 10, 12) + timedelta(days=n) for n in range(7)]
    assert entries(answer) == []
    assert entries(reader.get(WEEK)) == [(here.held_on, str(here), "出席")]


def test_rule_34_a_week_shows_the_adjusted_workdays_as_working(reader, db):
    days = reader.get(WEEK, {"on": "2026-10-10"}).context["days"]

    assert [day.on.day for day in days if not day.is_rest] == [8, 9, 10]
    assert [day.on.day for day in days if day.is_worked_weekend] == [10]


@pytest.mark.parametrize("typed", ["gestern", "9999-12-31", "0001-01-01"])
def test_a_day_that_cannot_be_is_left_out(reader, db, typed):
    answer = reader.get(WEEK, {"on": typed})

    assert (answer.status_code, answer.context["days"][0].on) == (200, monday_of(timezone.localdate()))


def test_the_bar_of_the_telephone_leads_there(reader, db):
    assert f'href="{TODAY}"' in reader.get(reverse("my_work")).content.decode().partition("s-tabbar")[2]


@pytest.mark.parametrize("rows", [1, 3])
def test_both_pages_cost_few_queries(reader, staff, here, django_assert_max_num_queries, rows):
    for number in range(rows):
        AttendanceFactory(meeting=MeetingFactory(nominal_on=here.held_on, number=20 + number), person=staff)

    with django_assert_max_num_queries(8):
        reader.get(TODAY)
    with django_assert_max_num_queries(8):
        reader.get(WEEK)
