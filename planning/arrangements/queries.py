"""Arrangements as the pages show them: the grid of a week, its words line by line, and what clashes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning.arrangements.models import Addendum, Arrangement, ArrangementKind, Entry, HalfDay, half_of
from secretariat.daywords import day_said
from secretariat.workdays.calendar import Calendar

ROWS = (HalfDay.MORNING, HalfDay.AFTERNOON, HalfDay.EVENING)


@dataclass(frozen=True)
class Day:
    """A column of the grid; `badge` is off or work where the day is not what its weekday says (rule 34), and the day is
    provisional where the calendar of its year is not announced (rule 7)."""

    on: date
    badge: str
    is_today: bool
    is_provisional: bool = False


@dataclass(frozen=True)
class Grid:
    """A week as a table: days across, halves of the day down; above them what says neither half nor time, where there
    is such (its half is None), and below what has no day of its own (`loose`)."""

    days: Sequence[Day]
    rows: Sequence[tuple[HalfDay | None, Sequence[tuple[Day, Sequence[Entry]]]]]
    workdays: int
    loose: Sequence[Entry] = ()


def arrangements(user: Any, *, kind: str = "") -> QuerySet[Arrangement]:
    """Those the user may see, newest first, with the number of their entries and addenda."""
    mine = Entry.objects.visible_to(user).standing()
    found: QuerySet[Arrangement] = Arrangement.objects.visible_to(user)
    if kind:
        found = found.filter(kind=kind)
    return found.annotate(
        shown=Count("entries", filter=Q(entries__in=mine), distinct=True), supplements=Count("addenda", distinct=True)
    )


def weeks_there() -> set[date]:
    """The Mondays of the weeks that are collected or were."""
    return set(Arrangement.objects.filter(kind=ArrangementKind.WEEK).values_list("first_on", flat=True))


def entries_of(arrangement: Arrangement, user: Any) -> list[Entry]:
    """The standing entries that the user may see, in the order of time: one query."""
    found = Entry.objects.visible_to(user).standing().filter(arrangement=arrangement)
    return list(found.select_related("unit", "added_in", "continued_by").in_order())


def rows_of(arrangement: Arrangement, user: Any) -> list[Entry]:
    """The same with what was discarded, withdrawn or replaced, and the addenda that did it: one query."""
    found = Entry.objects.visible_to(user).filter(arrangement=arrangement)
    return list(found.select_related("unit", "added_in", "withdrawn_in", "continued_by").in_order())


@dataclass(frozen=True)
class Change:
    """An addendum with what it adds and withdraws."""

    addendum: Addendum
    added: Sequence[Entry]
    withdrawn: Sequence[Entry]


def changes_of(arrangement: Arrangement, rows: Sequence[Entry]) -> list[Change]:
    """Its addenda with what they change among its `rows`, the first one first."""
    found = {one.pk: one for row in rows for one in (row.added_in, row.withdrawn_in) if one}
    for one in found.values():
        one.arrangement = arrangement
    return [
        Change(
            one,
            [row for row in rows if row.added_in_id == one.pk],
            [row for row in rows if row.withdrawn_in_id == one.pk],
        )
        for one in sorted(found.values(), key=lambda one: one.number)
    ]


def grid(arrangement: Arrangement, entries: Iterable[Entry], *, today: date, calendar: Calendar) -> Grid:
    """The week with rest days and worked weekends marked (rule 34)."""
    days = [Day(on, badge_of(on, calendar), on == today, calendar.is_provisional(on)) for on in arrangement.days]
    cells: dict[tuple[date, HalfDay | None], list[Entry]] = {}
    loose = []
    for entry in entries:
        if entry.day_words:
            loose.append(entry)
        else:
            cells.setdefault((entry.on, row_of(entry)), []).append(entry)
    halves = [*([None] if any(half is None for _on, half in cells) else []), *ROWS]
    rows = [(half, [(day, cells.get((day.on, half), [])) for day in days]) for half in halves]
    return Grid(days, rows, sum(calendar.is_workday(day.on) for day in days), loose)


def badge_of(on: date, calendar: Calendar) -> str:
    """off for a rest day, work for a worked weekend, else empty."""
    if not calendar.is_workday(on):
        return "off"
    return "work" if on.isoweekday() > 5 else ""


def row_of(entry: Entry) -> HalfDay | None:
    """The row in which an entry stands, a whole day in the morning; None where it says neither half nor time."""
    if entry.half_day in ROWS:
        return HalfDay(entry.half_day)
    if entry.half_day:
        return HalfDay.MORNING
    return half_of(entry.starts_at) if entry.starts_at else None


def heading_of(arrangement: Arrangement) -> str:
    """The title of the published form, in the words of the house: Chinese. It names the year; what stands below it
    names another one only."""
    first, last = arrangement.first_on, arrangement.last_on
    with translation.override(settings.LANGUAGE_CODE):
        days = {"first": day_said(first, date.min), "last": day_said(last, first)}
        if arrangement.kind == ArrangementKind.MONTH:
            return _("Work arrangement of the month (%(first)s—%(last)s)") % days
        return _("Work arrangement of the week (%(first)s—%(last)s)") % days


def text_of(arrangement: Arrangement, entries: Iterable[Entry], addenda: Iterable[Change] = ()) -> str:
    """The published form, a line for each entry (11月23日上午9:30，市政协召开主席会议。) and addendum, to be copied."""
    lines = (line_of(entry, arrangement.first_on) for entry in entries)
    return "\n".join([heading_of(arrangement), *lines, *(addendum_line(one) for one in addenda)])


def line_of(entry: Entry, first_on: date) -> str:
    """An entry as it is published below the title of days that begin with `first_on`."""
    with translation.override(settings.LANGUAGE_CODE):
        return pgettext("line of an arrangement", "%s.") % _line(entry, first_on)


def _line(entry: Entry, first_on: date) -> str:
    half = HalfDay(entry.half_day) if entry.half_day else None
    at = ""
    if entry.starts_at:
        half = half or half_of(entry.starts_at)
        at = "—".join(_spoken(one, half) for one in (entry.starts_at, entry.ends_at) if one)
    when = f"{day_said(entry.on, first_on)}{half.label if half else ''}{at}"
    words = {"when": entry.day_words or when, "words": f"{entry.unit_name}{entry.activity}"}
    return pgettext("line of an arrangement", "%(when)s, %(words)s") % words


def _spoken(at: time, half: HalfDay) -> str:
    """The time as it is said behind its half of the day: 15:00 of an afternoon is 3:00."""
    is_later = half in (HalfDay.AFTERNOON, HalfDay.EVENING) and at.hour > 12
    return f"{at.hour - 12 * is_later}:{at:%M}"


def addendum_line(change: Change) -> str:
    """An addendum as it is published: what it adds, changes or withdraws, and why."""
    addendum = change.addendum
    with translation.override(settings.LANGUAGE_CODE):
        local = timezone.localtime(addendum.issued_at)
        day = day_said(local.date(), addendum.arrangement.first_on)
        facts = {"addendum": addendum, "at": f"{day}{local:%H:%M}", "reason": addendum.reason}
        facts["what"] = _changed(change, addendum.arrangement.first_on)
        return pgettext("arrangement", "%(addendum)s (%(at)s): %(what)s. Reason: %(reason)s") % facts


def _changed(change: Change, first_on: date) -> str:
    old, new = ("".join(_line(entry, first_on) for entry in found) for found in (change.withdrawn, change.added))
    facts = {"old": old, "new": new}
    if old and new:
        return pgettext("addendum", "“%(old)s” becomes “%(new)s”") % facts
    return (pgettext("addendum", "adds “%(new)s”") if new else pgettext("addendum", "withdraws “%(old)s”")) % facts


def when_of(entry: Entry) -> str:
    """Half of the day and time, one over the other: 上午, 9:30—11:30."""
    times = [f"{at.hour}:{at:%M}" for at in (entry.starts_at, entry.ends_at) if at]
    return "\n".join(filter(None, (entry.get_half_day_display(), "—".join(times))))
