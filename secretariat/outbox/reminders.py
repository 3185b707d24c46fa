"""The morning's reminders: whom to remind of what on a day, and telling them once (rule 17)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from secretariat.jobs.models import Job
from secretariat.offers import Question, ask
from secretariat.outbox.groups import tell_groups
from secretariat.outbox.ladders import gravity
from secretariat.outbox.lines import TAKER, Planned, ReminderLine, Suppressed
from secretariat.outbox.models import ReminderRule
from secretariat.outbox.nudge import deliver_soon
from secretariat.outbox.services import CHUNK, drop_empty, gather_digests, open_digests, post
from secretariat.people.queries import away_on, directory
from secretariat.workdays import queries as workdays
from secretariat.workdays.calendar import Calendar

SENT_AT = time(8, 30)

_recipient_of = attrgetter("recipient_id")


@dataclass(frozen=True)
class Sweep:
    """People reminded, lines about them, and how many of the lines were not told before."""

    people: int
    lines: int
    new: int


def lines_on(on: date, calendar: Calendar | None = None) -> list[ReminderLine]:
    """What the sweep of the day `on` tells: the planned lines but the suppressed ones."""
    return [planned.line for planned in planned_on(on, calendar) if planned.suppression is None]


def planned_on(on: date, calendar: Calendar | None = None) -> list[Planned]:
    """The reminders of the day `on`: a pure read, so that the dry run is the same function without the write.

    One line per matter and person: one's own before that of somebody one acts for, the graver rung before the other.
    Whoever acts for somebody who is away is reminded as well. Suppressed lines are there, with who and why. None on a
    rest day; what falls on it is due on the next working day, since the rules count in working days.
    """
    calendar = calendar or workdays.load()
    if not calendar.is_workday(on):
        return []
    rules = list(ReminderRule.objects.in_force(on).with_suppressions(on))
    lines: list[ReminderLine] = ask(Question.REMINDERS, on=on, calendar=calendar, rules=rules, directory=directory())
    lines.sort(key=lambda line: (gravity(line.ladder, line.offset), line.subject_type, line.subject_id, line.rule_id))
    told = {(line.matter, line.recipient_id): line for line in [*_for_takers(lines, on), *lines]}
    suppressed = _suppressed(rules)
    return [
        Planned(on, line, suppressed.get((line.rule_id, line.recipient_id, line.matter)))
        for line in sorted(told.values(), key=lambda line: line.key(on))
    ]


def _for_takers(lines: list[ReminderLine], on: date) -> list[ReminderLine]:
    away = away_on(on) if lines else {}
    theirs = [(line, away[line.recipient_id]) for line in lines if line.recipient_id in away]
    with translation.override(settings.LANGUAGE_CODE):
        return [
            replace(line, recipient_id=taker, capacity=TAKER, reason=_("You act for %(name)s.") % {"name": person.name})
            for line, person in theirs
            for taker in person.takers
        ]


def _suppressed(rules: list[Any]) -> dict[tuple[int, int, tuple[str, int]], Suppressed]:
    """The decisions that the rules brought along, by rule, recipient and matter."""
    return {
        (rule.pk, row["recipient_id"], (f"{row['app']}.{row['model']}", row["subject_id"])): Suppressed(
            pk=row["pk"], by=row["by"], at=datetime.fromisoformat(row["at"]), reason=row["reason"]
        )
        for rule in rules
        for row in rule.suppressed
    }


def send_reminders(on: date) -> Sweep:
    """Tell the reminders of `on`, gathered into each person's digest and each chat group's message, due at 08:30.

    Written in short transactions, one person whole or not at all: a worker killed in between loses nothing, the keys
    make the repeat harmless, and no digest leaves by half.
    """
    calendar = workdays.load()
    lines = lines_on(on, calendar)
    at = datetime.combine(on, SENT_AT, timezone.get_default_timezone())
    new = sum(_tell(some, on=on, at=at) for some in _by_people(lines))
    gather_digests(on=on, at=at, calendar=calendar)
    tell_groups(lines, on=on, at=at)
    if new:
        deliver_soon()
    return Sweep(people=len({line.recipient_id for line in lines}), lines=len(lines), new=new)


def _by_people(lines: Iterable[ReminderLine]) -> Iterator[list[ReminderLine]]:
    """The lines in chunks, those of a person together."""
    chunk: list[ReminderLine] = []
    for _recipient, theirs in groupby(sorted(lines, key=_recipient_of), key=_recipient_of):
        chunk += theirs
        if len(chunk) >= CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def remind(job: Job) -> Mapping[str, Any]:
    """The job of every working day at 08:30."""
    return asdict(send_reminders(timezone.localdate(job.nominal_at)))


@transaction.atomic
def _tell(lines: list[ReminderLine], *, on: date, at: datetime) -> int:
    digests = open_digests({line.recipient_id for line in lines}, on=on, at=at)
    new = post(line.row(on) | {"delivery_id": digests.get(line.recipient_id)} for line in lines)
    drop_empty(digests.values())
    return new
