"""What is booked in the days of an arrangement: rooms by the place of an entry, vehicles by their names."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from planning.arrangements.conflicts import Clash, names, plain
from planning.arrangements.models import Entry, Resource, Room, Vehicle


@dataclass(frozen=True)
class Booked:
    """A room or vehicle with the entries that need it, in the order of time; without any it is free.

    `clashing` are the ids of those that need it at the same time as another.
    """

    resource: Resource
    entries: Sequence[Entry]
    clashing: Collection[int] = ()


@dataclass(frozen=True)
class Bookings:
    """The rooms and vehicles of the house; those out of use stand among them only while an entry needs them."""

    rooms: Sequence[Booked]
    vehicles: Sequence[Booked]

    @property
    def groups(self) -> list[tuple[str, list[Booked], list[Resource]]]:
        """For each kind what is booked, and what is free."""
        kinds = (("room", self.rooms), ("vehicle", self.vehicles))
        return [
            (kind, [one for one in found if one.entries], [one.resource for one in found if not one.entries])
            for kind, found in kinds
        ]


def bookings(entries: Sequence[Entry], clashes: Iterable[Clash] = ()) -> Bookings:
    """Who has booked what among these entries, between which there are these clashes: two queries."""
    rooms = [(room, [one for one in entries if plain(one.place) == plain(room.name)]) for room in Room.objects.all()]
    needed = [(one, names(one.vehicles)) for one in entries]
    vehicles = [(car, [one for one, wanted in needed if car.name in wanted]) for car in Vehicle.objects.all()]
    found = list(clashes)
    return Bookings(_shown(rooms, "place", found), _shown(vehicles, "vehicle", found))


def _shown(found: Sequence[tuple[Resource, list[Entry]]], kind: str, clashes: Sequence[Clash]) -> list[Booked]:
    shown = [(resource, entries) for resource, entries in found if entries or resource.is_active]
    return [Booked(resource, entries, _clashing(resource, kind, clashes)) for resource, entries in shown]


def _clashing(resource: Resource, kind: str, clashes: Sequence[Clash]) -> set[int]:
    name = plain(resource.name)
    needed = [clash for clash in clashes if clash.kind == kind and plain(clash.what) == name]
    return {entry.pk for clash in needed for entry in (clash.first, clash.second)}
