"""The reminders of a day as they would go out: by person, with rule and reason, for the page and for the command."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from secretariat.outbox.lines import Planned
from secretariat.outbox.reminders import SENT_AT, planned_on
from secretariat.people.models import User
from secretariat.workdays.calendar import Calendar


@dataclass(frozen=True)
class Told:
    """One person and what they would be told, held-back lines included."""

    person: User
    lines: Sequence[Planned]

    @property
    def count(self) -> int:
        """How many lines they would really be told."""
        return sum(planned.suppression is None for planned in self.lines)


@dataclass(frozen=True)
class Rehearsal:
    """A day's reminders; the figures leave out what is held back."""

    on: date
    told: Sequence[Told]

    @property
    def people(self) -> int:
        """People who would be told something."""
        return sum(bool(one.count) for one in self.told)

    @property
    def lines(self) -> int:
        """Lines that would be told."""
        return sum(one.count for one in self.told)

    @property
    def escalations(self) -> int:
        """Those of them that go above the unit."""
        every = [planned for one in self.told for planned in one.lines]
        return sum(planned.suppression is None and planned.line.is_escalation for planned in every)

    @property
    def held_back(self) -> int:
        """Lines that would not be told."""
        return sum(len(one.lines) for one in self.told) - self.lines


def rehearse(on: date, calendar: Calendar | None = None) -> Rehearsal:
    """What would be told on `on`, in the order of units and names: a pure read."""
    planned = planned_on(on, calendar)
    people = User.objects.select_related("department").in_bulk({one.line.recipient_id for one in planned})
    places = {pk: _place(person) for pk, person in people.items()}
    ordered = sorted(planned, key=lambda one: (places[one.line.recipient_id], one.line.title, one.line.key(on)))
    grouped = groupby(ordered, key=lambda one: one.line.recipient_id)
    return Rehearsal(on, [Told(people[pk], list(theirs)) for pk, theirs in grouped])


def _place(person: User) -> tuple[int, str, int]:
    return person.department.order if person.department else -1, person.pinyin, person.pk


def next_morning(now: datetime, calendar: Calendar) -> date:
    """The day of the next sweep, as seen at the local moment `now`: today's before 08:30 of a working day."""
    day = now.date() if now.time() < SENT_AT else now.date() + timedelta(days=1)
    return calendar.roll_forward(day)
