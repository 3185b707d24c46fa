"""The step table, whole: every state × every step."""

import pytest
from django.db import transaction

from secretariat.workflow import TransitionRefused, states_reachable
from supervision.items import services
from supervision.items.models import SupervisionItem
from supervision.items.services import extensions
from supervision.items.states import EXTENSION_STEPS, STEPS, TAKEN_BACK, ExtensionState, ItemState
from tests.supervision.factories import (
    ExtensionFactory,
    ItemFactory,
    ObjectionFactory,
    SuspensionFactory,
    closing_report,
)
from tests.supervision.items.cast import DAY, DEEDS, take_step

LISTED = {
    ("draft", "edit"): "draft",
    ("draft", "submit"): "pending",
    ("draft", "discard"): "draft",
    ("pending", "file"): "filed",
    ("pending", "reject"): "draft",
    ("pending", "not_file"): "not_filed",
    ("pending", "withdraw_submit"): "draft",
    ("filed", "dispatch"): "dispatched",
    ("filed", "split"): "filed",
    ("filed", "merge"): "merged",
    ("dispatched", "acknowledge"): "in_progress",
    ("dispatched", "object"): "objected",
    ("dispatched", "split"): "dispatched",
    ("dispatched", "merge"): "merged",
    ("objected", "uphold"): "dispatched",
    ("objected", "reassign"): "dispatched",
    ("in_progress", "report"): "in_progress",
    ("in_progress", "ask_extension"): "in_progress",
    ("in_progress", "submit_closing"): "under_review",
    ("in_progress", "suspend"): "suspended",
    ("in_progress", "split"): "in_progress",
    ("in_progress", "merge"): "merged",
    ("in_progress", "terminate"): "terminated",
    ("suspended", "resume"): "in_progress",
    ("suspended", "terminate"): "terminated",
    ("under_review", "return"): "in_progress",
    ("under_review", "pass"): "completed",
    ("under_review", "withdraw_closing"): "in_progress",
    ("leader_review", "read_mark"): "completed",
    ("leader_review", "instruct"): "in_progress",
    ("leader_review", "withdraw_pass"): "under_review",
    ("completed", "sign_off"): "signed_off",
    ("completed", "withdraw_pass"): "under_review",
    ("completed", "withdraw_reading"): "leader_review",
    ("signed_off", "archive"): "archived",
    ("signed_off", "relapse"): "signed_off",
    ("archived", "relapse"): "archived",
}
REPORTED = ("under_review", "leader_review", "completed", "signed_off", "archived")


def _row(cast, state, step="", **facts):
    """An item that fits its state, and of which the one who is to take `step` took the step that it takes back."""
    by = cast.staff if state in REPORTED else None
    if step in TAKEN_BACK:
        facts |= {"last_step": TAKEN_BACK[step], "last_step_by": getattr(cast, DEEDS[step][0])}
    item = ItemFactory(state=state, lead=cast.lead, officer=cast.officer, closing_by=by, **facts)
    if state in ("under_review", "leader_review"):
        closing_report(item)
    if state == "objected":
        ObjectionFactory(item=item, unit=cast.lead)
    if state == "suspended":
        SuspensionFactory(item=item)
    return item


def _take(cast, item, step, **facts):
    if step == "edit":
        content = {"lead": cast.lead, "co_units": [], "due_on": item.due_on, "title": "改过的题目"}
        return services.edit(item.pk, by=cast.officer, on=item.due_on, version=item.version, **content)
    return take_step(cast, item, step, **facts)


@pytest.mark.parametrize(("state", "step"), LISTED)
def test_rule_19_a_listed_step_leads_where_the_table_says(cast, state, step):
    item = _row(cast, state, step)

    _take(cast, item, step)

    item.refresh_from_db()
    assert item.state == LISTED[state, step]


@pytest.mark.parametrize("step", STEPS)
def test_rule_19_from_any_other_state_a_step_is_refused_and_changes_nothing(cast, snapshot, step):
    refused = []
    for state in ItemState.values:
        if (state, step) in LISTED:
            continue
        with transaction.atomic():
            facts = {"target": _row(cast, "in_progress")} if step == "merge" else {}
            item = _row(cast, state, step)
            before = snapshot()
            with pytest.raises(TransitionRefused):
                _take(cast, item, step, **facts)
            if snapshot() == before:
                refused.append(state)
            transaction.set_rollback(True)

    assert refused == [state for state in ItemState.values if (state, step) not in LISTED]


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
