"""Which slip may come next, what was urged already, and what a page shows of both."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from secretariat.people.models import Department
from secretariat.workdays import cycles
from secretariat.workdays.calendar import Calendar
from supervision.items.models import SupervisionItem
from supervision.items.queries import conditions, ledger
from supervision.items.standing import Day
from supervision.urging.models import Slip, SlipRule, Urge
from supervision.urging.states import SlipLevel, SlipState

LEVELS = list(SlipLevel)


def rule_for(item: SupervisionItem) -> SlipRule:
    """The slip rule of the item's class; the preset where none is kept."""
    return SlipRule.objects.filter(importance=item.importance).first() or SlipRule(importance=item.importance)


def next_level(item: SupervisionItem, slips: Iterable[Slip], first: str, on: date) -> SlipLevel | None:
    """The slip that may be issued on `on` (rule 16): one colour at a time, each only after the limit of the one before
    has passed without an accepted reason. None where nothing may be issued now. A new due date begins anew.
    """
    issued = {slip.level: slip for slip in slips if slip.due_version == item.due_version}
    if not issued:
        return SlipLevel(first)
    place = max(LEVELS.index(SlipLevel(level)) for level in issued)
    last = issued[LEVELS[place]]
    if last.state == SlipState.ACCEPTED or on <= last.reply_due_on or place + 1 == len(LEVELS):
        return None
    return LEVELS[place + 1]


def slips_of(item: SupervisionItem) -> list[Slip]:
    """The slips of an item, newest first."""
    return list(Slip.objects.filter(item=item).select_related("issued_by", "replied_by", "decided_by", "approver"))


def urges_of(item: SupervisionItem) -> list[Urge]:
    """The urges on an item, newest first."""
    return list(Urge.objects.filter(item=item).select_related("unit", "by"))


def cycle_began(item: SupervisionItem, on: date, calendar: Calendar) -> date:
    """The first day of the reporting cycle in which `on` lies; without a cycle the Monday of its week (rule 51)."""
    if not item.cycle:
        return on - timedelta(days=on.weekday())
    return cycles.previous_due(item.cycle, on, calendar) + timedelta(days=1)


def urged_before(item: SupervisionItem, unit: Department, on: date, calendar: Calendar) -> Urge | None:
    """The first urge to this unit on this item in the present reporting cycle (rule 51)."""
    since = timezone.make_aware(datetime.combine(cycle_began(item, on, calendar), time.min))
    asked = Urge.objects.filter(item=item, unit=unit, at__gte=since).select_related("by", "unit")
    found: Urge | None = asked.order_by("at", "pk").first()
    return found


@dataclass(frozen=True)
class Due:
    """An item that lags behind, and the slip that may be issued for it now."""

    item: SupervisionItem
    level: SlipLevel


def slips_to_issue(user: Any, day: Day, *, limit: int = 30) -> list[Due]:
    """The overdue items whose next slip may be issued now, the longest overdue first: at most `limit`, four queries."""
    first = dict(SlipRule.objects.values_list("importance", "first_level"))
    late = ledger(user, day).filter(conditions(day)["late"]).order_by("due_on", "pk")
    found: list[Due] = []
    for item in late.prefetch_related(Prefetch("slips", Slip.objects.order_by("pk")))[: 10 * limit]:
        level = next_level(item, item.slips.all(), first.get(item.importance, SlipLevel.BLUE), day.on)
        if level:
            found.append(Due(item, level))
    return found[:limit]


def slip_list(user: Any) -> Any:
    """The slips a user may see, newest first."""
    return Slip.objects.visible_to(user).select_related("item__lead", "issued_by")
