"""The lock after wrong passwords: by person and host together, and lifted by an administrator."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from secretariat.audit.models import Event
from secretariat.people import services
from secretariat.people.models import PostKind
from tests.secretariat.factories import UserFactory
from tests.supervision.factories import person

PASSWORD = "correct horse 9"
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
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


# ── What the auditor reads of it ─────────────────────────────────────────────────────────────────────────────────────
def told(verb="person.log_in_refused"):
    return [(event.label, event.note, event.actor) for event in Event.objects.filter(verb=verb).order_by("pk")]


def try_as(name, host=OFFICE):
    Client(REMOTE_ADDR=host).post("/login/", {"username": name, "password": "wrong"})


def test_refused_log_ins_are_told_once_a_quarter_of_an_hour_for_each_person_and_host(staff, time_machine):
    time_machine.move_to(MORNING, tick=False)
    lock(staff), log_in(staff, "wrong", HOME)
    assert told() == [(str(staff), OFFICE, None), (str(staff), HOME, None)]

    time_machine.move_to(MORNING + timedelta(minutes=15), tick=False)
    log_in(staff, "wrong")
    assert len(told()) == 3


def test_a_name_that_nobody_has_is_not_kept_for_it_may_be_a_password(db):
    for name in ("Geheim-2026!", "another", "third"):
        try_as(name)

    assert told() == [("未知工号", OFFICE, None)]
    assert "Geheim" not in " ".join(str(row) for row in Event.objects.values())


def test_a_lock_is_told_once_and_again_after_it_was_lifted(staff):
    lock(staff), lock(staff)
    assert told("person.locked_out") == [(str(staff), OFFICE, None)]

    services.unlock(staff, by=person(PostKind.ADMINISTRATOR))
    lock(staff)
    assert len(told("person.locked_out")) == 2


@pytest.mark.parametrize("typed", [{"username": "6217"}, {"password": "x"}, {"username": "62\x0017", "password": "x"}])
def test_what_was_no_log_in_is_not_told(staff, typed):
    Client().post("/login/", typed)

    assert told() == []


def test_a_right_password_is_no_refusal(staff):
    log_in(staff)

    assert told() == []


def test_the_auditor_filters_by_it_and_finds_the_host(client, staff, settings):
    lock(staff)
    settings.AXES_ENABLED = False
    client.force_login(person(PostKind.AUDITOR))

    page = client.get("/log/?verb=person.locked_out&q=10.0.0.8").content.decode()

    assert page.count("多次输错密码，登录已锁定</td>") == 1 and OFFICE in page
