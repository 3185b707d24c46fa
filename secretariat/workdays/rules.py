"""What a calendar that is being imported must look like (rule 8), row by row."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from secretariat.workdays.calendar import OFF, WORK


@dataclass(frozen=True)
class RefusedRow:
    """A row of a sheet that cannot be taken, by its place in the sheet (1 is the first), and why."""

    number: int
    reason: str


@dataclass(frozen=True)
class DayRow:
    """A row that was read: a day off or an adjusted working day."""

    date: date
    kind: str
    name: str


def read_rows(rows: Sequence[Mapping[str, str]], *, year: int) -> tuple[list[DayRow], list[RefusedRow]]:
    """The rows (keys date, kind, name) that can be taken for `year`, and the others with their reasons."""
    dates = Counter(str(row.get("date") or "").strip() for row in rows)
    taken, refused = [], []
    for number, row in enumerate(rows, start=1):
        text = str(row.get("date") or "").strip()
        kind, name = str(row.get("kind") or "").strip(), str(row.get("name") or "").strip()
        day = _day(text)
        reason = _reason(day, kind, name, text, year=year, times=dates[text])
        if reason:
            refused.append(RefusedRow(number, reason))
        elif day:
            taken.append(DayRow(day, kind, name))
    return taken, refused


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _reason(day: date | None, kind: str, name: str, text: str, *, year: int, times: int) -> str:
    if day is None:
        return _("“%(text)s” is not a date; write it as 2026-10-01.") % {"text": text}
    if day.year != year:
        return _("%(day)s is not in %(year)d.") % {"day": day, "year": year}
    if kind not in (OFF, WORK):
        return _("“%(kind)s” is neither off nor work.") % {"kind": kind}
    if not name:
        return _("The holiday is not named.")
    if times > 1:
        return _("%(day)s is listed %(times)d times.") % {"day": day, "times": times}
    if kind == WORK and day.weekday() < 5:
        return _("%(day)s is a Monday to Friday; only a weekend day can be an adjusted working day.") % {"day": day}
    return ""
