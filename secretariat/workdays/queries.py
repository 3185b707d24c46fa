"""The calendar and the warning rule as the database has them."""

from datetime import date
from functools import lru_cache

from secretariat.workdays.calendar import Calendar
from secretariat.workdays.lateness import Rule
from secretariat.workdays.models import SpecialDay, WarningRule


def load() -> Calendar:
    """The calendar of all imported years: one small query; the built object is kept while the rows are the same."""
    return _built(tuple(SpecialDay.objects.order_by("date").values_list("date", "kind", "name")))


@lru_cache(maxsize=4)
def _built(rows: tuple[tuple[date, str, str], ...]) -> Calendar:
    return Calendar(rows)


def rule_on(day: date) -> Rule:
    """The warning rule in force on `day` (rule 13); the preset before the first version."""
    version = WarningRule.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    return Rule(version.yellow_days, version.stalled_days) if version else Rule()
