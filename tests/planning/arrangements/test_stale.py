"""A published week after one of its meetings or consultations was moved or cancelled."""

from datetime import date, time

import pytest
import time_machine

from planning.arrangements import services
from planning.arrangements.models import Entry
from planning.arrangements.offered import weeks_ahead
from planning.arrangements.stale import Stale, stale
from secretariat.offers import Question, ask
from secretariat.workdays.calendar import Calendar
from tests.planning.arrangements.conftest import moment
from tests.planning.consultations.factories import ConsultationFactory
from tests.planning.factories import MeetingFactory

MONDAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)


@pytest.fixture
def meeting(week, planner):
    """A meeting that stands in the published week."""
    found = MeetingFactory(held_on=TUESDAY, starts_at=time(9), place="三楼会议室")
    services.collect_entries(week.pk, by=planner, at=moment(18))
    services.coordinate_arrangement(week.pk, by=planner, at=moment(19))
    services.publish_arrangement(week.pk, by=planner, at=moment(20))
    return found


def change(meeting, **facts):
    for name, value in facts.items():
        setattr(meeting, name, value)
    meeting.save()


def held_ahead(on: date) -> list[Entry]:
    return [entry for entries in weeks_ahead(on=on).values() for entry in entries]


def stale_ahead(on: date) -> list[Stale]:
    return stale(held_ahead(on), on=on)


def words():
    return [one.words for one in stale_ahead(on=MONDAY)]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, []),
        ({"held_on": FRIDAY}, ["会议已改期至11月27日（09:00 三楼会议室）"]),
        ({"starts_at": time(15)}, ["会议已改为15:00 三楼会议室"]),
        ({"state": "cancelled", "cancel_reason": "议题不足"}, ["会议已取消：议题不足"]),
    ],
)
def test_rule_37_a_moved_or_cancelled_meeting_is_marked(meeting, facts, said):
    change(meeting, **facts)

    assert words() == said


def test_it_is_asked_until_the_week_is_over(meeting):
    change(meeting, held_on=FRIDAY)

    assert [len(stale_ahead(on=date(2026, 11, day))) for day in (26, 29, 30)] == [1, 1, 0]


def test_the_page_offers_the_addendum_to_the_planning_officer_only(client, meeting, week, planner, staff):
    change(meeting, held_on=FRIDAY)
    pages = {}
    for user in (planner, staff):
        client.force_login(user)
        pages[user] = client.get(week.get_absolute_url()).content.decode()

    address = f"/planning/arrangements/entries/{week.entries.get().pk}/change/?now=1"
    assert address in pages[planner] and "改期" not in pages[staff]


@time_machine.travel("2026-11-23 10:00+08:00", tick=False)
def test_the_addendum_is_filled_in_and_settles_it(client, meeting, week, planner):
    change(meeting, held_on=FRIDAY)
    client.force_login(planner)
    [found] = stale_ahead(on=MONDAY)

    form = client.get(found.url).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, [])}
    client.post(found.url, typed | {"starts_at": "09:00"})

    [entry] = week.entries.standing()
    assert (typed["on"], typed["reason"]) == ("2026-11-27", "会议已改期至11月27日（09:00 三楼会议室）")
    assert (entry.on, entry.starts_at, words()) == (FRIDAY, time(9), [])


@pytest.mark.parametrize("facts", [{"held_on": date(2026, 12, 1)}, {"state": "cancelled", "cancel_reason": "议题不足"}])
def test_what_leaves_the_week_is_withdrawn(client, meeting, week, planner, facts):
    change(meeting, **facts)
    client.force_login(planner)
    [found] = stale_ahead(on=MONDAY)

    client.post(found.url, {"reason": client.get(found.url).context["form"]["reason"].value()})

    assert (week.entries.standing().count(), words()) == (0, [])


def test_it_is_among_what_the_planning_officer_has_to_do(meeting, planner, staff):
    change(meeting, held_on=FRIDAY)
    facts = {"on": MONDAY, "calendar": Calendar([])}
    tasks = [[one.why for one in ask(Question.TASKS, user=user, **facts)] for user in (planner, staff)]

    assert [sum("改期" in why for why in found) for found in tasks] == [1, 0]


# ── Consultations: only their day is known elsewhere ─────────────────────────────────────────────────────────────────
@pytest.fixture
def consultation(week, planner):
    """A consultation that stands in the published week, where it was given a time and a place."""
    found = ConsultationFactory(meeting_on=TUESDAY)
    services.collect_entries(week.pk, by=planner, at=moment(18))
    week.entries.update(starts_at=time(9), half_day="morning", place="三楼会议室")
    services.coordinate_arrangement(week.pk, by=planner, at=moment(19))
    services.publish_arrangement(week.pk, by=planner, at=moment(20))
    return found


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, []),
        ({"meeting_on": FRIDAY}, ["活动已改期至11月27日"]),
        ({"meeting_on": date(2027, 1, 8)}, ["活动已改期至2027年1月8日"]),
        ({"state": "cancelled", "cancel_reason": "并入全会"}, ["活动已取消：并入全会"]),
    ],
)
def test_a_moved_or_cancelled_consultation_is_marked(consultation, facts, said):
    change(consultation, **facts)

    assert words() == said


@time_machine.travel("2026-11-23 10:00+08:00", tick=False)
def test_the_addendum_for_a_consultation_keeps_time_and_place_of_the_entry(client, consultation, planner):
    change(consultation, meeting_on=FRIDAY)
    client.force_login(planner)
    [found] = stale_ahead(on=MONDAY)
    form = client.get(found.url).context["form"]

    values = {name: form[name].value() for name in ("on", "starts_at", "place", "reason")}
    expected = {"on": "2026-11-27", "starts_at": "09:00", "place": "三楼会议室", "reason": "活动已改期至11月27日"}
    assert values | {"starts_at": str(values["starts_at"])[:5]} == expected


def test_where_a_consultation_stands_takes_one_query(consultation, django_assert_num_queries):
    held = held_ahead(MONDAY)

    with django_assert_num_queries(1):
        stale(held, on=MONDAY)


@time_machine.travel("2026-11-23 10:00+08:00", tick=False)
@pytest.mark.parametrize("count", [1, 3])
def test_the_page_keeps_within_twelve_queries_where_both_have_left_the_week(
    client, week, planner, count, django_assert_num_queries
):
    meetings = [MeetingFactory(held_on=TUESDAY) for _n in range(count)]
    consultations = [ConsultationFactory(meeting_on=FRIDAY) for _n in range(count)]
    services.collect_entries(week.pk, by=planner, at=moment(18))
    services.coordinate_arrangement(week.pk, by=planner, at=moment(19))
    week.entries.update(conflict_reason="先后使用")
    services.publish_arrangement(week.pk, by=planner, at=moment(20))
    for one in meetings:
        change(one, held_on=date(2026, 12, 8))
    for one in consultations:
        change(one, meeting_on=date(2026, 12, 9))
    client.force_login(planner)
    client.get(week.get_absolute_url())

    with django_assert_num_queries(12):
        assert len(client.get(week.get_absolute_url()).context["stale"]) == 2 * count


def test_a_meeting_taken_over_by_the_next_week_is_still_marked_in_the_first(meeting, week, planner):
    change(meeting, held_on=date(2026, 12, 1))
    later = services.open_arrangement(kind="week", day=date(2026, 11, 30), cut_off_at=moment(26), by=planner)
    services.collect_entries(later.pk, by=planner, at=moment(24))
    services.coordinate_arrangement(later.pk, by=planner, at=moment(25))
    services.publish_arrangement(later.pk, by=planner, at=moment(26))

    assert [one.entry.arrangement for one in stale_ahead(on=MONDAY)] == [week]


def test_the_whole_name_of_a_room_is_no_move(meeting):
    Entry.objects.update(place="机关三楼会议室")

    assert words() == []
