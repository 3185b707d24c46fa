"""Which report is asked for now: by the cycle, because of silence, because the due date is near, on request."""

from dataclasses import replace
from datetime import date

import pytest

from secretariat.workdays.lateness import Rule
from supervision.items.asked import Asked, asked_of, coming_after, span_of
from supervision.items.standing import Day, standing_of
from tests.supervision.factories import ItemFactory

pytestmark = pytest.mark.django_db
FAR = date(2026, 12, 31)


def day(month, number):
    return Day.of(date(2026, month, number))


def item(**facts):
    """In progress since 14 September, due at the end of the year."""
    return ItemFactory(**{"due_on": FAR} | facts)


def told(asked):
    return asked and (asked.first_on, asked.due_on, asked.why)


# ── By the cycle ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("cycle", "on", "first_on", "due_on"),
    [
        # From Saturday to Friday; on the day itself the report is still asked for.
        ("weekly:5", (11, 24), date(2026, 11, 21), date(2026, 11, 27)),
        ("weekly:5", (11, 27), date(2026, 11, 21), date(2026, 11, 27)),
        ("weekly:5", (11, 28), date(2026, 11, 28), date(2026, 12, 4)),
        ("biweekly:3", (11, 24), date(2026, 11, 19), date(2026, 12, 2)),
        # The 25th of October is a Sunday: the report is due on Friday, 23 (rule 6).
        ("monthly:25", (11, 2), date(2026, 10, 24), date(2026, 11, 25)),
        # The 25th of September is the Mid-Autumn Festival.
        ("quarterly:25", (11, 2), date(2026, 9, 25), date(2026, 12, 25)),
    ],
)
def test_rule_6_the_period_of_a_cycle_ends_on_its_day(cycle, on, first_on, due_on):
    assert told(asked_of(item(cycle=cycle), day(*on), told_on=date(2026, *on))) == (first_on, due_on, "cycle")


def test_the_first_period_begins_with_the_dispatch():
    found = asked_of(item(cycle="monthly:25"), day(9, 16), told_on=None)

    assert told(found) == (date(2026, 9, 14), date(2026, 9, 24), "cycle")


def test_a_period_that_passed_without_report_is_asked_for_until_it_is_answered():
    weekly = item(cycle="weekly:5")

    assert told(asked_of(weekly, day(11, 23), told_on=date(2026, 11, 13))) == (
        date(2026, 11, 14),
        date(2026, 11, 20),
        "cycle",
    )
    assert told(asked_of(weekly, day(11, 23), told_on=date(2026, 11, 23))) == (
        date(2026, 11, 21),
        date(2026, 11, 27),
        "cycle",
    )


def test_who_got_the_item_on_the_day_of_the_cycle_missed_nothing():
    weekly = item(cycle="weekly:1", filed_on=date(2026, 9, 14))

    assert asked_of(weekly, day(9, 15), told_on=None).due_on == date(2026, 9, 21)


def test_a_report_of_the_period_answers_it():
    asked = Asked(date(2026, 11, 21), date(2026, 11, 27), "cycle")

    assert [asked.is_answered(on) for on in (None, date(2026, 11, 20), date(2026, 11, 21))] == [False, False, True]


# ── Because of silence, because the due date is near ─────────────────────────────────────────────────────────────────
def test_rule_11_a_stalled_item_owes_a_report_since_its_last_sign():
    quiet = item(last_report_on=date(2026, 11, 2))

    assert asked_of(quiet, day(11, 13), told_on=date(2026, 11, 2)) is None
    assert told(asked_of(quiet, day(11, 16), told_on=date(2026, 11, 2))) == (
        date(2026, 11, 3),
        date(2026, 11, 16),
        "stalled",
    )


def test_rule_11_an_item_nearly_due_owes_a_report_since_it_is_yellow():
    soon = item(due_on=date(2026, 10, 9), last_report_on=date(2026, 9, 28))

    assert asked_of(soon, day(9, 28), told_on=date(2026, 9, 28)) is None
    found = asked_of(soon, day(9, 29), told_on=date(2026, 9, 28))
    assert told(found) == (date(2026, 9, 29), date(2026, 10, 9), "soon")
    assert not found.is_answered(date(2026, 9, 28))


def test_rule_12_an_orange_item_owes_a_report_as_a_yellow_one_does():
    pressing = item(filed_on=date(2026, 11, 2), due_on=date(2026, 11, 30), last_report_on=date(2026, 11, 24))
    by_shares = replace(day(11, 25), rule=Rule(kind="share"))

    assert standing_of(pressing, by_shares).light == "orange"
    assert asked_of(pressing, by_shares, told_on=date(2026, 11, 24)).why == "soon"


def test_an_item_dispatched_when_nearly_due_owes_the_report_since_the_dispatch():
    late = item(due_on=date(2026, 9, 15))

    assert asked_of(late, day(9, 16), told_on=None).first_on == date(2026, 9, 14)


def test_what_is_not_answered_and_earlier_comes_first():
    both = item(cycle="weekly:5", due_on=date(2026, 11, 25), last_report_on=date(2026, 11, 19))

    assert asked_of(both, day(11, 24), told_on=date(2026, 11, 19)).why == "soon"
    assert asked_of(both, day(11, 24), told_on=date(2026, 11, 24)).is_answered(date(2026, 11, 24))


def test_a_request_is_asked_for_beside_the_rest():
    request = Asked(date(2026, 9, 15), date(2026, 9, 18), "request")

    assert asked_of(item(), day(9, 16), told_on=None, more=request) == request


@pytest.mark.parametrize("state", ["dispatched", "suspended", "under_review", "completed"])
def test_rule_14_nothing_is_asked_for_where_nobody_handles_the_item(state):
    assert asked_of(item(state=state, cycle="weekly:5"), day(11, 24), told_on=None) is None


# ── What comes next ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_after_this_period_comes_the_next():
    weekly = item(cycle="weekly:5")
    asked = asked_of(weekly, day(11, 24), told_on=date(2026, 11, 24))

    assert coming_after(weekly, asked, day(11, 24)) == date(2026, 12, 4)


def test_without_a_cycle_the_due_date_comes_next():
    assert coming_after(item(), None, day(11, 24)) == FAR
    assert coming_after(item(due_on=date(2026, 10, 9)), None, day(11, 24)) is None


def test_rule_51_the_span_is_the_period_of_the_cycle():
    assert span_of(item(cycle="weekly:5"), day(11, 24)) == date(2026, 11, 21)
    assert span_of(item(), day(11, 24)) is None
