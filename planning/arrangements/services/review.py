"""The review at the end of a week or month: every entry is done, carried over, re-dated or cancelled."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from planning.arrangements.loose import within
from planning.arrangements.models import Arrangement, ArrangementKind, Entry
from planning.arrangements.notices import tell_of_entry
from planning.arrangements.services.addenda import supplement_arrangement
from planning.arrangements.services.lines import Line
from planning.arrangements.services.moves import record_entry, take_arrangement, take_entry
from planning.arrangements.states import ArrangementState, EntryOutcome
from secretariat.classified import refuse_classified
from secretariat.errors import Refused

WEEK = timedelta(days=7)
MOVED = (EntryOutcome.CARRIED, EntryOutcome.REDATED)


@transaction.atomic
def review_entry(
    entry_id: int, *, outcome: str, by: Any, at: datetime, moved_to: date | None = None, note: str = ""
) -> Entry:
    """Say what became of a published entry, which stays as it is; an empty outcome takes back what was said.

    Carried over it stands on the same day of the next week or month, re-dated on `moved_to`: there a new entry is made,
    by an addendum where that arrangement is published, and when it is opened where it is not there yet. Refused
    without the reason of a cancellation, for a day that is not later, and where the new entry is published already.
    """
    refuse_classified(note, field="note")
    entry = take_entry(entry_id, "review", by, None)
    _take_back(entry, at)
    entry.outcome, entry.outcome_note = outcome, note.strip()
    entry.moved_to = _day_for(entry, outcome, moved_to)
    entry.settled_at, entry.settled_by = (at, by) if outcome else (None, None)
    if outcome == EntryOutcome.CANCELLED and not entry.outcome_note:
        raise Refused(_("Say why it does not take place."), field="note")
    _save(entry, by)
    if entry.moved_to:
        _bring_over(entry, by, at)
    if outcome and outcome != EntryOutcome.DONE:
        tell_of_entry(entry, by=by, on=timezone.localdate(at))
    return entry


@transaction.atomic
def review_entries(arrangement_id: int, *, by: Any, at: datetime) -> int:
    """Note as done what has had its day and of which nothing is said yet; returns how many."""
    found = take_arrangement(arrangement_id, "review", by, None)
    past = found.entries.standing().filter(outcome="", on__lte=timezone.localdate(at)).select_for_update(of=("self",))
    entries = list(past)
    for entry in entries:
        entry.arrangement = found
        entry.outcome, entry.settled_at, entry.settled_by = EntryOutcome.DONE, at, by
        _save(entry, by)
    return len(entries)


def bring_over_waiting(found: Arrangement, *, by: Any) -> list[Entry]:
    """The entries that were moved to days of this arrangement before it was opened."""
    span = (found.first_on, found.last_on)
    moved = Entry.objects.standing().filter(arrangement__kind=found.kind, moved_to__range=span, continued_by=None)
    return [_continue(entry, found, by) for entry in moved.select_related("arrangement", "unit").in_order()]


def _save(entry: Entry, by: Any) -> None:
    entry.version += 1
    entry.save(update_fields=["outcome", "outcome_note", "moved_to", "settled_at", "settled_by", "version"])
    record_entry(entry, f"{entry.outcome or 'reopened'}", by, note=entry.outcome_note or _day_words(entry.moved_to))


def _day_words(day: date | None) -> str:
    return f"→ {day:%Y-%m-%d}" if day else ""


def _day_for(entry: Entry, outcome: str, moved_to: date | None) -> date | None:
    if outcome == EntryOutcome.CARRIED:
        return next_day(entry)
    if outcome != EntryOutcome.REDATED:
        return None
    if moved_to is None or moved_to <= entry.on:
        raise Refused(_("Choose a day after %(day)s.") % {"day": f"{entry.on:%Y-%m-%d}"}, field="moved_to")
    return moved_to


def next_day(entry: Entry) -> date:
    """The same day of the next week, or of the next month as far as it has that day (rule 5); without a day of its
    own the last day of it."""
    day = entry.arrangement.last_on if entry.day_words else entry.on
    if entry.arrangement.kind == ArrangementKind.WEEK:
        return day + WEEK
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = monthrange(first.year, first.month)[1]
    return first.replace(day=last if entry.day_words else min(day.day, last))


def _take_back(entry: Entry, at: datetime) -> None:
    """What an earlier answer brought over is discarded again, as long as it is not published."""
    new = Entry.objects.select_related("arrangement").filter(continues=entry).first()
    if new is None:
        return
    if new.is_standing and new.arrangement.state == ArrangementState.PUBLISHED:
        where = {"arrangement": new.arrangement}
        raise Refused(_("It is published in %(arrangement)s. Withdraw it there by an addendum first.") % where)
    new.continues = None
    new.discarded_at = new.discarded_at or at
    new.version += 1
    new.save(update_fields=["continues", "discarded_at", "version"])


def _bring_over(entry: Entry, by: Any, at: datetime) -> None:
    day, kind = entry.moved_to, entry.arrangement.kind
    days = {"first_on__lte": day, "last_on__gte": day}
    target = Arrangement.objects.select_for_update().filter(kind=kind, **days).first()
    if target is None:
        return
    if target.state != ArrangementState.PUBLISHED:
        _continue(entry, target, by)
        return
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("Moved from %(day)s") % {"day": entry.day_text(timezone.localdate(at))}
    addendum = supplement_arrangement(target.pk, reason=reason, line=Line(**_facts(entry)), by=by, at=at)
    _link(entry, addendum.added.all())


def _continue(entry: Entry, target: Arrangement, by: Any) -> Entry:
    # Its clashes are shown beside, and have to be resolved before that arrangement is published.
    new = Entry(arrangement=target, added_by=by, continues=entry, **_facts(entry))
    new.save()
    record_entry(new, "added", by)
    return new


def _link(entry: Entry, added: Iterable[Entry]) -> None:
    for new in added:
        new.continues = entry
        new.save(update_fields=["continues"])


def _facts(entry: Entry) -> dict[str, Any]:
    kept = {one.name: getattr(entry, one.name) for one in fields(Line)}
    # What had no day of its own gets none by being carried over.
    is_loose = entry.day_words and entry.outcome == EntryOutcome.CARRIED
    day_words = within(entry.arrangement) if is_loose else ""
    return kept | {"on": entry.moved_to, "day_words": day_words, "conflict_reason": ""}
