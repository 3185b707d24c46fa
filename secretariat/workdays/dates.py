"""Dates that a new calendar puts in question: listed by the import, kept or moved by a person (rule 7)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.audit import services as audit
from secretariat.audit.labels import register_all, register_group
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.offers import TouchedDate
from secretariat.workdays.keepers import KEEPERS
from secretariat.workdays.models import CalendarYear, DateToDecide
from secretariat.workdays.rules import MAY_DATE
from secretariat.workdays.states import DATE_STEPS, DateState
from secretariat.workflow import take

register_group("date", gettext_lazy("Dates to decide"))
register_all(
    {
        "date.kept": gettext_lazy("kept the date under the new calendar"),
        "date.moved": gettext_lazy("moved the date under the new calendar"),
    }
)


def list_dates(
    year: CalendarYear, touched: Iterable[TouchedDate], *, still: Iterable[TouchedDate] = (), on: date
) -> int:
    """List `touched` dates for decision; returns how many are new.

    A record stands in the list once: an open line of it is brought up to date. Open lines of this year that are
    neither in `touched` nor in `still` are no longer in question.
    """
    found = {answer.record: answer for answer in touched}
    asked = found | {answer.record: answer for answer in still if answer.record not in found}
    new = set(found)
    for row in DateToDecide.objects.select_for_update().filter(state=DateState.OPEN):
        answer = asked.get(row.record)
        new.discard(row.record)
        if answer:
            _bring_up_to_date(row, year, answer)
        elif row.year_id == year.pk:
            _void(row)
    DateToDecide.objects.bulk_create(_row(year, found[record], on) for record in sorted(new))
    return len(new)


def settle_dates(kind: str, ids: Iterable[int]) -> None:
    """Open lines of these records are no longer in question: a step of their drawer has set the dates anew."""
    subject_type = ContentType.objects.get_by_natural_key(*kind.split("."))
    lines = DateToDecide.objects.filter(state=DateState.OPEN, subject_type=subject_type, subject_id__in=list(ids))
    # Whoever decides on a line at this moment waits for the record: waiting for the line here would be a deadlock.
    for row in lines.select_for_update(skip_locked=True):
        _void(row)


@transaction.atomic
def keep_date(date_id: int, *, by: Any, on: date, reason: str) -> DateToDecide:
    """Leave a date as it is although the calendar has changed. Refused without a reason."""
    row = _take(date_id, "keep", by, reason)
    return _decide(row, "keep", by, on, reason, verb="date.kept")


@transaction.atomic
def move_date(date_id: int, *, by: Any, on: date, to_on: date, reason: str) -> DateToDecide:
    """Move the record's date by the service of its drawer; whatever that refuses is refused here.

    Refused without a reason, and where the date was changed meanwhile.
    """
    row = _take(date_id, "move", by, reason)
    kind, pk = row.record
    KEEPERS[kind].move(pk, by=by, on=on, from_on=row.date, to_on=to_on, reason=reason.strip())
    row.new_on = to_on
    return _decide(row, "move", by, on, reason, verb="date.moved")


def _take(date_id: int, name: str, by: Any, reason: str) -> DateToDecide:
    refuse_classified(reason, field="reason")
    row: DateToDecide = take(DateToDecide.objects, date_id, DATE_STEPS, MAY_DATE, name, by=by)
    if not reason.strip():
        raise Refused(_("Say why; whoever reads the date later will ask."), field="reason")
    return row


def _decide(row: DateToDecide, step: str, by: Any, on: date, reason: str, *, verb: str) -> DateToDecide:
    before, row.state = row.state, DATE_STEPS[step].target
    row.decided_by, row.decided_on, row.reason = by, on, reason.strip()
    row.save(update_fields=["state", "new_on", "decided_by", "decided_on", "reason"])
    audit.record(
        actor=by,
        verb=verb,
        subject=row,
        whole=row.subject,
        before=before,
        after=row.state,
        note=row.reason,
        date=str(row.date),
        new=str(row.new_on or row.date),
    )
    return row


def _row(year: CalendarYear, answer: TouchedDate, on: date) -> DateToDecide:
    kind = ContentType.objects.get_by_natural_key(*answer.record[0].split("."))
    row = DateToDecide(subject_type=kind, subject_id=answer.record[1], listed_on=on)
    return _fill(row, year, answer)


def _bring_up_to_date(row: DateToDecide, year: CalendarYear, answer: TouchedDate) -> None:
    _fill(row, year, answer)
    row.save(update_fields=["year", "label", "date", "suggested_on", "why", "words"])


def _void(row: DateToDecide) -> None:
    row.state = DateState.VOID
    row.save(update_fields=["state"])


def _fill(row: DateToDecide, year: CalendarYear, answer: TouchedDate) -> DateToDecide:
    row.year, row.label, row.date = year, answer.title[:200], answer.on
    row.suggested_on, row.why, row.words = answer.suggested_on, answer.why, answer.words[:100]
    return row
