"""Reads about plans: their items as lists and boards need them, and how far they have come against the time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, F, OuterRef, Q

from planning.plans.models import AnnualPlan, PlanItem, PlanItemQuerySet, Platform
from planning.plans.states import OPEN, PlanState, Progress
from secretariat.workdays import cycles
from secretariat.workdays.calendar import DAY, Calendar
from secretariat.workdays.lateness import last_day_within

SOON = 10  # working days before its end from which an item stands in the list of work
MONTHS = range(1, 13)
# Items that are to be done at another time than the plan said when it was adopted.
MOVED = Q(amendments_made__gt=0) & (~Q(due_words=F("original_words")) | ~Q(window_last=F("original_last")))
MOVED &= ~Q(progress=Progress.DROPPED)


@dataclass(frozen=True)
class Pace:
    """Progress against time (序时进度). `elapsed` and `done` are percent; `done` is None where nothing is counted.

    For a cycle `expected` and `given` count the reports due so far and those of them that came.
    """

    elapsed: int
    done: int | None = None
    expected: int | None = None
    given: int | None = None
    is_over: bool = False

    @property
    def is_behind(self) -> bool:
        """Whether less is done than time has gone by, or a report is missing."""
        if self.is_over:
            return True
        if self.expected is not None and self.given is not None and self.given < self.expected:
            return True
        return self.done is not None and self.done < self.elapsed


# ── Plans ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def plans(user: Any) -> list[tuple[AnnualPlan, dict[str, int]]]:
    """The plans this user may see, each with the figures of the items this user may see: two queries."""
    mine = PlanItem.objects.visible_to(user).order_by().values("plan")
    counted = {
        row["plan"]: row
        for row in mine.annotate(
            n=Count("pk", filter=~Q(progress=Progress.DROPPED)),
            done=Count("pk", filter=Q(progress=Progress.DONE)),
            dropped=Count("pk", filter=Q(progress=Progress.DROPPED)),
            moved=Count("pk", filter=MOVED),
        )
    }
    none = {"n": 0, "done": 0, "dropped": 0, "moved": 0}
    return [(plan, counted.get(plan.pk, none)) for plan in AnnualPlan.objects.visible_to(user)]


def plan_called(year: int, kind: str, title: str) -> AnnualPlan | None:
    """The plan of this year and kind that bears the title; there is one at most."""
    found: AnnualPlan | None = AnnualPlan.objects.filter(year=year, kind=kind, title=title, deleted_at=None).first()
    return found


def tasks_of(plan: AnnualPlan, *, without: Iterable[int] = ()) -> dict[tuple[str, str], PlanItem]:
    """The items of a plan by task and name of the lead unit, by which one is known again; those of `without` (by id)
    are left out. One query."""
    items = PlanItem.objects.filter(plan=plan, deleted_at=None).exclude(pk__in=without).select_related("lead")
    return {(item.title, item.lead.name): item for item in items}


# ── Items ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def items_of(plan: AnnualPlan, user: Any) -> PlanItemQuerySet:
    """The items of a plan that this user may see, in their order, with lead, and the days of their reports."""
    found: PlanItemQuerySet = (
        PlanItem.objects.visible_to(user)
        .filter(plan=plan)
        .select_related("lead", "plan")
        .annotate(report_days=ArrayAgg("reports__on", filter=Q(reports__isnull=False), default=[], distinct=True))
        .order_by("order", "pk")
    )
    return found


def late_q(on: date) -> Q:
    """Items that should have been done before `on` and are not."""
    return Q(progress__in=OPEN, window_last__lt=on, plan__state=PlanState.ADOPTED)


def month_q(year: int, month: int) -> Q:
    """Items that are to be done, or reported on, in a month."""
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - DAY
    falls = Q(window_first__lte=last, window_last__gte=first)
    return falls | Q(due_kind="cycle") & (Q() if month % 3 == 0 else ~Q(cycle__startswith="quarterly"))


def to_do_within(user: Any, first: date, last: date, calendar: Calendar) -> list[tuple[PlanItem, date]]:
    """The open items of adopted plans that are to be done, or reported on, within these days of one month, each with
    its day, else the last day for it among them; parts stand for the whole. One query."""
    parts = PlanItem.objects.filter(parent=OuterRef("pk"), deleted_at=None)
    running = PlanItem.objects.visible_to(user).running().filter(~Exists(parts), plan__year=first.year)
    found = running.filter(month_q(first.year, first.month)).select_related("plan", "lead")
    days = ((item, _last_day(item, first, last, calendar)) for item in found.order_by("order", "pk"))
    return [(item, day) for item, day in days if day]


def _last_day(item: PlanItem, first: date, last: date, calendar: Calendar) -> date | None:
    if item.window_last is not None:
        return min(item.window_last, last)
    return next(reversed(due_days(item.cycle, first, last, calendar)), None)


def by_platform(items: Iterable[PlanItem]) -> list[tuple[Platform, list[PlanItem]]]:
    """Items under their platforms, in the order of the five."""
    groups: dict[str, list[PlanItem]] = {}
    for item in items:
        groups.setdefault(item.platform, []).append(item)
    return [(platform, groups[platform]) for platform in Platform if platform in groups]


# ── Progress against time ────────────────────────────────────────────────────────────────────────────────────────────
def pace_of(item: PlanItem, *, on: date, calendar: Calendar) -> Pace | None:
    """How an item of an adopted plan has come along by `on`, in working days; None before adoption and once dropped.

    A day without a window counts from the beginning of the year of the plan. Rows need `report_days`.
    """
    if item.plan.state not in (PlanState.ADOPTED, PlanState.CLOSED) or item.progress == Progress.DROPPED:
        return None
    if item.due_kind == "cycle":
        return _pace_of_cycle(item, on, calendar)
    done = 100 if item.progress == Progress.DONE else _share_done(item)
    first, last = _window(item)
    elapsed = _elapsed(first, last, on, calendar)
    expected, given = _reports(item, first, min(on, last), calendar) if item.cycle else (None, None)
    is_over = item.is_open and last < on
    return Pace(elapsed, done, expected, given, is_over)


def _pace_of_cycle(item: PlanItem, on: date, calendar: Calendar) -> Pace:
    first, last = date(item.plan.year, 1, 1), date(item.plan.year, 12, 31)
    expected, given = _reports(item, first, min(on, last), calendar)
    done = 100 if item.progress == Progress.DONE else _share_done(item)
    if item.progress == Progress.DONE:
        expected = given
    return Pace(_elapsed(first, last, on, calendar), done, expected, given)


def _window(item: PlanItem) -> tuple[date, date]:
    assert item.window_first is not None and item.window_last is not None
    first = date(item.plan.year, 1, 1) if item.due_kind == "date" else item.window_first
    return min(first, item.window_last), item.window_last


def _elapsed(first: date, last: date, on: date, calendar: Calendar) -> int:
    if on < first:
        return 0
    if on >= last:
        return 100
    whole = calendar.between(first - DAY, last)
    # Before the last day the time is not over, however little of it is left.
    return min(99, round(100 * calendar.between(first - DAY, on) / whole)) if whole else 99


def _share_done(item: PlanItem) -> int | None:
    return min(100, round(100 * item.done_count / item.target)) if item.target else None


def _reports(item: PlanItem, first: date, until: date, calendar: Calendar) -> tuple[int, int]:
    # What was due before the plan was adopted could not be reported.
    since = max(first, item.plan.adopted_on) if item.plan.adopted_on else first
    days = due_days(item.cycle, since, until, calendar)
    reported = sorted(getattr(item, "report_days", []))
    periods = zip([since - DAY, *days], days, strict=False)
    return len(days), sum(any(before < day <= due for day in reported) for before, due in periods)


def due_days(cycle: str, first: date, last: date, calendar: Calendar) -> Sequence[date]:
    """The days from `first` to `last` on which reports of a cycle fall due."""
    return _due_days(cycle, first, last, calendar)


@lru_cache(maxsize=256)
def _due_days(cycle: str, first: date, last: date, calendar: Calendar) -> tuple[date, ...]:
    found, day = [], first - DAY
    while (day := cycles.next_due(cycle, day, calendar)) <= last:
        found.append(day)
    return tuple(found)


# ── Work ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Task:
    """An item that needs its lead unit now: until when, and whether it is a regular report that is missing."""

    item: PlanItem
    due_on: date
    is_report: bool


def to_report(user: Any, *, on: date, calendar: Calendar) -> list[Task]:
    """What the unit of `user` must report on or finish now: overdue, or due within SOON working days; one query."""
    mine = PlanItem.objects.visible_to(user).running().filter(lead__in=user.acting_units)
    until = last_day_within(on, SOON, calendar)
    wanted = mine.filter(Q(window_last__lte=until) | ~Q(cycle="")).select_related("plan", "lead")
    tasks = [task for item in wanted if (task := _task(item, on, until, calendar))]
    return sorted(tasks, key=lambda task: (task.due_on, task.item.pk))


def _task(item: PlanItem, on: date, until: date, calendar: Calendar) -> Task | None:
    if item.window_last is not None and item.window_last <= until:
        return Task(item, item.window_last, is_report=False)
    if not item.cycle or (item.window_first is not None and item.window_first > on):
        return None
    due = _report_due(item, on, calendar)
    in_year = due.year == item.plan.year
    return Task(item, due, is_report=True) if in_year and due <= until else None


def _report_due(item: PlanItem, on: date, calendar: Calendar) -> date:
    """The due day of the earliest period since adoption without a report, counting from the last report."""
    start = max(date(item.plan.year, 1, 1), item.plan.adopted_on or date.min)
    if item.last_report_on is None or item.last_report_on < start:
        # What was missed long ago is not asked for one by one: the last missed period stands for all.
        missed = cycles.previous_due(item.cycle, on, calendar)
        return missed if missed >= start else cycles.next_due(item.cycle, max(start, on) - DAY, calendar)
    covered = cycles.next_due(item.cycle, item.last_report_on - DAY, calendar)
    missed = cycles.previous_due(item.cycle, on, calendar)
    return missed if missed > covered else cycles.next_due(item.cycle, covered, calendar)
