"""What is booked in the days of an arrangement: rooms by the place of an entry, vehicles by their names."""

from collections.abc import Sequence
from dataclasses import dataclass

from planning.arrangements.conflicts import names, plain
from planning.arrangements.models import Entry, Resource, Room, Vehicle


@dataclass(frozen=True)
class Booked:
    """A room or vehicle with the entries that need it, in the order of time; without any it is free."""

    resource: Resource
    entries: Sequence[Entry]


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


def bookings(entries: Sequence[Entry]) -> Bookings:
    """Who has booked what among these entries: two queries."""
    rooms = [(room, [one for one in entries if plain(one.place) == plain(room.name)]) for room in Room.objects.all()]
    needed = [(one, names(one.vehicles)) for one in entries]
    vehicles = [(car, [one for one, wanted in needed if car.name in wanted]) for car in Vehicle.objects.all()]
    return Bookings(_shown(rooms), _shown(vehicles))


def _shown(found: Sequence[tuple[Resource, list[Entry]]]) -> list[Booked]:
    return [Booked(resource, entries) for resource, entries in found if entries or resource.is_active]
