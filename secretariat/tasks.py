"""The background work of the house on one page: Celery is the nudge and the clock, the work stands in rows."""

from celery import shared_task
from django.utils import timezone

from secretariat.jobs import services as jobs
from secretariat.jobs.handlers import HANDLERS
from secretariat.outbox import delivery, sweep


@shared_task
def tick() -> None:
    """Every minute: the runs that are due, then the deliveries."""
    sweep.sweep(timezone.now())


@shared_task
def deliver() -> None:
    """At once, when something urgent was queued."""
    delivery.drain()


@shared_task
def run_jobs() -> None:
    """At once, when somebody asked for a job."""
    jobs.run_due(timezone.now(), handlers=HANDLERS)
