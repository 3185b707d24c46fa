"""What the database itself refuses: states without their dates, second numbers, changed originals (rules 15, 19–21)."""

from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from secretariat.audit.models import Event
from supervision.items.models import Extension, Report, SupervisionItem
from tests.supervision.factories import CLOSING, ExtensionFactory, ItemFactory, ReportFactory, closing_report

pytestmark = pytest.mark.django_db
LATER = date(2026, 10, 30)


def update(item, **values):
    with transaction.atomic():
        type(item).objects.filter(pk=item.pk).update(**values)


# ── Written once ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_15_the_original_due_date_is_written_once():
    item = ItemFactory(state="filed")

    with pytest.raises(ProgrammingError, match="Cannot update"):
        update(item, original_due_on=LATER)


def test_rule_15_a_draft_may_still_change_its_due_date():
    item = ItemFactory(state="draft")

    update(item, original_due_on=LATER, due_on=LATER, counted_due_on=LATER)

    assert SupervisionItem.objects.get().original_due_on == LATER


@pytest.mark.parametrize("number", [7, None])
def test_rule_21_a_number_is_written_once(number):
    item = ItemFactory(number=3)

    with pytest.raises(ProgrammingError, match="Cannot update"):
        update(item, number=number)


def test_rule_21_a_number_is_given_once_a_year():
    ItemFactory(number=3)

    with pytest.raises(IntegrityError, match="item_number_once"):
        ItemFactory(number=3)


def test_rule_21_the_same_number_may_stand_in_another_year():
    ItemFactory(number=3)

    assert ItemFactory(number=3, filed_on=date(2027, 1, 4)).number_text == "督〔2027〕3号"


@pytest.mark.parametrize("act", [lambda events: events.update(note="改写"), lambda events: events.delete()])
def test_rule_19_events_are_never_changed(item_in, act):
    item_in("filed")

    with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
        act(Event.objects.all())

    assert Event.objects.count() == 3


# ── States and their columns ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("state", "values", "constraint"),
    [
        ("draft", {"state": "forgotten"}, "item_"),
        ("draft", {"importance": "trivial"}, "item_importance_known"),
        ("draft", {"assignment": ""}, "item_exactly_one_source"),
        ("draft", {"number": 1, "year": 2026, "number_text": "督〔2026〕1号"}, "item_number_iff_filed"),
        ("filed", {"filed_on": None}, "item_number_iff_filed"),
        ("filed", {"number_text": ""}, "item_number_iff_filed"),
        ("filed", {"state": "dispatched"}, "item_dispatch_date_iff_dispatched"),
        ("filed", {"dispatched_on": CLOSING}, "item_dispatch_date_iff_dispatched"),
        ("in_progress", {"dispatched_on": None}, "item_dispatch_date_iff_dispatched"),
        ("in_progress", {"state": "under_review"}, "item_closing_iff_reported_done"),
        ("in_progress", {"closing_on": CLOSING}, "item_closing_iff_reported_done"),
        ("in_progress", {"done_on": CLOSING}, "item_done_iff_closed"),
        ("under_review", {"closing_by": None}, "item_closing_iff_reported_done"),
        ("under_review", {"state": "completed"}, "item_done_iff_closed"),
        ("completed", {"done_on": LATER}, "item_done_iff_closed"),
        ("completed", {"done_on": None}, "item_done_iff_closed"),
        ("completed", {"state": "signed_off"}, "item_signed_off_iff_dated"),
        ("signed_off", {"signed_off_on": None}, "item_signed_off_iff_dated"),
        ("not_filed", {"dropped_reason": ""}, "item_reason_iff_dropped"),
        ("draft", {"dropped_reason": "阅知"}, "item_reason_iff_dropped"),
        ("terminated", {"dropped_reason": ""}, "item_reason_iff_dropped"),
        ("in_progress", {"dropped_on": date(2026, 10, 9)}, "item_dropped_on_a_day_only_if_dropped"),
        ("merged", {"merged_into": None}, "item_target_iff_merged"),
        ("signed_off", {"archived_on": date(2026, 10, 9)}, "item_archived_iff_dated"),
        ("draft", {"due_on": None}, "item_three_dates_together"),
        ("in_progress", {"counted_due_on": None}, "item_three_dates_together"),
    ],
)
def test_an_item_fits_its_state(state, values, constraint):
    item = ItemFactory(state=state)

    with pytest.raises(IntegrityError, match=constraint):
        update(item, **values)


def test_rule_29_an_archived_item_is_only_read():
    item = ItemFactory(state="archived")

    with pytest.raises(ProgrammingError, match="Cannot update"):
        update(item, title="改过的题目")


def test_an_item_awaiting_approval_has_a_due_date_or_a_cycle():
    with pytest.raises(IntegrityError, match="item_due_or_cycle"):
        ItemFactory(state="pending", due_on=None)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"progress": "unknown"}, "report_progress_known"),
        ({"conclusion": ""}, "report_closing_is_complete"),
        ({"evidence": ""}, "report_closing_is_complete"),
        ({"returned_on": CLOSING, "accepted_on": CLOSING}, "report_returned_or_accepted"),
        ({"is_closing": False, "accepted_on": CLOSING}, "report_judged_if_closing"),
    ],
)
def test_rule_27_a_closing_report_is_complete_and_judged_once(values, constraint):
    report = closing_report(ItemFactory(state="under_review"))

    with pytest.raises(IntegrityError, match=constraint):
        update(report, **values)


def test_one_closing_report_lies_before_the_reviewer():
    item = ItemFactory(state="under_review")
    closing_report(item)

    with pytest.raises(IntegrityError, match="report_one_closing_under_review"):
        closing_report(item)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "withdrawn"}, "extension_"),
        ({"to_due_on": date(2026, 10, 9)}, "extension_later"),
        ({"decided_on": CLOSING}, "extension_decider_iff_decided"),
        ({"state": "refused"}, "extension_decider_iff_decided"),
        ({"granted_due_on": LATER}, "extension_date_iff_granted"),
    ],
)
def test_rule_24_an_extension_fits_its_state(values, constraint):
    extension = ExtensionFactory()

    with pytest.raises(IntegrityError, match=constraint):
        update(extension, **values)


def test_rule_24_one_extension_is_pending():
    item = ExtensionFactory().item

    with pytest.raises(IntegrityError, match="extension_one_pending"):
        ExtensionFactory(item=item)


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_records_are_called_by_their_number():
    item = ItemFactory(number=15, title="编印手册")
    extension = ExtensionFactory(item=item)

    assert (str(item), str(ExtensionFactory.build(item=item))) == (
        "督〔2026〕15号 编印手册",
        "督〔2026〕15号 10-09 → 10-30",
    )
    assert str(ReportFactory(item=item)) == f"督〔2026〕15号 {item.lead} 09-21"
    assert extension.days.days == 21


def test_open_and_closed_items():
    for state in ("filed", "dispatched", "in_progress", "under_review", "leader_review", "completed", "signed_off"):
        ItemFactory(state=state)

    assert {item.state for item in SupervisionItem.objects.open()} == {
        "dispatched",
        "in_progress",
        "under_review",
        "leader_review",
    }
    assert {item.state for item in SupervisionItem.objects.closed()} == {"completed", "signed_off"}
    assert [item.is_open for item in SupervisionItem.objects.order_by("pk")] == [
        False,
        True,
        True,
        True,
        True,
        False,
        False,
    ]


def test_reports_and_extensions_come_newest_first():
    item = ItemFactory()
    days = [date(2026, 9, 21), date(2026, 9, 28), date(2026, 9, 22)]
    for day in days:
        ReportFactory(item=item, on=day)

    assert [report.on.day for report in item.reports.all()] == [28, 22, 21]
    assert (Report.objects.count(), Extension.objects.count()) == (3, 0)
