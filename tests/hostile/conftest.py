"""The site with a small world in it; whatever a request does is rolled back, so that one world serves a whole table."""

import logging

import pytest

from tests.access import make_world
from tests.hostile.site import Site


@pytest.fixture
def site(db, settings, tmp_path, caplog):
    settings.FONT_DIR, settings.MEDIA_ROOT = tmp_path / "fonts", tmp_path / "files"
    # A line with a traceback for each refusal takes longer than the refusal.
    caplog.set_level(logging.CRITICAL, logger="django.request")
    return Site(make_world())
