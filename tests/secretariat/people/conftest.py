"""People who let each other act."""

from datetime import date

import pytest

from secretariat.people.models import Delegation
from secretariat.people.queries import acting_on
from tests.secretariat.factories import UserFactory

TODAY = date(2026, 11, 23)
FIRST, LAST = date(2026, 11, 20), date(2026, 11, 27)


@pytest.fixture
def let():
    """`let(a, b)` lets b act for a from 20 to 27 November 2026; answers with b as the log-in brings them."""

    def make(giver, taker, **facts):
        usual = {"from_on": FIRST, "until_on": LAST, "reason": "出差", "made_by": giver}
        Delegation.objects.create(giver=giver, taker=taker, **usual | facts)
        return acting_on(taker, TODAY)

    return make


@pytest.fixture
def anna(db):
    return UserFactory(name="安娜")


@pytest.fixture
def bert(db):
    return UserFactory(name="伯特")


@pytest.fixture
def carl(db):
    return UserFactory(name="卡尔")


@pytest.fixture
def dora(db):
    return UserFactory(name="朵拉")
