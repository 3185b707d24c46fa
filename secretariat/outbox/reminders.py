"""The morning's reminders: whom to remind of what on a day, and telling them once (rule 17)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from secretariat.jobs.models import Job
from secretariat.offers import Question, ask
from secretariat.outbox.lines import ReminderLine
from secretariat.outbox.models import ReminderRule
from secretariat.outbox.services import CHUNK, gather_digests, post
from secretariat.people.queries import away_on
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

    Whoever acts for somebody who is away is reminded as well, unless the same line is theirs anyway. None on a rest
    day; what falls on it is due on the next working day, since the rules count in working days.
    """
    calendar = calendar or workdays.load()
    if not calendar.is_workday(on):
        return []
    rules = list(ReminderRule.objects.in_force(on))
    lines: list[ReminderLine] = ask(Question.REMINDERS, on=on, calendar=calendar, rules=rules)
    # One's own line comes last and stays: it says more than that of a stand-in.
    told = {line.key(on): line for line in [*_for_takers(lines, on), *lines]}
    return [told[key] for key in sorted(told)]


def _for_takers(lines: list[ReminderLine], on: date) -> list[ReminderLine]:
    away = away_on(on) if lines else {}
    theirs = [(line, away[line.recipient_id]) for line in lines if line.recipient_id in away]
    with translation.override(settings.LANGUAGE_CODE):
        return [
            replace(line, recipient_id=taker, reason=_("You act for %(name)s.") % {"name": person.name})
            for line, person in theirs
            for taker in person.takers
        ]


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
