"""Reads a published week into entries to confirm: by rules, the same words always giving the same answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from planning.arrangements import headings
from planning.arrangements.days import Days, NoDay, NoSuchDay
from planning.arrangements.lines import Piece, flattened, is_open, pieces
from planning.arrangements.marks import (
    ALL_DAY,
    MORNING,
    NOON,
    Marks,
    NoSuchTime,
    half_for,
    read_marks,
)
from planning.arrangements.reading import (
    A_LIMIT,
    A_NOTE,
    A_REST,
    LONGEST_ACTIVITY,
    LONGEST_PLACE,
    NO_ACTIVITY,
    NO_DATE,
    NO_SUCH_DAY,
    NO_SUCH_TIME,
    UNKNOWN_DAY,
    ReadWeek,
    Unread,
    halves_of,
    read_entry,
)
from planning.arrangements.subjects import is_unit
from planning.arrangements.wording import Content, read_content, says_nothing
from secretariat.errors import Refused
from secretariat.pasted import normalised
from secretariat.patterns import regex
from secretariat.people.names import Unit
from secretariat.workdays.numerals import number as numeral

MAX_CHARACTERS = 200_000
LONGEST_DAYS = 31
# The day before it in the text is not this one's.
_LASTS = regex(r"(?:为期|历时)\s*(?P<days>\d{1,2}|[一二两三四五六七八九]|十[一二三四五六七八九]?)\s*[天日](?![程均])")
_UNDECIDED = regex(
    r"\s*(?:(?:时间|日期)?(?:待定|另定|另行通知)|(?:本|这|全)?[周月年]内|(?:本[周月]|近[期日]|择[期日]|适时)[内中]?(?=[,:\s]))"
)


def read_week(text: str, *, year: int, units: Sequence[Unit], rooms: Collection[str] = ()) -> ReadWeek:
    """The entries of a published week or month, one per day; `rooms` are the names of those in the table.

    Dates without a year are those of `year`; after the end of it those of the next. Raises Refused for a text of more
    than MAX_CHARACTERS or with characters that no paper has.
    """
    if len(text) > MAX_CHARACTERS:
        words = _(
            "The text has %(length)d characters; at most %(limit)d can be read at once. Paste the arrangement only."
        )
        raise Refused(words % {"length": len(text), "limit": MAX_CHARACTERS}, field="text")
    if "\0" in text:
        raise Refused(_("The text contains characters that cannot be stored. Paste it as plain text."), field="text")
    reader = _Reader(units, Days(year), frozenset(rooms))
    for number, line in enumerate(normalised(text).split("\n"), 1):
        if line.strip():
            reader.take(number, line)
    return reader.week


@dataclass
class _Reader:
    """Reads line by line, and remembers the day and the half of it under which the next line stands."""

    units: Sequence[Unit]
    days: Days
    rooms: Collection[str] = ()
    week: ReadWeek = field(default_factory=ReadWeek)
    dates: list[date] = field(default_factory=list)
    halves: list[str] = field(default_factory=list)
    at: Marks | None = None  # a heading with a time, which the next line takes
    is_block: bool = False  # the day stood alone in its line: what follows belongs to it
    is_closed: bool = False  # below a note nothing belongs to a day until one is named
    tail: str = ""  # the words of the last line, if the next may be the rest of them
    entered: int = 0  # on how many days they were entered

    def take(self, number: int, line: str) -> None:
        flat = flattened(line)
        is_first = not self.week.entries and not self.dates
        if headings.is_heading(flat, is_first=is_first) and self._take_heading(flat):
            return
        if headings.is_note(flat):
            self.is_closed = self.is_closed or headings.closes(flat)
            self.tail = ""
            self._leave(number, line, A_NOTE)
            return
        if self._continues(flat):
            last = self.week.entries[-1]
            self._extend(last.line, line.strip())
            return
        self._take_pieces(number, line, flat)

    def _take_heading(self, flat: str) -> bool:
        """Takes the week or month that a heading names; False where its words name no such days."""
        span, month = headings.span_of(flat), headings.month_of(flat)
        if span:
            try:
                dates = Days(self.days.year, last=self.days.last).span(*span)
            except NoSuchDay:
                return False
            self.days = replace(self.days, week=(dates[0], dates[-1]), last=dates[0])
            self.week.days = self.week.days or self.days.week
        elif month:
            self.days.month, self.days.year = month[1], month[0] or self.days.year
        self.dates, self.is_block, self.tail = [], False, ""
        return True

    def _take_pieces(self, number: int, line: str, flat: str) -> None:
        unit, start = "", 0
        if prefix := headings.unit_before_day(flat):
            words = line[slice(*prefix[0])].strip()
            unit, start = (words, prefix[1]) if is_unit(words, self.units) else ("", 0)
        for piece in pieces(flat, start):
            self._take_piece(number, line, flat, piece, unit)

    def _take_piece(self, number: int, line: str, flat: str, piece: Piece, unit: str) -> None:
        written = line[piece.start : piece.end]
        try:
            marks = read_marks(flat[piece.start : piece.end])
            is_undecided = _UNDECIDED.match(flat[piece.start + marks.end : piece.end])
            reason = NO_DATE if is_undecided and not marks.is_dated else self._place(marks, piece)
        except NoSuchTime:
            reason = NO_SUCH_TIME
        except (NoSuchDay, ValueError, OverflowError):
            self.dates, self.is_block, reason = [], False, NO_SUCH_DAY
        except NoDay:
            self.dates, self.is_block, reason = [], False, UNKNOWN_DAY
        if reason:
            self.tail = ""
            self._leave(number, written, reason)
            return
        self._enter(number, written[marks.end :], marks, unit)

    def _place(self, marks: Marks, piece: Piece) -> object:
        """Takes the day that `marks` name; returns why the piece must be left out, if it must."""
        if marks.is_dated:
            self.dates = self.days.dates(marks, self.dates)
            self.halves = halves_of(marks, len(self.dates))
            self.at, self.is_block, self.is_closed = None, False, marks.is_limit
            if marks.is_limit:
                self.dates = []
            return A_LIMIT if marks.is_limit else None
        if not self.dates or self.is_closed:
            return NO_DATE
        if marks.half:
            self.halves, self.at = [half_for(marks.half)] * len(self.dates), None
            return None
        follows = self.is_block or marks.at or marks.is_numbered or not piece.is_first
        return None if follows else NO_DATE

    def _enter(self, number: int, words: str, marks: Marks, unit: str) -> None:
        content = words.strip(" \t\u3000,，。.;；、:：|-—–")
        if not content:
            if marks.is_dated or marks.half or marks.at:
                self.is_block, self.tail, self.at = True, "", marks if marks.at else None
            return
        is_timed = bool(marks.at or self.at)
        is_halved = bool(marks.half or any(self.halves))
        said = read_content(content, self.units, self.rooms, is_timed=is_timed, is_halved=is_halved)
        if not said.activity or is_unit(content, self.units) or says_nothing(said.activity):
            self.tail = ""
            self._leave(number, content, A_REST if says_nothing(said.activity) else NO_ACTIVITY)
            return
        self._add(number, content, said, marks, unit)
        self.tail = words

    def _add(self, number: int, content: str, said: Content, marks: Marks, unit: str) -> None:
        halves, timed = self.halves, marks if marks.at or marks.half == NOON else self.at
        if said.marks:
            timed = said.marks
            halves = [half_for(timed.half)] * len(self.dates) if timed.half else halves
        self.at = None
        dates, halves = _lasting(content, self.dates, halves)
        facts = (unit or said.unit, said.activity[:LONGEST_ACTIVITY], number)
        for place, (on, half) in enumerate(zip(dates, halves, strict=True)):
            at = timed if place < len(self.dates) else None
            self.week.entries.append(read_entry(on, half, at, *facts, place=said.place[:LONGEST_PLACE]))
        self.entered = len(dates)

    def _continues(self, flat: str) -> bool:
        """Whether the line is the rest of a line that was broken: that one is not ended and this one opens nothing."""
        if not self.tail or not self.week.entries or not is_open(self.tail, flat, is_block=self.is_block):
            return False
        try:
            marks = read_marks(flat)
        except ValueError:
            return False
        is_marked = marks.is_dated or marks.half or marks.at or marks.is_numbered
        return not is_marked and not is_unit(flat.strip(), self.units)

    def _extend(self, line: int, words: str) -> None:
        """Adds the rest of a broken line to what it began."""
        self.tail += words
        said = read_content(self.tail, self.units, self.rooms)
        place = len(self.week.entries)
        while place and self.week.entries[place - 1].line == line and place > len(self.week.entries) - self.entered:
            place -= 1
            entry = self.week.entries[place]
            kept = replace(entry, unit=said.unit or entry.unit, activity=said.activity[:LONGEST_ACTIVITY])
            self.week.entries[place] = replace(kept, place=(said.place or entry.place)[:LONGEST_PLACE])

    def _leave(self, number: int, words: str, reason: object) -> None:
        self.week.unread.append(Unread(number, words.strip()[:200], str(reason)))


def _lasting(words: str, dates: list[date], halves: list[str]) -> tuple[list[date], list[str]]:
    """The days of what is said to last several (为期2天) where only the first is named, and the half of each."""
    match = _LASTS.search(flattened(words)) if len(dates) == 1 else None
    days = numeral(match["days"].replace("两", "二")) if match else 1
    if not match or not 1 < days <= LONGEST_DAYS:
        return dates, halves
    half = ALL_DAY if halves[0] == MORNING else halves[0]
    following = ALL_DAY if half else ""
    return [dates[0] + timedelta(days=n) for n in range(days)], [half, *[following] * (days - 1)]
