"""Taken up (承接): which decisions of higher series have become a topic or an item elsewhere, and in time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import pgettext_lazy

from planning.meetings.models import Decision, Series, TakenUp
from planning.meetings.states import DecisionState, MeetingState, TopicState
from secretariat.workdays.calendar import Calendar

# What a decision can be: taken up in time or late, still to be taken up, past its day.
IN_TIME, LATE, OPEN, MISSED = "in_time", "late", "open", "missed"
UNTAKEN = (OPEN, MISSED)
# What each figure counts, in the order in which the page shows them.
LABELS: dict[str, Any] = {
    "all": pgettext_lazy("taking up", "To be taken up"),
    IN_TIME: pgettext_lazy("taking up", "Taken up in time"),
    LATE: pgettext_lazy("taking up", "Taken up late"),
    OPEN: pgettext_lazy("taking up", "Not yet, still in time"),
    MISSED: pgettext_lazy("taking up", "Not yet, past its day"),
}
# Lists that a figure does not count by itself.
HEADINGS = LABELS | {
    "untaken": pgettext_lazy("taking up", "Not taken up yet"),
    "judged": pgettext_lazy("taking up", "What the share counts"),
}


@dataclass(frozen=True)
class Taking:
    """A decision of a higher series: until when it is to be taken up, since when it is, and by what.

    One that is on the supervision ledger itself is an item since its minutes were published.
    """

    decision: Decision
    due_on: date
    taken_on: date | None
    by: tuple[TakenUp, ...]
    state: str

    @property
    def is_tracked(self) -> bool:
        return bool(self.decision.state == DecisionState.TRACKED)


@dataclass(frozen=True)
class Measure:
    """How many decisions stand where; the share counts those that are taken up or past their day."""

    all: int
    in_time: int
    late: int
    open: int
    missed: int

    @property
    def judged(self) -> int:
        """Those of which the share speaks: the others still have time."""
        return self.in_time + self.late + self.missed

    @property
    def share(self) -> str:
        """Taken up in time of those judged, in percent; a dash where none is."""
        return f"{100 * self.in_time / self.judged:.1f}%" if self.judged else "—"

    @property
    def figures(self) -> list[tuple[str, Any, int]]:
        """Name, label and count of every figure."""
        return [(name, label, getattr(self, name)) for name, label in LABELS.items()]


def decisions_to_take_up(user: Any, *, year: int) -> QuerySet[Decision]:
    """The decisions, to be handled, of closed meetings of a year that `user` may see and some series takes up."""
    found = Decision.objects.visible_to(user).filter(
        needs_handling=True,
        meeting__state=MeetingState.PUBLISHED,
        meeting__published_on__year=year,
        meeting__series__in=higher_series(),
    )
    return found.select_related("meeting__series").prefetch_related("leads", takings())  # type: ignore[no-any-return]


def higher_series() -> QuerySet[Any]:
    """Ids of the series whose decisions some other series takes up."""
    return Series.taken_up_by.through.objects.values("from_series")


def takings() -> "Prefetch[Any]":
    """What a decision was taken up by, with the series of each topic."""
    return Prefetch("takings", TakenUp.objects.select_related("topic__series", "topic__unit"))


def taking_of(decision: Decision, *, on: date, calendar: Calendar) -> Taking:
    """How a decision of a closed meeting stands on a day; a topic that was not brought up takes nothing up."""
    published = decision.meeting.published_on
    assert published is not None
    by = tuple(one for one in decision.takings.all() if not (one.topic and one.topic.state == TopicState.REFUSED))
    days = [one.on for one in by] + ([published] if decision.state == DecisionState.TRACKED else [])
    taken = min(days, default=None)
    due = calendar.add(published, decision.meeting.series.take_up_days)
    return Taking(decision, due, taken, by, _state(due, taken, on))


def _state(due: date, taken: date | None, on: date) -> str:
    if taken is not None:
        return IN_TIME if taken <= due else LATE
    return OPEN if on <= due else MISSED


def measure(found: Iterable[Taking]) -> Measure:
    """The sums of these decisions; they close: all = in time + late + open + missed."""
    states = [one.state for one in found]
    counted = {state: states.count(state) for state in (IN_TIME, LATE, OPEN, MISSED)}
    return Measure(all=len(states), **counted)


def shown(found: Sequence[Taking], show: str) -> list[Taking]:
    """The rows behind a figure: those of a state, of all that are untaken, or all."""
    wanted = {"untaken": UNTAKEN, "judged": (IN_TIME, LATE, MISSED), "all": (IN_TIME, LATE, OPEN, MISSED)}
    states = wanted.get(show, (show,))
    return sorted((one for one in found if one.state in states), key=lambda one: (one.due_on, one.decision.pk))
