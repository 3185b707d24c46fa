"""The morning's reminders: whom to remind of what on a day, and telling them once (rule 17)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from secretariat.jobs.models import Job
from secretariat.offers import Question, ask
from secretariat.outbox.lines import ReminderLine
from secretariat.outbox.models import ReminderRule
from secretariat.outbox.services import CHUNK, gather_digests, post
from secretariat.workdays import queries as workdays
from secretariat.workdays.calendar import Calendar

SENT_AT = time(8, 30)


@dataclass(frozen=True)
class Sweep:
    """People reminded, lines about them, and how many of the lines were not told before."""

    people: int
    lines: int
    new: int


def lines_on(on: date, calendar: Calendar | None = None) -> list[ReminderLine]:
    """The reminders of the day `on`: a pure read, so that the dry run is the same function without the write.

    None on a rest day; what falls on it is due on the next working day, since the rules count in working days.
    """
    calendar = calendar or workdays.load()
    if not calendar.is_workday(on):
        return []
    rules = list(ReminderRule.objects.in_force(on))
    lines: list[ReminderLine] = ask(Question.REMINDERS, on=on, calendar=calendar, rules=rules)
    return sorted(lines, key=lambda line: line.key(on))


def send_reminders(on: date) -> Sweep:
    """Tell the reminders of `on`, then gather each person's digest, due at 08:30.

    Written in short transactions: a worker killed in between loses nothing, and the keys make the repeat harmless.
    """
    calendar = workdays.load()
    lines = lines_on(on, calendar)
    new = sum(_tell(lines[start : start + CHUNK], on) for start in range(0, len(lines), CHUNK))
    gather_digests(on=on, at=datetime.combine(on, SENT_AT, timezone.get_default_timezone()), calendar=calendar)
    return Sweep(people=len({line.recipient_id for line in lines}), lines=len(lines), new=new)


def remind(job: Job) -> Mapping[str, Any]:
    """The job of every working day at 08:30."""
    return asdict(send_reminders(timezone.localdate(job.nominal_at)))


@transaction.atomic
def _tell(lines: list[ReminderLine], on: date) -> int:
    return post([line.notice(on) for line in lines])
