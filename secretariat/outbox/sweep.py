"""What the office does every minute, with or without a broker: the runs that are due, then the deliveries."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from secretariat.jobs import services as jobs
from secretariat.jobs.handlers import HANDLERS, TIMETABLE, handles
from secretariat.outbox import delivery, reminders
from secretariat.workdays import queries as workdays

# The drawers above enter their work from their offers.
handles("remind", at=reminders.SENT_AT)(reminders.remind)


@dataclass(frozen=True)
class Swept:
    """What a sweep did."""

    jobs: jobs.Ran
    deliveries: delivery.Outcome


def sweep(now: datetime) -> Swept:
    """Make what is due at `now`; two sweeps at once make it once. The mark for the health page is set at the end."""
    jobs.schedule_runs(TIMETABLE, now=timezone.localtime(now), calendar=workdays.load())
    swept = Swept(jobs.run_due(now, handlers=HANDLERS), delivery.drain())
    jobs.record_tick(now)
    return swept
