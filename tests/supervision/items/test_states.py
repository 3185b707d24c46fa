"""The step table, whole: every state × every step."""

import pytest

from secretariat.workflow import TransitionRefused, states_reachable
from supervision.items import services
from supervision.items.models import SupervisionItem
from supervision.items.services import extensions
from supervision.items.states import EXTENSION_STEPS, STEPS, ExtensionState, ItemState
from tests.supervision.factories import ExtensionFactory, ItemFactory, closing_report
from tests.supervision.items.cast import DAY, DEEDS, take_step

LISTED = {
    ("draft", "edit"): "draft",
    ("draft", "submit"): "pending",
    ("draft", "discard"): "draft",
    ("pending", "file"): "filed",
    ("pending", "reject"): "draft",
    ("pending", "not_file"): "not_filed",
    ("filed", "dispatch"): "dispatched",
    ("dispatched", "acknowledge"): "in_progress",
    ("in_progress", "report"): "in_progress",
    ("in_progress", "ask_extension"): "in_progress",
    ("in_progress", "submit_closing"): "under_review",
    ("under_review", "return"): "in_progress",
    ("under_review", "pass"): "completed",
    ("leader_review", "read_mark"): "completed",
    ("leader_review", "instruct"): "in_progress",
    ("completed", "sign_off"): "signed_off",
}
PAIRS = [(state, step) for state in ItemState.values for step in STEPS]
UNLISTED = [pair for pair in PAIRS if pair not in LISTED]


def _row(cast, state, **facts):
    reported = state in ("under_review", "leader_review", "completed", "signed_off")
    by = cast.staff if reported else None
    item = ItemFactory(state=state, lead=cast.lead, officer=cast.officer, closing_by=by, **facts)
    if state in ("under_review", "leader_review"):
        closing_report(item)
    return item


def _take(cast, item, step):
    if step == "edit":
        content = {"lead": cast.lead, "co_units": [], "due_on": item.due_on, "title": "改过的题目"}
        return services.edit(item.pk, by=cast.officer, on=item.due_on, version=item.version, **content)
    return take_step(cast, item, step)


@pytest.mark.parametrize(("state", "step"), LISTED)
def test_rule_19_a_listed_step_leads_where_the_table_says(cast, state, step):
    item = _row(cast, state)

    _take(cast, item, step)

    item.refresh_from_db()
    assert item.state == LISTED[state, step]


@pytest.mark.parametrize(("state", "step"), UNLISTED)
def test_rule_19_any_other_step_is_refused_and_changes_nothing(cast, snapshot, state, step):
    item = _row(cast, state)
    before = snapshot()

    with pytest.raises(TransitionRefused):
        _take(cast, item, step)

    assert snapshot() == before


@pytest.mark.parametrize("importance", ["important", "urgent"])
def test_important_and_urgent_items_pass_to_the_leader(cast, importance):
    item = _row(cast, "under_review", importance=importance)

    _take(cast, item, "pass")

    assert SupervisionItem.objects.get().state == "leader_review"


@pytest.mark.parametrize("state", ExtensionState.values)
@pytest.mark.parametrize("step", EXTENSION_STEPS)
def test_rule_19_only_a_pending_extension_is_decided(cast, snapshot, state, step):
    decided = {"decided_by": cast.leader, "decided_on": DAY} if state != "asked" else {}
    granted = {"granted_due_on": DAY} if state == "granted" else {}
    extension = ExtensionFactory(item=_row(cast, "in_progress"), state=state, **decided, **granted)
    decide = {"grant": extensions.grant, "refuse": extensions.refuse}[step]
    before = snapshot()

    if state == "asked":
        assert decide(extension.pk, by=cast.leader, on=DAY, note="同意").state == EXTENSION_STEPS[step].target
    else:
        with pytest.raises(TransitionRefused):
            decide(extension.pk, by=cast.leader, on=DAY, note="同意")
        assert snapshot() == before


def test_every_state_is_reached_by_some_step():
    assert states_reachable(STEPS) == set(ItemState.values)


def test_the_table_of_deeds_has_every_step_with_a_service():
    assert {"edit", *DEEDS} == set(STEPS)
