"""What people set for themselves, and leaving."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.people import services
from secretariat.people.models import Delegation, PostKind, User
from secretariat.people.queries import acts_for
from tests.secretariat.factories import UserFactory
from tests.secretariat.people.conftest import TODAY
from tests.supervision.factories import person


@pytest.fixture
def administrator(db):
    return person(PostKind.ADMINISTRATOR)


def test_only_what_changed_is_written_and_recorded(anna):
    services.choose(anna, language="en", phone="", theme="dark")

    kept = User.objects.get(pk=anna.pk)
    assert (kept.language, kept.theme, anna.theme) == ("en", "dark", "dark")
    assert Event.objects.get(verb="person.set").data == {"changed": ["language", "theme"]}


def test_nothing_changed_is_nothing_recorded(anna):
    services.choose(anna, language="", theme="", phone="", mails_digest=True)

    assert not Event.objects.exists()


def test_a_new_password_may_be_required(anna, administrator):
    services.require_new_password(anna, by=administrator)

    assert User.objects.get(pk=anna.pk).must_change_password
    services.change_password(anna, "a better horse 7")
    assert not User.objects.get(pk=anna.pk).must_change_password


# ── Leaving ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_whoever_leaves_cannot_log_in_and_is_acted_for_by_nobody(anna, bert, carl, let, administrator):
    let(anna, bert)
    let(carl, anna)
    let(carl, bert)

    left = services.leave(anna, by=administrator, on=TODAY, successor=bert)

    assert (left.is_active, left.has_usable_password()) == (False, False)
    assert acts_for(bert, TODAY) == [carl]
    assert Delegation.objects.filter(revoked_at=None).count() == 1
    event = Event.objects.get(verb="person.left")
    assert (event.actor, event.subject, event.note) == (administrator, anna, "伯特")


def test_what_is_over_stays_as_it_was(anna, bert, let, administrator):
    let(anna, bert, from_on=date(2026, 11, 2), until_on=date(2026, 11, 3))

    services.leave(anna, by=administrator, on=TODAY)

    assert Delegation.objects.get().revoked_at is None


def test_only_an_administrator_records_it(anna, bert):
    with pytest.raises(PermissionDenied):
        services.leave(anna, by=person(PostKind.SECRETARY_GENERAL), on=TODAY)
    with pytest.raises(PermissionDenied):
        services.leave(anna, by=anna, on=TODAY)


def test_nobody_records_their_own_leaving(administrator):
    with pytest.raises(Refused):
        services.leave(administrator, by=administrator, on=TODAY)


def test_an_administrator_may_leave_while_another_stays(administrator):
    assert not services.leave(person(PostKind.ADMINISTRATOR), by=administrator, on=TODAY).is_active


def test_one_leaves_once(anna, administrator):
    services.leave(anna, by=administrator, on=TODAY)

    with pytest.raises(Refused):
        services.leave(anna, by=administrator, on=TODAY)


@pytest.mark.parametrize("successor", ["anna", "gone"])
def test_the_successor_is_somebody_else_who_is_here(anna, administrator, successor):
    chosen = anna if successor == "anna" else UserFactory(is_active=False)

    with pytest.raises(Refused) as refusal:
        services.leave(anna, by=administrator, on=TODAY, successor=chosen)
    assert (refusal.value.field, User.objects.get(pk=anna.pk).is_active) == ("successor", True)
