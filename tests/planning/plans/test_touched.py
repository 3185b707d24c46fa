"""What a changed calendar does to items of plans: reports follow it, days wait for a decision (rule 7)."""

from datetime import date

import pytest

from planning.plans.touched import last_of, touched_by
from secretariat.offers import Recomputed, TouchedDate
from secretariat.workdays import queries
from tests.planning.plans.factories import PlanItemFactory
from tests.secretariat.workdays import made_up

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 30)
MONDAY, WEDNESDAY = date(2027, 1, 4), date(2027, 1, 6)
# Before the holiday by statute, and by the made-up calendar in which it begins early.
EVE, EARLY_EVE = date(2027, 2, 4), date(2027, 2, 2)
BEFORE_SPRING = {"due_words": "春节前", "due": ("window", date(2027, 1, 1), EVE, "")}
ON_MONDAY = {"due_words": "1月4日", "due": ("date", MONDAY, MONDAY, "")}


def touched(kind, on=ON):
    before = queries.load()
    found = touched_by(before=before, after=made_up.replaced(before, made_up.EARLY), on=on)
    return [one for one in found if isinstance(one, kind)]


def adopted(**facts):
    return PlanItemFactory(**{"plan__year": 2027, "plan__adopted_on": date(2026, 12, 20)} | facts)


# ── Days that a plan sets ────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("state", ["draft", "submitted", "adopted"])
def test_rule_07_words_that_mean_another_day_now_wait_for_a_decision(state):
    one = PlanItemFactory(plan__year=2027, plan__state=state, **BEFORE_SPRING)

    assert touched(TouchedDate) == [
        TouchedDate(("planning.planitem", one.pk), str(one), EVE, EARLY_EVE, "counted", "春节前")
    ]
    one.refresh_from_db()
    assert one.window_last == EVE


def test_rule_07_a_single_day_that_becomes_a_rest_day_waits_for_a_decision():
    adopted(**ON_MONDAY)

    assert [(one.on, one.suggested_on, one.why, one.words) for one in touched(TouchedDate)] == [
        (MONDAY, WEDNESDAY, "rest", "元旦")
    ]


@pytest.mark.parametrize(
    "facts",
    [
        {"due_words": "1月4日前", "due": ("window", date(2027, 1, 1), MONDAY, "")},
        BEFORE_SPRING | {"due": ("window", date(2027, 1, 1), date(2027, 1, 20), "")},
        ON_MONDAY | {"progress": "done"},
        ON_MONDAY | {"progress": "dropped"},
        ON_MONDAY | {"plan__state": "closed"},
        {"due_words": "每月25日前", "due": ("cycle", None, None, "monthly:25")},
    ],
    ids=["a limit as named", "words amended since", "done", "dropped", "plan closed", "a cycle"],
)
def test_rule_04_days_that_are_not_touched_are_not_in_question(facts):
    adopted(**facts)

    assert touched(TouchedDate) == []


def test_days_of_the_past_are_not_in_question():
    adopted(**ON_MONDAY)

    assert touched(TouchedDate, on=date(2027, 1, 5)) == []


@pytest.mark.parametrize(
    ("facts", "last"), [({}, MONDAY), ({"progress": "done"}, None), ({"plan__state": "closed"}, None)]
)
def test_only_an_open_item_has_a_day_to_decide(facts, last):
    assert last_of(adopted(**ON_MONDAY | facts)) == last


# ── What follows by itself ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ({"due": ("cycle", None, None, "monthly:4")}, ("2027-01-04", "2026-12-31")),
        ({"due": ("window", date(2027, 1, 1), date(2027, 12, 31), "weekly:2")}, ("2027-01-05", "2027-01-12")),
    ],
)
def test_rule_07_the_next_regular_report_follows_by_itself(facts, days):
    one = adopted(**facts)

    assert touched(Recomputed) == [Recomputed(("planning.planitem", one.pk), str(one), "report", *days)]


@pytest.mark.parametrize("facts", [{"plan__state": "draft"}, {"progress": "done"}])
def test_what_is_not_reported_on_has_nothing_to_follow(facts):
    PlanItemFactory(plan__year=2027, due=("cycle", None, None, "monthly:4"), **facts)

    assert touched(Recomputed) == []
