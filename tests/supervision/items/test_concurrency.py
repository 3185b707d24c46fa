"""Two people press at once: with real threads and real transactions exactly one of them succeeds."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from secretariat.audit.models import Event
from secretariat.errors import Refused
from supervision.items import services
from supervision.items.models import SupervisionItem
from supervision.items.services import extensions
from tests.supervision.items.cast import DAY, Cast, bring, take_step

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def cast(transactional_db):
    return Cast.make()


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Run these at the same moment, each on a connection of its own; "done", or the name of what was raised."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> str:
        barrier.wait(timeout=10)
        try:
            act()
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.parametrize(
    ("state", "step", "people"),
    [
        ("filed", "dispatch", ("officer", "reviewer")),
        ("dispatched", "acknowledge", ("head", "staff")),
        ("pending", "file", ("leader", "deputy")),
        ("in_progress", "submit_closing", ("head", "staff")),
        ("under_review", "return", ("officer", "reviewer")),
    ],
)
def test_of_two_who_press_the_same_step_one_succeeds(cast, state, step, people):
    item = bring(cast, state)
    events = Event.objects.count()

    outcome = at_once(*(lambda by=by: take_step(cast, item, step, by=getattr(cast, by)) for by in people))

    assert sorted(outcome) == ["TransitionRefused", "done"]
    assert Event.objects.count() == events + 1


def test_of_filing_and_not_filing_one_succeeds(cast):
    item = bring(cast, "pending")

    outcome = at_once(lambda: take_step(cast, item, "file"), lambda: take_step(cast, item, "not_file", by=cast.deputy))

    assert sorted(outcome) == ["TransitionRefused", "done"]


def test_of_two_editors_one_is_told_that_the_draft_has_changed(cast):
    item = bring(cast, "draft")
    facts = {"on": DAY, "version": item.version, "lead": cast.lead, "co_units": [], "due_on": None}

    outcome = at_once(
        lambda: services.edit(item.pk, by=cast.officer, title="甲", **facts),
        lambda: services.edit(item.pk, by=cast.reviewer, title="乙", **facts),
    )

    assert sorted(outcome) == ["Outdated", "done"]
    assert SupervisionItem.objects.get().version == item.version + 1


def test_rule_24_of_two_who_decide_on_an_extension_one_succeeds(cast):
    item = bring(cast, "in_progress")
    asked = take_step(cast, item, "ask_extension")

    outcome = at_once(
        lambda: extensions.grant(asked.pk, by=cast.leader, on=DAY),
        lambda: extensions.refuse(asked.pk, by=cast.deputy, on=DAY, note="抓紧办理"),
    )

    assert sorted(outcome) == ["TransitionRefused", "done"]


def test_rule_21_items_filed_at_once_get_numbers_without_a_gap(cast):
    items = [bring(cast, "pending") for _ in range(8)]

    outcome = at_once(*(lambda item=item: take_step(cast, item, "file") for item in items))

    numbers = SupervisionItem.objects.order_by("number").values_list("number", flat=True)
    assert (Counter(outcome), list(numbers)) == ({"done": 8}, list(range(1, 9)))
