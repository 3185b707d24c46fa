"""Putting the day of a checkpoint right under a new calendar (rule 7)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from planning.consultations import services
from planning.consultations.corrections import correct_checkpoint
from planning.consultations.models import Checkpoint
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from tests.planning.consultations.conftest import MEETING, TODAY

pytestmark = pytest.mark.django_db

WAS, NEW = date(2026, 11, 13), date(2026, 11, 12)


@pytest.fixture
def point(scheduled):
    return scheduled.checkpoints.get(kind="materials")


def correct(point, planner, **facts):
    return correct_checkpoint(point.pk, by=planner, on=TODAY, **{"due_on": NEW, "reason": "按新日历"} | facts)


def test_rule_07_the_day_moves_and_meeting_offset_and_the_others_stay(point, planner):
    correct(point, planner)

    rows = Checkpoint.objects.values_list("kind", "offset", "due_on")
    assert list(rows) == [
        ("notice", -15, date(2026, 11, 6)),
        ("materials", -10, NEW),
        ("outcome", 7, date(2026, 12, 8)),
    ]
    assert point.consultation.meeting_on == MEETING


def test_old_and_new_stand_in_the_event(point, planner):
    correct(point, planner)

    event = Event.objects.get(verb="consultation.checkpoint_corrected")
    assert (event.actor, event.subject, event.note) == (
        planner,
        point.consultation,
        "会议材料 2026-11-13 → 2026-11-12 按新日历",
    )
    assert event.data["checkpoints"] == {"materials": ["2026-11-13", "2026-11-12"]}


def test_the_lead_unit_is_told_and_the_reminders_are_armed_anew(point, planner, head):
    before = point.consultation.due_version

    correct(point, planner)

    point.consultation.refresh_from_db()
    told = Notice.objects.filter(kind="consultation_correct_checkpoint").values_list("recipient__name", "title")
    assert list(told) == [(head.name, "推动低空经济发展 按新的工作日历调整了节点日期")]
    assert point.consultation.due_version == before + 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"reason": "机密★1年"}, "reason"),
        ({"due_on": WAS}, "due_on"),
        ({"due_on": date(2026, 11, 1)}, "due_on"),
        ({"from_on": date(2026, 11, 20)}, None),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(point, planner, facts, field):
    with pytest.raises(Refused) as refusal:
        correct(point, planner, **facts)

    point.refresh_from_db()
    assert (refusal.value.field, point.due_on) == (field, WAS)
    assert not Event.objects.filter(verb="consultation.checkpoint_corrected").exists()


def test_a_checkpoint_that_is_done_is_not_moved(point, planner):
    services.complete_checkpoint(point.consultation_id, kind="materials", by=planner, on=TODAY)

    with pytest.raises(Refused):
        correct(point, planner)


def test_only_the_planning_officer_moves_it(point, head):
    with pytest.raises(PermissionDenied):
        correct(point, head)
