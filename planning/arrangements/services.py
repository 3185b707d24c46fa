"""Every change of arrangements and their entries: one function per action of a person."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from planning.arrangements.conflicts import with_one
from planning.arrangements.models import Addendum, Arrangement, ArrangementKind, Entry, half_of
from planning.arrangements.notices import tell
from planning.arrangements.rules import MAY, keeps_arrangement, owns_entry
from planning.arrangements.states import STEPS
from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.offers import Question, WeekEntry, ask
from secretariat.people.models import Department
from secretariat.workflow import Outdated, behalf_of, by_right_of, permit, take


@dataclass(frozen=True)
class Line:
    """What an entry says; `unit` is a unit of the table, `unit_words` what was written where it was pasted."""

    on: date
    activity: str
    half_day: str = ""
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    leaders: str = ""
    participants: str = ""
    unit: Department | None = None
    unit_words: str = ""
    support: str = ""
    note: str = ""
    conflict_reason: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}


# ── Arrangements ─────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def open_arrangement(*, kind: str, day: date, cut_off_at: datetime, by: Any) -> Arrangement:
    """Begin to collect for the week or month in which `day` lies (rule 34: Monday to Sunday).

    Raises PermissionDenied, or Refused where it is open already.
    """
    behalf = permit(by, keeps_arrangement)
    first_on, last_on = _whole(kind, day)
    if Arrangement.objects.filter(kind=kind, first_on=first_on).exists():
        raise Refused(_("This arrangement is there already. Open it in the list."), field="day")
    found = Arrangement.objects.create(
        kind=kind, first_on=first_on, last_on=last_on, cut_off_at=cut_off_at, opened_by=by
    )
    audit.record(actor=by, behalf=behalf, verb="arrangement.opened", subject=found, after=found.state)
    return found


def _whole(kind: str, day: date) -> tuple[date, date]:
    if kind == ArrangementKind.MONTH:
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


@transaction.atomic
def coordinate_arrangement(arrangement_id: int, *, by: Any, at: datetime, version: int | None = None) -> Arrangement:
    """Collecting is over; entries may still be put right, and what units add now is late."""
    return _step(arrangement_id, "coordinate", "coordinated", by, version)


@transaction.atomic
def reopen_arrangement(arrangement_id: int, *, by: Any, at: datetime, version: int | None = None) -> Arrangement:
    """Back to collecting: the listed inverse of coordinating."""
    return _step(arrangement_id, "reopen", "reopened", by, version)


@transaction.atomic
def publish_arrangement(arrangement_id: int, *, by: Any, at: datetime, version: int | None = None) -> Arrangement:
    """Publish the first edition; from now on every change is a numbered addendum.

    Refused while it is empty, and while two entries clash and nobody has said why they are kept (rule 36).
    """
    found = _take(arrangement_id, "publish", by, version)
    entries = list(found.entries.standing())
    if not entries:
        raise Refused(_("There is nothing to publish: add an entry first."))
    for place, entry in enumerate(entries):
        _refuse_clash(entry, [one for one in entries[:place] if not one.conflict_reason])
    found.published_at = at
    found = _finish(found, "publish", "published", by, "published_at", entries=len(entries))
    tell("publish", found, by=by, on=timezone.localdate(at))
    return found


def _step(arrangement_id: int, name: str, verb: str, by: Any, version: int | None) -> Arrangement:
    return _finish(_take(arrangement_id, name, by, version), name, verb, by)


# ── Entries before publication ───────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_entry(arrangement_id: int, *, line: Line, by: Any, at: datetime) -> Entry:
    """Report an activity. A unit reports its own; after the cut-off it is marked as late.

    Refused outside the days of the arrangement, and where it clashes and no reason is given (rule 36).
    """
    found = _take(arrangement_id, "add", by, None)
    return _add(found, line, by, is_late=at > found.cut_off_at)


@transaction.atomic
def change_entry(entry_id: int, *, line: Line, by: Any, at: datetime, version: int | None = None) -> Entry:
    """Put an entry right before publication; refused as in adding one."""
    entry = _take_entry(entry_id, "change", by, version)
    _check(entry.arrangement, line)
    for name, value in line.facts.items():
        setattr(entry, name, value)
    _ask_owner(entry, by)
    _refuse_clash(entry, entry.arrangement.entries.standing().exclude(pk=entry.pk))
    entry.version += 1
    entry.save(update_fields=[*line.facts, "version"])
    _record(entry, "changed", by)
    return entry


@transaction.atomic
def discard_entry(entry_id: int, *, by: Any, at: datetime, version: int | None = None) -> Entry:
    """Take an entry out before publication; the row stays."""
    entry = _take_entry(entry_id, "discard", by, version)
    entry.discarded_at = at
    entry.version += 1
    entry.save(update_fields=["discarded_at", "version"])
    _record(entry, "discarded", by)
    return entry


@transaction.atomic
def paste_entries(arrangement_id: int, *, lines: Iterable[Line], by: Any, at: datetime) -> list[Entry]:
    """Take over the confirmed lines of a pasted arrangement, all or none."""
    found = _take(arrangement_id, "paste", by, None)
    kept = list(lines)
    if not kept:
        raise Refused(_("Choose at least one row."))
    entries = [_add(found, line, by, is_late=False) for line in kept]
    _finish(found, "paste", "pasted", by, rows=len(entries))
    return entries


@transaction.atomic
def collect_entries(arrangement_id: int, *, by: Any, at: datetime, version: int | None = None) -> list[Entry]:
    """Take in what meetings and consultations offer for these days and is not there yet; clashes are shown beside."""
    found = _take(arrangement_id, "collect", by, version)
    known = set(found.entries.exclude(source_url="").values_list("source_url", flat=True))
    offered: list[WeekEntry] = ask(Question.WEEK, first_on=found.first_on, last_on=found.last_on, user=by)
    entries = []
    for one in offered:
        if one.url not in known:
            known.add(one.url)
            entries.append(_collected(found, one, by))
    _finish(found, "collect", "collected", by, rows=len(entries))
    return entries


def _collected(found: Arrangement, one: WeekEntry, by: Any) -> Entry:
    facts = {"on": one.on, "starts_at": one.at, "activity": one.title[:500], "place": one.place[:60]}
    half = half_of(one.at) if one.at else ""
    entry = Entry(arrangement=found, added_by=by, source_url=one.url, note=one.note[:200], half_day=half, **facts)
    entry.save()
    _record(entry, "added", by)
    return entry


def _add(found: Arrangement, line: Line, by: Any, *, is_late: bool, **more: Any) -> Entry:
    _check(found, line)
    entry = Entry(arrangement=found, added_by=by, **line.facts, **more)
    _ask_owner(entry, by)
    # The planning officer enters for others, by telephone or paper: that is not late.
    entry.is_late = is_late and not by_right_of(by, keeps_arrangement)
    _refuse_clash(entry, found.entries.standing())
    entry.save()
    _record(entry, "added", by)
    return entry


# ── After publication ────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def supplement_arrangement(
    arrangement_id: int,
    *,
    reason: str,
    by: Any,
    at: datetime,
    line: Line | None = None,
    entry_id: int | None = None,
    version: int | None = None,
) -> Addendum:
    """Change what is published by a numbered addendum: a line is added, or takes the place of an entry, or an entry
    is withdrawn. What was published stays readable.

    Refused without a reason, and where the line clashes and no reason for keeping it is given (rule 36).
    """
    refuse_classified(reason, field="reason")
    found = _take(arrangement_id, "supplement", by, version)
    if not reason.strip():
        raise Refused(_("Say why the published arrangement is changed."), field="reason")
    last = found.addenda.order_by("-number").values_list("number", flat=True).first() or 0
    addendum = Addendum.objects.create(
        arrangement=found, number=last + 1, reason=reason.strip(), issued_at=at, issued_by=by
    )
    old = _withdraw(found, entry_id, addendum) if entry_id else None
    more = {"added_in": addendum, "replaces": old, "source_url": old.source_url if old else ""}
    new = _add(found, line, by, is_late=False, **more) if line else None
    words = f"{addendum} {(new or old)}: {addendum.reason}"
    _finish(found, "supplement", "supplemented", by, number=addendum.number, note=words)
    tell("supplement", found, by=by, on=timezone.localdate(at), note=words, entries=[one for one in (old, new) if one])
    return addendum


def _withdraw(found: Arrangement, entry_id: int, addendum: Addendum) -> Entry:
    old = _standing(found, entry_id)
    old.withdrawn_in = addendum
    old.save(update_fields=["withdrawn_in"])
    return old


# ── The moves that all share ─────────────────────────────────────────────────────────────────────────────────────────
def _take(arrangement_id: int, name: str, by: Any, version: int | None) -> Arrangement:
    found: Arrangement = take(Arrangement.objects, arrangement_id, STEPS, MAY, name, by=by, version=version)
    return found


def _take_entry(entry_id: int, name: str, by: Any, version: int | None) -> Entry:
    """The entry with its arrangement locked: whoever changes one waits for whoever publishes the whole."""
    where: int = Entry.objects.values_list("arrangement_id", flat=True).get(pk=entry_id)
    found = _take(where, name, by, None)
    entry = _standing(found, entry_id)
    entry.arrangement = found
    _ask_owner(entry, by)
    if version is not None and version != entry.version:
        raise Outdated(_("Somebody else has changed this in the meantime. Compare both versions, then save again."))
    return entry


def _standing(found: Arrangement, entry_id: int) -> Entry:
    entry: Entry | None = found.entries.standing().select_for_update(of=("self",)).filter(pk=entry_id).first()
    if entry is None:
        raise Refused(_("This entry was changed in the meantime. Reload the page."))
    return entry


def _ask_owner(entry: Entry, by: Any) -> None:
    permit(by, lambda person: owns_entry(person, entry))


def _check(found: Arrangement, line: Line) -> None:
    refuse_classified(*(value for value in line.facts.values() if isinstance(value, str)))
    if not found.first_on <= line.on <= found.last_on:
        days = {"first": f"{found.first_on:%Y-%m-%d}", "last": f"{found.last_on:%Y-%m-%d}"}
        raise Refused(_("The day must lie between %(first)s and %(last)s.") % days, field="on")


def _refuse_clash(entry: Entry, others: Iterable[Entry]) -> None:
    if entry.conflict_reason:
        return
    for clash in with_one(entry, list(others)):
        words = {
            "leader": _("%(what)s is needed for “%(first)s” and “%(second)s” at the same time (%(day)s). %(cure)s"),
            "place": _("“%(first)s” and “%(second)s” need the room %(what)s at the same time (%(day)s). %(cure)s"),
        }[clash.kind]
        facts = {"what": clash.what, "first": clash.first, "second": clash.second, "day": f"{entry.on:%m-%d}"}
        cure = _("Change one of them, or say why both are kept.")
        raise Refused(words % (facts | {"cure": cure}), field="conflict_reason")


def _record(entry: Entry, verb: str, by: Any) -> None:
    audit.record(
        actor=by,
        behalf=behalf_of(entry.arrangement),
        verb=f"arrangement_entry.{verb}",
        subject=entry,
        whole=entry.arrangement,
        note=f"{entry.on:%m-%d} {entry.activity}",
    )


def _finish(
    found: Arrangement, step: str, verb: str, by: Any, *columns: str, note: str = "", **data: Any
) -> Arrangement:
    """Save the columns that changed and record the event."""
    before = found.state
    found.state = STEPS[step].target or before
    found.version += 1
    found.save(update_fields=["state", "version", *columns])
    audit.record(
        actor=by,
        behalf=behalf_of(found),
        verb=f"arrangement.{verb}",
        subject=found,
        before=before,
        after=found.state,
        note=note,
        **data,
    )
    return found
