"""A refusal takes one line of the log; a fault keeps its traceback."""

import logging

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied

from secretariat.logs import without_traceback


@pytest.mark.parametrize(
    ("name", "level", "is_kept"),
    [
        ("django.request", logging.WARNING, False),
        ("django.security.SuspiciousOperation", logging.WARNING, False),
        ("django.request", logging.ERROR, True),
        ("secretariat.tasks", logging.WARNING, True),
    ],
)
def test_only_a_refusal_loses_its_traceback(name, level, is_kept):
    error = PermissionDenied()
    record = logging.LogRecord(name, level, "", 0, "Forbidden", (), (PermissionDenied, error, None))

    assert (without_traceback(record), record.exc_info is not None) == (True, is_kept)


def test_the_log_of_the_house_uses_it():
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["refusals"]
    assert settings.LOGGING["filters"]["refusals"]["callback"] is without_traceback
