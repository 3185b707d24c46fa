"""Entries whose meeting was moved or cancelled after they were taken in (rule 37)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from planning.arrangements.conflicts import plain
from planning.arrangements.models import Arrangement, ArrangementKind, Entry, half_of
from planning.arrangements.states import ArrangementState
from secretariat.daywords import day_said
from secretariat.offers import Question, Whereabouts, ask


@dataclass(frozen=True)
class Stale:
    """An entry, and where what it comes from stands now."""

    entry: Entry
    now: Whereabouts

    @property
    def words(self) -> str:
        """What became of it: moved to a day, time or place, or cancelled and why."""
        if self.now.is_cancelled:
            return _("The meeting is cancelled: %(reason)s") % {"reason": self.now.reason}
        at = f"{self.now.at:%H:%M}" if self.now.at else ""
        facts = {"day": day_said(self.now.on, self.entry.on), "where": f"{at} {self.now.place}".strip()}
        if self.now.on == self.entry.on:
            return _("The meeting is now held at %(where)s") % facts
        return _("The meeting is moved to %(day)s (%(where)s)") % facts

    @property
    def is_withdrawn(self) -> bool:
        """Whether the entry has to go: the meeting is off, or on a day that the arrangement does not hold."""
        found = self.entry.arrangement
        return self.now.is_cancelled or not found.first_on <= self.now.on <= found.last_on

    @property
    def url(self) -> str:
        """The form that puts the entry right, filled in; after publication it issues the addendum."""
        page = "change"
        if self.is_withdrawn:
            page = "withdraw" if self.entry.arrangement.state == ArrangementState.PUBLISHED else "detail"
        address = reverse(f"planning:entry_{page}", args=[self.entry.pk])
        return address if page == "detail" else f"{address}?now=1"

    @property
    def initial(self) -> dict[str, Any]:
        """What the form says where nobody has typed yet."""
        values: dict[str, Any] = {"reason": self.words[:200]}
        if self.is_withdrawn:
            return values
        begin, end = self.now.at, self.entry.ends_at
        values |= {"on": f"{self.now.on:%Y-%m-%d}", "starts_at": begin, "place": self.now.place}
        values["half_day"] = half_of(begin) if begin else self.entry.half_day
        # An end that the new time has overtaken says nothing any more.
        return values | ({"ends_at": None} if begin != self.entry.starts_at or (end and begin and end <= begin) else {})


def stale(entries: Iterable[Entry]) -> list[Stale]:
    """The entries of which nobody has said yet what became of them, and whose meeting does not stand where they say.

    Each comes with its arrangement. One query, and none where no entry comes from elsewhere.
    """
    taken = {entry.source_url: entry for entry in entries if entry.source_url and not entry.outcome}
    if not taken:
        return []
    now = ask(Question.WHEREABOUTS, urls=list(taken))
    return [Stale(taken[one.url], one) for one in now if one.is_cancelled or _differs(taken[one.url], one)]


def _differs(entry: Entry, now: Whereabouts) -> bool:
    return (entry.on, entry.starts_at, plain(entry.place)) != (now.on, now.at, plain(now.place[:60]))


def stale_ahead(*, on: date) -> list[Stale]:
    """Those of the published weeks that are not over on this day, the earliest first: two queries."""
    found = Entry.objects.standing().filter(arrangement__last_on__gte=on, outcome="").exclude(source_url="")
    published = {"arrangement__state": ArrangementState.PUBLISHED, "arrangement__kind": ArrangementKind.WEEK}
    return stale(found.filter(**published).select_related("arrangement").in_order())


def stale_of(arrangement: Arrangement, entries: Iterable[Entry]) -> list[Stale]:
    """The same of the entries of one arrangement."""
    held = list(entries)
    for entry in held:
        entry.arrangement = arrangement
    return stale(held)
