"""The life of an arrangement: it is opened, coordinated, published."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from planning.arrangements.models import Arrangement, ArrangementKind
from planning.arrangements.notices import tell
from planning.arrangements.rules import keeps_arrangement
from planning.arrangements.services.moves import finish_arrangement, refuse_clash, take_arrangement
from planning.arrangements.services.review import bring_over_waiting
from secretariat.audit import services as audit
from secretariat.errors import Refused
from secretariat.workflow import permit


@transaction.atomic
def open_arrangement(*, kind: str, day: date, cut_off_at: datetime, by: Any) -> Arrangement:
    """Begin to collect for the week or month in which `day` lies (rule 34: Monday to Sunday).

    What earlier reviews carried over to these days stands in it at once.
    Raises PermissionDenied, or Refused where it is open already.
    """
    behalf = permit(by, keeps_arrangement)
    first_on, last_on = period_of(kind, day)
    if Arrangement.objects.filter(kind=kind, first_on=first_on).exists():
        raise Refused(_("This arrangement is there already. Open it in the list."), field="day")
    found = Arrangement.objects.create(
        kind=kind, first_on=first_on, last_on=last_on, cut_off_at=cut_off_at, opened_by=by
    )
    audit.record(actor=by, behalf=behalf, verb="arrangement.opened", subject=found, after=found.state)
    bring_over_waiting(found, by=by)
    return found


def period_of(kind: str, day: date) -> tuple[date, date]:
    """First and last day of the week or month in which `day` lies."""
    if kind == ArrangementKind.MONTH:
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


@transaction.atomic
def coordinate_arrangement(arrangement_id: int, *, by: Any, at: datetime, version: int | None = None) -> Arrangement:
    """Collecting is over; entries may still be put right, and what units add now is late."""
    return _step(arrangement_id, "coordinate", "coordinated", by, version)


@transaction.atomic
def reopen_arrangement(arrangement_id: int, *, by: Any, at: datetime, version: int | None = None) -> Arrangement:
    """Back to collecting: the listed inverse of coordinating."""
    return _step(arrangement_id, "reopen", "reopened", by, version)


@transaction.atomic
def publish_arrangement(arrangement_id: int, *, by: Any, at: datetime, version: int | None = None) -> Arrangement:
    """Publish the first edition; from now on every change is a numbered addendum.

    Refused while it is empty, and while two entries clash and nobody has said why they are kept (rule 36).
    """
    found = take_arrangement(arrangement_id, "publish", by, version)
    entries = list(found.entries.standing())
    if not entries:
        raise Refused(_("There is nothing to publish: add an entry first."))
    for place, entry in enumerate(entries):
        refuse_clash(entry, [one for one in entries[:place] if not one.conflict_reason])
    found.published_at = at
    found = finish_arrangement(found, "publish", "published", by, "published_at", entries=len(entries))
    tell("publish", found, by=by, on=timezone.localdate(at))
    return found


def _step(arrangement_id: int, name: str, verb: str, by: Any, version: int | None) -> Arrangement:
    return finish_arrangement(take_arrangement(arrangement_id, name, by, version), name, verb, by)
