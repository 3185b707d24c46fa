"""Series: founded with their first meetings, kept ahead, round the holidays."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied

from planning.meetings.models import RULE, Meeting, Series
from planning.meetings.series import Occurrence
from planning.meetings.services import accept_topic, change_rule, end_series, found_series, keep_ahead
from planning.meetings.services.series import left_out_words
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from tests.planning.factories import MeetingFactory, TopicFactory

FIRST = date(2026, 11, 16)
FIELDS = {
    "name": "秘书长办公会",
    "weekday": 1,
    "starts_at": time(9, 0),
    "place": "三楼会议室",
    "chair": "秘书长",
    "first_on": FIRST,
    "first_number": 42,
}


@pytest.fixture
def found(planner, calendar):
    """`found(policy="skip")` founds a series on its first day."""
    return lambda **fields: found_series(
        by=planner, on=fields.get("first_on", FIRST), calendar=calendar, **FIELDS | fields
    )


def days(series):
    return [(m.number, m.nominal_on, m.held_on) for m in series.meetings.order_by("nominal_on")]


def test_rule_33_series_founded_with_number_42_plans_12_meetings_and_restarts_in_2027(found):
    series = found()

    assert [(number, f"{held:%Y-%m-%d}") for number, _nominal, held in days(series)] == [
        (42, "2026-11-16"),
        (43, "2026-11-23"),
        (44, "2026-11-30"),
        (45, "2026-12-07"),
        (46, "2026-12-14"),
        (47, "2026-12-21"),
        (48, "2026-12-28"),
        (1, "2027-01-04"),
        (2, "2027-01-11"),
        (3, "2027-01-18"),
        (4, "2027-01-25"),
        (5, "2027-02-01"),
    ]


def test_founding_takes_time_place_and_chair_over_and_writes_one_event(found, planner):
    series = found()

    meeting = series.meetings.get(number=43)
    event = Event.objects.get(verb="series.founded")
    assert (meeting.starts_at, meeting.place, meeting.chair, meeting.year) == (time(9, 0), "三楼会议室", "秘书长", 2026)
    assert (event.actor, event.subject, event.data["meetings"]) == (planner, series, 12)


def test_rule_33_next_working_day_moves_the_monday_of_the_national_holiday(found):
    series = found(first_on=date(2026, 9, 28), first_number=1)

    assert days(series)[1] == (2, date(2026, 10, 5), date(2026, 10, 8))
    assert series.meetings.get(number=2).note == "国庆节"


@pytest.mark.parametrize(
    ("policy", "held"), [("keep", date(2026, 4, 6)), ("next", date(2026, 4, 7)), ("previous", date(2026, 4, 3))]
)
def test_rule_33_policies_place_the_monday_of_qingming(found, policy, held):
    series = found(first_on=date(2026, 3, 30), policy=policy)

    assert days(series)[1][2] == held


def test_rule_33_a_date_left_out_takes_no_number_and_is_told_by_the_next_meeting(found):
    series = found(first_on=date(2026, 9, 28), policy="skip", first_number=1)

    assert days(series)[1] == (2, date(2026, 10, 12), date(2026, 10, 12))
    assert series.meetings.get(number=2).note == "10-05停开（国庆节）"
    assert Event.objects.get().data["left_out"] == [{"on": "2026-10-05", "effect": "skipped", "note": "国庆节"}]


def test_rule_33_two_occurrences_on_one_day_merge_and_the_skip_is_recorded(found):
    series = found(first_on=date(2026, 2, 16), first_number=1)

    assert days(series)[:2] == [
        (1, date(2026, 2, 16), date(2026, 2, 24)),
        (2, date(2026, 3, 2), date(2026, 3, 2)),
    ]
    assert series.meetings.get(number=1).note == "春节; 02-23并入"
    assert Event.objects.get().data["left_out"] == [{"on": "2026-02-23", "effect": "merged", "note": "2026-02-24"}]


def test_rule_33_numbers_run_through_the_term_where_the_series_says_so(found):
    series = found(numbering="term")

    assert [number for number, _nominal, _held in days(series)] == list(range(42, 54))


def test_keep_ahead_tops_up_to_12_future_meetings_once(found, calendar):
    found()

    added = keep_ahead(on=date(2026, 12, 1), calendar=calendar)
    again = keep_ahead(on=date(2026, 12, 1), calendar=calendar)

    assert ([meeting.number for meeting in added], again) == ([6, 7, 8], [])


def test_keep_ahead_leaves_meetings_that_exist_alone(found, calendar):
    series = found()
    Meeting.objects.filter(number=43).update(held_on=date(2026, 11, 25), note="外出")
    before = days(series)

    keep_ahead(on=date(2026, 11, 30), calendar=calendar)

    assert days(series)[:12] == before


def test_keep_ahead_leaves_an_ended_series_alone(found, calendar):
    series = found()
    Series.objects.update(is_active=False)

    assert keep_ahead(on=date(2027, 6, 1), calendar=calendar) == []
    assert series.meetings.count() == 12


def test_keep_ahead_is_recorded_as_the_work_of_the_system(found, calendar):
    found()

    keep_ahead(on=date(2026, 12, 1), calendar=calendar)

    assert Event.objects.get(verb="series.continued").actor is None


def test_founding_is_refused_to_a_supervisor(supervisor, calendar, snapshot):
    before = snapshot()

    with pytest.raises(PermissionDenied):
        found_series(by=supervisor, on=FIRST, calendar=calendar, **FIELDS)

    assert snapshot() == before


def test_founding_is_refused_under_a_name_that_is_taken(found, snapshot):
    found()
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        found(first_number=1)

    assert (refusal.value.field, snapshot()) == ("name", before)


def test_founding_is_refused_where_no_date_can_be_kept(found, snapshot):
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        found(weekday=7, policy="skip", first_on=date(2027, 1, 3))

    assert (refusal.value.field, snapshot()) == ("policy", before)


def test_rule_50_founding_is_refused_under_a_marked_name(found):
    with pytest.raises(Refused):
        found(name="机密★1年会议")


def test_a_day_left_out_is_told_with_its_year_in_another_one():
    one = Occurrence(date(2027, 2, 8), None, "skipped", "春节")

    assert left_out_words(one, on=date(2027, 2, 22)) == "02-08停开（春节）"
    assert left_out_words(one, on=date(2026, 12, 28)) == "2027-02-08停开（春节）"


def test_founding_is_refused_below_number_1_and_for_another_year(found, planner, calendar):
    with pytest.raises(Refused) as number:
        found(first_number=0)
    with pytest.raises(Refused) as day:
        found_series(by=planner, on=FIRST, calendar=calendar, **FIELDS | {"first_on": date(2025, 12, 29)})

    assert (number.value.field, day.value.field) == ("first_number", "first_on")


# ── The end of a series ──────────────────────────────────────────────────────────────────────────────────────────────
def end(series, planner, **facts):
    return end_series(
        series.pk,
        **{"by": planner, "on": date(2026, 11, 26), "from_on": date(2026, 12, 7), "reason": "并入联席会议"} | facts,
    )


def test_an_ended_series_cancels_its_meetings_from_that_day_on_and_plans_no_more(found, planner, leader, calendar):
    series = found()

    end(series, planner)

    states = list(series.meetings.order_by("nominal_on").values_list("number", "state", "cancel_reason"))
    assert states[:4] == [
        (42, "planned", ""),
        (43, "planned", ""),
        (44, "planned", ""),
        (45, "cancelled", "并入联席会议"),
    ]
    assert (keep_ahead(on=date(2027, 6, 1), calendar=calendar), series.meetings.count()) == ([], 12)
    assert Notice.objects.get(recipient=leader).title.startswith("秘书长办公会自12月7日")


def test_topics_of_an_ended_series_wait_without_a_meeting(found, planner):
    series = found()
    topic = TopicFactory(series=series, meeting=series.meetings.get(number=46), state="signed")

    end(series, planner)

    topic.refresh_from_db()
    assert (topic.meeting, topic.state) == (None, "signed")


def test_what_was_on_an_agenda_of_an_ended_series_is_placed_on_that_of_another(found, planner):
    series = found()
    topic = TopicFactory(series=series, meeting=series.meetings.get(number=46), state="accepted")
    other = MeetingFactory(held_on=date(2026, 12, 22))

    end(series, planner)

    topic.refresh_from_db()
    assert (topic.meeting, topic.state) == (None, "signed")
    accept_topic(topic.pk, by=planner, on=date(2026, 11, 27), meeting=other)
    topic.refresh_from_db()
    assert (topic.meeting, topic.series, topic.state) == (other, other.series, "accepted")


def test_every_meeting_of_an_ended_series_tells_who_cancelled_it(found, planner):
    series = found()

    end(series, planner)

    cancelled = series.meetings.filter(state="cancelled").count()
    assert Event.objects.filter(verb="meeting.cancelled", actor=planner, note="并入联席会议").count() == cancelled


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"from_on": date(2026, 11, 25)}, "from_on"),
        ({"from_on": date(2027, 3, 1)}, "from_on"),
    ],
)
def test_an_end_without_reason_or_on_a_day_that_cannot_be_is_refused(found, planner, snapshot, facts, field):
    series = found()
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        end(series, planner, **facts)

    assert (refusal.value.field, snapshot()) == (field, before)


def test_a_series_ends_once_and_takes_no_other_rule_then(found, planner, calendar):
    series = found()
    end(series, planner)
    rule = {name: getattr(series, name) for name in RULE}

    with pytest.raises(Refused):
        end(series, planner)
    with pytest.raises(Refused):
        change_rule(series.pk, by=planner, on=FIRST, calendar=calendar, from_on=date(2026, 12, 7), **rule)


def test_a_series_is_not_ended_by_a_supervisor(found, supervisor):
    series = found()

    with pytest.raises(PermissionDenied):
        end(series, supervisor)
