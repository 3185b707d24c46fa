"""What a changed calendar does to consultations: lights follow it, days wait for a decision (rules 7, 32)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation

from planning.consultations.checkpoints import due_day, offset_words, standing_of
from planning.consultations.models import Checkpoint, Consultation
from planning.consultations.reminders import next_day
from planning.consultations.states import RUNNING, ConsultationState
from secretariat.offers import Recomputed, TouchedDate
from secretariat.outbox.models import ReminderRule
from secretariat.workdays import queries
from secretariat.workdays.calendar import Calendar

MEETING, CHECKPOINT = "planning.consultation", "planning.checkpoint"


@dataclass(frozen=True)
class _Change:
    before: Calendar
    after: Calendar

    @property
    def both(self) -> tuple[Calendar, Calendar]:
        return self.before, self.after


def touched_by(*, before: Calendar, after: Calendar, on: date) -> list[TouchedDate | Recomputed]:
    """Every consultation of which a day, the light of `on` or the next reminder is another by `after`: a pure read.

    Whoever set the day of the meeting has confirmed its checkpoints with it, so they wait for a decision as well.
    """
    change = _Change(before, after)
    # What is listed and logged is kept: it is in the words of the house.
    with translation.override(settings.LANGUAGE_CODE):
        return [*_meetings(change, on), *_checkpoints(change, on), *_standings(change, on)]


def day_of(consultation: Consultation) -> date | None:
    """The day of a meeting that is still to be held."""
    return consultation.meeting_on if consultation.state == ConsultationState.SCHEDULED else None


def due_of(point: Checkpoint) -> date | None:
    """The due day of a checkpoint that is still to be done."""
    runs = point.done_on is None and point.consultation.state in RUNNING
    return point.due_on if runs else None


# ── Days that people set ─────────────────────────────────────────────────────────────────────────────────────────────
def _meetings(change: _Change, on: date) -> Iterator[TouchedDate]:
    dated = Consultation.objects.filter(state=ConsultationState.SCHEDULED, meeting_on__gte=on)
    for one in dated.order_by("meeting_on", "pk"):
        found = _on_a_rest_day((MEETING, one.pk), str(one), one.meeting_on, change)
        if found:
            yield found


def _checkpoints(change: _Change, on: date) -> Iterator[TouchedDate]:
    for point in _running().filter(due_on__gte=on).order_by("due_on", "pk"):
        found = _recounted(point, change) or _on_a_rest_day((CHECKPOINT, point.pk), str(point), point.due_on, change)
        if found:
            yield found


def _running() -> QuerySet[Checkpoint]:
    points = Checkpoint.objects.filter(done_on=None, consultation__state__in=RUNNING)
    return points.select_related("consultation")


def _recounted(point: Checkpoint, change: _Change) -> TouchedDate | None:
    """Where the old calendar counts the present day from the day of the meeting, and the new one another (rule 32)."""
    meeting_on = point.consultation.meeting_on
    if meeting_on is None:
        return None
    was, now = (due_day(meeting_on, point.offset, calendar) for calendar in change.both)
    if was != point.due_on or now == was:
        return None
    return TouchedDate((CHECKPOINT, point.pk), str(point), was, now, "counted", offset_words(point.offset))


def _on_a_rest_day(record: tuple[str, int], title: str, day: date | None, change: _Change) -> TouchedDate | None:
    if day is None or not change.before.is_workday(day) or change.after.is_workday(day):
        return None
    special = change.after.special(day)
    return TouchedDate(record, title, day, change.after.roll_forward(day), "rest", special[1] if special else "")


# ── What follows by itself ───────────────────────────────────────────────────────────────────────────────────────────
def _standings(change: _Change, on: date) -> Iterator[Recomputed]:
    rule, rungs = queries.rule_on(on), list(ReminderRule.objects.in_force(on))
    for point in _running().order_by("pk").iterator(chunk_size=500):
        record, title = (CHECKPOINT, point.pk), str(point)
        lights = [
            standing_of(point.consultation, point, on=on, calendar=calendar, rule=rule).light
            for calendar in change.both
        ]
        told = [next_day(point.due_on, rungs, on=on, calendar=calendar) for calendar in change.both]
        if lights[0] != lights[1]:
            yield Recomputed(record, title, "light", *lights)
        if told[0] != told[1]:
            yield Recomputed(record, title, "reminder", *(str(day or "") for day in told))
