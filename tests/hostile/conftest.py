"""The site with a small world in it; whatever a request does is rolled back, so that one world serves a whole table."""

import logging

import pytest
from django.db import transaction
from django.test import override_settings

from tests.access import make_world
from tests.hostile.site import Site


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """One for all tests of a file, in a transaction that ends with the file."""
    folder = tmp_path_factory.mktemp("site")
    places = override_settings(FONT_DIR=folder / "fonts", MEDIA_ROOT=folder / "files")
    with places, django_db_blocker.unblock(), transaction.atomic():
        yield Site(make_world())
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _without_tracebacks(db, caplog):
    # A line with a traceback for each refusal takes longer than the refusal.
    caplog.set_level(logging.CRITICAL, logger="django.request")
