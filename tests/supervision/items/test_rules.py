"""Who may take which step, as one literal table, and who sees which item (rule 46)."""

import pytest
from django.core.exceptions import PermissionDenied

from supervision.items import services
from supervision.items.models import Extension, Report, SupervisionItem
from supervision.items.rules import MAY, MAY_EXTENSION
from supervision.items.states import EXTENSION_STEPS, STEPS, TAKEN_BACK, ItemState
from supervision.items.steps import EXTENSION_PAGES, STEP_PAGES
from tests.supervision.factories import ExtensionFactory, ItemFactory, ReportFactory, closing_report
from tests.supervision.items.cast import DAY, DEEDS, ROLES, TOLD, take_step

PAIR = ("return", "pass")
SHARED = " uphold reassign suspend resume"
OFFICER = "edit submit discard dispatch return pass sign_off archive split merge relapse" + SHARED
LEADER = "file reject not_file read_mark instruct" + SHARED
LEAD_UNIT = "acknowledge object report ask_extension submit_closing"
RIGHTS = {
    "officer": OFFICER,
    "reviewer": OFFICER,
    "leader": f"{LEADER} terminate",
    "deputy": LEADER,
    "head": LEAD_UNIT,
    "staff": LEAD_UNIT,
    "co_head": "report",
    "co_staff": "report",
    "stranger": "",
    "planner": "",
    "administrator": "",
    "auditor": "",
    "nobody": "",
}
DISPATCHED = "dispatched objected in_progress suspended under_review leader_review completed signed_off archived "
DISPATCHED += "terminated merged"
EVERY_STATE = " ".join(ItemState.values)
SEEN = {
    "officer": EVERY_STATE,
    "reviewer": EVERY_STATE,
    "leader": EVERY_STATE,
    "deputy": EVERY_STATE,
    "administrator": EVERY_STATE,
    "auditor": EVERY_STATE,
    "head": DISPATCHED,
    "staff": DISPATCHED,
    "co_head": DISPATCHED,
    "co_staff": DISPATCHED,
    "stranger": "",
    "planner": "",
    "nobody": "",
}


@pytest.fixture
def item(cast):
    return ItemFactory(lead=cast.lead, co_units=[cast.co_unit], officer=cast.officer)


def test_tables_of_steps_rights_and_buttons_have_the_same_keys():
    assert list(MAY) == list(STEPS)
    assert {"edit", *STEP_PAGES} == set(STEPS)
    assert list(MAY_EXTENSION) == list(EXTENSION_STEPS) == list(EXTENSION_PAGES)


def test_the_tables_of_this_test_know_everybody():
    assert set(RIGHTS) == set(SEEN) == set(ROLES)


@pytest.mark.parametrize("role", RIGHTS)
def test_steps_of_a_role(cast, item, role):
    user = getattr(cast, role)

    assert [step for step in MAY if MAY[step](user, item)] == [step for step in MAY if step in RIGHTS[role].split()]


def test_rule_27_whoever_submitted_the_closing_report_does_not_review_it(cast):
    item = ItemFactory(state="under_review", lead=cast.lead, closing_by=cast.officer)

    may = {(name, step): MAY[step](getattr(cast, name), item) for name in ("officer", "reviewer") for step in PAIR}

    assert may == {(name, step): name == "reviewer" for name in ("officer", "reviewer") for step in PAIR}


@pytest.mark.parametrize("role", ROLES)
def test_extensions_are_decided_by_leaders(cast, item, role):
    extension = ExtensionFactory(item=item)

    assert MAY_EXTENSION["grant"](getattr(cast, role), extension) == (role in {"leader", "deputy"})


@pytest.mark.parametrize("step", TAKEN_BACK)
def test_a_step_is_taken_back_by_whoever_took_it(cast, step):
    item = ItemFactory(last_step=TAKEN_BACK[step], last_step_by=cast.officer)

    assert [name for name in ROLES if MAY[step](getattr(cast, name), item)] == ["officer"]


@pytest.mark.parametrize("step", TAKEN_BACK)
def test_nothing_is_taken_back_once_somebody_has_acted(cast, step):
    assert not MAY[step](cast.officer, ItemFactory(last_step="report", last_step_by=cast.officer))


def test_an_item_without_due_date_is_not_extended(cast):
    assert not MAY["ask_extension"](cast.staff, ItemFactory(lead=cast.lead, due_on=None, cycle="weekly:5"))


@pytest.mark.parametrize("step", DEEDS)
def test_a_step_by_the_wrong_person_changes_nothing(cast, snapshot, step):
    state = next(iter(STEPS[step].sources))
    item = ItemFactory(state=state, lead=cast.lead, officer=cast.officer)
    facts = TOLD[step](cast) if step in TOLD else {}
    before = snapshot()

    with pytest.raises(PermissionDenied):
        take_step(cast, item, step, by=cast.stranger, **facts)

    assert snapshot() == before


def test_rule_27_the_submitter_is_refused_by_the_service_too(cast, snapshot):
    item = ItemFactory(state="under_review", lead=cast.lead, closing_by=cast.officer)
    closing_report(item)
    before = snapshot()

    with pytest.raises(PermissionDenied):
        services.pass_review(item.pk, by=cast.officer, on=DAY)

    assert snapshot() == before


@pytest.mark.parametrize("role", SEEN)
def test_rule_46_items_that_a_role_sees(cast, role):
    for state in ItemState.values:
        facts = {"merged_into": SupervisionItem.objects.first()} if state == "merged" else {}
        ItemFactory(state=state, lead=cast.lead, co_units=[cast.co_unit], officer=cast.officer, **facts)

    seen = SupervisionItem.objects.visible_to(getattr(cast, role)).values_list("state", flat=True)

    assert sorted(seen) == sorted(SEEN[role].split())


@pytest.mark.parametrize("role", ["officer", "staff", "co_staff", "stranger", "planner", "auditor"])
def test_rule_46_reports_and_extensions_are_seen_with_their_item(cast, item, role):
    user = getattr(cast, role)
    ReportFactory(item=item)
    ExtensionFactory(item=item)

    seen = SupervisionItem.objects.visible_to(user).count()

    assert Report.objects.visible_to(user).count() == Extension.objects.visible_to(user).count() == seen


def test_rule_46_a_unit_sees_each_shared_item_once(cast):
    ItemFactory(lead=cast.co_unit, co_units=[cast.lead, cast.other_unit])

    assert SupervisionItem.objects.visible_to(cast.staff).count() == 1


def test_rule_47_a_deleted_item_is_seen_by_nobody(cast, item):
    SupervisionItem.objects.filter(pk=item.pk).update(deleted_at="2026-09-15T00:00Z")

    assert not SupervisionItem.objects.visible_to(cast.officer).exists()
    with pytest.raises(SupervisionItem.DoesNotExist):
        take_step(cast, item, "report")
