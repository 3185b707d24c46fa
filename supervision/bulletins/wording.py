"""Words of an issue for single cells: dates, periods, states, delays. Call it in the language of the paper."""

import re
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from secretariat.workdays.words import cycle_words
from supervision.bulletins.facts import DASH
from supervision.items.models import Report, SupervisionItem

LONGEST = 60


def day_words(day: date | None, *, year: int) -> str:
    """11月25日, with the year where it is not `year`; a dash for none."""
    if day is None:
        return DASH
    short, full = pgettext("date without year", "j M"), pgettext("date with year", "j M Y")
    return date_format(day, short if day.year == year else full)


def period_words(first_on: date, last_on: date) -> str:
    """2026年11月 for a whole month, else both days."""
    if is_month(first_on, last_on):
        return date_format(first_on, pgettext("month of a year", "F Y"))
    first = date_format(first_on, pgettext("date with year", "j M Y"))
    return _("%(first)s to %(last)s") % {"first": first, "last": day_words(last_on, year=first_on.year)}


def is_month(first_on: date, last_on: date) -> bool:
    """Whether two days are the first and the last of one month."""
    following = last_on + timedelta(days=1)
    return first_on.day == following.day == 1 and (last_on.year, last_on.month) == (first_on.year, first_on.month)


def due_words(item: SupervisionItem, *, year: int) -> str:
    """When a matter is due: its date, its rhythm, or both, each on a line of its own."""
    words = [day_words(item.due_on, year=year)] if item.due_on else []
    return "\n".join([*words, *filter(None, [cycle_words(item.cycle)])]) or DASH


def dates_words(item: SupervisionItem, *, year: int) -> str:
    """The original due date, and on a line of its own the one it was moved to."""
    first = day_words(item.original_due_on, year=year)
    if item.due_on == item.original_due_on:
        return first
    return _("%(first)s\nmoved to %(new)s") % {"first": first, "new": day_words(item.due_on, year=year)}


def source_words(item: SupervisionItem) -> str:
    """Where a matter comes from: the meeting that decided it, the plan, the leader, or who assigned it."""
    if item.plan_item:
        return str(item.plan_item.plan)
    if item.consultation:
        return str(item.consultation.programme)
    if item.instruction:
        # Everybody reads the bulletin: of a private one it does not say whose it is (rule 46).
        return _("Leader's instruction") if item.instruction.is_private else str(item.instruction)
    return str(item.decision.meeting) if item.decision else item.assignment


def late_words(days: int) -> str:
    """By how many working days something is late; 0 is late by rest days only (rule 10)."""
    return ngettext("%(n)d working day", "%(n)d working days", days) % {"n": days} if days else _("rest days only")


def said(reports: list[Report]) -> str:
    """What the lead unit said last, in one sentence; of a closing report how the matter ended."""
    return shortened(reports[0].conclusion or reports[0].text) if reports else ""


def cause(reports: list[Report]) -> str:
    """The cause that was chosen last, and the problem that was named last."""
    chosen = next((str(report.cause) for report in reports if report.cause), "")
    named = next((shortened(report.problem) for report in reports if report.problem.strip()), "")
    return _(": ").join(filter(None, [chosen, named])) or _("not stated")


def shortened(text: str) -> str:
    """The first sentence of a text, of at most LONGEST characters, without its full stop."""
    one_line = " ".join(text.split())
    sentence = re.split(r"(?<=[。！？])|(?<=[.!?])\s", one_line, maxsplit=1)[0].rstrip("。.")
    return sentence if len(sentence) <= LONGEST else f"{sentence[: LONGEST - 1]}…"


class Later(dict[str, Any]):
    """Sets some values into a sentence now and leaves the places of the figures for later."""

    def __missing__(self, code: str) -> str:
        return f"%({code})s"


def sentence(text: str, **now: Any) -> str:
    """A sentence whose `now` values are set in; every other %(code)s stays, to be read by `facts.Values`."""
    return text % Later({name: str(value).replace("%", "%%") for name, value in now.items()})
