"""Same leader, room or vehicle in overlapping time: found, named, and kept only with a reason (rule 36)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import combinations, groupby
from typing import Any

from planning.arrangements.models import HalfDay
from planning.arrangements.persons import person
from secretariat.patterns import regex

# An entry that does not say when it ends takes two hours.
USUAL = 120
# Minutes of the day between which a half of it lies; what names none may be at any time.
_HALVES = {
    HalfDay.MORNING: (0, 12 * 60),
    HalfDay.AFTERNOON: (12 * 60, 18 * 60),
    HalfDay.EVENING: (18 * 60, 24 * 60),
}
_WHOLE = (0, 24 * 60)
# As names are set apart: by this sign, and whatever else is typed between them.
BETWEEN = "\u3001"
_BETWEEN = regex(r"[\u3001\uff0c,;\uff1b\s]+")


@dataclass(frozen=True)
class Clash:
    """Two entries that share a leader, a room or a vehicle; `what` is which."""

    kind: str  # leader, place or vehicle
    what: str
    first: Any
    second: Any

    @property
    def reason(self) -> str:
        """Why they are kept in spite of it; empty while nobody has said."""
        return str(self.second.conflict_reason or self.first.conflict_reason)


def clashes(entries: Iterable[Any]) -> list[Clash]:
    """Every pair of entries that clashes, in the order of the entries (rule 36)."""
    days = groupby(sorted(entries, key=lambda entry: entry.on), key=lambda entry: entry.on)
    return [clash for _day, found in days for pair in combinations(list(found), 2) for clash in between(*pair)]


def with_one(entry: Any, others: Sequence[Any]) -> list[Clash]:
    """What the entry clashes with among `others`; the entry itself is not among them."""
    return [clash for other in others if other.on == entry.on for clash in between(other, entry)]


def between(first: Any, second: Any) -> list[Clash]:
    """The leaders, the room and the vehicles that both entries need at the same time; none without a day of its own."""
    if first.day_words or second.day_words or not _overlap(_span(first), _span(second)):
        return []
    found = [Clash("leader", name, first, second) for name in _shared(first.leaders, second.leaders)]
    if plain(first.place) and plain(first.place) == plain(second.place):
        found.append(Clash("place", first.place, first, second))
    return found + [Clash("vehicle", name, first, second) for name in _shared(first.vehicles, second.vehicles)]


def _shared(first: str, second: str) -> list[str]:
    others = set(map(person, names(second)))
    return [name for name in dict.fromkeys(map(person, names(first))) if name in others]


def names(words: str) -> list[str]:
    """The leaders or vehicles that a field names."""
    return [name for name in _BETWEEN.split(words) if name]


def plain(place: str) -> str:
    """The name of a place without the blanks that somebody typed."""
    return "".join(place.split())


def _span(entry: Any) -> tuple[int, int]:
    if entry.starts_at is None:
        return _HALVES.get(entry.half_day, _WHOLE)
    begin = _minutes(entry.starts_at)
    return begin, _minutes(entry.ends_at) if entry.ends_at else begin + USUAL


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _overlap(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[0] < second[1] and second[0] < first[1]
