"""An arrangement as paper: the wide table that is posted on the wall, and the published form line by line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning.arrangements.models import Arrangement, ArrangementKind, Entry
from planning.arrangements.queries import Change, addendum_line, badge_of, heading_of, line_of, when_of
from secretariat.daywords import day_said
from secretariat.papers.paper import Paper, Paragraph, Table
from secretariat.workdays.calendar import Calendar

# Day, time, activity, place, leaders, participants, unit, support, note: what is longest gets the most room.
_WIDTHS: dict[str, tuple[float, ...]] = {
    ArrangementKind.WEEK: (9, 12, 25, 11, 10.5, 13.5, 11, 11, 8),
    # In a month the words of the annual plan stand for the day, and the note says who is responsible by it.
    ArrangementKind.MONTH: (11, 9, 25, 10, 10, 12, 12, 9, 13),
}
_SIDES: Any = ("center", "center", "left", "left", "left", "left", "left", "left", "left")


@dataclass(frozen=True)
class Printed:
    """What is printed of an arrangement: the entries that the reader may see, its addenda, the moment of printing."""

    arrangement: Arrangement
    entries: Sequence[Entry]
    addenda: Sequence[Change]
    at: datetime


def table_paper(printed: Printed, *, calendar: Calendar) -> Paper:
    """The arrangement as a table on a page that lies on its side, in the language of the house.

    The rows of a day stand together; a week shows all its days, with rest days and worked weekends marked in words
    (rule 34), so that it can be read without colour.
    """
    with translation.override(settings.LANGUAGE_CODE):
        groups = list(_by_day(printed))
        first_on = printed.arrangement.first_on
        rows = [row for on, entries in groups for row in _rows(on, entries, first_on, calendar)]
        table = Table(
            head=_head(),
            rows=tuple(rows),
            widths=_WIDTHS[printed.arrangement.kind],
            align=_SIDES,
            note="\n".join(map(addendum_line, printed.addenda)),
            groups=tuple(max(1, len(entries)) for _on, entries in groups),
        )
        return _paper(printed, table, landscape=True)


def lines_paper(printed: Printed) -> Paper:
    """The published form, a line for each entry, in the language of the house."""
    first_on = printed.arrangement.first_on
    lines = (Paragraph(line_of(entry, first_on)) for entry in printed.entries)
    with translation.override(settings.LANGUAGE_CODE):
        return _paper(printed, *lines, *(Paragraph(addendum_line(one)) for one in printed.addenda), landscape=False)


def file_name(arrangement: Arrangement) -> str:
    """The name of the files, without an ending."""
    return heading_of(arrangement)


def _paper(printed: Printed, *blocks: Any, landscape: bool) -> Paper:
    return Paper(
        kind="plain",
        title=heading_of(printed.arrangement),
        subtitle=f"{edition_of(printed)}\u3000{_printed_at(printed.at)}",
        date=timezone.localdate(printed.at),
        blocks=blocks,
        landscape=landscape,
    )


def edition_of(printed: Printed) -> str:
    """Which edition it is, with the last addendum; before publication its state."""
    if printed.arrangement.published_at is None:
        return _("Draft (%(state)s)") % {"state": printed.arrangement.get_state_display()}
    if not printed.addenda:
        return _("Edition 1")
    return _("Edition 1 with %(addendum)s") % {"addendum": printed.addenda[-1].addendum}


def _printed_at(at: datetime) -> str:
    local = timezone.localtime(at)
    day = day_said(local.date(), date.min)
    return _("printed on %(day)s at %(time)s") % {"day": day, "time": f"{local:%H:%M}"}


def _by_day(printed: Printed) -> Iterable[tuple[date | str, list[Entry]]]:
    """The entries of each day, then those without one by the words that they have instead."""
    days: list[date] = printed.arrangement.days if printed.arrangement.kind == ArrangementKind.WEEK else []
    found: dict[date | str, list[Entry]] = {on: [] for on in days}
    for entry in printed.entries:
        found.setdefault(entry.day_words or entry.on, []).append(entry)
    return found.items()


def _rows(on: date | str, entries: Sequence[Entry], first_on: date, calendar: Calendar) -> list[tuple[str, ...]]:
    day = on if isinstance(on, str) else f"{day_said(on, first_on)}\n{date_format(on, 'l')}{_badge(on, calendar)}"
    if not entries:
        return [(day, "—", *[""] * (len(_SIDES) - 2))]
    return [(day, *_cells(entry)) for entry in entries]


def _badge(on: date, calendar: Calendar) -> str:
    badges = {"off": pgettext("day badge", "off"), "work": pgettext("day badge", "work")}
    words = [badges.get(badge_of(on, calendar), ""), _("provisional") if calendar.is_provisional(on) else ""]
    return "".join(f"（{word}）" for word in words if word)


def _cells(entry: Entry) -> tuple[str, ...]:
    notes = [entry.note, str(entry.added_in or "")]
    return (
        when_of(entry),
        entry.activity,
        entry.place,
        entry.leaders,
        entry.participants,
        entry.unit_name,
        "\n".join(filter(None, (entry.vehicles, entry.support))),
        "\n".join(filter(None, notes)),
    )


def _head() -> tuple[str, ...]:
    return (
        _("Day"),
        _("Time"),
        _("Activity"),
        _("Place"),
        _("Leaders"),
        _("Participants"),
        _("Unit"),
        _("Support needed"),
        _("Note"),
    )
