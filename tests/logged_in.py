"""Somebody who has logged in: `force_login` of the test clients, in two statements instead of nine."""

from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest
from django.test import Client

from secretariat.people.backend import mark_the_beginning
from secretariat.people.sessions import SessionStore


def log_in(client: Client, person: Any, backend: str) -> None:
    """What a log-in leaves in a new session and in the client's cookies; it is not noted as the person's last one."""
    request = HttpRequest()
    request.session = SessionStore()
    request.session.update(
        {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: backend,
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
    )
    mark_the_beginning(request)
    request.session.create()
    client._set_login_cookies(request)
