"""Changes of the official calendar."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.audit import services as audit
from secretariat.audit.labels import register
from secretariat.errors import Refused
from secretariat.workdays.models import CalendarYear, SpecialDay
from secretariat.workdays.rules import RefusedRow, read_rows

register("calendar.imported", gettext_lazy("imported the calendar"))


class CalendarRefused(Refused):
    """Rows of a calendar cannot be taken; `rows` says which and why. Nothing was saved."""

    def __init__(self, rows: Sequence[RefusedRow]) -> None:
        words = "\n".join(
            _("Row %(number)d: %(reason)s") % {"number": row.number, "reason": row.reason} for row in rows
        )
        super().__init__(words)
        self.rows = list(rows)


@transaction.atomic
def import_year(rows: Sequence[Mapping[str, str]], *, year: int, notice: str, by: Any) -> CalendarYear:
    """Put the State Council's calendar of `year` in the place of what was known of that year (rule 8).

    Rows have the keys date, kind (off or work) and name. A calendar is taken whole or not at all: raises
    CalendarRefused with a reason for each row that cannot be taken.
    """
    taken, refused = read_rows(rows, year=year)
    if refused:
        raise CalendarRefused(refused)
    if not taken:
        raise Refused(_("The sheet has no days."))
    if not notice.strip():
        raise Refused(_("Name the number of the State Council's notice."), field="notice")
    record, _is_new = CalendarYear.objects.update_or_create(year=year, defaults={"notice": notice.strip()})
    SpecialDay.objects.filter(year=record).delete()
    SpecialDay.objects.bulk_create(SpecialDay(year=record, date=d.date, kind=d.kind, name=d.name) for d in taken)
    audit.record(actor=by, verb="calendar.imported", subject=record, note=record.notice, days=len(taken))
    return record
