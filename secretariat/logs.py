"""What the log says of a request that was refused: one line. The way through the code is for faults only."""

import logging


def without_traceback(record: logging.LogRecord) -> bool:
    """Takes the traceback off a refusal (403, 404) that Django logs as a warning; every record is logged."""
    if record.name.startswith(("django.request", "django.security")) and record.levelno < logging.ERROR:
        record.exc_info = record.exc_text = None
    return True
