"""Reads about jobs."""

from datetime import datetime

from secretariat.jobs.models import Job

TICK = "tick"


def last_tick() -> datetime | None:
    """When the last whole tick ended; None before the first. Red health after five minutes without one."""
    return Job.objects.filter(key=TICK).values_list("finished_at", flat=True).first()
