"""Rule 46: who sees which instruction, and that a private one says nothing of itself elsewhere."""

import pytest
from django.db import IntegrityError

from secretariat.people.models import PostKind
from supervision.instructions.models import Instruction, PrivateReader
from tests.supervision.factories import ItemFactory
from tests.supervision.instructions.conftest import SECRET
from tests.supervision.instructions.factories import InstructionFactory
from tests.supervision.items.cast import ROLES


def who_sees(cast, instruction):
    seen = Instruction.objects.filter(pk=instruction.pk)
    return {role for role in ROLES if seen.visible_to(getattr(cast, role)).exists()}


ALL = {"officer", "reviewer", "leader", "deputy", "auditor"}
CHOSEN = {"officer", "reviewer", "leader"}


def test_rule_46_leaders_officers_and_auditors_see_every_open_one(cast, enter):
    assert who_sees(cast, enter()) == ALL


def test_rule_46_a_unit_sees_what_an_item_dispatched_to_it_came_of(cast, enter):
    instruction = enter()
    ItemFactory(instruction=instruction, lead=cast.lead, co_units=[cast.co_unit])

    assert who_sees(cast, instruction) == ALL | {"head", "staff", "co_head", "co_staff"}


@pytest.mark.parametrize("facts", [{"state": "filed"}, {"deleted_at": "2026-11-20T00:00Z"}])
def test_rule_46_a_unit_sees_nothing_before_the_dispatch_nor_of_what_is_discarded(cast, enter, facts):
    instruction = enter()
    ItemFactory(instruction=instruction, lead=cast.lead, **facts)

    assert who_sees(cast, instruction) == ALL


def test_rule_46_a_private_one_is_seen_by_the_chosen_posts_even_where_units_have_its_items(cast, enter):
    instruction = enter(is_private=True)
    ItemFactory(instruction=instruction, lead=cast.lead)

    assert who_sees(cast, instruction) == CHOSEN


def test_rule_46_the_administrator_chooses_the_posts(cast, enter):
    instruction = enter(is_private=True)
    PrivateReader.objects.filter(kind=PostKind.SUPERVISOR).update(is_active=False)
    PrivateReader.objects.create(kind=PostKind.AUDITOR)

    assert who_sees(cast, instruction) == {"leader", "auditor"}


def test_the_leader_who_wrote_a_private_one_sees_it(cast, enter):
    assert who_sees(cast, enter(is_private=True, leader=cast.deputy.name)) == CHOSEN | {"deputy"}


def test_the_name_of_an_instruction_does_not_say_what_it_says(enter):
    instruction = enter(is_private=True, text=SECRET, document="来信")

    assert str(instruction) == "主席 2026-11-20 批示"


@pytest.mark.parametrize(
    "facts", [{"text": ""}, {"leader": ""}, {"state": "unknown"}, {"state": "noted", "not_tracked_reason": "阅知"}]
)
def test_what_cannot_be_is_not_stored(db, facts):
    with pytest.raises(IntegrityError):
        InstructionFactory(**facts)
