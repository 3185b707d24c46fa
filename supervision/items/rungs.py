"""When the rungs of an item fall, and which items may have one on a day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Q, When
from django.db.models.functions import JSONObject

from secretariat.outbox.ladders import DAY, events_of, nominal_day
from secretariat.outbox.models import Ladder, ReminderRule
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.cycles import every_cycle, next_due, previous_due
from secretariat.workdays.lateness import after_suspension
from supervision.items.models import SupervisionItem, Suspension
from supervision.items.standing import COLUMNS
from supervision.items.states import RUNNING, ItemState

# All that a line about an item is made of; an item has three times as many columns.
TOLD_BY = (
    "title",
    "number_text",
    "state",
    "cycle",
    "due_on",
    "due_version",
    "dispatched_on",
    "last_report_on",
    "resumed_on",
    "lead",
    "handler",
    "leader",
)
# Where a report can be asked for: while an objection is being decided, nobody can give one.
REPORTING = (ItemState.DISPATCHED, ItemState.IN_PROGRESS)


def told_on(rule: ReminderRule, item: SupervisionItem, since: date, calendar: Calendar) -> list[date]:
    """The working days of this rung, as far as they lie round `since` or later; none where its clock stands still."""
    if rule.ladder == Ladder.CYCLE:
        return _told_of_cycle(rule, item, since, calendar)
    event = _event(item, rule.ladder, calendar)
    return [nominal_day(rule.ladder, rule.offset, event, calendar)] if event else []


def fallen_on(
    rules: Sequence[ReminderRule], item: SupervisionItem, on: date, calendar: Calendar
) -> Iterator[ReminderRule]:
    """Those of the rules whose rung is `on`, in their order; what a ladder counts from is looked for once."""
    events: dict[str, date | None] = {}
    for rule in rules:
        if rule.ladder == Ladder.CYCLE:
            fallen = on in _told_of_cycle(rule, item, on, calendar)
        else:
            if rule.ladder not in events:
                events[rule.ladder] = _event(item, rule.ladder, calendar)
            event = events[rule.ladder]
            fallen = event is not None and nominal_day(rule.ladder, rule.offset, event, calendar) == on
        if fallen:
            yield rule


def _event(item: SupervisionItem, ladder: str, calendar: Calendar) -> date | None:
    """What the ladder counts from (rule 14: nothing where no clock runs); any report stops the stalled ladder."""
    if ladder == Ladder.ACKNOWLEDGE:
        return item.dispatched_on if item.state == ItemState.DISPATCHED else None
    if ladder == Ladder.STALLED:
        signs = [day for day in (item.dispatched_on, item.last_report_on, item.resumed_on) if day]
        return max(signs, default=None) if item.state in REPORTING else None
    if item.state not in RUNNING or item.due_on is None:
        return None
    return _late_since(item, item.due_on, calendar) if ladder == Ladder.LATE else item.due_on


def _late_since(item: SupervisionItem, due_on: date, calendar: Calendar) -> date:
    """The due date; on by the working days of what suspended the item after it, so that no rung is slept through."""
    if item.resumed_on is None or item.resumed_on <= due_on:
        return due_on
    for span in _spans_of(item):
        first, last = (date.fromisoformat(span[name]) for name in ("from_on", "until_on"))
        if first > due_on:
            due_on = after_suspension(due_on, suspended_on=first, resumed_on=last, calendar=calendar)
    return due_on


def _spans_of(item: SupervisionItem) -> list[dict[str, str]]:
    """The suspensions that are over, in order: read with the item, or asked for."""
    known: list[dict[str, str]] | None = item.__dict__.get("spans")
    return list(_spans(item.pk).values_list("span", flat=True)) if known is None else known


def _spans(item: Any) -> Any:
    over = Suspension.objects.filter(item=item, until_on__isnull=False).order_by("from_on", "pk")
    return over.values(span=JSONObject(from_on="from_on", until_on="until_on"))


def _told_of_cycle(rule: ReminderRule, item: SupervisionItem, since: date, calendar: Calendar) -> list[date]:
    """The first day of this rung from `since` on that belongs to a report not given yet."""
    if item.state not in REPORTING or not item.cycle:
        return []
    before = events_of(rule.ladder, rule.offset, calendar.roll_forward(since), calendar)[0] - DAY
    # A dispatch or a resume on the due day itself asks for nothing yet.
    due = next_due(item.cycle, max(day for day in (before, item.dispatched_on, item.resumed_on) if day), calendar)
    # A report covers the due day that follows it.
    while item.last_report_on and item.last_report_on > previous_due(item.cycle, due, calendar):
        due = next_due(item.cycle, due, calendar)
    return [nominal_day(rule.ladder, rule.offset, due, calendar)]


def report_due_on(rule: ReminderRule, item: SupervisionItem, on: date, calendar: Calendar) -> date:
    """The day of the cycle of which this rung speaks on `on`."""
    return next_due(item.cycle, events_of(rule.ladder, rule.offset, on, calendar)[0] - DAY, calendar)


# ── Which items may have a rung today ────────────────────────────────────────────────────────────────────────────────
def candidates(rules: Sequence[ReminderRule], on: date, calendar: Calendar) -> Iterable[SupervisionItem]:
    """Every item of which some rung may fall on `on`, in one query: the index finds them by their dates.

    Each says whether its handler and its leader are active: `handler_is_there`, `leader_is_there`.
    """
    chosen = reduce(or_, [_chosen(rule, on, calendar) for rule in rules])
    items = SupervisionItem.objects.filter(deleted_at=None, state__in=RUNNING)
    # Asked for only where an item has been suspended at all.
    spans = Case(When(resumed_on=None, then=None), default=ArraySubquery(_spans(OuterRef("pk"))))
    items = items.annotate(last_sign=COLUMNS.last_sign, spans=spans)
    # Of their people only who is still there: tens of thousands of records would say no more.
    present = {"handler_is_there": F("handler__is_active"), "leader_is_there": F("leader__is_active")}
    return items.filter(chosen).annotate(**present).only(*TOLD_BY).order_by("pk").iterator(chunk_size=2000)


def _chosen(rule: ReminderRule, on: date, calendar: Calendar) -> Q:
    days = events_of(rule.ladder, rule.offset, on, calendar)
    match rule.ladder:
        case Ladder.ACKNOWLEDGE:
            return Q(state=ItemState.DISPATCHED, dispatched_on__range=days)
        case Ladder.STALLED:
            return Q(state__in=REPORTING, last_sign__range=days)
        case Ladder.CYCLE:
            due = [cycle for cycle in every_cycle() if days[0] <= next_due(cycle, days[0] - DAY, calendar) <= days[1]]
            return Q(state__in=REPORTING, cycle__in=due)
        case Ladder.LATE:
            return Q(due_on__range=days) | Q(due_on__lt=F("resumed_on"))
    return Q(due_on__range=days)
