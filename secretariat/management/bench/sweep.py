"""The morning's reminders over 200,000 items, against one INSERT … SELECT of as many rows."""

import time
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import connection

from secretariat.management.bench.rows import Town, settle
from secretariat.outbox.ladders import nominal_day
from secretariat.outbox.models import Notice, ReminderRule
from secretariat.outbox.reminders import send_reminders
from secretariat.workdays import queries as workdays
from secretariat.workdays.calendar import Calendar
from supervision.items.models import SupervisionItem
from supervision.items.reminders import LADDERS
from supervision.items.states import RUNNING

ITEMS, LINES = 200_000, 33_000
REACH = timedelta(days=120)  # no rung of a ladder lies farther from its day
TARGET = 6.0
COLUMNS = (
    "recipient_id, kind, capacity, day, title, text, reason, url, subject_type_id, subject_id, is_urgent, created_at"
)
COPY = "INSERT INTO {table} (key, {columns}) SELECT 'copy:' || key, {columns} FROM {table}"


def measure(today: date) -> Iterator[str]:
    """The lines of the report on the working day that follows, as they become known."""
    calendar = workdays.load()
    on = calendar.add(today, 1)
    town = Town(on)
    town.grow_to(ITEMS)
    running = _bring_due(on, calendar)
    yield f"{ITEMS:,} items, {running:,} of them open"
    began = time.perf_counter()
    first = send_reminders(on)
    swept = time.perf_counter() - began
    yield f"sweep: {first.lines:,} lines to {first.people:,} people, {first.new:,} new, in {swept:.2f} s"
    began = time.perf_counter()
    again = send_reminders(on)
    yield f"again: {again.new:,} new, in {time.perf_counter() - began:.2f} s"
    settle()
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(COPY.format(table=Notice._meta.db_table, columns=COLUMNS))
        copied = cursor.rowcount
    copy = time.perf_counter() - began
    yield f"one INSERT … SELECT of {copied:,} rows: {copy:.2f} s"
    yield f"sweep : INSERT … SELECT = {swept / copy:.1f} (target ≤ {TARGET})"


def _bring_due(on: date, calendar: Calendar) -> int:
    """LINES of the open items fall on the rungs of a morning, all others lie where no rung reaches."""
    rules = [rule for rule in ReminderRule.objects.in_force(on) if rule.ladder in LADDERS[:2]]
    within = [on + timedelta(days=n) for n in range(-REACH.days, REACH.days + 1)]
    days = [next(day for day in within if nominal_day(rule.ladder, rule.offset, day, calendar) == on) for rule in rules]
    running = SupervisionItem.objects.filter(state__in=RUNNING)
    running.update(due_on=on + 3 * REACH)
    ids = list(running.order_by("pk").values_list("pk", flat=True)[:LINES])
    for place, day in enumerate(days):
        SupervisionItem.objects.filter(pk__in=ids[place :: len(days)]).update(due_on=day)
    settle()
    return running.count()
