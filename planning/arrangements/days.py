"""Which day a written one is: by the year given, the week in the heading, and the days that were read before it."""

from dataclasses import dataclass
from datetime import date, timedelta

from planning.arrangements.marks import Marks, WrittenDay

_LONGEST = timedelta(days=31)
_DAY = timedelta(days=1)


class NoSuchDay(Exception):
    """The words name a day that no calendar has."""


class NoDay(Exception):
    """The words do not tell which day is meant."""


@dataclass
class Days:
    """Reads days in the order of the text; `week` is the one that the last heading named, `month` that of the title."""

    year: int
    week: tuple[date, date] | None = None
    month: int | None = None
    last: date | None = None

    def dates(self, marks: Marks, current: list[date]) -> list[date]:
        """The dates that `marks` name, in order. Raises NoSuchDay or NoDay."""
        if marks.days:
            found = [day for first, last in marks.days for day in self.span(first, last)]
        elif marks.shift is not None:
            found = [self._shifted(current, marks.shift)]
        else:
            found = [self._of_weekday(marks.weekday or 1, current)]
        self.last = found[-1]
        return found

    def span(self, first: WrittenDay, last: WrittenDay) -> list[date]:
        """Every date from the one to the other. Raises NoSuchDay where there is none, or more than a month of them."""
        start = self._date(first)
        end = start if last is first else _end(start, last)
        if not start <= end <= start + _LONGEST:
            raise NoSuchDay
        return [start + _DAY * step for step in range((end - start).days + 1)]

    def _date(self, written: WrittenDay) -> date:
        if written.month is None:
            return self._of_day(written.day)
        if written.year is not None:
            return _day(written.year, written.month, written.day)
        anchor = self.week[0] if self.week else self.last
        year = anchor.year if anchor else self.year
        if anchor:
            # January after December is the next year's.
            year += (written.month - anchor.month <= -6) - (written.month - anchor.month >= 6)
        return _day(year, written.month, written.day)

    def _of_day(self, day: int) -> date:
        if self.week:
            for step in range((self.week[1] - self.week[0]).days + 1):
                if (self.week[0] + _DAY * step).day == day:
                    return self.week[0] + _DAY * step
        anchor = self.last or (self.week[0] if self.week else None)
        if anchor:
            return _end(anchor - timedelta(days=min(anchor.day - 1, 15)), WrittenDay(day))
        if self.month is None:
            raise NoDay
        return _day(self.year, self.month, day)

    def _of_weekday(self, weekday: int, current: list[date]) -> date:
        anchor = self.week[0] if self.week else current[-1] if current else None
        if anchor is None:
            raise NoDay
        if self.week:
            return anchor + _DAY * ((weekday - anchor.isoweekday()) % 7)
        return anchor + _DAY * (weekday - anchor.isoweekday())

    def _shifted(self, current: list[date], shift: int) -> date:
        if not current:
            raise NoDay
        return current[-1] + _DAY * shift


def _end(start: date, written: WrittenDay) -> date:
    """The first such day that is not before `start`; with a year of its own it is that year's."""
    if written.month and written.year:
        return _day(written.year, written.month, written.day)
    month = written.month or start.month
    found = _day(start.year, month, written.day)
    if found >= start:
        return found
    if written.month:
        return _day(start.year + 1, month, written.day)
    return _day(start.year + month // 12, month % 12 + 1, written.day)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDay from error
