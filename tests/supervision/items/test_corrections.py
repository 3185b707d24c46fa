"""Putting a due date right under a new calendar."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from secretariat.workflow import TransitionRefused
from supervision.items.services.corrections import correct_due
from tests.supervision.items.cast import DAY, DUE, bring

NEW = date(2026, 10, 12)


def test_rule_15_a_corrected_date_moves_light_and_reminders_only(cast):
    item = bring(cast, "in_progress")

    moved = correct_due(item.pk, by=cast.officer, on=DAY, due_on=NEW, reason="原定日放假")

    assert (moved.due_on, moved.original_due_on, moved.counted_due_on) == (NEW, DUE, DUE)
    assert (moved.state, moved.due_version, moved.version) == (item.state, item.due_version + 1, item.version + 1)


def test_before_the_filing_all_three_dates_move(cast):
    item = bring(cast, "pending")

    moved = correct_due(item.pk, by=cast.officer, on=DAY, due_on=NEW, reason="原定日放假")

    assert (moved.due_on, moved.original_due_on, moved.counted_due_on) == (NEW, NEW, NEW)


def test_a_correction_is_logged_with_old_and_new_and_told_to_the_unit(cast):
    item = bring(cast, "in_progress")

    correct_due(item.pk, by=cast.officer, on=DAY, due_on=NEW, reason="原定日放假")

    assert Event.objects.get(verb="item.due_corrected").data["changed"] == {"due_on": [str(DUE), str(NEW)]}
    assert cast.head.pk in Notice.objects.filter(kind="item_correct_due").values_list("recipient", flat=True)


def test_a_unit_hears_nothing_of_an_item_that_is_not_dispatched(cast):
    item = bring(cast, "filed")

    correct_due(item.pk, by=cast.reviewer, on=DAY, due_on=NEW, reason="原定日放假")

    assert list(Notice.objects.filter(kind="item_correct_due").values_list("recipient", flat=True)) == [cast.officer.pk]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"due_on": DUE}, "to_on"),
        ({"due_on": date(2026, 9, 1)}, "to_on"),
        ({"reason": "  "}, "reason"),
        ({"reason": "绝密★长期"}, "reason"),
        ({"from_on": date(2026, 10, 8)}, None),
    ],
)
def test_corrections_that_are_refused(cast, facts, field):
    item = bring(cast, "in_progress")

    with pytest.raises(Refused) as refusal:
        correct_due(item.pk, **{"by": cast.officer, "on": DAY, "due_on": NEW, "reason": "原定日放假"} | facts)

    assert refusal.value.field == field


def test_an_item_without_a_due_date_has_none_to_move(cast):
    item = bring(cast, "in_progress", due_on=None, cycle="weekly:5")

    with pytest.raises(Refused):
        correct_due(item.pk, by=cast.officer, on=DAY, due_on=NEW, reason="原定日放假")


def test_the_date_of_a_closed_item_stays(cast):
    item = bring(cast, "completed")

    with pytest.raises(TransitionRefused):
        correct_due(item.pk, by=cast.officer, on=DAY, due_on=NEW, reason="原定日放假")


@pytest.mark.parametrize("who", ["leader", "head", "planner", "administrator"])
def test_supervision_officers_only_put_dates_right(cast, who):
    item = bring(cast, "in_progress")

    with pytest.raises(PermissionDenied):
        correct_due(item.pk, by=getattr(cast, who), on=DAY, due_on=NEW, reason="原定日放假")
