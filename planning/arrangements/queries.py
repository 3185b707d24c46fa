"""Arrangements as the pages show them: the grid of a week, its words line by line, and what clashes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning.arrangements.models import Arrangement, Entry, HalfDay, half_of
from secretariat.workdays.calendar import Calendar

ROWS = (HalfDay.MORNING, HalfDay.AFTERNOON, HalfDay.EVENING)


@dataclass(frozen=True)
class Day:
    """A column of the grid; `badge` is off or work where the day is not what its weekday says (rule 34)."""

    on: date
    badge: str
    is_today: bool


@dataclass(frozen=True)
class Grid:
    """A week as a table: days across, halves of the day down; a whole day stands in the morning."""

    days: Sequence[Day]
    rows: Sequence[tuple[HalfDay, Sequence[tuple[Day, Sequence[Entry]]]]]
    workdays: int


def arrangements(user: Any, *, kind: str = "") -> QuerySet[Arrangement]:
    """Those the user may see, newest first, with the number of their entries and addenda."""
    mine = Entry.objects.visible_to(user).standing()
    found: QuerySet[Arrangement] = Arrangement.objects.visible_to(user)
    if kind:
        found = found.filter(kind=kind)
    return found.annotate(
        shown=Count("entries", filter=Q(entries__in=mine), distinct=True), supplements=Count("addenda", distinct=True)
    )


def entries_of(arrangement: Arrangement, user: Any) -> list[Entry]:
    """The standing entries that the user may see, in the order of time: one query."""
    found = Entry.objects.visible_to(user).standing().filter(arrangement=arrangement)
    return list(found.select_related("unit", "added_in", "continued_by").in_order())


def grid(arrangement: Arrangement, entries: Iterable[Entry], *, today: date, calendar: Calendar) -> Grid:
    """The week with rest days and worked weekends marked (rule 34)."""
    days = [Day(on, badge_of(on, calendar), on == today) for on in arrangement.days]
    cells: dict[tuple[date, HalfDay], list[Entry]] = {}
    for entry in entries:
        cells.setdefault((entry.on, row_of(entry)), []).append(entry)
    rows = [(half, [(day, cells.get((day.on, half), [])) for day in days]) for half in ROWS]
    return Grid(days, rows, sum(calendar.is_workday(day.on) for day in days))


def badge_of(on: date, calendar: Calendar) -> str:
    """off for a rest day, work for a worked weekend, else empty."""
    if not calendar.is_workday(on):
        return "off"
    return "work" if on.isoweekday() > 5 else ""


def row_of(entry: Entry) -> HalfDay:
    """The row in which an entry stands; one without time or half of the day stands first, like a whole day."""
    if entry.half_day in ROWS:
        return HalfDay(entry.half_day)
    if entry.half_day or entry.starts_at is None:
        return HalfDay.MORNING
    return half_of(entry.starts_at)


def heading_of(arrangement: Arrangement) -> str:
    """The title of the published form, in the words of the house: Chinese."""
    with translation.override(settings.LANGUAGE_CODE):
        days = {"first": short_day(arrangement.first_on), "last": short_day(arrangement.last_on)}
        if arrangement.kind == "month":
            return _("Work arrangement of the month (%(first)s—%(last)s)") % days
        return _("Work arrangement of the week (%(first)s—%(last)s)") % days


def text_of(arrangement: Arrangement, entries: Iterable[Entry]) -> str:
    """The published form, a line for each entry (11月23日上午9:30，市政协召开主席会议。), to be copied."""
    return "\n".join([heading_of(arrangement), *(line_of(entry) for entry in entries)])


def line_of(entry: Entry) -> str:
    """An entry as it is published."""
    with translation.override(settings.LANGUAGE_CODE):
        at = f"{entry.starts_at.hour}:{entry.starts_at:%M}" if entry.starts_at else ""
        when = f"{short_day(entry.on)}{entry.get_half_day_display()}{at}"
        words = {"when": when, "words": f"{entry.unit_name}{entry.activity}"}
        return pgettext("line of an arrangement", "%(when)s, %(words)s.") % words


def when_of(entry: Entry) -> str:
    """Half of the day and time, one over the other: 上午, 9:30—11:30."""
    times = [f"{at.hour}:{at:%M}" for at in (entry.starts_at, entry.ends_at) if at]
    return "\n".join(filter(None, (entry.get_half_day_display(), "—".join(times))))


def short_day(day: date) -> str:
    """11月23日, in the language that holds."""
    return date_format(day, pgettext("date without year", "j M"))
