"""`force_login` leaves what a log-in leaves."""

import pytest
from django.test import Client
from django.urls import reverse

from secretariat.people.backend import BEGAN, SEEN
from tests.logged_in import log_in
from tests.secretariat.factories import UserFactory

PASSWORD = "secretariat-2026"


def left_in(session):
    """What a session holds; its times are of the moment."""
    return {name: type(value) if name in (BEGAN, SEEN) else value for name, value in session.items()}


@pytest.mark.django_db
def test_a_session_is_that_of_the_log_in_page():
    person = UserFactory()
    person.set_password(PASSWORD)
    person.save()
    typed, at_once = Client(), Client()

    typed.post(reverse("login"), {"username": person.username, "password": PASSWORD})
    at_once.force_login(person)

    assert Client._login is log_in
    assert left_in(at_once.session) == left_in(typed.session)
