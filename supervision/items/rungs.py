"""When the rungs of an item fall, and which items may have one on a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import reduce
from itertools import starmap
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
from supervision.items.models import Called, SupervisionItem, Suspension
from supervision.items.standing import COLUMNS
from supervision.items.states import RUNNING, ItemState

# Where a report can be asked for: while an objection is being decided, nobody can give one.
REPORTING = (ItemState.DISPATCHED, ItemState.IN_PROGRESS)


@dataclass(slots=True)
class Candidate(Called):
    """What the lines about an item are made of; a sweep reads thousands, and a record has three times as much."""

    pk: int
    title: str
    number_text: str
    state: str
    cycle: str
    due_on: date | None
    due_version: int
    dispatched_on: date | None
    last_report_on: date | None
    resumed_on: date | None
    lead_id: int
    # Of its people only who is still there.
    handler_there: int | None
    leader_there: int | None
    spans: list[dict[str, str]] | None


Item = SupervisionItem | Candidate


def told_on(rule: ReminderRule, item: SupervisionItem, since: date, calendar: Calendar) -> list[date]:
    """The working days of this rung, as far as they lie round `since` or later; none where its clock stands still."""
    if rule.ladder == Ladder.CYCLE:
        return _told_of_cycle(rule, item, since, calendar)
    event = _event(item, rule.ladder, calendar)
    return [nominal_day(rule.ladder, rule.offset, event, calendar)] if event else []


def fallen_on(rules: Sequence[ReminderRule], item: Candidate, on: date, calendar: Calendar) -> Iterator[ReminderRule]:
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


def _event(item: Item, ladder: str, calendar: Calendar) -> date | None:
    """What the ladder counts from (rule 14: nothing where no clock runs); any report stops the stalled ladder."""
    if ladder == Ladder.ACKNOWLEDGE:
        return item.dispatched_on if item.state == ItemState.DISPATCHED else None
    if ladder == Ladder.STALLED:
        signs = [day for day in (item.dispatched_on, item.last_report_on, item.resumed_on) if day]
        return max(signs, default=None) if item.state in REPORTING else None
    if item.state not in RUNNING or item.due_on is None:
        return None
    return _late_since(item, item.due_on, calendar) if ladder == Ladder.LATE else item.due_on


def _late_since(item: Item, due_on: date, calendar: Calendar) -> date:
    """The due date; on by the working days of what suspended the item after it, so that no rung is slept through."""
    if item.resumed_on is None or item.resumed_on <= due_on:
        return due_on
    for span in _spans_of(item):
        first, last = (date.fromisoformat(span[name]) for name in ("from_on", "until_on"))
        if first > due_on:
            due_on = after_suspension(due_on, suspended_on=first, resumed_on=last, calendar=calendar)
    return due_on


def _spans_of(item: Item) -> list[dict[str, str]]:
    """The suspensions that are over, in order: read with the item, or asked for."""
    if isinstance(item, Candidate):
        return item.spans or []
    return list(_spans(item.pk).values_list("span", flat=True))


def _spans(item: Any) -> Any:
    over = Suspension.objects.filter(item=item, until_on__isnull=False).order_by("from_on", "pk")
    return over.values(span=JSONObject(from_on="from_on", until_on="until_on"))


def _told_of_cycle(rule: ReminderRule, item: Item, since: date, calendar: Calendar) -> list[date]:
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


def report_due_on(rule: ReminderRule, item: Item, on: date, calendar: Calendar) -> date:
    """The day of the cycle of which this rung speaks on `on`."""
    return next_due(item.cycle, events_of(rule.ladder, rule.offset, on, calendar)[0] - DAY, calendar)


# ── Which items may have a rung today ────────────────────────────────────────────────────────────────────────────────
def candidates(rules: Sequence[ReminderRule], on: date, calendar: Calendar) -> Iterator[Candidate]:
    """Every item of which some rung may fall on `on`, in one query: the index finds them by their dates."""
    chosen = reduce(or_, [_chosen(rule, on, calendar) for rule in rules])
    items = SupervisionItem.objects.filter(deleted_at=None, state__in=RUNNING)
    # Asked for only where an item has been suspended at all.
    spans = Case(When(resumed_on=None, then=None), default=ArraySubquery(_spans(OuterRef("pk"))))
    present = {f"{who}_there": Case(When(**{f"{who}__is_active": True}, then=who)) for who in ("handler", "leader")}
    items = items.annotate(last_sign=COLUMNS.last_sign, spans=spans, **present).filter(chosen).order_by("pk")
    columns = [field.name for field in fields(Candidate)]
    return starmap(Candidate, items.values_list(*columns).iterator(chunk_size=2000))


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
