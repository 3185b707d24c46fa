"""What a calendar that is being imported must look like (rule 8), row by row; who may import and decide."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from secretariat.workdays.calendar import OFF, WORK
from secretariat.workdays.keepers import KEEPERS
from secretariat.workdays.models import READS_ALL, CalendarYear, DateToDecide, SpecialDay
from secretariat.workflow import by_right_of

# A year has some thirty special days; far more than that is a wrong sheet.
MOST_DAYS = 120
LONGEST_NAME = SpecialDay._meta.get_field("name").max_length or 0
LONGEST_NOTICE = CalendarYear._meta.get_field("notice").max_length or 0


# ── Who may ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def may_import(user: Any) -> bool:
    """The administrator, by the stored value of the post: people stand above this drawer."""
    return bool(user.holds("administrator"))


def may_enter_rule(user: Any) -> bool:
    """The administrator, and whoever heads the supervision office: a supervision officer who heads a unit."""
    return may_import(user) or bool(user.holds("supervisor") and user.holds("head"))


def may_decide(user: Any, row: DateToDecide) -> bool:
    """Whoever decides on dates of this kind."""
    return KEEPERS[row.record[0]].decides(user)


def may_see_dates(user: Any) -> bool:
    """Leaders, administrators, auditors, and whoever decides on dates of some kind."""
    decides = [keeper.decides for keeper in KEEPERS.values()]
    return bool(by_right_of(user, lambda person: person.holds(*READS_ALL) or any(may(person) for may in decides)))


# fmt: off
MAY_DATE = {
    "keep":  may_decide,
    "move":  may_decide,
}
# fmt: on


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


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


def read_rows(rows: Sequence[Mapping[str, Any]], *, year: int) -> tuple[list[DayRow], list[RefusedRow]]:
    """The rows (keys date, kind, name) that can be taken for `year`, and the others with their reasons.

    A row is known by its `number` where it has one, else by its place.
    """
    known = defaultdict(list)
    for row in rows:
        known[_day(_cell(row, "date"))].append(_cell(row, "kind"))
    taken, refused = [], []
    for place, row in enumerate(rows, start=1):
        day = _day(_cell(row, "date"))
        reason = _unreadable(day, row, year=year) or (day and _contradicted(day, row, known[day]))
        if place > MOST_DAYS:
            reason = _("More than %(n)d special days: this is no calendar of one year.") % {"n": MOST_DAYS}
        if reason:
            refused.append(RefusedRow(int(row.get("number") or place), reason))
        elif day:
            taken.append(DayRow(day, _cell(row, "kind"), _cell(row, "name")))
    return sorted(taken, key=lambda row: row.date), refused


def _cell(row: Mapping[str, Any], key: str) -> str:
    return str(row.get(key) or "").strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _unreadable(day: date | None, row: Mapping[str, Any], *, year: int) -> str:
    kind, name = _cell(row, "kind"), _cell(row, "name")
    if day is None:
        return _("“%(text)s” is not a date; write it as 2026-10-01.") % {"text": _cell(row, "date")[:40]}
    if day.year != year:
        return _("%(day)s is not in %(year)d.") % {"day": day, "year": year}
    if kind not in (OFF, WORK):
        return _("“%(kind)s” is neither off nor work.") % {"kind": kind[:40]}
    if not name:
        return _("The holiday is not named.")
    if len(name) > LONGEST_NAME:
        return _("The name of the holiday is longer than %(n)d characters.") % {"n": LONGEST_NAME}
    return ""


def _contradicted(day: date, row: Mapping[str, Any], kinds: Sequence[str]) -> str:
    if len(set(kinds)) > 1:
        return _("%(day)s is listed as a day off and as a working day.") % {"day": day}
    if len(kinds) > 1:
        return _("%(day)s is listed %(times)d times.") % {"day": day, "times": len(kinds)}
    if _cell(row, "kind") == WORK and day.weekday() < 5:
        return _("%(day)s is a Monday to Friday; only a weekend day can be an adjusted working day.") % {"day": day}
    return ""
