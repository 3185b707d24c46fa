"""The lock after wrong passwords: by person and host together, and lifted by an administrator."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from secretariat.audit.models import Event
from secretariat.people import services
from secretariat.people.models import PostKind
from tests.secretariat.factories import UserFactory
from tests.supervision.factories import person

PASSWORD = "correct horse 9"
OFFICE, HOME = "10.0.0.8", "10.0.0.9"


@pytest.fixture(autouse=True)
def locks(settings):
    settings.AXES_ENABLED = True


@pytest.fixture
def staff(db):
    user = UserFactory(username="6217")
    user.set_password(PASSWORD)
    user.save()
    return user


def log_in(user, password=PASSWORD, host=OFFICE):
    client = Client(REMOTE_ADDR=host)
    return client.post("/login/", {"username": user.username, "password": password})


def lock(user, host=OFFICE):
    return [log_in(user, "wrong", host).status_code for _ in range(5)]


def test_the_fifth_wrong_password_locks(staff):
    assert lock(staff)[-1] == 429
    assert log_in(staff).status_code == 429


def test_a_colleague_on_the_same_host_is_not_locked(staff):
    other = UserFactory()
    other.set_password(PASSWORD)
    other.save()
    lock(staff)

    assert log_in(other).status_code == 302


def test_the_same_person_on_another_host_is_not_locked(staff):
    lock(staff)

    assert log_in(staff, host=HOME).status_code == 302


def test_an_administrator_lifts_the_lock_on_every_host(staff):
    lock(staff)
    lock(staff, HOME)

    assert services.unlock(staff, by=person(PostKind.ADMINISTRATOR)) == 2
    assert (log_in(staff).status_code, log_in(staff, host=HOME).status_code) == (302, 302)
    assert Event.objects.filter(verb="person.unlocked", subject_id=staff.pk).exists()


@pytest.mark.parametrize("act", [services.unlock, services.require_new_password])
def test_nobody_else_does(staff, act):
    with pytest.raises(PermissionDenied):
        act(staff, by=person(PostKind.SUPERVISOR))


def test_nobodys_hours_are_recorded(staff):
    """Rule 48: the time of a log-in and its place, for the person and the auditor; no log-out, no length."""
    log_in(staff)

    event = Event.objects.get(verb="person.logged_in")
    assert (event.actor, event.data) == (staff, {"address": OFFICE, "program": ""})
