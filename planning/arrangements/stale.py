"""Entries whose meeting or consultation was moved or cancelled after they were taken in (rule 37)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from planning.arrangements.conflicts import plain
from planning.arrangements.models import Entry, half_of
from planning.arrangements.states import ArrangementState
from secretariat.daywords import day_said
from secretariat.offers import Question, WeekEntry, Whereabouts, ask


@dataclass(frozen=True)
class Stale:
    """An entry, and where what it comes from stands now."""

    entry: Entry
    now: Whereabouts
    on: date  # on which this is read

    @property
    def words(self) -> str:
        """What became of it: moved to a day, time or place, or cancelled and why."""
        if self.now.is_day_only:
            return self._words_of_day
        if self.now.is_cancelled:
            return _("The meeting is cancelled: %(reason)s") % {"reason": self.now.reason}
        at = f"{self.now.at:%H:%M}" if self.now.at else ""
        facts = {"day": day_said(self.now.on, self.on), "where": f"{at} {self.now.place}".strip()}
        if self.now.on == self.entry.on:
            return _("The meeting is now held at %(where)s") % facts
        return _("The meeting is moved to %(day)s (%(where)s)") % facts

    @property
    def _words_of_day(self) -> str:
        if self.now.is_cancelled:
            return _("The activity is cancelled: %(reason)s") % {"reason": self.now.reason}
        return _("The activity is moved to %(day)s") % {"day": day_said(self.now.on, self.on)}

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
        values["on"] = f"{self.now.on:%Y-%m-%d}"
        if self.now.is_day_only:
            return values
        begin, end = self.now.at, self.entry.ends_at
        values |= {"starts_at": begin, "place": self.now.place}
        values["half_day"] = half_of(begin) if begin else self.entry.half_day
        # An end that the new time has overtaken says nothing any more.
        return values | ({"ends_at": None} if begin != self.entry.starts_at or (end and begin and end <= begin) else {})


def stale(entries: Iterable[Entry], *, on: date, offered: Iterable[WeekEntry] = ()) -> list[Stale]:
    """The entries of which nobody has said yet what became of them, and whose meeting does not stand where they say.

    Each comes with its arrangement. What is `offered` for their days is known without asking; for the rest a query
    each for meetings and consultations, and none where no entry comes from elsewhere.
    """
    standing = (entry for entry in entries if entry.source_url and not entry.outcome and entry.discarded_at is None)
    taken: dict[str, list[Entry]] = {}
    for entry in standing:
        taken.setdefault(entry.source_url, []).append(entry)
    now = [_whereabouts(one) for one in offered if one.url in taken]
    if unknown := taken.keys() - {one.url for one in now}:
        now += ask(Question.WHEREABOUTS, urls=sorted(unknown))
    held = ((entry, one) for one in now for entry in taken[one.url])
    return [Stale(entry, one, on) for entry, one in held if one.is_cancelled or _differs(entry, one)]


def _whereabouts(one: WeekEntry) -> Whereabouts:
    return Whereabouts(one.url, one.on, one.at, one.place, is_day_only=one.at is None and not one.place)


def _differs(entry: Entry, now: Whereabouts) -> bool:
    if now.is_day_only:
        return entry.on != now.on
    return (entry.on, entry.starts_at) != (now.on, now.at) or not _is_same_place(
        plain(entry.place), plain(now.place[:60])
    )


def _is_same_place(one: str, other: str) -> bool:
    """An entry bears the whole name of the room that its meeting may call by the end of it."""
    return one == other or (bool(one and other) and (one.endswith(other) or other.endswith(one)))
