"""Sessions are Django's own; only the statement that finds one is ours."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DjangoStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.module_loading import import_string

pytestmark = pytest.mark.django_db
SessionStore = import_string(f"{settings.SESSION_ENGINE}.SessionStore")


@pytest.fixture
def kept():
    """A session that another request has saved."""
    session = SessionStore()
    session["seen"] = 12.5
    session.create()
    return session


def test_what_is_kept_is_found_by_one_statement(kept, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = dict(SessionStore(kept.session_key).items())

    assert found == {"seen": 12.5} == dict(DjangoStore(kept.session_key).items())


def test_what_has_ended_is_not_found_and_its_key_is_not_used_again(kept):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    found = SessionStore(kept.session_key)

    assert (dict(found.items()), found.session_key) == ({}, None)


def test_a_key_that_nobody_was_given_is_not_used():
    found = SessionStore("x" * 32)

    assert (dict(found.items()), found.session_key) == ({}, None)
