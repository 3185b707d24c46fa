"""Arithmetic with working days over the official calendar: immutable, pure, without a database."""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import groupby

from secretariat.late import late

holidays = late("holidays")

OFF, WORK = "off", "work"
DAY = timedelta(days=1)


class Calendar:
    """The working days as far as they are announced; a year without an imported calendar is provisional (rule 7).

    Built from rows (date, "off" or "work", name of the holiday). The years that occur in the rows count as imported.
    """

    def __init__(self, rows: Iterable[tuple[date, str, str]] = ()) -> None:
        self._special = {day: (kind, name) for day, kind, name in rows}
        self.imported_years = frozenset(day.year for day in self._special)
        self._workdays: dict[int, tuple[date, ...]] = {}

    def replacing(self, year: int, rows: Iterable[tuple[date, str, str]]) -> "Calendar":
        """This calendar with other special days in `year`; without any the year is provisional again."""
        kept = [(day, kind, name) for day, (kind, name) in self._special.items() if day.year != year]
        return Calendar([*kept, *rows])

    # ── Single days ──────────────────────────────────────────────────────────────────────────────────────────────────
    def is_workday(self, day: date) -> bool:
        """Whether `day` is worked: a weekday that is not off, or an adjusted working day (rule 1)."""
        days = self.workdays_of_year(day.year)
        place = bisect_left(days, day)
        return place < len(days) and days[place] == day

    def special(self, day: date) -> tuple[str, str] | None:
        """What is special about `day` (kind, name of the holiday), as the notice has it."""
        return self._special.get(day)

    def special_days(self, year: int) -> list[tuple[date, str, str]]:
        """What is special in `year`, in order: date, kind, name; the statutory days where it is provisional."""
        if year not in self.imported_years:
            return [(day, OFF, name) for day, name in statutory_days(year).items()]
        return [(day, *found) for day, found in sorted(self._special.items()) if day.year == year]

    def holiday_starts(self, year: int, names: Collection[str]) -> date | None:
        """The first day off in `year` of the holiday that is called by one of `names`, as announced or by statute."""
        if year in self.imported_years:
            known = {day: name for day, (kind, name) in self._special.items() if day.year == year and kind == OFF}
        else:
            known = dict(statutory_days(year))
        return min((day for day, name in known.items() if any(word in name for word in names)), default=None)

    def holiday_ends(self, year: int, names: Collection[str]) -> date | None:
        """The last of the days off that begin with `holiday_starts`, without a gap; None for an unknown holiday."""
        day = self.holiday_starts(year, names)
        while day and (day + DAY).year == year and self._is_named_off(day + DAY, names):
            day += DAY
        return day

    def _is_named_off(self, day: date, names: Collection[str]) -> bool:
        off = {on: name for on, kind, name in self.special_days(day.year) if kind == OFF}
        return any(word in off.get(day, "") for word in names)

    def is_provisional(self, first: date, last: date | None = None) -> bool:
        """Whether an answer about `first` (to `last`) rests on a year that is not imported (rule 7)."""
        low, high = sorted((first.year, (last or first).year))
        return any(year not in self.imported_years for year in range(low, high + 1))

    def unknown_year(self, since: int) -> int:
        """The first year from `since` on that is not imported."""
        return next(
            year for year in range(since, since + len(self.imported_years) + 1) if year not in self.imported_years
        )

    # ── Counting ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` comes first (rules 10, 11)."""
        if end < start:
            return -self.between(end, start)
        whole = sum(len(self.workdays_of_year(year)) for year in range(start.year, end.year))
        return whole + self._place(end) - self._place(start)

    def add(self, day: date, n: int) -> date:
        """The `n`th working day after `day`, which itself does not count (rule 2); `day` itself for 0."""
        if n < 0:
            return self.subtract(day, -n)
        if n == 0:
            return day
        year, place = day.year, self._place(day) + n - 1
        while place >= len(self.workdays_of_year(year)):
            place -= len(self.workdays_of_year(year))
            year += 1
        return self.workdays_of_year(year)[place]

    def subtract(self, day: date, n: int) -> date:
        """The `n`th working day before `day`, which itself does not count (rule 3); `day` itself for 0."""
        if n < 0:
            return self.add(day, -n)
        if n == 0:
            return day
        year, place = day.year, bisect_left(self.workdays_of_year(day.year), day) - n
        while place < 0:
            year -= 1
            place += len(self.workdays_of_year(year))
        return self.workdays_of_year(year)[place]

    # ── Rolling ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def next_workday(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add(day, 1)

    def previous_workday(self, day: date) -> date:
        """The last working day before `day`."""
        return self.subtract(day, 1)

    def roll_forward(self, day: date) -> date:
        """`day` if it is worked, else the next working day: the end of a counted period (rule 4)."""
        return day if self.is_workday(day) else self.next_workday(day)

    def roll_backward(self, day: date) -> date:
        """`day` if it is worked, else the working day before it (rule 6)."""
        return day if self.is_workday(day) else self.previous_workday(day)

    def after_days(self, day: date, n: int) -> date:
        """The end of a period of `n` calendar days counted from `day`; it rolls forward (rule 4)."""
        return self.roll_forward(day + n * DAY)

    def after_months(self, day: date, n: int) -> date:
        """The end of a period of `n` months counted from `day`; it rolls forward (rules 4, 5)."""
        return self.roll_forward(add_months(day, n))

    def by_day_of_month(self, year: int, month: int, n: int) -> date:
        """What "by the `n`th of the month" means: the `n`th or the month's end, rolled backward (rule 6)."""
        return self.roll_backward(date(year, month, min(n, monthrange(year, month)[1])))

    # ── Weeks and years ──────────────────────────────────────────────────────────────────────────────────────────────
    def workdays_of_week(self, day: date) -> list[date]:
        """The working days of the Monday-to-Sunday week that holds `day`, adjusted ones included (rule 34)."""
        monday = day - day.weekday() * DAY
        return [monday + i * DAY for i in range(7) if self.is_workday(monday + i * DAY)]

    def workdays_of_year(self, year: int) -> tuple[date, ...]:
        """All working days of `year`, in order."""
        if year not in self._workdays:
            self._workdays[year] = tuple(self._count_year(year))
        return self._workdays[year]

    def _count_year(self, year: int) -> Iterable[date]:
        statutory = {} if year in self.imported_years else statutory_days(year)
        first = date(year, 1, 1).toordinal()
        for day in map(date.fromordinal, range(first, date(year, 12, 31).toordinal() + 1)):
            kind, _name = self._special.get(day, ("", ""))
            if kind == WORK or (kind != OFF and day.weekday() < 5 and day not in statutory):
                yield day

    def _place(self, day: date) -> int:
        # How many working days the year has had by the end of `day`.
        return bisect_right(self.workdays_of_year(day.year), day)


def add_months(day: date, n: int) -> date:
    """The corresponding day `n` months later, else that month's end (rule 5)."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def stretches(days: Iterable[date]) -> list[tuple[date, date]]:
    """Days that follow each other as (first, last), in order."""
    runs = groupby(enumerate(sorted(days)), key=lambda pair: pair[1].toordinal() - pair[0])
    found = [[day for _place, day in run] for _key, run in runs]
    return [(run[0], run[-1]) for run in found]


@cache
def statutory_days(year: int, language: str = "zh_CN") -> Mapping[date, str]:
    """The statutory days off (13 since 2025), as 全国年节及纪念日放假办法 names them, wherever they fall; in English
    with "en_US"."""
    names = holidays.country_holidays("CN", years=year, observed=False, language=language)
    known = holidays.country_holidays("CN", years=year, observed=False, language="en_US")
    # For announced years the library also knows the days moved by the notice; those belong to the import.
    return {day: names[day] for day in sorted(known) if "substituted" not in known[day]}
