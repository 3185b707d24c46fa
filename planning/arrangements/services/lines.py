"""What an entry says, as services take it."""

from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any

from secretariat.people.models import Department


@dataclass(frozen=True)
class Line:
    """What an entry says; `unit` is a unit of the table, `unit_words` what was written where it was pasted."""

    on: date
    activity: str
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
