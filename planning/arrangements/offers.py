"""What arrangements do every morning, and what their events are called."""

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from planning.arrangements.reporting import remind_of_cut_offs
from planning.arrangements.verbs import VERBS
from secretariat.audit.labels import register_all, register_group
from secretariat.jobs.handlers import handles
from secretariat.jobs.models import Job
from secretariat.jobs.timetable import Days
from secretariat.workdays import queries as workdays


@handles("arrangements.remind_units", at=time(8, 0), days=Days.WORKING_DAY)
def remind_units(job: Job) -> dict[str, int]:
    """Remind the units that have not reported, on the local day for which the job was due."""
    return {"told": remind_of_cut_offs(on=timezone.localdate(job.nominal_at), calendar=workdays.load())}


register_group("arrangement", _("Arrangements"))
register_group("arrangement_entry", _("Entries of arrangements"))
register_all(VERBS)
