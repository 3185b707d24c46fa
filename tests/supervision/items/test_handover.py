"""What somebody who leaves has in hand, and to whom it goes."""

import pytest
from django.core.exceptions import PermissionDenied

from secretariat.audit.models import Event
from secretariat.people.models import PostKind
from supervision.items.services.handover import hand_over, in_hand
from tests.supervision.factories import ItemFactory, person
from tests.supervision.items.cast import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return person(PostKind.ADMINISTRATOR)


def test_in_hand_is_what_is_not_over(cast):
    handled = ItemFactory(handler=cast.staff)
    followed = ItemFactory(officer=cast.staff, state="draft")
    answered = ItemFactory(leader=cast.staff, state="completed")
    ItemFactory(handler=cast.staff, state="signed_off")
    ItemFactory(handler=cast.staff, state="not_filed")
    ItemFactory(handler=cast.head)

    assert list(in_hand(cast.staff)) == [handled, followed, answered]


def test_the_successor_takes_the_handlers_place(cast, administrator):
    item = ItemFactory(handler=cast.staff)

    assert hand_over(cast.staff, to=cast.head, by=administrator, on=DAY) == [item]

    item.refresh_from_db()
    event = Event.objects.get(verb="item.handed_over")
    assert (item.handler, item.version, event.actor, event.subject) == (cast.head, 2, administrator, item)
    assert event.data == {"changed": {"handler": ["牵头承办", "牵头处长"]}}


def test_what_takes_a_post_goes_to_whoever_holds_it(cast, administrator):
    ItemFactory(officer=cast.officer, handler=cast.officer)
    ItemFactory(leader=cast.leader)

    (taken,) = hand_over(cast.officer, to=cast.staff, by=administrator, on=DAY)
    assert (taken.handler, taken.officer) == (cast.staff, cast.officer)

    (taken,) = hand_over(cast.officer, to=cast.reviewer, by=administrator, on=DAY)
    assert taken.officer == cast.reviewer

    assert hand_over(cast.leader, to=cast.staff, by=administrator, on=DAY) == []
    assert len(hand_over(cast.leader, to=cast.deputy, by=administrator, on=DAY)) == 1


def test_only_an_administrator_hands_over(cast):
    with pytest.raises(PermissionDenied):
        hand_over(cast.staff, to=cast.head, by=cast.officer, on=DAY)
