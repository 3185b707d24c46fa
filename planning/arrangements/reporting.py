"""Which units have not said what they do in the days of an arrangement, and who is reminded of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning.arrangements.models import Arrangement, Entry, NilReturn
from planning.arrangements.states import ArrangementState
from secretariat.daywords import day_short
from secretariat.outbox import services as outbox
from secretariat.people import queries as people
from secretariat.people.models import Department, PostKind, User
from secretariat.workdays.calendar import Calendar

BEFORE_PUBLICATION = (ArrangementState.COLLECTING, ArrangementState.COORDINATING)


def unreported(arrangement: Arrangement) -> list[Department]:
    """The active units with people of their own that have neither entered anything nor said that there is nothing:
    one query. What came by itself from meetings, consultations and plans is no report of a unit."""
    entered = arrangement.entries.standing().filter(source_url="").exclude(unit=None).values("unit")
    units = Department.objects.filter(is_active=True, staff__is_active=True)
    silent = units.exclude(pk__in=entered).exclude(pk__in=arrangement.nil_returns.values("unit"))
    return list(silent.distinct())


def waiting_for(unit_id: int, *, on: date) -> list[Arrangement]:
    """The arrangements to which a unit has neither entered anything nor said that there is nothing: one query."""
    entered = Entry.objects.standing().filter(arrangement=OuterRef("pk"), unit=unit_id, source_url="")
    given = NilReturn.objects.filter(arrangement=OuterRef("pk"), unit=unit_id)
    found = Arrangement.objects.filter(state__in=BEFORE_PUBLICATION, last_on__gte=on)
    return list(found.filter(~Exists(entered), ~Exists(given)).order_by("cut_off_at", "pk"))


@transaction.atomic
def remind_of_cut_offs(*, on: date, calendar: Calendar) -> int:
    """Tell the units that have not reported: on the working day before the cut-off, on its day, and the working day
    after it, when the planning office is told who is missing as well. Returns how many notices were new.

    The same day asked again tells nobody twice (rule 17), and a unit that has reported since is left in peace.
    """
    if not calendar.is_workday(on):
        return 0
    first, last = calendar.previous_workday(on), calendar.next_workday(on)
    waiting = Arrangement.objects.filter(
        state__in=BEFORE_PUBLICATION, cut_off_at__date__range=(first, last), last_on__gte=on
    )
    return sum(_remind(arrangement, on) for arrangement in waiting.order_by("pk"))


def _remind(arrangement: Arrangement, on: date) -> int:
    units = unreported(arrangement)
    told = tell_units(arrangement, units, on=on, key=f"{on:%Y-%m-%d}")
    if units and timezone.localdate(arrangement.cut_off_at) < on:
        told += _tell_planners(arrangement, units, on)
    return told


def tell_units(arrangement: Arrangement, units: Iterable[Department], *, on: date, key: str) -> int:
    """Queue the reminder for the heads of these units, once for each `key`; returns how many notices were new."""
    by_unit = {unit.pk: unit for unit in units}
    with translation.override(settings.LANGUAGE_CODE):
        told = [
            (
                f"arrangement:{arrangement.pk}:unreported:{pk}:{key}",
                _("%(arrangement)s: %(unit)s has not reported") % {"arrangement": arrangement, "unit": by_unit[pk]},
                heads,
            )
            for pk, heads in people.heads_by_unit(by_unit).items()
        ]
        facts = _facts(arrangement, on, _deadline(arrangement, on))
        return outbox.queue_each(told, kind="arrangement_unreported", **facts)


def _tell_planners(arrangement: Arrangement, units: list[Department], on: date) -> int:
    planners: list[User] = people.holders(PostKind.PLANNER)
    with translation.override(settings.LANGUAGE_CODE):
        names = pgettext("between the items of a list", ", ").join(unit.short for unit in units)
        return outbox.queue(
            to=planners,
            kind="arrangement_unreported",
            key=f"arrangement:{arrangement.pk}:missing",
            title=_("%(arrangement)s: %(n)d not reported") % {"arrangement": arrangement, "n": len(units)},
            **_facts(arrangement, on, names),
        )


def _facts(arrangement: Arrangement, on: date, text: str) -> dict[str, Any]:
    return {"day": on, "text": text, "url": arrangement.get_absolute_url(), "subject": arrangement}


def _deadline(arrangement: Arrangement, on: date) -> str:
    local = timezone.localtime(arrangement.cut_off_at)
    facts = {"at": f"{day_short(local.date(), on)} {local:%H:%M}"}
    if local.date() < on:
        return _("The cut-off was %(at)s. Report now, or say that there is nothing.") % facts
    return _("The cut-off is %(at)s. Report what your unit does, or say that there is nothing.") % facts
