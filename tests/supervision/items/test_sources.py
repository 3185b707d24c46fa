"""An item comes of exactly one source; a later drawer widens the constraint."""

from itertools import combinations

import pytest
from django.db import IntegrityError, transaction

from supervision.items.models import RECORDS
from tests.planning.consultations.factories import ConsultationFactory
from tests.planning.factories import DecisionFactory
from tests.planning.plans.factories import PlanItemFactory
from tests.supervision.factories import ItemFactory
from tests.supervision.instructions.factories import InstructionFactory

MADE = {
    "decision": DecisionFactory,
    "plan_item": PlanItemFactory,
    "instruction": InstructionFactory,
    "consultation": ConsultationFactory,
    "assignment": lambda: "秘书长交办",
}


def sources(*names):
    return dict.fromkeys(RECORDS) | {"assignment": ""} | {name: MADE[name]() for name in names}


@pytest.mark.parametrize("name", MADE)
def test_an_item_may_have_each_of_the_sources(db, name):
    assert ItemFactory(**sources(name)).comes_of_a_record == (name != "assignment")


@pytest.mark.parametrize("names", [(), *combinations(MADE, 2)])
def test_an_item_has_exactly_one_source(db, names):
    with pytest.raises(IntegrityError, match="item_exactly_one_source"), transaction.atomic():
        ItemFactory(**sources(*names))
