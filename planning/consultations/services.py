"""Every change of programmes, consultations and checkpoints: one function per action of a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from planning.consultations.checkpoints import due_day, moves, offsets_on
from planning.consultations.models import (
    Checkpoint,
    CheckpointRule,
    Consultation,
    ConsultationForm,
    Programme,
)
from planning.consultations.notices import NOTICES, tell
from planning.consultations.rules import MAY, keeps_programme
from planning.consultations.states import STEPS
from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.people.models import Department, User
from secretariat.people.queries import people_to_choose
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.dates import settle_dates
from secretariat.workflow import permit, take

LONGEST_AHEAD = 5


@dataclass
class Row:
    """A consultation as a person confirmed it; `new_lead` is the name of a unit to be entered in the table."""

    topic: str
    kind: str
    form: str = ""
    window_words: str = ""
    window_first: date | None = None
    window_last: date | None = None
    leader_words: str = ""
    lead: Department | None = None
    new_lead: str = ""
    co_units: Sequence[Department] = ()
    outside: str = ""
    participants: str = ""
    source: str = ""
    product: str = ""
    addressee: str = ""
    reading: dict[str, Any] = field(default_factory=dict)


# ── Programmes ───────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def confirm_programme(*, year: int, title: str, rows: Iterable[Row], by: Any, on: date) -> Programme:
    """Keep the consultations that a person confirmed, all or none; more rows for a known title stand behind the others.

    Raises PermissionDenied, or Refused for marked words (rule 50), no rows, and a topic that the programme has already.
    """
    behalf = permit(by, keeps_programme)
    found = list(rows)
    if not found:
        raise Refused(_("Choose at least one row."))
    refuse_classified(title, *(text for row in found for text in _texts(row)))
    programme, _is_new = Programme.objects.get_or_create(year=year, title=title.strip())
    # Whoever confirms the same programme at the same time waits, and then finds its topics there.
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    _refuse_known(programme, found)
    last = programme.consultations.order_by("-ordinal").values_list("ordinal", flat=True).first() or 0
    for ordinal, row in enumerate(found, start=last + 1):
        _add(programme, ordinal, row, by, behalf)
    audit.record(actor=by, behalf=behalf, verb="programme.confirmed", subject=programme, rows=len(found))
    return programme


def _add(programme: Programme, ordinal: int, row: Row, by: Any, behalf: Any) -> Consultation:
    consultation = Consultation(programme=programme, ordinal=ordinal, reading=row.reading)
    _fill(consultation, row, by)
    consultation.save()
    consultation.co_units.set([unit for unit in row.co_units if unit.pk != consultation.lead_id])
    audit.record(
        actor=by,
        behalf=behalf,
        verb="consultation.added",
        subject=consultation,
        whole=programme,
        after=consultation.state,
    )
    return consultation


def _fill(consultation: Consultation, row: Row, by: Any) -> list[str]:
    """The columns of a row; returns their names."""
    facts = {
        name: getattr(row, name)
        for name in (
            *("topic", "kind", "window_words", "window_first", "window_last", "leader_words"),
            *("outside", "participants", "source", "product", "addressee"),
        )
    }
    facts |= {"form": _form(row.form, by), "lead": row.lead or _unit(row.new_lead, by)}
    facts["leader"] = _person(row.leader_words)
    for name, value in facts.items():
        setattr(consultation, name, value.strip() if isinstance(value, str) else value)
    return list(facts)


def _form(name: str, by: Any) -> ConsultationForm | None:
    if not name.strip():
        return None
    form, is_new = ConsultationForm.objects.get_or_create(name=name.strip()[:40])
    if is_new:
        audit.record(actor=by, verb="consultation_form.added", subject=form)
    return form


def _unit(name: str, by: Any) -> Department | None:
    if not name.strip():
        return None
    unit, is_new = Department.objects.get_or_create(name=name.strip()[:60])
    if is_new:
        audit.record(actor=by, verb="department.added", subject=unit)
    return unit


def _person(words: str) -> User | None:
    """The one active person whose name the words are; 分管副主席 is nobody."""
    found = list(people_to_choose().filter(name=words.strip())[:2]) if words.strip() else []
    return found[0] if len(found) == 1 else None


def _refuse_known(programme: Programme, rows: Sequence[Row]) -> None:
    known = set(programme.consultations.values_list("topic", flat=True))
    for row in rows:
        if row.topic.strip() in known:
            raise Refused(
                _("The programme has “%(topic)s” already. Untick this row, or change its topic.") % {"topic": row.topic}
            )
        known.add(row.topic.strip())


def _texts(row: Row) -> list[str]:
    texts = [row.topic, row.form, row.window_words, row.leader_words, row.new_lead, row.outside]
    return [*texts, row.participants, row.source, row.product, row.addressee]


@transaction.atomic
def correct_consultation(consultation_id: int, *, row: Row, by: Any, version: int | None = None) -> Consultation:
    """Put right what the programme says about a consultation; its dates have steps of their own."""
    refuse_classified(*_texts(row))
    consultation = _take(consultation_id, "correct", by, version)
    _refuse_twin(consultation, row.topic)
    names = _fill(consultation, row, by)
    partners = [unit for unit in row.co_units if unit.pk != consultation.lead_id]
    consultation.co_units.set(partners)
    return _finish(consultation, "correct", by, None, *names, verb="corrected", co_units=[one.pk for one in partners])


def _refuse_twin(consultation: Consultation, topic: str) -> None:
    others = Consultation.objects.filter(programme=consultation.programme_id, topic=topic.strip())
    if others.exclude(pk=consultation.pk).exists():
        raise Refused(_("Another consultation of the programme has this topic."), field="topic")


# ── Dates ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def schedule_consultation(
    consultation_id: int, *, meeting_on: date, by: Any, on: date, calendar: Calendar, version: int | None = None
) -> Consultation:
    """Set the day of the meeting; its checkpoints come by the rule in force on `on` (rule 32).

    A checkpoint whose day has passed already alerts and does not block. Refused for a day of another century.
    """
    consultation = _take(consultation_id, "schedule", by, version)
    _refuse_far(meeting_on, on)
    consultation.meeting_on = meeting_on
    consultation.due_version += 1
    for kind, offset in offsets_on(CheckpointRule.objects.all(), on).items():
        due_on = due_day(meeting_on, offset, calendar)
        Checkpoint.objects.update_or_create(
            consultation=consultation, kind=kind, defaults={"offset": offset, "due_on": due_on}
        )
    return _finish(consultation, "schedule", by, on, "meeting_on", "due_version", verb="scheduled", day=str(meeting_on))


@transaction.atomic
def move_consultation(
    consultation_id: int,
    *,
    meeting_on: date,
    reason: str,
    by: Any,
    on: date,
    calendar: Calendar,
    version: int | None = None,
) -> Consultation:
    """Hold the meeting on another day: checkpoints that are not done move with it, by the offsets they were set with.

    Refused without a reason and without a change. The event keeps every day, old and new.
    """
    refuse_classified(reason, field="reason")
    consultation = _take(consultation_id, "move", by, version)
    _refuse_far(meeting_on, on)
    if meeting_on == consultation.meeting_on:
        raise Refused(_("Nothing was changed: give another day."), field="meeting_on")
    if not reason.strip():
        raise Refused(_("Say why the meeting is moved; those who are told will ask."), field="reason")
    rows = moves(consultation, consultation.checkpoints.all(), meeting_on, {}, on=on, calendar=calendar)
    for row in rows:
        Checkpoint.objects.filter(consultation=consultation, kind=row.kind, done_on=None).update(due_on=row.new)
    settle_dates(Checkpoint._meta.label_lower, consultation.checkpoints.values_list("pk", flat=True))
    was, consultation.meeting_on = consultation.meeting_on, meeting_on
    consultation.due_version += 1
    moved = {row.kind: [str(row.old), str(row.new)] for row in rows if row.old != row.new}
    note = f"{was:%Y-%m-%d} → {meeting_on:%Y-%m-%d} {reason.strip()}"
    return _finish(
        consultation, "move", by, on, "meeting_on", "due_version", verb="moved", note=note, checkpoints=moved
    )


def _refuse_far(meeting_on: date, on: date) -> None:
    if abs(meeting_on.year - on.year) > LONGEST_AHEAD:
        raise Refused(
            _("%(day)s is more than %(n)d years away. Check the year.") % {"day": meeting_on, "n": LONGEST_AHEAD},
            field="meeting_on",
        )


# ── Checkpoints ──────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def complete_checkpoint(
    consultation_id: int, *, kind: str, by: Any, on: date, note: str = "", version: int | None = None
) -> Consultation:
    """Say that a checkpoint is done, today. Late is late, but nothing is blocked (rule 32)."""
    refuse_classified(note, field="note")
    consultation = _take(consultation_id, "complete", by, version)
    point = _checkpoint(consultation, kind, is_done=False)
    point.done_on, point.done_by, point.note = on, by, note.strip()
    point.save(update_fields=["done_on", "done_by", "note"])
    said = " ".join(filter(None, [str(point.get_kind_display()), point.note]))
    return _finish(consultation, "complete", by, on, verb="completed", note=said, checkpoint=kind)


@transaction.atomic
def reopen_checkpoint(
    consultation_id: int, *, kind: str, by: Any, on: date, version: int | None = None
) -> Consultation:
    """Take back that a checkpoint is done: the listed inverse of completing it."""
    consultation = _take(consultation_id, "reopen", by, version)
    point = _checkpoint(consultation, kind, is_done=True)
    point.done_on, point.done_by, point.note = None, None, ""
    point.save(update_fields=["done_on", "done_by", "note"])
    return _finish(consultation, "reopen", by, on, verb="reopened", note=str(point.get_kind_display()), checkpoint=kind)


def _checkpoint(consultation: Consultation, kind: str, *, is_done: bool) -> Checkpoint:
    point = consultation.checkpoints.filter(kind=kind, done_on__isnull=not is_done).first()
    if point is None:
        raise Refused(_("This step is no longer possible: the record has moved on. Reload the page."))
    return point


# ── The rest of its life ─────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def hold_consultation(consultation_id: int, *, by: Any, on: date, version: int | None = None) -> Consultation:
    """Note that the meeting has taken place. Refused before its day."""
    consultation = _take(consultation_id, "hold", by, version)
    if consultation.meeting_on and consultation.meeting_on > on:
        raise Refused(_("The meeting is on %(day)s: it has not taken place yet.") % {"day": consultation.meeting_on})
    return _finish(consultation, "hold", by, on, verb="held")


@transaction.atomic
def close_consultation(consultation_id: int, *, by: Any, on: date, version: int | None = None) -> Consultation:
    """Close a consultation that was held; a checkpoint that is still open does not block it (rule 32)."""
    consultation = _take(consultation_id, "close", by, version)
    missed = [str(point.get_kind_display()) for point in consultation.checkpoints.filter(done_on=None)]
    return _finish(consultation, "close", by, on, verb="closed", missed=missed)


@transaction.atomic
def cancel_consultation(
    consultation_id: int, *, reason: str, by: Any, on: date, version: int | None = None
) -> Consultation:
    """Drop a consultation from the programme; it stays on the list, with the reason, and can be restored."""
    refuse_classified(reason, field="reason")
    consultation = _take(consultation_id, "cancel", by, version)
    if not reason.strip():
        raise Refused(_("Say why the consultation is cancelled."), field="reason")
    consultation.cancel_reason = reason.strip()
    return _finish(consultation, "cancel", by, on, "cancel_reason", verb="cancelled", note=reason.strip())


@transaction.atomic
def restore_consultation(consultation_id: int, *, by: Any, on: date, version: int | None = None) -> Consultation:
    """Take the cancelling back; it stands where it stood, with its date if it had one."""
    consultation = _take(consultation_id, "restore", by, version)
    consultation.cancel_reason = ""
    consultation.due_version += 1
    target = STEPS["restore"].detour if consultation.meeting_on else STEPS["restore"].target
    return _finish(consultation, "restore", by, on, "cancel_reason", "due_version", verb="restored", target=target)


@transaction.atomic
def follow_consultation(consultation_id: int, *, by: Any) -> Consultation:
    """Note that what came of it goes on the supervision ledger; whoever puts it there calls this."""
    return _finish(_take(consultation_id, "follow", by, None), "follow", by, None, verb="followed")


def _take(consultation_id: int, name: str, by: Any, version: int | None) -> Consultation:
    rows = Consultation.objects.select_related("programme", "leader")
    found: Consultation = take(rows, consultation_id, STEPS, MAY, name, by=by, version=version)
    return found


def _finish(
    consultation: Consultation,
    step: str,
    by: Any,
    on: date | None,
    *fields: str,
    verb: str,
    note: str = "",
    target: str = "",
    **data: Any,
) -> Consultation:
    """The last three moves: save the columns that changed, record the event, queue the notice where there is one."""
    before = consultation.state
    consultation.state = target or STEPS[step].target or before
    consultation.version += 1
    consultation.save(update_fields=["state", "version", *fields])
    audit.record(
        actor=by,
        verb=f"consultation.{verb}",
        subject=consultation,
        whole=consultation.programme,
        before=before,
        after=consultation.state,
        note=note,
        **data,
    )
    if step in NOTICES and on:
        tell(step, consultation, by=by, on=on, note=note)
    return consultation
