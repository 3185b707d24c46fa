"""The judge of lateness and its SQL twin agree on the real table, whatever stands in it (rules 9–15)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from secretariat.people.models import Department, User
from secretariat.workdays.lateness import PRESETS, is_late
from supervision.items import queries
from supervision.items.models import SupervisionItem
from supervision.items.standing import Day, facts_of, phase_of, standing_of
from supervision.items.states import OPEN, REPORTED, UNNUMBERED, ItemState
from tests.supervision.factories import ItemFactory

FIRST = date(2026, 9, 1)
days = st.integers(0, 120).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def rows(draw):
    """The facts of an item in any state that has its dates in some order that may occur."""
    state = draw(st.sampled_from(ItemState.values))
    dispatched = draw(days)
    due = draw(st.none() | days)
    facts = {
        "state": state,
        "filed_on": dispatched,
        "closing_on": dispatched + timedelta(days=draw(st.integers(0, 60))),
        "last_report_on": draw(st.none() | st.integers(0, 60).map(lambda n: dispatched + timedelta(days=n))),
        "due_on": due,
        "cycle": draw(st.sampled_from(["weekly", "weekly:5", "biweekly:3", "monthly:25", "quarterly", ""]))
        if due
        else draw(st.sampled_from(["weekly:1", "monthly", "quarterly:25"])),
        "original_due_on": due and draw(days),
        "counted_due_on": due and draw(days),
        "suspended_days": draw(st.integers(0, 15)),
        "resumed_on": draw(st.none() | st.integers(0, 60).map(lambda n: dispatched + timedelta(days=n))),
    }
    reported, unfiled = state in REPORTED, state in UNNUMBERED
    return facts | ({} if reported else {"closing_on": None}) | ({"filed_on": None} if unfiled else {})


class LedgerAgrees(TestCase):
    def setUp(self):
        self.lead = Department.objects.create(name="提案委员会")
        self.officer = User.objects.create(username="officer", name="督查")

    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(facts=st.lists(rows(), min_size=1, max_size=6), on=days, preset=st.sampled_from(list(PRESETS)))
    def test_ledger_agrees_with_the_judge(self, facts, on, preset):
        for row in facts:
            ItemFactory(lead=self.lead, officer=self.officer, **row)
        day, items = replace(Day.of(on), rule=PRESETS[preset]), SupervisionItem.objects.all()
        ledger = {item.pk: item for item in queries.ledger(_Overseer(), day)}
        conditions = queries.conditions(day)
        signed = queries._signed(items)
        chosen = {name: set(signed.filter(conditions[name]).values_list("pk", flat=True)) for name in conditions}

        for item in items:
            standing = standing_of(item, day)
            self.assertEqual(ledger[item.pk].light, standing.light)
            self.assertEqual(item.pk in chosen["late"], standing.light == "red")
            self.assertEqual(item.pk in chosen["stalled"], standing.stalled)
            self.assertEqual(item.pk in chosen["soon"], standing.days_left is not None and standing.days_left <= 10)
            if item.state == "suspended":
                self.assertNotIn(item.pk, chosen["counted"])
            elif item.state in OPEN:
                self.assertEqual(item.pk in chosen["counted"], is_late(facts_of(item), on=on))
            elif item.pk in chosen["counted"]:
                self.assertEqual(item.pk in chosen["on_time"], not is_late(facts_of(item), on=on))


class _Overseer:
    department_id = None

    def acts_as(self, *kinds):
        return True


@pytest.mark.parametrize(
    ("state", "phase"),
    [
        ("draft", "undispatched"),
        ("pending", "undispatched"),
        ("not_filed", "undispatched"),
        ("filed", "undispatched"),
        ("dispatched", "running"),
        ("in_progress", "running"),
        ("under_review", "review"),
        ("leader_review", "review"),
        ("completed", "closed"),
        ("signed_off", "closed"),
        ("archived", "closed"),
        ("objected", "running"),
        ("suspended", "suspended"),
        ("terminated", "undispatched"),
        ("merged", "undispatched"),
    ],
)
def test_phase_of_every_state(state, phase):
    assert phase_of(SupervisionItem(state=state)) == phase


def test_rule_15_the_day_of_submission_is_handed_on_as_the_day_done():
    item = SupervisionItem(state="completed", closing_on=FIRST, done_on=FIRST)

    assert facts_of(item).done_on == FIRST


def test_a_day_is_read_with_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        Day.of(FIRST)
