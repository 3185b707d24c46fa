"""What a changed calendar does to consultations: lights follow it, days wait for a decision (rules 7, 32)."""

from datetime import date

import pytest

from planning.consultations.touched import day_of, due_of, touched_by
from secretariat.offers import Recomputed, TouchedDate
from secretariat.workdays import queries
from tests.planning.consultations.factories import CheckpointFactory, ConsultationFactory
from tests.secretariat.workdays import made_up

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 30)
# Monday the 4th is worked by the provisional calendar and off by the made-up one; the weekend of the 9th is worked.
MONDAY, TUESDAY, WEDNESDAY = (date(2027, 1, day) for day in (4, 5, 6))
THURSDAY, FRIDAY = date(2027, 1, 7), date(2027, 1, 8)


def touched(kind, on=ON):
    before = queries.load()
    found = touched_by(before=before, after=made_up.replaced(before), on=on)
    return [one for one in found if isinstance(one, kind)]


def in_question(on=ON):
    return [(one.record[0], one.on, one.suggested_on, one.why, one.words) for one in touched(TouchedDate, on)]


def point(meeting_on, offset, due_on, **facts):
    kind = "notice" if offset < 0 else "outcome"
    return CheckpointFactory(
        **{"consultation__meeting_on": meeting_on, "kind": kind, "offset": offset, "due_on": due_on} | facts
    )


# ── Days that people set ─────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_07_a_meeting_on_a_day_that_becomes_a_rest_day_waits_for_a_decision():
    ConsultationFactory(meeting_on=MONDAY)

    assert in_question() == [("planning.consultation", MONDAY, WEDNESDAY, "rest", "元旦")]


def test_a_meeting_set_on_a_rest_day_on_purpose_is_not_in_question():
    ConsultationFactory(meeting_on=date(2027, 1, 2))

    assert in_question() == []


@pytest.mark.parametrize("state", ["planned", "held", "closed", "cancelled"])
def test_only_meetings_to_come_are_in_question(state):
    day = {} if state in ("planned", "cancelled") else {"meeting_on": MONDAY}
    found = ConsultationFactory(state=state, **day)

    assert in_question() == []
    assert day_of(found) is None


def test_a_meeting_of_the_past_is_not_in_question():
    ConsultationFactory(meeting_on=MONDAY)

    assert in_question(on=TUESDAY) == []


@pytest.mark.parametrize(
    ("meeting_on", "offset", "due_on", "becomes", "words"),
    [
        (date(2027, 1, 12), -3, THURSDAY, date(2027, 1, 9), "会前3个工作日"),
        (date(2026, 12, 31), 4, THURSDAY, date(2027, 1, 9), "会后4个工作日"),
        (date(2026, 12, 31), 1, MONDAY, WEDNESDAY, "会后1个工作日"),
    ],
)
def test_rules_07_32_a_checkpoint_that_would_be_counted_otherwise_waits_for_a_decision(
    meeting_on, offset, due_on, becomes, words
):
    row = point(meeting_on, offset, due_on)

    assert in_question() == [("planning.checkpoint", due_on, becomes, "counted", words)]
    row.refresh_from_db()
    assert row.due_on == due_on


def test_a_checkpoint_that_a_person_moved_waits_where_its_day_becomes_a_rest_day():
    point(date(2026, 12, 31), 7, MONDAY)

    assert in_question() == [("planning.checkpoint", MONDAY, WEDNESDAY, "rest", "元旦")]


@pytest.mark.parametrize(
    "facts",
    [
        {"meeting_on": date(2027, 3, 1), "offset": -3, "due_on": date(2027, 2, 24)},
        {"meeting_on": date(2026, 12, 30), "offset": 1, "due_on": date(2026, 12, 31)},
        {"meeting_on": date(2026, 12, 31), "offset": 4, "due_on": THURSDAY, "consultation__state": "closed"},
    ],
    ids=["counted within a stretch that stays", "of the old year", "of a closed consultation"],
)
def test_checkpoints_that_are_not_touched_are_not_in_question(facts):
    point(**facts)

    assert in_question() == []


def test_a_checkpoint_that_is_done_is_not_in_question(django_user_model):
    row = point(date(2026, 12, 31), 4, THURSDAY, done_on=ON, done_by=django_user_model.objects.create(username="某人"))

    assert in_question() == []
    assert due_of(row) is None


# ── What follows by itself ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("due_on", "changes"),
    [
        (THURSDAY, [("light", "green", "yellow")]),
        (FRIDAY, [("reminder", "2026-12-31", "2027-01-07")]),
    ],
)
def test_rule_07_light_and_next_reminder_of_a_checkpoint_follow_by_themselves(due_on, changes):
    point(date(2027, 3, 1), -3, due_on)

    assert [(one.what, one.before, one.after) for one in touched(Recomputed)] == changes


def test_rule_14_what_is_done_has_nothing_to_follow(django_user_model):
    point(date(2027, 3, 1), -3, THURSDAY, done_on=ON, done_by=django_user_model.objects.create(username="某人"))

    assert touched(Recomputed) == []
