"""The moves that all changes of arrangements share: take, check, save, record."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from planning.arrangements.conflicts import with_one
from planning.arrangements.models import Arrangement, Entry
from planning.arrangements.naming import leaders_meant, room_meant, rooms_in_use
from planning.arrangements.rules import MAY, owns_entry
from planning.arrangements.services.lines import Line, refuse_half
from planning.arrangements.states import STEPS
from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.workflow import Outdated, behalf_of, permit, take


def take_arrangement(arrangement_id: int, name: str, by: Any, version: int | None) -> Arrangement:
    """The arrangement locked, the step allowed and open. Raises what `take` raises."""
    found: Arrangement = take(Arrangement.objects, arrangement_id, STEPS, MAY, name, by=by, version=version)
    return found


def take_entry(entry_id: int, name: str, by: Any, version: int | None) -> Entry:
    """The entry with its arrangement locked: whoever changes one waits for whoever publishes the whole."""
    where: int = Entry.objects.values_list("arrangement_id", flat=True).get(pk=entry_id)
    found = take_arrangement(where, name, by, None)
    entry = standing(found, entry_id)
    entry.arrangement = found
    ask_owner(entry, by)
    if version is not None and version != entry.version:
        raise Outdated(_("Somebody else has changed this in the meantime. Compare both versions, then save again."))
    return entry


def standing(found: Arrangement, entry_id: int) -> Entry:
    """The entry of this arrangement locked; refused where it is discarded or replaced."""
    entry: Entry | None = found.entries.standing().select_for_update(of=("self",)).filter(pk=entry_id).first()
    if entry is None:
        raise Refused(_("This entry was changed in the meantime. Reload the page."))
    return entry


def ask_owner(entry: Entry, by: Any) -> None:
    """Raises PermissionDenied unless the entry is of the unit of `by`, or `by` keeps the arrangement."""
    permit(by, lambda person: owns_entry(person, entry))


def check_line(found: Arrangement, line: Line) -> None:
    """Refused with a classified mark (rule 50), outside the days of the arrangement, with a time but no day, and where
    time and half of the day do not agree."""
    refuse_classified(*(value for value in line.facts.values() if isinstance(value, str)))
    if not found.first_on <= line.on <= found.last_on:
        days = {"first": f"{found.first_on:%Y-%m-%d}", "last": f"{found.last_on:%Y-%m-%d}"}
        raise Refused(_("The day must lie between %(first)s and %(last)s.") % days, field="on")
    if line.day_words and (line.half_day or line.starts_at):
        raise Refused(_("Choose the day on which it is at that time, or leave the time empty."), field="on")
    refuse_half(line.half_day, line.starts_at)


def recognised(line: Line, rooms: Collection[str] | None = None) -> Line:
    """The line with its leaders and its room by their names, as far as the words mean one; `rooms` where many lines
    are read."""
    place = room_meant(line.place, rooms_in_use() if rooms is None else rooms) if line.place.strip() else ""
    return replace(line, leaders=leaders_meant(line.leaders), place=place)


def refuse_clash(entry: Entry, others: Iterable[Entry]) -> None:
    """Refused, naming both entries, unless it is said why they are kept (rule 36)."""
    if entry.conflict_reason:
        return
    for clash in with_one(entry, list(others)):
        words = {
            "leader": _("%(what)s is needed for “%(first)s” and “%(second)s” at the same time (%(day)s). %(cure)s"),
            "place": _("“%(first)s” and “%(second)s” need the room %(what)s at the same time (%(day)s). %(cure)s"),
            "vehicle": _("“%(first)s” and “%(second)s” need the vehicle %(what)s at the same time (%(day)s). %(cure)s"),
        }[clash.kind]
        facts = {"what": clash.what, "first": clash.first, "second": clash.second, "day": f"{entry.on:%Y-%m-%d}"}
        cure = _("Change one of them, or say why both are kept.")
        raise Refused(words % (facts | {"cure": cure}), field="conflict_reason")


def record_entry(entry: Entry, verb: str, by: Any, *, note: str = "") -> None:
    """The event of an entry, in the history of its arrangement as well."""
    audit.record(
        actor=by,
        behalf=behalf_of(entry.arrangement),
        verb=f"arrangement_entry.{verb}",
        subject=entry,
        whole=entry.arrangement,
        note=f"{entry.day_words or f'{entry.on:%Y-%m-%d}'} {entry.activity} {note}".strip(),
    )


def finish_arrangement(
    found: Arrangement, step: str, verb: str, by: Any, *columns: str, note: str = "", **data: Any
) -> Arrangement:
    """Save the columns that changed and record the event."""
    before = found.state
    found.state = STEPS[step].target or before
    found.version += 1
    found.save(update_fields=["state", "version", *columns])
    record_arrangement(found, verb, by, before=before, note=note, **data)
    return found


def record_arrangement(found: Arrangement, verb: str, by: Any, *, before: str = "", **data: Any) -> None:
    """The event of an arrangement, whose state was `before`; it stays where nothing is said of it."""
    audit.record(
        actor=by,
        behalf=behalf_of(found),
        verb=f"arrangement.{verb}",
        subject=found,
        before=before or found.state,
        after=found.state,
        **data,
    )
