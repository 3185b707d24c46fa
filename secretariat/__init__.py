"""The project, and everything that planning and supervision share."""

import gc

from secretariat.celery import app as celery_app

__all__ = ["celery_app"]

# A start makes some hundred thousand things that stay: to look through them for garbage at every 700 more, as Python
# does, took a sixth of its time.
gc.set_threshold(50_000, 20, 20)
