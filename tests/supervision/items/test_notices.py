"""Whom a step tells where somebody is no longer here: those one rung higher, never nobody."""

import pytest

from secretariat.people.models import User
from supervision.items.notices import tell
from tests.supervision.factories import ItemFactory
from tests.supervision.items.cast import DAY


@pytest.fixture
def tell_of(cast, told):
    """`tell_of("report", "officer")`: the names of those told where these people of the cast have left."""

    def names(step, *gone, **facts):
        people = {"officer": cast.officer, "lead": cast.lead, "leader": cast.deputy, "co_units": [cast.co_unit]}
        item = ItemFactory(**people | facts)
        User.objects.filter(pk__in=[getattr(cast, name).pk for name in gone]).update(is_active=False)
        item = type(item).objects.get(pk=item.pk)
        tell(step, item, by=cast.nobody, on=DAY)
        return told(item, step)

    return names


@pytest.mark.parametrize(
    ("gone", "names"),
    [
        ((), ["督查甲"]),
        (("officer",), ["督查乙"]),
        (("officer", "reviewer"), ["秘书长"]),
    ],
)
def test_what_an_officer_who_has_left_should_know_goes_to_the_others(tell_of, gone, names):
    assert tell_of("acknowledge", *gone) == names


@pytest.mark.parametrize(("gone", "names"), [((), ["副秘书长"]), (("deputy",), ["秘书长"])])
def test_what_a_leader_who_has_left_should_decide_goes_to_the_secretary_general(tell_of, gone, names):
    assert tell_of("submit", *gone) == names


@pytest.mark.parametrize(
    ("gone", "names"),
    [
        ((), ["牵头处长"]),
        (("head",), ["牵头承办"]),
        (("head", "staff"), ["副秘书长"]),
        (("head", "staff", "deputy"), ["秘书长"]),
    ],
)
def test_what_a_unit_without_anybody_should_do_goes_to_those_who_oversee_it(tell_of, gone, names):
    assert tell_of("sign_off", *gone) == names


def test_a_co_unit_without_anybody_is_answered_for_as_well(tell_of):
    assert tell_of("dispatch", "co_head", "co_staff") == ["牵头处长", "秘书长"]
