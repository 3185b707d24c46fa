"""What other drawers offer for an arrangement, and what of it a published week does not hold yet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from planning.arrangements.conflicts import BETWEEN
from planning.arrangements.likeness import same_entry
from planning.arrangements.models import Arrangement, ArrangementKind, Entry, half_of
from planning.arrangements.states import ArrangementState
from secretariat.daywords import day_said
from secretariat.offers import Question, WeekEntry, ask


def facts_of(one: WeekEntry) -> dict[str, Any]:
    """What is offered, by the columns of an entry."""
    return {
        "on": one.on,
        "day_words": one.day_words[:100],
        "starts_at": one.at,
        "half_day": half_of(one.at) if one.at else "",
        "activity": (one.words or one.title)[:500],
        "place": one.place[:60],
        "note": one.note[:200],
        "unit_id": one.unit_id,
        "leaders": leaders_in(one),
        "source_url": one.url,
    }


def leaders_in(one: WeekEntry) -> str:
    """The names of its leaders as the column holds them."""
    return BETWEEN.join(one.leaders)[:200]


@dataclass(frozen=True)
class Missing:
    """A meeting or consultation that was put into a week, or moved into it, after the week was published."""

    arrangement: Arrangement
    offered: WeekEntry
    on: date  # on which this is read

    @property
    def words(self) -> str:
        """When and where it is held."""
        at = f"{self.offered.at:%H:%M}" if self.offered.at else ""
        facts = {"day": day_said(self.offered.on, self.on), "where": f"{at} {self.offered.place}".strip()}
        if not facts["where"]:
            return _("Put on %(day)s after the publication") % facts
        return _("Put on %(day)s (%(where)s) after the publication") % facts

    @property
    def url(self) -> str:
        """The form of the addendum, filled in."""
        return self._address("entry_new")

    @property
    def leave_out_url(self) -> str:
        """Where the planning officer says that it is not published."""
        return self._address("arrangement_leave_out")

    def _address(self, name: str) -> str:
        address = reverse(f"planning:{name}", args=[self.arrangement.pk])
        return f"{address}?{urlencode({'source': self.offered.url})}"

    @property
    def initial(self) -> dict[str, Any]:
        """What the form says where nobody has typed yet."""
        facts = facts_of(self.offered)
        return facts | {"on": f"{self.offered.on:%Y-%m-%d}", "unit": facts["unit_id"], "reason": self.words[:200]}


def offered_for(weeks: Collection[Arrangement], user: Any) -> list[WeekEntry]:
    """What is offered for the days of these weeks, as far as `user` may see it: two queries, none without a week."""
    if not weeks:
        return []
    first, last = min(week.first_on for week in weeks), max(week.last_on for week in weeks)
    return ask(Question.WEEK, first_on=first, last_on=last, user=user)


def missing(week: Arrangement, entries: Iterable[Entry], offered: Iterable[WeekEntry], *, on: date) -> list[Missing]:
    """What is offered for the days of a published week from `on` and is not among its entries, which no addendum has
    withdrawn; what a person typed stands for what says the same.

    What is discarded was left out and is not offered again.
    """
    held = list(entries)
    known = {entry.source_url for entry in held}
    typed = [entry for entry in held if not entry.source_url and entry.discarded_at is None]
    days = (max(week.first_on, on), week.last_on)
    new = (one for one in offered if days[0] <= one.on <= days[1] and one.url not in known)
    return [Missing(week, one, on) for one in new if not same_entry(Entry(**facts_of(one)), typed)]


def missing_of(week: Arrangement, entries: Iterable[Entry], offered: Iterable[WeekEntry], *, on: date) -> list[Missing]:
    """The same where only the standing entries are at hand: one query, none where nothing is offered."""
    found = missing(week, entries, offered, on=on)
    if not found:
        return []
    dropped = week.entries.exclude(discarded_at=None).filter(withdrawn_in=None)
    left = set(dropped.values_list("source_url", flat=True))
    return [one for one in found if one.offered.url not in left]


def may_miss(found: Arrangement, *, on: date) -> bool:
    """Only a published week that is not over misses anything."""
    is_published = found.state == ArrangementState.PUBLISHED and found.kind == ArrangementKind.WEEK
    return is_published and found.last_on >= on


def weeks_ahead(*, on: date) -> dict[Arrangement, list[Entry]]:
    """The published weeks that are not over on this day, the earliest first, each with what no addendum has withdrawn,
    also what was left out: one query."""
    found = Entry.objects.filter(withdrawn_in=None, arrangement__last_on__gte=on)
    published = {"arrangement__state": ArrangementState.PUBLISHED, "arrangement__kind": ArrangementKind.WEEK}
    weeks: dict[Arrangement, list[Entry]] = {}
    for entry in found.filter(**published).select_related("arrangement").in_order():
        weeks.setdefault(entry.arrangement, []).append(entry)
    return weeks
