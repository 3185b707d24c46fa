"""Entries on a rest day, and days on which too much stands: shown beside the conflicts, and never refused."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from planning.arrangements.conflicts import names
from planning.arrangements.models import DayLimit, Entry
from planning.arrangements.persons import person
from secretariat.workdays.calendar import Calendar


@dataclass(frozen=True)
class Strain:
    """Entries that a day, or a leader on it, does not bear well; `what` names the holiday or the leader."""

    kind: str  # rest, leader_load or day_load
    on: date
    what: str
    entries: Sequence[Entry]
    limit: int = 0

    @property
    def reason(self) -> str:
        """Why they stay in spite of it; empty until it is said of every entry on a rest day, or of one otherwise."""
        said = [entry.conflict_reason for entry in self.entries]
        enough = all(said) if self.kind == "rest" else any(said)
        return next(filter(None, said), "") if enough else ""


def strains(entries: Iterable[Entry], *, calendar: Calendar, limit: DayLimit) -> list[Strain]:
    """What lies on a rest day, and the days with more entries, or with more of one leader, than the house allows; in
    the order of the days. What has no day of its own fills none."""
    days: dict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.day_words:
            days[entry.on].append(entry)
    return [found for on in sorted(days) for found in _of_day(on, days[on], calendar, limit)]


def _of_day(on: date, entries: list[Entry], calendar: Calendar, limit: DayLimit) -> list[Strain]:
    found = []
    if not calendar.is_workday(on):
        special = calendar.special(on)
        found.append(Strain("rest", on, special[1] if special else "", entries))
    if len(entries) > limit.per_day:
        found.append(Strain("day_load", on, "", entries, limit.per_day))
    return [*found, *_of_leaders(on, entries, limit.per_leader)]


def _of_leaders(on: date, entries: list[Entry], limit: int) -> list[Strain]:
    led: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for name in dict.fromkeys(map(person, names(entry.leaders))):
            led[name].append(entry)
    return [Strain("leader_load", on, name, mine, limit) for name, mine in led.items() if len(mine) > limit]
