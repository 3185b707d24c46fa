"""What a changed calendar does to items: lights and reminders follow it, due dates wait for a decision (rule 7)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from secretariat.offers import Recomputed, TouchedDate
from secretariat.outbox.models import ReminderRule
from secretariat.workdays import phrases, queries
from secretariat.workdays.calendar import Calendar
from supervision.items.models import SupervisionItem
from supervision.items.reminders import next_step
from supervision.items.standing import Day, standing_of
from supervision.items.states import CORRECTABLE, RUNNING

KIND = "supervision.supervisionitem"


@dataclass(frozen=True)
class _Change:
    before: Calendar
    after: Calendar


def touched_by(*, before: Calendar, after: Calendar, on: date) -> list[TouchedDate | Recomputed]:
    """Every item of which a date, the light of `on` or the next reminder would be another by `after`: a pure read."""
    change = _Change(before, after)
    return [*_dates(change, on), *_standings(change, on)]


def date_of(item: SupervisionItem) -> date | None:
    """The due date that still matters; None once the item is closed, not filed or deleted."""
    return item.due_on if item.state in CORRECTABLE and item.deleted_at is None else None


# ── Dates that people set ────────────────────────────────────────────────────────────────────────────────────────────
def _dates(change: _Change, on: date) -> Iterator[TouchedDate]:
    items = SupervisionItem.objects.filter(deleted_at=None, state__in=CORRECTABLE, due_on__gte=on)
    for item in items.select_related("decision__meeting").order_by("due_on", "pk"):
        found = _recounted(item, change) or _on_a_rest_day(item, change)
        if found:
            yield found


def _recounted(item: SupervisionItem, change: _Change) -> TouchedDate | None:
    """Where the words of the minutes set the present date, and by the new calendar mean another one."""
    words = item.decision.reading.get("due_words") if item.decision else ""
    if not (words and item.decision and item.due_on):
        return None
    held = item.decision.meeting.held_on
    was, now = (_meant(words, held, calendar) for calendar in (change.before, change.after))
    if was != item.due_on or now is None or now == was:
        return None
    return TouchedDate((KIND, item.pk), str(item), item.due_on, now, "counted", words)


def _meant(words: str, on: date, calendar: Calendar) -> date | None:
    days = [found.last for found in phrases.read(words, on=on, calendar=calendar) if found.last]
    return max(days, default=None)


def _on_a_rest_day(item: SupervisionItem, change: _Change) -> TouchedDate | None:
    due = item.due_on
    if due is None or not change.before.is_workday(due) or change.after.is_workday(due):
        return None
    special = change.after.special(due)
    name = special[1] if special else ""
    return TouchedDate((KIND, item.pk), str(item), due, change.after.roll_forward(due), "rest", name)


# ── What follows by itself ───────────────────────────────────────────────────────────────────────────────────────────
def _standings(change: _Change, on: date) -> Iterator[Recomputed]:
    rule, rungs = queries.rule_on(on), list(ReminderRule.objects.in_force(on))
    days = [Day(on, calendar, rule) for calendar in (change.before, change.after)]
    running = SupervisionItem.objects.filter(deleted_at=None, state__in=RUNNING).order_by("pk")
    for item in running.iterator(chunk_size=500):
        yield from _differences(item, days, rungs)


def _differences(item: SupervisionItem, days: list[Day], rungs: Iterable[ReminderRule]) -> Iterator[Recomputed]:
    lights = [standing_of(item, day).light for day in days]
    told = [(step.on if (step := next_step(item, day, rungs)) else None) for day in days]
    if lights[0] != lights[1]:
        yield Recomputed((KIND, item.pk), str(item), "light", *lights)
    if told[0] != told[1]:
        yield Recomputed((KIND, item.pk), str(item), "reminder", *(str(day or "") for day in told))
