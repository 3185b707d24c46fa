"""The project, and everything that planning and supervision share."""

from secretariat.celery import app as celery_app

__all__ = ["celery_app"]
