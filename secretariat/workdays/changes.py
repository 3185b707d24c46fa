"""What another calendar of a year changes: its days, and what depends on them (rule 7)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from secretariat.offers import Question, Recomputed, TouchedDate, ask
from secretariat.workdays.calendar import OFF, WORK, Calendar, statutory_days, stretches
from secretariat.workdays.parsing import ReadLine, read_text, rows_of
from secretariat.workdays.rules import DayRow, RefusedRow, read_rows


@dataclass(frozen=True)
class ChangedDay:
    """A day that is worked by one calendar and not by the other; `name` is the holiday of the new one, if any."""

    on: date
    is_worked: bool
    name: str


@dataclass(frozen=True)
class Changes:
    """Changed days of the year, dates of people that they put in question, and what follows by itself."""

    days: list[ChangedDay]
    touched: list[TouchedDate]
    recomputed: list[Recomputed]


def changes(before: Calendar, after: Calendar, *, year: int, on: date) -> Changes:
    """Everything that `after` in the place of `before` changes, seen on `on`: a pure read."""
    answers = ask(Question.CALENDAR_CHANGED, before=before, after=after, on=on)
    return Changes(
        days=changed_days(before, after, year=year),
        touched=[answer for answer in answers if isinstance(answer, TouchedDate)],
        recomputed=[answer for answer in answers if isinstance(answer, Recomputed)],
    )


def changed_days(before: Calendar, after: Calendar, *, year: int) -> list[ChangedDay]:
    """The days of `year` that are worked by one of the calendars only, in order."""
    old, new = set(before.workdays_of_year(year)), set(after.workdays_of_year(year))
    return [
        ChangedDay(day, day in new, special[1] if (special := after.special(day)) else "") for day in sorted(old ^ new)
    ]


def missing_statutory(calendar: Calendar, *, year: int) -> list[tuple[date, str]]:
    """The statutory days off of `year` that the calendar does not give: a sign of a list that is not complete."""
    return [
        (day, name)
        for day, name in statutory_days(year).items()
        if not ((special := calendar.special(day)) and special[0] == OFF)
    ]


@dataclass(frozen=True)
class ShownLine:
    """A line of the preview: the stretches of days read in it, or the reasons why it cannot be taken."""

    number: int
    words: str
    name: str
    off: list[tuple[date, date]]
    worked: list[tuple[date, date]]
    reasons: list[str]


@dataclass(frozen=True)
class Preview:
    """What an import would do: how each line was read, which rows cannot be taken, and what would change."""

    lines: list[ReadLine]
    rows: list[dict[str, str]]
    taken: list[DayRow]
    refused: list[RefusedRow]
    was: Calendar
    becomes: Calendar
    year: int
    changes: Changes

    @property
    def shown(self) -> list[ShownLine]:
        """Every line with what was read in it, or why not."""
        reasons, days = defaultdict(list), defaultdict(list)
        for row in self.refused:
            reasons[row.number].append(row.reason)
        for one in self.rows:
            days[int(one["number"])].append(one)
        return [_shown(line, days[line.number], list(dict.fromkeys(reasons[line.number]))) for line in self.lines]

    @property
    def missing(self) -> list[tuple[date, str]]:
        """Statutory days that the list does not give."""
        return missing_statutory(self.becomes, year=self.year) if self.taken else []

    @property
    def workdays(self) -> tuple[int, int]:
        """Working days of the year before and after."""
        was, becomes = (len(calendar.workdays_of_year(self.year)) for calendar in (self.was, self.becomes))
        return was, becomes


def _shown(line: ReadLine, rows: Sequence[dict[str, str]], reasons: list[str]) -> ShownLine:
    read = {kind: [day for row in rows if row.get("kind") == kind and (day := _day(row))] for kind in (OFF, WORK)}
    name = rows[0].get("name", "") if rows else ""
    return ShownLine(line.number, line.words, name, stretches(read[OFF]), stretches(read[WORK]), reasons)


def _day(row: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(row["date"])
    except ValueError:
        return None


def preview(text: str, *, calendar: Calendar, year: int, on: date) -> Preview:
    """How `text` is read for `year` and what importing it would change: a pure read."""
    lines = read_text(text, year=year)
    rows = rows_of(lines)
    taken, refused = read_rows(rows, year=year)
    said = {line.number: line.reason for line in lines if line.reason}
    refused = [RefusedRow(row.number, said.get(row.number, row.reason)) for row in refused]
    becomes = with_days(calendar, taken, year=year) if taken and not refused else calendar
    return Preview(lines, rows, taken, refused, calendar, becomes, year, changes(calendar, becomes, year=year, on=on))


def with_days(calendar: Calendar, rows: Sequence[DayRow], *, year: int) -> Calendar:
    """The calendar as it would be with these days in `year`."""
    return calendar.replacing(year, ((row.date, row.kind, row.name) for row in rows))
