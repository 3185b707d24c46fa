"""Lists of guests: what a form names, what becomes of it in the rows of a meeting, and how the rows are counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from planning.meetings.models import Attendance, Capacity, Guest, Meeting
from planning.meetings.models.attendance import Key
from planning.meetings.states import AttendanceState
from secretariat.people.models import Department, User


@dataclass(frozen=True)
class Wanted:
    """A guest as a form or a standing list names one; exactly one of person, unit and name."""

    kind: str
    person: User | None = None
    unit: Department | None = None
    name: str = ""

    @classmethod
    def of(cls, guest: Guest) -> "Wanted":
        """What a stored row names; the person whom a unit sends is not named by it."""
        return cls(guest.kind, None if guest.unit_id else guest.person, guest.unit, guest.name)

    @property
    def key(self) -> Key:
        """As `Guest.key`."""
        if self.unit is not None:
            return "unit", self.unit.pk
        return ("person", self.person.pk) if self.person is not None else ("name", self.name)

    @property
    def columns(self) -> dict[str, Any]:
        """What a row stores of it."""
        return {"kind": self.kind, "person": self.person, "unit": self.unit, "name": self.name}


def in_order(wanted: Iterable[Wanted], leaders: Sequence[int]) -> list[Wanted]:
    """Each guest once, as the house seats them: participants first; the leaders (ids, in their order), other people and
    units by the order of the units, then names."""
    once = {one.key: one for one in wanted}
    rank = {leader: place for place, leader in enumerate(leaders)}
    return sorted(once.values(), key=lambda one: _place(one, rank))


def _place(one: Wanted, rank: Mapping[int, int]) -> tuple[Any, ...]:
    observes = one.kind == Capacity.OBSERVER
    if one.person:
        unit = one.person.department
        return observes, 0, rank.get(one.person.pk, len(rank)), unit.order if unit else 0, one.person.pinyin
    return (observes, 1, 0, one.unit.order, "") if one.unit else (observes, 2, 0, 0, one.name)


def rows_for(
    meeting: Meeting, wanted: Sequence[Wanted], heads: Mapping[int, Sequence[int]], stored: Iterable[Attendance]
) -> Iterator[Attendance]:
    """Rows of a meeting, not saved, for those of `wanted` whom it does not have yet.

    A unit is filled with its head, where it has exactly one (`heads`: ids by unit) who does not come anyway.
    """
    have = list(stored)
    keys, seated = {row.key for row in have}, {row.person_id for row in have if row.person_id}
    named = {one.person.pk for one in wanted if one.person}
    for place, one in enumerate(wanted, start=1):
        if one.key in keys or (one.person and one.person.pk in seated):
            continue
        row = Attendance(meeting=meeting, ordinal=place, **one.columns)
        sent = heads.get(one.unit.pk, []) if one.unit else []
        if len(sent) == 1 and sent[0] not in named | seated:
            row.person_id = sent[0]
            seated.add(sent[0])
        yield row


# ── Counting and saying ──────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Roll:
    """The list of a meeting by what a paper says of it."""

    present: list[Attendance]
    observers: list[Attendance]
    leave: list[Attendance]

    @property
    def asked(self) -> int:
        """How many wait for the answer to their request for leave; they are still expected."""
        return sum(row.state == AttendanceState.ASKED for row in (*self.present, *self.observers))

    @property
    def expected(self) -> int:
        """How many should come (应到): everybody on the list, those on leave as well."""
        return len(self.everybody)

    @property
    def everybody(self) -> list[Attendance]:
        """All rows, those on leave last."""
        return [*self.present, *self.observers, *self.leave]

    @property
    def is_noted(self) -> bool:
        """Whether somebody has ticked who came."""
        return any(row.came is not None for row in self.everybody)

    @property
    def came(self) -> int:
        """How many came."""
        return sum(bool(row.came) for row in self.everybody)


def named(row: Guest) -> str:
    """A guest on a paper: a person whom a unit sends with the unit, else the name."""
    if row.unit is None or row.person is None:
        return row.words
    return _("%(name)s (%(unit)s)") % {"name": row.person, "unit": row.unit.short}


def roll_of(rows: Iterable[Attendance]) -> Roll:
    """The rows of a meeting as a roll (出席、列席、请假)."""
    found = list(rows)
    coming = [row for row in found if row.state != AttendanceState.LEAVE]
    return Roll(
        present=[row for row in coming if row.kind == Capacity.PRESENT],
        observers=[row for row in coming if row.kind == Capacity.OBSERVER],
        leave=[row for row in found if row.state == AttendanceState.LEAVE],
    )
