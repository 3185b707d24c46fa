"""How a day is written: short in tables, longer in prose, and with its year wherever that is not the reader's year."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import pgettext


def day_short(day: date | None, on: date) -> str:
    """For tables and short lines: 11-27; with the year where it is not the year of `on`. A dash for no day."""
    if day is None:
        return "—"
    return f"{day:%m-%d}" if day.year == on.year else f"{day:%Y-%m-%d}"


def day_said(day: date, on: date) -> str:
    """For prose: 27 Nov, as the language writes it; with the year where it is not the year of `on`."""
    with_year = pgettext("date with year", "j M Y")
    return date_format(day, pgettext("date without year", "j M") if day.year == on.year else with_year)
