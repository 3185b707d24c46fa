"""Asking for a job, doing what is due, telling how far it is."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from secretariat.errors import Refused
from secretariat.jobs.handlers import Handler
from secretariat.jobs.models import Job, JobState
from secretariat.jobs.nudge import run_jobs_soon
from secretariat.jobs.queries import TICK
from secretariat.jobs.timetable import Entry, runs_due
from secretariat.workdays.calendar import Calendar

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)  # above the longest job; `progress` renews it
MAX_ATTEMPTS = 5


class LeaseLost(Exception):
    """The job was taken over by another worker: stop, its result is what counts."""


@dataclass(frozen=True)
class Ran:
    """How many jobs were taken, and what became of them."""

    claimed: int = 0
    done: int = 0
    failed: int = 0


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def schedule(
    name: str,
    *,
    nominal_at: datetime,
    key: str | None = None,
    arguments: Mapping[str, Any] | None = None,
    by: Any = None,
) -> Job:
    """The job `name` due at `nominal_at`; the same row however often it is asked for with the same key.

    Without `key` it is known by its name and nominal time. `arguments` are ids and dates as JSON, never objects.
    """
    job, is_new = Job.objects.get_or_create(
        key=key or f"{name}:{nominal_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        defaults={"name": name, "nominal_at": nominal_at, "arguments": dict(arguments or {}), "asked_by": by},
    )
    if is_new:
        transaction.on_commit(run_jobs_soon, robust=True)
    return job


def schedule_runs(entries: Iterable[Entry], *, now: datetime, calendar: Calendar) -> int:
    """See that every run of the timetable that is due at `now` (local time) has its row; returns how many are due."""
    runs = runs_due(entries, now=now, calendar=calendar)
    for run in runs:
        schedule(run.name, nominal_at=run.nominal_at)
    return len(runs)


# ── Doing ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def run_due(now: datetime, *, handlers: Mapping[str, Handler], lease: timedelta = LEASE, limit: int = 100) -> Ran:
    """Do the jobs that are due at `now`, one after another, each under a lease of its own.

    A job whose worker died is taken again when its lease has run out, a job that failed after 1, 2, 4, … minutes; after
    five attempts it has failed for good. What a rule refused is not tried again.
    """
    outcomes: list[str] = []
    while len(outcomes) < limit and (job := _claim(now, lease)):
        outcomes.append(_run(job, handlers.get(job.name)))
    return Ran(claimed=len(outcomes), done=outcomes.count(JobState.DONE), failed=outcomes.count(JobState.FAILED))


def progress(job: Job, percent: int, *, lease: timedelta = LEASE) -> None:
    """Show that `job` is done to `percent` (0–100) and renew its lease; raises LeaseLost if another has it now."""
    if not _update(job, percent=percent, lease_until=timezone.now() + lease):
        raise LeaseLost(job.key)


def record_tick(at: datetime) -> None:
    """Keep the moment of the last whole tick, so that health can tell whether work is being done."""
    fact = {"name": TICK, "nominal_at": at, "finished_at": at, "state": JobState.DONE, "percent": 100}
    Job.objects.update_or_create(key=TICK, defaults=fact)


@transaction.atomic
def _claim(now: datetime, lease: timedelta) -> Job | None:
    clock = timezone.now()
    free = models.Q(lease_until=None) | models.Q(lease_until__lte=clock)
    due = Job.objects.filter(free, state__in=[JobState.WAITING, JobState.RUNNING], nominal_at__lte=now)
    job = due.select_for_update(skip_locked=True).order_by("nominal_at", "pk").first()
    if job:
        job.state, job.lease_until = JobState.RUNNING, clock + lease
        job.token += 1
        # Counted at the start: a job that kills its worker must end as well.
        job.attempts += 1
        job.save(update_fields=["state", "lease_until", "token", "attempts"])
    return job


def _run(job: Job, handler: Handler | None) -> str:
    if job.attempts > MAX_ATTEMPTS:
        return _fail(job, job.error or "the worker died at every attempt")
    if handler is None:
        return _fail(job, f"nobody handles {job.name}")
    try:
        result = handler(job)
    except Refused as refusal:
        return _fail(job, str(refusal))
    except LeaseLost:
        return job.state
    except Exception as error:  # one of the two loops over records: the next job must run
        logger.exception("job %d failed, attempt %d", job.pk, job.attempts)
        return _fail(job, repr(error)) if job.attempts == MAX_ATTEMPTS else _put_off(job, repr(error))
    return _finish(job, JobState.DONE, percent=100, result=dict(result or {}), error="")


def _put_off(job: Job, error: str) -> str:
    pause = timedelta(minutes=2 ** (job.attempts - 1))
    _update(job, state=JobState.WAITING, lease_until=timezone.now() + pause, error=error)
    return JobState.WAITING


def _fail(job: Job, error: str) -> str:
    return _finish(job, JobState.FAILED, error=error)


def _finish(job: Job, state: JobState, **facts: Any) -> str:
    _update(job, state=state, lease_until=None, finished_at=timezone.now(), **facts)
    return state


def _update(job: Job, **facts: Any) -> bool:
    # The token fences off a worker that was thought dead and comes back late.
    return bool(Job.objects.filter(pk=job.pk, token=job.token, state=JobState.RUNNING).update(**facts))
