"""Rule 46 with delegations: whoever acts for somebody sees what both see, of every kind of record; and no more."""

from itertools import permutations

import pytest
from django.apps import apps

from secretariat.people.models import Acting
from tests.access import TODAY, make_world
from tests.planning.factories import DecisionFactory, MeetingFactory
from tests.supervision.factories import ItemFactory


@pytest.fixture
def world(db, settings, tmp_path):
    settings.FONT_DIR = tmp_path
    world = make_world()
    people = world.people
    for name in ("staff", "outsider"):
        unit = people[name].department
        for state in ("draft", "dispatched", "signed_off"):
            ItemFactory(state=state, lead=unit)
        DecisionFactory(leads=[unit], state="confirmed")
    DecisionFactory()
    MeetingFactory()
    return world


def kept_apart():
    """Every kind of record that says who may see it."""
    return [model for model in apps.get_models() if hasattr(getattr(model, "objects", None), "visible_to")]


def test_records_of_every_drawer_say_who_may_see_them():
    assert {"SupervisionItem", "Report", "Extension", "Decision", "Meeting", "Series", "Issue"} <= {
        model.__name__ for model in kept_apart()
    }


def test_rule_46_whoever_acts_for_somebody_sees_what_both_see(world):
    differing = []
    for model in kept_apart():
        seen = {name: _seen(model, person) for name, person in world.people.items()}
        for giver, taker in permutations(world.people, 2):
            person = world.people[taker]
            person.acting = (Acting(world.people[giver], TODAY, TODAY),)
            if _seen(model, person) != seen[giver] | seen[taker]:
                differing.append((model.__name__, giver, taker))
            person.acting = ()

    assert differing == []


def _seen(model, person):
    rows = list(model.objects.visible_to(person).values_list("pk", flat=True))
    # A row that two rights show is still one row.
    assert len(rows) == len(set(rows)), (model, person)
    return set(rows)
