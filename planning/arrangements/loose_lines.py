"""Lines of a published month or week that name a time and no day (本月内, 年底前, 第四季度), as they are published."""

from collections.abc import Sequence
from datetime import date

from planning.arrangements.loose import loose_days
from planning.arrangements.models import Arrangement
from planning.arrangements.reading import A_LIMIT, LONGEST_ACTIVITY, NO_DATE, ReadEntry, ReadWeek, Unread
from planning.arrangements.subjects import split_subject
from planning.plans.dues import read_due
from secretariat.patterns import regex
from secretariat.people.names import Unit
from secretariat.workdays.calendar import Calendar

_LINE = regex(r"\s*(?:\d{1,2}\s*[、.．]\s*)?(?P<when>[^，,。;；:：]{2,40})[，,]\s*(?P<words>.+?)[。;；.]?\s*")
# The reader cuts longer ones short.
_LONGEST = 200


def read_loose(week: ReadWeek, arrangement: Arrangement, *, units: Sequence[Unit], calendar: Calendar) -> None:
    """Turns lines that were left out for want of a day into entries without one, where they say when."""
    left: list[Unread] = []
    for one in week.unread:
        entry = _entry(one, arrangement, units, calendar)
        week.entries.append(entry) if entry else left.append(one)
    week.unread = left


def _entry(one: Unread, arrangement: Arrangement, units: Sequence[Unit], calendar: Calendar) -> ReadEntry | None:
    match = _LINE.fullmatch(one.words) if len(one.words) < _LONGEST else None
    if not match or one.reason not in (str(A_LIMIT), str(NO_DATE)):
        return None
    when = match["when"].strip()
    on = _last_day(when, arrangement, calendar)
    unit, activity = split_subject(match["words"], units)
    if on is None or not activity:
        return None
    return ReadEntry(on, "", None, None, unit, activity[:LONGEST_ACTIVITY], one.line, day_words=when)


def _last_day(when: str, arrangement: Arrangement, calendar: Calendar) -> date | None:
    """The last day for it among those of the arrangement; None where the words name no such time, or one outside."""
    first, last = arrangement.first_on, arrangement.last_on
    if found := loose_days(arrangement).get(when):
        return found
    due = read_due(when, year=first.year, calendar=calendar)
    if due is None or due.kind == "date" or (due.first or first) > last:
        return None
    on = min(due.last or last, last)
    return on if on >= first else None
