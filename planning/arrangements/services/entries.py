"""Entries before publication: reported, put right, discarded, pasted."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from planning.arrangements.models import Arrangement, Entry
from planning.arrangements.naming import rooms_in_use
from planning.arrangements.rules import keeps_arrangement
from planning.arrangements.services.lines import Line, LineRefused
from planning.arrangements.services.moves import (
    ask_owner,
    check_line,
    finish_arrangement,
    recognised,
    record_entry,
    refuse_clash,
    take_arrangement,
    take_entry,
)
from planning.arrangements.states import STEPS
from secretariat.errors import Refused
from secretariat.workflow import by_right_of


@transaction.atomic
def add_entry(arrangement_id: int, *, line: Line, by: Any, at: datetime) -> Entry:
    """Report an activity. A unit reports its own; after the cut-off it is marked as late.

    Refused outside the days of the arrangement, and where it clashes and no reason is given (rule 36).
    """
    found = take_arrangement(arrangement_id, "add", by, None)
    return store_entry(found, line, by, is_late=at > found.cut_off_at)


@transaction.atomic
def change_entry(entry_id: int, *, line: Line, by: Any, at: datetime, version: int | None = None) -> Entry:
    """Put an entry right before publication; refused as in adding one."""
    entry = take_entry(entry_id, "change", by, version)
    check_line(entry.arrangement, line)
    line = recognised(line)
    for name, value in line.facts.items():
        setattr(entry, name, value)
    ask_owner(entry, by)
    refuse_clash(entry, entry.arrangement.entries.standing().exclude(pk=entry.pk))
    entry.version += 1
    entry.save(update_fields=[*line.facts, "version"])
    record_entry(entry, "changed", by)
    return entry


@transaction.atomic
def discard_entry(entry_id: int, *, by: Any, at: datetime, version: int | None = None) -> Entry:
    """Take an entry out before publication; the row stays."""
    entry = take_entry(entry_id, "discard", by, version)
    entry.discarded_at = at
    entry.version += 1
    entry.save(update_fields=["discarded_at", "version"])
    record_entry(entry, "discarded", by)
    return entry


@transaction.atomic
def restore_entry(entry_id: int, *, by: Any) -> Entry:
    """Bring a discarded entry back while the arrangement may still be put right without an addendum (rule 47).

    Raises PermissionDenied, and Refused after the publication, and where it clashes with what stands there now.
    """
    if not by.has_perm("planning.change_entry"):
        raise PermissionDenied
    entry: Entry = Entry.objects.exclude(discarded_at=None).get(pk=entry_id)
    found = Arrangement.objects.select_for_update().get(pk=entry.arrangement_id)
    if found.state not in STEPS["discard"].sources:
        words = _("“%(entry)s” is not restored: “%(week)s” is published. Enter it as an addendum.")
        raise Refused(words % {"entry": entry, "week": found})
    refuse_clash(entry, found.entries.standing())
    entry.arrangement, entry.discarded_at = found, None
    entry.version += 1
    entry.save(update_fields=["discarded_at", "version"])
    record_entry(entry, "restored", by)
    return entry


@transaction.atomic
def paste_entries(arrangement_id: int, *, lines: Iterable[Line], by: Any, at: datetime) -> list[Entry]:
    """Take over the confirmed lines of a pasted arrangement, all or none. Raises LineRefused, which names the line."""
    found = take_arrangement(arrangement_id, "paste", by, None)
    kept = list(lines)
    if not kept:
        raise Refused(_("Choose at least one row."))
    rooms = rooms_in_use()
    entries = [_pasted(found, place, line, by, rooms) for place, line in enumerate(kept)]
    finish_arrangement(found, "paste", "pasted", by, rows=len(entries))
    return entries


def _pasted(found: Arrangement, place: int, line: Line, by: Any, rooms: Collection[str]) -> Entry:
    try:
        return store_entry(found, line, by, is_late=False, rooms=rooms)
    except Refused as refusal:
        raise LineRefused(refusal, place) from refusal


def store_entry(
    found: Arrangement, line: Line, by: Any, *, is_late: bool, rooms: Collection[str] | None = None, **more: Any
) -> Entry:
    """Check the line and make it an entry of the arrangement; refused as in adding one. `rooms` are those in use."""
    check_line(found, line)
    line = recognised(line, rooms)
    entry = Entry(arrangement=found, added_by=by, **line.facts, **more)
    ask_owner(entry, by)
    # The planning officer enters for others, by telephone or paper: that is not late.
    entry.is_late = is_late and not by_right_of(by, keeps_arrangement)
    refuse_clash(entry, found.entries.standing())
    entry.save()
    record_entry(entry, "added", by)
    return entry
