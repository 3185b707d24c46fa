"""What an entry says, as services take it."""

from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any

from secretariat.errors import Refused
from secretariat.people.models import Department


class LineRefused(Refused):
    """A line among several was refused: that at `place`, counted from 0."""

    def __init__(self, refusal: Refused, place: int) -> None:
        super().__init__(str(refusal), field=refusal.field)
        self.place = place


@dataclass(frozen=True)
class Line:
    """What an entry says; `unit` is a unit of the table, `unit_words` what was written where it was pasted.

    With `day_words` it has no day of its own, and `on` is the last day for it.
    """

    on: date
    activity: str
    day_words: str = ""
    half_day: str = ""
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    leaders: str = ""
    participants: str = ""
    unit: Department | None = None
    unit_words: str = ""
    vehicles: str = ""
    support: str = ""
    note: str = ""
    conflict_reason: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
