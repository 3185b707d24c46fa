"""Consultations as the pages show them: with their checkpoints, lights and what comes next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from planning.consultations.checkpoints import Standing, standing_of
from planning.consultations.models import Checkpoint, CheckpointKind, Consultation, Programme
from planning.consultations.states import OPEN, RUNNING
from secretariat.workdays import queries as workdays
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.lateness import Rule

ORDER = (CheckpointKind.NOTICE, CheckpointKind.MATERIALS, CheckpointKind.OUTCOME)
BEFORE = (CheckpointKind.NOTICE, CheckpointKind.MATERIALS)
# How the lights of several checkpoints add up to the one of their consultation.
_WORST = ("red", "yellow", "green", "grey", "none")


@dataclass(frozen=True)
class Clock:
    """A day with the calendar and the warning rule by which checkpoints are judged on it."""

    on: date
    calendar: Calendar
    rule: Rule

    @classmethod
    def of(cls, on: date) -> "Clock":
        """One small query."""
        return cls(on, *workdays.calendar_and_rule(on))


@dataclass(frozen=True)
class Line:
    """A consultation with the standing of its checkpoints."""

    consultation: Consultation
    points: Mapping[str, Standing]
    clock: Clock

    @property
    def ordered(self) -> list[Standing | None]:
        """By the order of the columns; None where there is no checkpoint."""
        return [self.points.get(kind) for kind in ORDER]

    @property
    def before(self) -> list[Standing | None]:
        return [self.points.get(kind) for kind in BEFORE]

    @property
    def after(self) -> Standing | None:
        return self.points.get(CheckpointKind.OUTCOME)

    @property
    def next(self) -> Standing | None:
        """The first checkpoint that is not done while the clock runs."""
        running = [point for point in self.points.values() if point.light in ("red", "yellow", "green")]
        return min(running, key=lambda point: point.checkpoint.due_on, default=None)

    @property
    def light(self) -> str:
        """The worst light of the checkpoints."""
        lights = {point.light for point in self.points.values()}
        return next((light for light in _WORST if light in lights), "none")

    @property
    def is_over(self) -> bool:
        """Whether the day of the meeting has passed without anybody saying that it was held."""
        held_on = self.consultation.meeting_on
        return bool(self.consultation.state == "scheduled" and held_on and held_on < self.clock.on)

    @property
    def is_provisional(self) -> bool:
        """Whether one of the days that still count rests on a year that is not imported (rule 7)."""
        return any(point.is_provisional for point in self.points.values() if not point.is_done)

    @property
    def is_window_over(self) -> bool:
        """Whether the time that the programme names has passed and there is no date yet."""
        last = self.consultation.window_last
        return bool(self.consultation.state == "planned" and last and last < self.clock.on)


def years_of(user: Any) -> list[int]:
    """The years of which the user may see a consultation, newest first."""
    seen = Consultation.objects.visible_to(user).values("programme")
    found = Programme.objects.filter(pk__in=seen).values_list("year", flat=True).distinct()
    return list(found.order_by("-year"))


def with_parts(rows: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """With everything that a line of the list shows: two queries more, however many rows."""
    return rows.select_related("programme", "form", "lead").prefetch_related(
        Prefetch("checkpoints", Checkpoint.objects.select_related("done_by")), "co_units"
    )


def lines(rows: Iterable[Consultation], clock: Clock) -> list[Line]:
    """The consultations with the lights of a day."""
    return [line_of(row, clock) for row in rows]


def line_of(consultation: Consultation, clock: Clock) -> Line:
    """One consultation with the lights of a day."""
    points = {
        point.kind: standing_of(consultation, point, on=clock.on, calendar=clock.calendar, rule=clock.rule)
        for point in consultation.checkpoints.all()
    }
    return Line(consultation, points, clock)


def by_kind(found: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """The lines in groups by kind of activity, in the order of the kinds."""
    groups: dict[str, list[Line]] = {}
    for line in found:
        groups.setdefault(line.consultation.kind, []).append(line)
    labels = dict(Consultation._meta.get_field("kind").flatchoices)
    return [(str(label), groups[kind]) for kind, label in labels.items() if kind in groups]


def checkpoints_open(user: Any) -> QuerySet[Checkpoint]:
    """Checkpoints that are not done, of dated consultations that the user may see, the earliest first."""
    seen = Consultation.objects.visible_to(user).filter(state__in=RUNNING)
    return Checkpoint.objects.filter(done_on=None, consultation__in=seen).select_related("consultation__lead")


def on_the_desk(user: Any, *, on: date, calendar: Calendar, rule: Rule, limit: int) -> list[Standing]:
    """The next open checkpoints with their lights, for the dashboard: one query."""
    found = checkpoints_open(user).order_by("due_on", "pk")[:limit]
    return [standing_of(one.consultation, one, on=on, calendar=calendar, rule=rule) for one in found]


def open_count(user: Any) -> int:
    """How many consultations are neither closed nor cancelled, as far as the user may see them."""
    return Consultation.objects.visible_to(user).filter(state__in=OPEN).count()
