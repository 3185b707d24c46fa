"""The days round a meeting, counted by rule 32, and how each stands on a day; pure but for the rows it is handed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from planning.consultations.models import Checkpoint, CheckpointRule, Consultation
from planning.consultations.states import RUNNING
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.lateness import Facts, Lateness, Phase, Rule, lateness


@dataclass(frozen=True)
class Moved:
    """A checkpoint before and after a change of the meeting's day; `old` is empty for a new one."""

    kind: str
    label: str
    offset: int
    old: date | None
    new: date
    stays: bool
    is_provisional: bool
    is_past: bool


@dataclass(frozen=True)
class Standing:
    """A checkpoint with its light on a day."""

    checkpoint: Checkpoint
    lateness: Lateness
    is_provisional: bool

    @property
    def is_done(self) -> bool:
        return self.checkpoint.done_on is not None

    @property
    def light(self) -> str:
        return self.lateness.light


def offsets_on(rules: Iterable[CheckpointRule], on: date) -> dict[str, int]:
    """Working days by kind of checkpoint, of the newest version not after `on`, in the order of time."""
    found: dict[str, int] = {}
    for rule in sorted(rules, key=lambda rule: rule.valid_from):
        if rule.valid_from <= on:
            found[rule.kind] = rule.offset
    return dict(sorted(found.items(), key=lambda item: item[1]))


def due_day(meeting_on: date, offset: int, calendar: Calendar) -> date:
    """The day `offset` working days round the meeting, which itself does not count (rules 2, 3, 32)."""
    return calendar.add(meeting_on, offset)


def offset_words(offset: int) -> str:
    """An offset as people say it: so many working days before or after the meeting."""
    if offset < 0:
        said = ngettext("%(n)d working day before the meeting", "%(n)d working days before the meeting", -offset)
    else:
        said = ngettext("%(n)d working day after the meeting", "%(n)d working days after the meeting", offset)
    return said % {"n": abs(offset)}


def moves(
    consultation: Consultation,
    checkpoints: Iterable[Checkpoint],
    meeting_on: date,
    offsets: dict[str, int],
    *,
    on: date,
    calendar: Calendar,
) -> list[Moved]:
    """What the checkpoints become if the meeting is on `meeting_on`. Those done stay; the others keep their offset."""
    known = {point.kind: point for point in checkpoints}
    kinds = dict(Checkpoint._meta.get_field("kind").flatchoices)
    rows = []
    for kind, offset in ({point.kind: point.offset for point in known.values()} or offsets).items():
        point = known.get(kind)
        new = due_day(meeting_on, offset, calendar)
        stays = point is not None and point.done_on is not None
        rows.append(
            Moved(
                kind=kind,
                label=str(kinds[kind]),
                offset=offset,
                old=point.due_on if point else None,
                new=point.due_on if point and stays else new,
                stays=stays,
                is_provisional=not stays and calendar.is_provisional(new, meeting_on),
                is_past=not stays and new < on,
            )
        )
    return rows


def standing_of(
    consultation: Consultation, checkpoint: Checkpoint, *, on: date, calendar: Calendar, rule: Rule
) -> Standing:
    """The light of a checkpoint: by the working days left like any due date; grey once done (rules 10, 11, 14)."""
    phase: Phase = "running" if consultation.state in RUNNING else "suspended"
    if checkpoint.done_on or consultation.state == "closed":
        phase = "closed"
    judged = lateness(Facts(phase=phase, due_on=checkpoint.due_on), on=on, calendar=calendar, rule=rule)
    meeting_on = consultation.meeting_on or checkpoint.due_on
    return Standing(checkpoint, judged, calendar.is_provisional(checkpoint.due_on, meeting_on))
