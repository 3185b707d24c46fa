"""Changes of the official calendar, and new versions of the warning rule."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.audit import services as audit
from secretariat.audit.labels import register, register_group
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.workdays import queries
from secretariat.workdays.changes import Changes, changes, with_days
from secretariat.workdays.dates import list_dates
from secretariat.workdays.lateness import Rule
from secretariat.workdays.models import CalendarYear, SpecialDay, WarningRule
from secretariat.workdays.rules import DayRow, RefusedRow, may_enter_rule, may_import, read_rows
from secretariat.workdays.words import version_sentence

register_group("calendar", gettext_lazy("Official calendar"))
register_group("rule", gettext_lazy("Warning rule"))
register("rule.entered", gettext_lazy("entered a new version of the warning rule"))
register("calendar.imported", gettext_lazy("imported the calendar"))
register("calendar.replaced", gettext_lazy("replaced the calendar"))


class CalendarRefused(Refused):
    """Rows of a calendar cannot be taken; `rows` says which and why. Nothing was saved."""

    def __init__(self, rows: Sequence[RefusedRow]) -> None:
        words = "\n".join(
            _("Row %(number)d: %(reason)s") % {"number": row.number, "reason": row.reason} for row in rows
        )
        super().__init__(words)
        self.rows = list(rows)


@transaction.atomic
def import_year(rows: Sequence[Mapping[str, str]], *, year: int, notice: str, by: Any, on: date) -> CalendarYear:
    """Put the State Council's calendar of `year` in the place of what was known of that year (rules 7, 8).

    Rows have the keys date, kind (off or work) and name, and may have the number of their line. A calendar is taken
    whole or not at all: raises CalendarRefused with a reason for each row that cannot be taken, and PermissionDenied.
    Lights and reminders follow by themselves; dates that people set are left alone and listed for decision. `by` None
    is the system itself.
    """
    if by is not None and not may_import(by):
        raise PermissionDenied
    taken = _taken(rows, year=year, notice=notice)
    known = CalendarYear.objects.filter(pk=year).first()
    record, is_new = CalendarYear.objects.update_or_create(year=year, defaults={"notice": notice.strip()})
    before = queries.load()
    _replace_days(record, taken)
    after = with_days(before, taken, year=year)
    found = changes(before, after, year=year, on=on)
    # What an earlier import of the year has put in question stays open as long as it still is.
    still = [] if is_new else changes(before.replacing(year, ()), after, year=year, on=on).touched
    listed = list_dates(record, found.touched, still=still, on=on)
    verb = "calendar.imported" if is_new else "calendar.replaced"
    was = known.notice if known else ""
    audit.record(
        actor=by,
        verb=verb,
        subject=record,
        note=record.notice,
        was=was,
        days=len(taken),
        listed=listed,
        workdays=[len(calendar.workdays_of_year(year)) for calendar in (before, after)],
        **_as_data(found),
    )
    return record


def _taken(rows: Sequence[Mapping[str, str]], *, year: int, notice: str) -> list[DayRow]:
    taken, refused = read_rows(rows, year=year)
    if refused:
        raise CalendarRefused(refused)
    if not taken:
        raise Refused(_("The sheet has no days."), field="text")
    refuse_classified(notice, field="notice")
    refuse_classified(*(day.name for day in taken), field="text")
    if not notice.strip():
        raise Refused(_("Name the number of the State Council's notice."), field="notice")
    return taken


def _replace_days(record: CalendarYear, taken: Sequence[DayRow]) -> None:
    SpecialDay.objects.filter(year=record).delete()
    SpecialDay.objects.bulk_create(SpecialDay(year=record, date=d.date, kind=d.kind, name=d.name) for d in taken)


def _as_data(found: Changes) -> dict[str, Any]:
    """Old → new for the log: the days, and what followed by itself."""
    return {
        "changed": [{"on": str(day.on), "worked": day.is_worked, "name": day.name} for day in found.days],
        "recomputed": [asdict(one) for one in found.recomputed],
    }


# ── The warning rule ─────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def enter_rule(rule: Rule, *, valid_from: date, by: Any, on: date) -> WarningRule:
    """Let another version of the warning rule hold from a day to come (rules 11–13).

    What was shown up to today stays true, so it holds from tomorrow at the earliest. Raises Refused for an earlier day,
    for one from which a version holds already, and for shares out of order; and PermissionDenied.
    """
    if not may_enter_rule(by):
        raise PermissionDenied
    if valid_from <= on:
        raise Refused(
            _("A new version holds from tomorrow at the earliest: past lights are not rewritten."), field="valid_from"
        )
    if not 0 < rule.orange_share < rule.yellow_share < 100:
        raise Refused(_("The share of orange must be smaller than that of yellow."), field="orange_share")
    before = queries.rule_on(valid_from)
    figures = {name: getattr(rule, name) for name in queries.FIGURES}
    version, is_new = WarningRule.objects.get_or_create(valid_from=valid_from, defaults=figures)
    if not is_new:
        raise Refused(_("Another version holds from this day already: choose another day."), field="valid_from")
    changed = {name: [str(getattr(before, name)), str(figure)] for name, figure in figures.items()}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    audit.record(actor=by, verb="rule.entered", subject=version, note=version_sentence(version), changed=changed)
    return version
