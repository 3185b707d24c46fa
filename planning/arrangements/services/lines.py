"""What an entry says, as services take it."""

from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from planning.arrangements.marks import AFTERNOON, ALL_DAY, EVENING, MORNING, at_half, fits_half
from planning.arrangements.models import HalfDay, half_of
from secretariat.errors import Refused
from secretariat.people.models import Department

# The words that the reader finds, as they are stored.
HALVES = {
    MORNING: HalfDay.MORNING,
    AFTERNOON: HalfDay.AFTERNOON,
    EVENING: HalfDay.EVENING,
    ALL_DAY: HalfDay.ALL_DAY,
}
_WORDS = {half.value: words for words, half in HALVES.items()}


def refuse_half(half_day: str, at: time | None) -> None:
    """Refused where the time does not lie in the half of the day that is chosen (上午15:00), with what would do."""
    words = _WORDS.get(half_day, "")
    if at is None or not words or fits_half(at, words):
        return
    meant = at_half(at, words)
    facts = {"at": f"{at.hour}:{at:%M}", "half": HalfDay(half_day).label, "fits": half_of(at).label}
    if meant != at and fits_half(meant, words):
        said = _("%(at)s does not lie in “%(half)s”. Enter %(meant)s, or choose “%(fits)s”.")
        raise Refused(said % (facts | {"meant": f"{meant:%H:%M}"}), field="starts_at")
    said = _("%(at)s does not lie in “%(half)s”. Choose “%(fits)s”, or put the time right.")
    raise Refused(said % facts, field="starts_at")


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
