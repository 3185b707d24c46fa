"""The period of the statistics as its address names it: 2026-11, 2026-Q4, 2026, or from one day to another."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from secretariat.fields import FIRST_YEAR, LAST_YEAR
from secretariat.patterns import regex
from secretariat.workdays.calendar import add_months

# Of how many months a period may consist.
LONGEST = 36
_NAMED = regex(r"(?P<year>[0-9]{4})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])))?")


@dataclass(frozen=True)
class Period:
    """From `first` to `last`, both included; `months` is how many months a named one has, 0 for one from day to day."""

    first: date
    last: date
    months: int = 0

    @property
    def code(self) -> str:
        """How the address names it; empty for one from day to day."""
        year = f"{self.first.year:04}"
        quarter = (self.first.month + 2) // 3
        return {1: f"{year}-{self.first.month:02}", 3: f"{year}-Q{quarter}", 12: year}.get(self.months, "")

    @property
    def query(self) -> str:
        """The period as the query of an address."""
        asked = {"period": self.code} if self.code else {"since": str(self.first), "until": str(self.last)}
        return urlencode(asked)

    @property
    def words(self) -> str:
        """The period as people say it."""
        facts = {"year": self.first.year, "month": self.first.month, "quarter": (self.first.month + 2) // 3}
        named = {1: _("%(year)d-%(month)d"), 3: _("%(year)d, quarter %(quarter)d"), 12: _("the year %(year)d")}
        if self.months:
            return named[self.months] % facts
        return _("%(first)s to %(last)s") % {"first": self.first, "last": self.last}

    def shifted(self, n: int) -> "Period | None":
        """The period `n` lengths later (earlier, where negative); None for one from day to day, or out of range."""
        if not self.months:
            return None
        first = add_months(self.first, n * self.months)
        return starting(first, self.months) if FIRST_YEAR <= first.year <= LAST_YEAR else None

    def by_month(self) -> Iterator["Period"]:
        """Its months in order; the first and the last one as far as they belong to it."""
        first = self.first.replace(day=1)
        while first <= self.last:
            month = starting(first, 1)
            yield Period(max(month.first, self.first), min(month.last, self.last), 1)
            first = add_months(first, 1)


def starting(first: date, months: int) -> Period:
    """The period of so many whole months that begins with the month of `first`."""
    end = add_months(first.replace(day=1), months - 1)
    return Period(first.replace(day=1), end.replace(day=monthrange(end.year, end.month)[1]), months)


def named(code: str) -> Period | None:
    """The period that a code names; None where it names none."""
    found = _NAMED.fullmatch(code)
    if found is None or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        return None
    year = int(found["year"])
    if found["month"]:
        return starting(date(year, int(found["month"]), 1), 1)
    if found["quarter"]:
        return starting(date(year, 3 * int(found["quarter"]) - 2, 1), 3)
    return starting(date(year, 1, 1), 12)


def around(on: date) -> list[Period]:
    """This month, this quarter, this year."""
    quarter = on.replace(month=3 * ((on.month - 1) // 3) + 1, day=1)
    return [starting(on, 1), starting(quarter, 3), starting(on.replace(month=1), 12)]
