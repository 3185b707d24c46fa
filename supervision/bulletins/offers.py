"""What this drawer answers: the job that compiles, and the names of its events."""

from calendar import monthrange
from datetime import date, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.audit.labels import register, register_group
from secretariat.jobs.handlers import handles
from secretariat.jobs.models import Job
from secretariat.jobs.services import progress
from secretariat.jobs.timetable import Days
from secretariat.people.models import User
from secretariat.workdays import queries as workdays
from secretariat.workdays.calendar import add_months
from supervision.bulletins import queries
from supervision.bulletins.models import Issue
from supervision.bulletins.services import JOB, compile_issue

register_group("bulletin", _("Bulletins"))
register("bulletin.compiled", _("compiled it"))
register("bulletin.recompiled", _("compiled it anew"))
register("bulletin.edited", _("edited it"))
register("bulletin.submitted", _("submitted it for review"))
register("bulletin.returned", _("returned it to be changed"))
register("bulletin.approved", _("approved it for signature"))
register("bulletin.issued", _("signed and issued it"))


@handles(JOB, at=time(7, 0), days=Days.FIRST_WORKING_DAY_OF_MONTH)
def compile_bulletin(job: Job) -> dict[str, Any]:
    """Compile what was asked for; a run of the timetable compiles the month before for every monthly kind."""
    on = timezone.localtime(job.nominal_at).date()
    wanted = [job.arguments] if job.arguments else _monthly(on)
    issues = []
    for done, arguments in enumerate(wanted):
        progress(job, 10 + 80 * done // len(wanted))
        issues.append(_compile(job, arguments, on))
    return {"issues": [issue.pk for issue in issues]}


def _compile(job: Job, arguments: dict[str, Any], on: date) -> Issue:
    return compile_issue(
        arguments["kind"],
        first_on=date.fromisoformat(arguments["first_on"]),
        last_on=date.fromisoformat(arguments["last_on"]),
        again=arguments["again"],
        on=on,
        by=job.asked_by,
        behalf=User.objects.filter(pk=arguments.get("behalf") or 0).first(),
        calendar=workdays.load(),
    )


def _monthly(on: date) -> list[dict[str, Any]]:
    first_on = add_months(on.replace(day=1), -1)
    last_on = first_on.replace(day=monthrange(first_on.year, first_on.month)[1])
    return [
        {"kind": kind.code, "first_on": str(first_on), "last_on": str(last_on), "again": False}
        for kind in queries.kinds_for_month(first_on, last_on)
    ]
