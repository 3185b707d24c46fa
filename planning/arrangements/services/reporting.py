"""Units that have nothing to report say so (零报告); those that say nothing are reminded."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from planning.arrangements.models import NilReturn
from planning.arrangements.reporting import tell_units, unreported
from planning.arrangements.services.moves import record_arrangement, take_arrangement
from secretariat.errors import Refused
from secretariat.people.models import Department


@transaction.atomic
def report_nil(arrangement_id: int, *, by: Any, at: datetime, version: int | None = None) -> NilReturn:
    """The unit of `by` has nothing to report. Refused where it has entries; said twice it stands once."""
    found = take_arrangement(arrangement_id, "report_nil", by, None)
    unit: Department = by.department
    if found.entries.standing().filter(unit=unit).exists():
        raise Refused(_("Your unit has entries here. Discard them first if none of them takes place."))
    given: NilReturn
    given, is_new = NilReturn.objects.get_or_create(
        arrangement=found, unit=unit, defaults={"given_by": by, "given_at": at}
    )
    if is_new:
        record_arrangement(found, "nil_reported", by, note=str(unit))
    return given


@transaction.atomic
def remind_units(arrangement_id: int, *, by: Any, at: datetime, version: int | None = None) -> int:
    """Remind all units that have not reported, at most once a day by hand. Refused where none is missing, or all of
    them were reminded today; returns how many notices were made."""
    found = take_arrangement(arrangement_id, "remind_units", by, None)
    on, units = timezone.localdate(at), unreported(found)
    if not units:
        raise Refused(_("Every unit has reported."))
    told = tell_units(found, units, on=on, key=f"{on:%Y-%m-%d}:by-hand")
    if not told:
        raise Refused(_("All of them have been reminded today already."))
    record_arrangement(found, "reminded", by, units=[str(unit) for unit in units])
    return told
