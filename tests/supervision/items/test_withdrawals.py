"""Taking a step back: by the same person, while nobody has acted since."""

import pytest
from django.core.exceptions import PermissionDenied

from supervision.items.models import Report, SupervisionItem
from tests.supervision.items.cast import take_step

STATE = ("state", "closing_on", "closing_by_id", "done_on")


def standing(item):
    return SupervisionItem.objects.filter(pk=item.pk).values_list(*STATE).get()


@pytest.mark.parametrize(
    ("before", "step", "withdrawal"),
    [
        ("draft", "submit", "withdraw_submit"),
        ("in_progress", "submit_closing", "withdraw_closing"),
        ("under_review", "pass", "withdraw_pass"),
        ("leader_review", "read_mark", "withdraw_reading"),
    ],
)
def test_the_item_stands_as_before(cast, item_in, before, step, withdrawal):
    item = item_in(before)
    stood = standing(item)
    take_step(cast, item, step)

    take_step(cast, item, withdrawal)

    assert standing(item) == stood


def test_an_ordinary_item_that_was_completed_by_the_review_is_under_review_again(cast, item_in):
    item = item_in("under_review", importance="ordinary")
    stood = standing(item)
    take_step(cast, item, "pass")

    take_step(cast, item, "withdraw_pass")

    report = Report.objects.get(item=item, is_closing=True)
    assert (standing(item), report.accepted_on) == (stood, None)


def test_a_closing_report_that_was_taken_back_stays_on_record_and_another_follows(cast, item_in):
    item = item_in("under_review")
    take_step(cast, item, "withdraw_closing")

    take_step(cast, item, "submit_closing", conclusion="改写后的结论")

    reports = Report.objects.filter(item=item, is_closing=True).order_by("pk")
    assert [(one.conclusion, one.withdrawn_on is None) for one in reports] == [
        ("已印发实施", False),
        ("改写后的结论", True),
    ]


def test_rule_26_taking_back_is_no_return(cast, item_in):
    item = item_in("under_review")

    take_step(cast, item, "withdraw_closing")

    assert SupervisionItem.objects.get(pk=item.pk).returns == 0


@pytest.mark.parametrize(
    ("state", "withdrawal"), [("pending", "withdraw_submit"), ("under_review", "withdraw_closing")]
)
def test_nobody_else_takes_it_back(cast, item_in, snapshot, state, withdrawal):
    item = item_in(state)
    before = snapshot()

    with pytest.raises(PermissionDenied):
        take_step(cast, item, withdrawal, by=cast.reviewer)

    assert snapshot() == before


def test_what_the_leader_sent_back_is_not_taken_back(cast, item_in):
    item = item_in("leader_review")
    take_step(cast, item, "read_mark")
    take_step(cast, item, "sign_off")

    with pytest.raises(PermissionDenied):
        take_step(cast, item, "withdraw_reading")


def test_the_log_and_the_people_concerned_are_told(cast, item_in, told, last_event):
    item = item_in("under_review")

    take_step(cast, item, "withdraw_closing")

    assert told(item, "withdraw_closing") == ["督查甲"]
    assert last_event() == ("item.withdrawn", "牵头承办", "under_review", "in_progress", "")
