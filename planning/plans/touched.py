"""What a changed calendar does to items of plans: reports follow it, days wait for a decision (rule 7)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from planning.plans.dues import read_due
from planning.plans.models import DueKind, PlanItem, PlanItemQuerySet
from planning.plans.states import OPEN, PlanState
from secretariat.offers import Recomputed, TouchedDate
from secretariat.workdays import cycles
from secretariat.workdays.calendar import Calendar

KIND = "planning.planitem"


@dataclass(frozen=True)
class _Change:
    before: Calendar
    after: Calendar

    @property
    def both(self) -> tuple[Calendar, Calendar]:
        return self.before, self.after


def touched_by(*, before: Calendar, after: Calendar, on: date) -> list[TouchedDate | Recomputed]:
    """Every open item whose words, or whose next report, mean another day by `after`: a pure read.

    The words (春节前) were confirmed with the plan, and so was the day that was read from them.
    """
    change = _Change(before, after)
    return [*_days(change, on), *_reports(change, on)]


def last_of(item: PlanItem) -> date | None:
    """The last day of an item that still has to be done."""
    is_kept = item.deleted_at is None and item.plan.deleted_at is None
    return item.window_last if is_kept and item.is_open and item.plan.state != PlanState.CLOSED else None


# ── Days that a plan sets ────────────────────────────────────────────────────────────────────────────────────────────
def _days(change: _Change, on: date) -> Iterator[TouchedDate]:
    for item in _open_items().filter(window_last__gte=on).order_by("window_last", "pk"):
        found = _recounted(item, change) or _on_a_rest_day(item, change)
        if found:
            yield found


def _open_items() -> PlanItemQuerySet:
    kept: PlanItemQuerySet = PlanItem.objects.filter(deleted_at=None, plan__deleted_at=None, progress__in=OPEN)
    return kept.exclude(plan__state=PlanState.CLOSED).select_related("plan")


def _recounted(item: PlanItem, change: _Change) -> TouchedDate | None:
    """Where the old calendar reads the present end out of the words of the plan, and the new one another."""
    was, now = (_meant(item, calendar) for calendar in change.both)
    if was is None or was != item.window_last or now is None or now == was:
        return None
    return TouchedDate((KIND, item.pk), str(item), was, now, "counted", item.due_words)


def _meant(item: PlanItem, calendar: Calendar) -> date | None:
    found = read_due(item.due_words, year=item.plan.year, calendar=calendar)
    return found.last if found else None


def _on_a_rest_day(item: PlanItem, change: _Change) -> TouchedDate | None:
    # A limit (6月底前) stays as it is named, wherever it falls (rule 4); on a single day something takes place.
    day = item.window_last if item.due_kind == DueKind.DATE else None
    if day is None or not change.before.is_workday(day) or change.after.is_workday(day):
        return None
    special = change.after.special(day)
    name = special[1] if special else ""
    return TouchedDate((KIND, item.pk), str(item), day, change.after.roll_forward(day), "rest", name)


# ── What follows by itself ───────────────────────────────────────────────────────────────────────────────────────────
def _reports(change: _Change, on: date) -> Iterator[Recomputed]:
    reporting = _open_items().exclude(cycle="").filter(plan__state=PlanState.ADOPTED)
    for item in reporting.filter(Q(window_last=None) | Q(window_last__gt=on)).order_by("pk"):
        was, now = (_next_report(item, on, calendar) for calendar in change.both)
        if was != now:
            yield Recomputed((KIND, item.pk), str(item), "report", str(was or ""), str(now or ""))


def _next_report(item: PlanItem, on: date, calendar: Calendar) -> date | None:
    """The next day on which a report falls due; None where the plan ends before."""
    due = cycles.next_due(item.cycle, on, calendar)
    return due if due <= (item.window_last or date(item.plan.year, 12, 31)) else None
