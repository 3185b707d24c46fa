"""Entries before publication that come by themselves: from meetings, consultations and the annual plan."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from planning.arrangements.models import Arrangement, ArrangementKind, Entry
from planning.arrangements.naming import room_meant, rooms_in_use
from planning.arrangements.offered import Missing, facts_of, leaders_in, may_miss, missing_of, offered_for
from planning.arrangements.services.moves import finish_arrangement, record_entry, take_arrangement
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.offers import Question, WeekEntry, ask


@transaction.atomic
def collect_entries(arrangement_id: int, *, by: Any, at: datetime, version: int | None = None) -> list[Entry]:
    """Take in what meetings and consultations offer for these days and is not there yet; for a month what the annual
    plan sets for it as well. Clashes are shown beside.

    What was taken in before and nobody has put right since gets the leaders who are on the list now.
    """
    found = take_arrangement(arrangement_id, "collect", by, version)
    known = set(found.entries.exclude(source_url="").values_list("source_url", flat=True))
    offered = _offered(found, by)
    filled = _fill_leaders(found, offered, by)
    rooms = rooms_in_use()
    entries = []
    for one in offered:
        if one.url not in known:
            known.add(one.url)
            entries.append(_collected(found, one, by, rooms))
    finish_arrangement(found, "collect", "collected", by, rows=len(entries), filled=filled)
    return entries


def _offered(found: Arrangement, by: Any) -> list[WeekEntry]:
    facts = {"first_on": found.first_on, "last_on": found.last_on, "user": by}
    planned = ask(Question.MONTH, **facts) if found.kind == ArrangementKind.MONTH else []
    return [*ask(Question.WEEK, **facts), *planned]


def _collected(found: Arrangement, one: WeekEntry, by: Any, rooms: Collection[str]) -> Entry:
    entry = Entry(arrangement=found, added_by=by, **facts_of(one))
    entry.place = room_meant(entry.place, rooms)[:60]
    entry.save()
    record_entry(entry, "added", by)
    return entry


@transaction.atomic
def leave_out(arrangement_id: int, *, url: str, by: Any, at: datetime) -> Entry:
    """Keep out of a published week what was put into it since; it is not offered again, and may still be added by hand.

    Refused where it is not offered, or not any more.
    """
    found = take_arrangement(arrangement_id, "leave_out", by, None)
    one = take_offered(found, url, by, on=timezone.localdate(at))
    entry = Entry(arrangement=found, added_by=by, discarded_at=at, **facts_of(one.offered))
    entry.save()
    record_entry(entry, "left_out", by)
    return entry


def take_offered(found: Arrangement, url: str, by: Any, *, on: date) -> Missing:
    """What the published week misses from this source. Refused where it misses nothing of it."""
    offered = offered_for([found], by) if may_miss(found, on=on) else []
    wanted = (one for one in offered if one.url == url)
    one = next(iter(missing_of(found, found.entries.standing(), wanted, on=on)), None)
    if one is None:
        raise Refused(_("This is not offered any more: it stands in the week already, or was moved. Reload the page."))
    return one


def _fill_leaders(found: Arrangement, offered: Iterable[WeekEntry], by: Any) -> int:
    """Returns how many entries were filled in. An offer that names nobody takes nobody away."""
    led = {one.url: leaders_in(one) for one in offered if one.leaders}
    rows = [entry for entry in _untouched(found, led) if entry.leaders != led[entry.source_url]]
    for entry in rows:
        entry.arrangement, entry.leaders = found, led[entry.source_url]
        entry.version += 1
        entry.save(update_fields=["leaders", "version"])
        record_entry(entry, "filled", by)
    return len(rows)


def _untouched(found: Arrangement, urls: Iterable[str]) -> QuerySet[Entry]:
    """The entries of these sources that no person has put right: what somebody typed stays as it is."""
    kind = ContentType.objects.get_for_model(Entry)
    typed = Event.objects.filter(subject_type=kind, verb="arrangement_entry.changed").values("subject_id")
    standing: QuerySet[Entry] = found.entries.standing().filter(source_url__in=list(urls))
    return standing.exclude(pk__in=typed).select_for_update(of=("self",))
