"""A series that stands: another rule from a day on, and what its agendas are made of."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied

from planning.meetings.models import RULE, FormerRule, Meeting
from planning.meetings.services import cancel_meeting, change_rule, found_series, keep_ahead, prepare_series
from planning.meetings.touched import touched_by
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from secretariat.workflow import Outdated

TODAY = date(2026, 11, 26)
FACTS = {"cutoff_days": 2, "cutoff_at": time(12), "papers_days": 3, "length": 90, "line_minutes": 5}
FACTS |= {"has_first_item": True}


@pytest.fixture
def series(planner, calendar):
    """Mondays from 11-16 with number 42: 43 on 11-23, 44 on 11-30, 1 on 2027-01-04."""
    facts = {"name": "办公会", "weekday": 1, "starts_at": time(9), "place": "三楼", "chair": "秘书长"}
    first = date(2026, 11, 16)
    return found_series(by=planner, on=first, calendar=calendar, first_on=first, first_number=42, **facts)


@pytest.fixture
def change(series, planner, calendar):
    """`change(weekday=3)` gives the series another rule from the first of December on."""

    def act(**facts):
        rule = {name: getattr(series, name) for name in RULE}
        told = {"by": planner, "on": TODAY, "calendar": calendar, "from_on": date(2026, 12, 1)}
        return change_rule(series.pk, **told | rule | facts)

    return act


def days(series, count):
    return [(m.number, f"{m.held_on:%m-%d}") for m in series.meetings.order_by("held_on")[:count]]


def test_another_weekday_leaves_what_is_before_the_day_and_numbers_go_on(change, series):
    change(weekday=3)

    assert days(series, 6) == [(42, "11-16"), (43, "11-23"), (44, "11-30"), (45, "12-02"), (46, "12-09"), (47, "12-16")]


def test_numbers_restart_with_the_first_meeting_held_in_the_new_year(change, series):
    change(weekday=3)

    assert [(number, day) for number, day in days(series, 10)][6:9] == [(48, "12-23"), (49, "12-30"), (1, "01-06")]


def test_the_meetings_stay_the_same_rows_and_take_time_and_place_of_the_new_rule(change, series):
    rows = list(series.meetings.order_by("pk").values_list("pk", flat=True))

    change(weekday=3, starts_at=time(15), place="五楼")

    meeting = series.meetings.get(year=2026, number=45)
    assert list(series.meetings.order_by("pk").values_list("pk", flat=True))[: len(rows)] == rows
    assert (meeting.starts_at, meeting.place) == (time(15), "五楼")


def test_rule_37_a_cancelled_meeting_keeps_its_day_and_its_number(change, series, planner):
    off = series.meetings.get(year=2026, number=46)
    cancel_meeting(off.pk, by=planner, on=TODAY, reason="停开")

    change(weekday=3)

    off.refresh_from_db()
    assert (off.number, off.held_on) == (46, date(2026, 12, 14))
    assert days(series, 7)[3:] == [(45, "12-02"), (47, "12-09"), (46, "12-14"), (48, "12-16")]


def test_twelve_meetings_are_ahead_afterwards_and_keeping_ahead_adds_none(change, series, calendar):
    change(weekday=3, interval=2)

    assert series.meetings.filter(held_on__gte=TODAY).count() >= 12
    assert keep_ahead(on=TODAY, calendar=calendar) == []


def test_rule_13_the_rule_that_held_before_is_kept(change, series):
    changed = change(weekday=3)

    former = FormerRule.objects.get()
    assert (former.weekday, former.from_on, former.until_on) == (1, date(2026, 11, 16), date(2026, 12, 1))
    assert (changed.rule_on(date(2026, 11, 30)), changed.rule_on(date(2026, 12, 1))) == (former, changed)


def test_a_rule_that_never_came_into_force_is_not_remembered(change, series):
    change(weekday=3, from_on=date(2027, 1, 1))
    change(weekday=4, from_on=date(2026, 12, 1))

    assert [(one.weekday, one.until_on) for one in FormerRule.objects.all()] == [(1, date(2026, 12, 1))]


def test_a_calendar_questions_a_meeting_by_the_policy_of_its_time(change, series, calendar):
    change(policy="keep")
    off = calendar.replacing(2026, [(date(2026, 11, 30), "off", "临时放假")])

    assert [(found.on, found.suggested_on) for found in touched_by(before=calendar, after=off, on=TODAY)] == [
        (date(2026, 11, 30), date(2026, 12, 1))
    ]


def test_change_is_one_event_with_what_changed_and_tells_the_leaders(change, leader):
    change(weekday=3)

    event = Event.objects.get(verb="series.rule_changed")
    assert (event.data["changed"], event.data["from_on"]) == ({"weekday": ["1", "3"]}, "2026-12-01")
    assert Notice.objects.get(recipient=leader).title == "办公会自12月1日起调整会议规则"


def test_the_past_is_refused(change, snapshot):
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        change(weekday=3, from_on=date(2026, 11, 25))

    assert (refusal.value.field, snapshot()) == ("from_on", before)


def test_a_rule_without_dates_is_refused(change, snapshot):
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        change(weekday=7, policy="skip", from_on=date(2027, 1, 1))

    assert (refusal.value.field, snapshot()) == ("policy", before)


def test_change_is_refused_to_a_supervisor(change, supervisor):
    with pytest.raises(PermissionDenied):
        change(by=supervisor)


def test_change_of_an_old_version_is_refused(change):
    change(weekday=3)

    with pytest.raises(Outdated):
        change(weekday=4, version=1)


# ── What agendas are made of ─────────────────────────────────────────────────────────────────────────────────────────
def test_preparing_sets_the_facts_and_the_standing_lines_in_their_order(series, planner):
    prepare_series(series.pk, by=planner, on=date(2026, 11, 16), template=[("上周工作", 10), ("本周安排", 15)], **FACTS)
    prepare_series(series.pk, by=planner, on=date(2026, 11, 16), template=[("本周安排", 20), ("上周工作", 10)], **FACTS)

    series.refresh_from_db()
    assert (series.cutoff_days, series.has_first_item, series.version) == (2, True, 3)
    assert list(series.template.values_list("title", "minutes")) == [("本周安排", 20), ("上周工作", 10)]


def test_another_chair_takes_over_the_meetings_to_come_and_no_other(series, planner):
    first, second = series.meetings.order_by("held_on")[:2]
    Meeting.objects.filter(pk=first.pk).update(state="fixed")

    prepare_series(
        series.pk, by=planner, on=date(2026, 11, 16), template=[], **FACTS, name="秘书长例会", chair="林静远"
    )

    series.refresh_from_db()
    assert (series.name, series.chair) == ("秘书长例会", "林静远")
    assert [Meeting.objects.get(pk=one.pk).chair for one in (first, second)] == [first.chair, "林静远"]


def test_a_standing_line_that_stays_is_the_same_row(series, planner):
    prepare_series(series.pk, by=planner, on=date(2026, 11, 16), template=[("上周工作", 10)], **FACTS)
    pk = series.template.get().pk

    prepare_series(series.pk, by=planner, on=date(2026, 11, 16), template=[("传达学习", 5), ("上周工作", 8)], **FACTS)

    assert series.template.get(title="上周工作").pk == pk


def test_a_line_that_stands_twice_is_refused(series, planner, snapshot):
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        prepare_series(
            series.pk, by=planner, on=date(2026, 11, 16), template=[("上周工作", 10), ("上周工作", 5)], **FACTS
        )

    assert (refusal.value.field, snapshot()) == ("template", before)


def test_preparing_is_refused_to_a_supervisor(series, supervisor):
    with pytest.raises(PermissionDenied):
        prepare_series(series.pk, by=supervisor, on=date(2026, 11, 16), template=[], **FACTS)


def test_meetings_of_the_old_rule_are_not_touched_by_preparing(series, planner):
    before = list(Meeting.objects.order_by("pk").values())

    prepare_series(series.pk, by=planner, on=date(2026, 11, 16), template=[], **FACTS)

    assert list(Meeting.objects.order_by("pk").values()) == before
