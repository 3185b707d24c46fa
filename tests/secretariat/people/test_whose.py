"""Whose unit is meant is said: one's own, or that of somebody for whom one acts."""

from datetime import date

import pytest

from secretariat.people.models import Acting, Department, User
from secretariat.people.whose import giver_in, unit_leads, unit_takes_part

DAY = date(2026, 11, 24)
OWN, THEIRS, OTHER = (Department(pk=n, name=name) for n, name in enumerate(("提案委", "经济委", "研究室"), 1))


@pytest.fixture
def taker():
    giver = User(pk=1, name="罗建平", department=THEIRS)
    found = User(pk=2, name="何川", department=OWN)
    found.acting = (Acting(giver, DAY, DAY),)
    return found


def test_the_own_unit_is_yours_and_that_of_another_is_named(taker):
    assert (unit_leads(taker, OWN), unit_leads(taker, THEIRS)) == (
        "本单位牵头",
        "经济委牵头，您正在代罗建平办理",
    )
    assert (unit_takes_part(taker, OWN), unit_takes_part(taker, THEIRS)) == (
        "本单位配合",
        "经济委配合，您正在代罗建平办理",
    )


def test_of_the_own_unit_nobody_acts_for_a_colleague(taker):
    taker.acting = (Acting(User(pk=3, name="主任", department=OWN), DAY, DAY), *taker.acting)

    assert [giver_in(taker, unit and unit.pk) for unit in (OWN, OTHER, None)] == [None, None, None]
    assert giver_in(taker, THEIRS.pk).name == "罗建平"
