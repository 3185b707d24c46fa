"""What becomes of a consultation: every change with its event, its notice and its refusals."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from planning.consultations import services
from planning.consultations.models import Checkpoint, CheckpointRule, Consultation, ConsultationForm, Programme
from planning.consultations.services import Row
from planning.consultations.states import STEPS, ConsultationState
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from secretariat.workflow import Outdated, TransitionRefused
from tests.planning.consultations.conftest import MEETING, TODAY
from tests.planning.consultations.factories import CheckpointFactory, ConsultationFactory


def days(consultation):
    return {point.kind: point.due_on for point in consultation.checkpoints.all()}


def row(**facts):
    return Row(**{"topic": "盘活闲置校舍", "kind": "consultation"} | facts)


# ── Programmes ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_confirmed_programme_keeps_its_rows(planned, units):
    assert (planned.topic, planned.form.name, planned.lead, list(planned.co_units.all()), planned.state) == (
        "推动低空经济发展",
        "专题协商会",
        units[0],
        [units[1]],
        "planned",
    )
    assert set(Event.objects.values_list("verb", flat=True)) == {"consultation.added", "programme.confirmed"}


def test_rows_of_a_known_programme_stand_behind_the_others(planned, planner):
    services.confirm_programme(year=2026, title="2026年度协商计划", rows=[row()], by=planner, on=TODAY)

    assert list(Consultation.objects.values_list("ordinal", "topic")) == [(1, "推动低空经济发展"), (2, "盘活闲置校舍")]


@pytest.mark.parametrize(
    "rows", [[], [row(topic="推动低空经济发展")], [row(), row()], [row(), row(topic="甲", participants="机密★")]]
)
def test_a_refused_programme_keeps_nothing(planned, planner, rows):
    with pytest.raises(Refused):
        services.confirm_programme(year=2026, title="2026年度协商计划", rows=rows, by=planner, on=TODAY)

    assert Consultation.objects.count() == 1


def test_a_new_form_and_a_new_unit_are_entered_by_the_way(planned, planner):
    rows = [row(form="院坝协商", new_lead="市教委")]
    services.confirm_programme(year=2026, title="乙", rows=rows, by=planner, on=TODAY)

    kept = Consultation.objects.get(programme__title="乙")
    assert (kept.lead.name, ConsultationForm.objects.filter(name="院坝协商").count()) == ("市教委", 1)


def test_only_the_planning_officer_confirms(head, outsider):
    for user in (head, outsider):
        with pytest.raises(PermissionDenied):
            services.confirm_programme(year=2026, title="乙", rows=[row()], by=user, on=TODAY)

    assert Programme.objects.count() == 0


def test_a_leader_who_is_named_is_known_as_a_person(planner, head):
    services.confirm_programme(year=2026, title="乙", rows=[row(leader_words="主任")], by=planner, on=TODAY)

    assert Consultation.objects.get().leader == head


# ── Dates ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_32_a_date_sets_three_checkpoints(scheduled):
    expected = {"notice": date(2026, 11, 6), "materials": date(2026, 11, 13), "outcome": date(2026, 12, 8)}
    assert (days(scheduled), scheduled.state) == (expected, "scheduled")


def test_setting_the_date_tells_the_units(head, scheduled):
    notice = Notice.objects.get(recipient=head)

    assert (notice.kind, notice.title) == ("consultation_schedule", "推动低空经济发展 已确定会期")


def test_rule_32_a_later_rule_holds_for_dates_set_from_its_day_on(planned, planner, calendar):
    CheckpointRule.objects.create(kind="notice", offset=-20, valid_from=date(2026, 12, 1))
    CheckpointRule.objects.create(kind="materials", offset=-5, valid_from=TODAY)

    found = services.schedule_consultation(planned.pk, meeting_on=MEETING, by=planner, on=TODAY, calendar=calendar)

    assert {point.kind: point.offset for point in found.checkpoints.all()} == {
        "notice": -15,
        "materials": -5,
        "outcome": 7,
    }


def test_moving_the_date_moves_what_is_not_done(scheduled, planner, head, calendar):
    services.complete_checkpoint(scheduled.pk, kind="notice", by=head, on=date(2026, 11, 5))
    facts = {"by": planner, "on": date(2026, 11, 9), "calendar": calendar, "reason": "与常委会会议冲突"}

    moved = services.move_consultation(scheduled.pk, meeting_on=date(2026, 12, 4), **facts)

    assert days(moved) == {"notice": date(2026, 11, 6), "materials": date(2026, 11, 20), "outcome": date(2026, 12, 15)}
    event = Event.objects.get(verb="consultation.moved")
    assert event.data["checkpoints"] == {
        "materials": ["2026-11-13", "2026-11-20"],
        "outcome": ["2026-12-08", "2026-12-15"],
    }
    assert moved.due_version == 2


@pytest.mark.parametrize(
    ("meeting_on", "reason", "field"),
    [
        (MEETING, "改期", "meeting_on"),
        (date(2026, 12, 4), "  ", "reason"),
        (date(2062, 12, 4), "改期", "meeting_on"),
        (date(2026, 12, 4), "秘密★一年", "reason"),
    ],
)
def test_a_refused_move_changes_nothing(scheduled, planner, calendar, meeting_on, reason, field):
    with pytest.raises(Refused) as refusal:
        services.move_consultation(
            scheduled.pk, meeting_on=meeting_on, reason=reason, by=planner, on=TODAY, calendar=calendar
        )

    assert (refusal.value.field, Consultation.objects.get().meeting_on) == (field, MEETING)


def test_rule_7_a_year_without_calendar_gives_provisional_days(planned, planner, calendar):
    day = date(2027, 1, 5)
    found = services.schedule_consultation(planned.pk, meeting_on=day, by=planner, on=TODAY, calendar=calendar)

    assert days(found)["outcome"] == date(2027, 1, 14)


def test_the_second_editor_is_told(scheduled, planner, calendar):
    facts = {"by": planner, "on": TODAY, "calendar": calendar, "reason": "改期", "version": scheduled.version}
    services.move_consultation(scheduled.pk, meeting_on=date(2026, 12, 4), **facts)

    with pytest.raises(Outdated):
        services.move_consultation(scheduled.pk, meeting_on=date(2026, 12, 11), **facts)


# ── Checkpoints ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_32_a_missed_checkpoint_blocks_nothing(scheduled, planner, head):
    late = date(2026, 12, 20)
    services.complete_checkpoint(scheduled.pk, kind="notice", by=head, on=late)
    services.hold_consultation(scheduled.pk, by=planner, on=late)
    closed = services.close_consultation(scheduled.pk, by=planner, on=late)

    assert closed.state == "closed"
    assert len(Event.objects.get(verb="consultation.closed").data["missed"]) == 2


def test_completing_a_checkpoint_can_be_taken_back(scheduled, head):
    services.complete_checkpoint(scheduled.pk, kind="notice", by=head, on=TODAY)
    done = Checkpoint.objects.get(kind="notice")
    services.reopen_checkpoint(scheduled.pk, kind="notice", by=head, on=TODAY)

    assert (done.done_on, done.done_by) == (TODAY, head)
    assert Checkpoint.objects.get(kind="notice").done_on is None


@pytest.mark.parametrize("kind", ["notice", "没有的"])
def test_a_checkpoint_is_completed_once(scheduled, head, kind):
    services.complete_checkpoint(scheduled.pk, kind="notice", by=head, on=TODAY)

    with pytest.raises(Refused):
        services.complete_checkpoint(scheduled.pk, kind=kind, by=head, on=TODAY)


def test_a_co_unit_does_not_complete_the_checkpoints_of_the_lead(scheduled, outsider):
    with pytest.raises(PermissionDenied):
        services.complete_checkpoint(scheduled.pk, kind="notice", by=outsider, on=TODAY)


# ── The rest of its life ─────────────────────────────────────────────────────────────────────────────────────────────
def test_a_meeting_is_not_held_before_its_day(scheduled, planner):
    with pytest.raises(Refused):
        services.hold_consultation(scheduled.pk, by=planner, on=date(2026, 11, 26))


def test_a_cancelled_consultation_comes_back_where_it_stood(scheduled, planner):
    services.cancel_consultation(scheduled.pk, reason="并入另一议题", by=planner, on=TODAY)
    restored = services.restore_consultation(scheduled.pk, by=planner, on=TODAY)

    assert (restored.state, restored.cancel_reason, restored.meeting_on) == ("scheduled", "", MEETING)


def test_cancelling_needs_a_reason(planned, planner):
    with pytest.raises(Refused):
        services.cancel_consultation(planned.pk, reason=" ", by=planner, on=TODAY)


def test_correcting_keeps_the_topics_of_a_programme_apart(planned, planner):
    other = ConsultationFactory(programme=planned.programme, ordinal=9, topic="另一议题", state="planned")

    with pytest.raises(Refused):
        services.correct_consultation(other.pk, row=row(topic="推动低空经济发展"), by=planner)


# ── Steps and states ─────────────────────────────────────────────────────────────────────────────────────────────────
def _take(step, pk, planner, calendar):
    usual = {"by": planner, "on": date(2026, 11, 30)}
    facts = {
        "correct": {"row": row(topic="新议题"), "by": planner},
        "schedule": usual | {"meeting_on": MEETING, "calendar": calendar},
        "move": usual | {"meeting_on": date(2026, 12, 4), "reason": "改期", "calendar": calendar},
        "complete": usual | {"kind": "notice"},
        "reopen": usual | {"kind": "materials"},
        "cancel": usual | {"reason": "不再举办"},
        "follow": {"by": planner},
    }
    name = f"{step}_checkpoint" if step in ("complete", "reopen") else f"{step}_consultation"
    return getattr(services, name)(pk, **facts.get(step, usual))


@pytest.mark.parametrize("state", ConsultationState.values)
@pytest.mark.parametrize("step", STEPS)
def test_rule_19_only_listed_steps_succeed(planner, calendar, step, state):
    one = ConsultationFactory(state=state)
    CheckpointFactory(consultation=one)
    CheckpointFactory(consultation=one, kind="materials", done_on=TODAY, done_by=planner)

    if state in STEPS[step].sources:
        found = _take(step, one.pk, planner, calendar)
        assert found.state == (STEPS[step].target or state)
    else:
        with pytest.raises(TransitionRefused):
            _take(step, one.pk, planner, calendar)
