"""The units of a decision in the order of its words, which the table of units does not keep."""

from collections.abc import Iterable
from typing import Any

from secretariat.people.models import Department


class AsWritten:
    """For what has `leads`, `co_units` and a `reading`; units that a person added stand behind those of the text."""

    leads: Any
    co_units: Any
    reading: Any

    @property
    def leads_as_written(self) -> list[Department]:
        """The lead units in the order of the text."""
        return self._in_order(self.leads.all())

    @property
    def co_units_as_written(self) -> list[Department]:
        """The co-units in the order of the text."""
        return self._in_order(self.co_units.all())

    def _in_order(self, units: Iterable[Department]) -> list[Department]:
        places = {pk: place for place, pk in enumerate(self.reading.get("order", []))}
        return sorted(units, key=lambda unit: places.get(unit.pk, len(places)))
