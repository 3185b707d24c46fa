"""The helper of all step tables, on a table of its own."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from secretariat.errors import Refused
from secretariat.workflow import (
    Outdated,
    TransitionRefused,
    allowed,
    behalf,
    behalf_of,
    check,
    open_steps,
    permit,
    states_reachable,
    step,
    take,
)
from supervision.items.models import SupervisionItem
from tests.supervision.factories import ItemFactory

STEPS = {
    "send": step("draft", to="sent"),
    "take_back": step("sent", "read", to="draft", detour="lost"),
}
MAY = {"send": lambda user, record: user == "anna", "take_back": lambda user, record: True}


def test_step_names_where_it_starts_and_leads():
    assert (STEPS["take_back"].sources, STEPS["take_back"].target, STEPS["take_back"].detour) == (
        {"sent", "read"},
        "draft",
        "lost",
    )


def test_check_answers_with_the_step():
    assert check(STEPS, "send", "draft") is STEPS["send"]


def test_rule_19_check_refuses_another_state():
    with pytest.raises(TransitionRefused):
        check(STEPS, "send", "sent")


def test_check_of_an_unknown_step_is_a_mistake_of_the_programmer():
    with pytest.raises(KeyError):
        check(STEPS, "burn", "draft")


@pytest.mark.parametrize(
    ("state", "user", "steps"),
    [("draft", "anna", ["send"]), ("draft", "bert", []), ("read", "bert", ["take_back"]), ("lost", "anna", [])],
)
def test_open_steps_are_those_of_the_state_and_the_person(state, user, steps):
    assert open_steps(STEPS, MAY, SimpleNamespace(state=state), user) == steps


def test_open_steps_may_be_asked_for_another_state():
    assert open_steps(STEPS, MAY, SimpleNamespace(state="draft"), "anna", state="sent") == ["take_back"]


def test_detours_are_reachable():
    assert states_reachable(STEPS) == {"sent", "draft", "lost"}


# ── On whose behalf ──────────────────────────────────────────────────────────────────────────────────────────────────
ANNA, BERT, CARL = (SimpleNamespace(pk=pk) for pk in (1, 2, 3))
CARL.capacities = [CARL, BERT, ANNA]
RIGHTS = {
    "all": lambda user, record: True,
    "anna": lambda user, record: user is ANNA,
    "others": lambda user, record: user is not CARL,
    "none": lambda user, record: False,
}


@pytest.mark.parametrize(
    ("name", "named", "giver"),
    [
        ("all", (), None),
        ("anna", (), ANNA),
        ("others", (), BERT),
        ("all", {1}, ANNA),
        ("all", {1, 3}, None),
        ("others", {1}, ANNA),
        ("anna", {2}, ANNA),
        ("all", {9, None}, None),
    ],
)
def test_ones_own_right_comes_first_unless_the_matter_names_another(name, named, giver):
    record = SimpleNamespace(named=named, state="draft")

    assert allowed(RIGHTS, name, CARL, record)
    assert behalf(RIGHTS, name, CARL, record) is giver
    assert open_steps({name: STEPS["send"]}, RIGHTS, record, CARL) == [name]


def test_nobodys_right_is_no_right():
    assert not allowed(RIGHTS, "none", CARL, SimpleNamespace())
    with pytest.raises(PermissionDenied):
        behalf(RIGHTS, "none", CARL, SimpleNamespace())


def test_permit_says_on_whose_behalf():
    assert permit(CARL, lambda person: person is BERT) is BERT
    assert permit(ANNA, lambda person: person is ANNA) is None


# ── take ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _take(item, *, may=True, version=None, state="in_progress"):
    table = {"go": step(state, to="under_review")}
    rights = {"go": lambda user, record: may}
    return take(SupervisionItem.objects.all(), item.pk, table, rights, "go", by=None, version=version)


@pytest.fixture
def item(db):
    return ItemFactory(version=3)


def test_take_locks_the_record_and_leaves_its_state(item, django_assert_num_queries):
    with django_assert_num_queries(1) as seen:
        taken = _take(item, version=3)

    assert (taken, taken.state) == (item, "in_progress")
    assert "FOR UPDATE OF" in seen[0]["sql"]


def test_take_remembers_on_whose_behalf(item):
    table, rights = {"go": step("in_progress", to="under_review")}, {"go": RIGHTS["others"]}

    taken = take(SupervisionItem.objects.all(), item.pk, table, rights, "go", by=CARL)

    assert (behalf_of(taken), behalf_of(item)) == (BERT, None)


def test_take_asks_for_the_right_before_the_state(item):
    with pytest.raises(PermissionDenied):
        _take(item, may=False, state="draft")


def test_take_refuses_a_state_from_which_the_step_does_not_start(item):
    with pytest.raises(TransitionRefused):
        _take(item, state="draft")


def test_take_refuses_a_version_that_has_passed(item):
    with pytest.raises(Outdated):
        _take(item, version=2)


def test_take_of_nothing_is_a_missing_record(item):
    with pytest.raises(SupervisionItem.DoesNotExist):
        take(SupervisionItem.objects.none(), item.pk, STEPS, MAY, "send", by=None)


def test_refusals_are_shown_to_people_as_they_are():
    assert str(Refused("text", field="due_on")) == "text"
    assert issubclass(TransitionRefused, Refused) and issubclass(Outdated, Refused)
