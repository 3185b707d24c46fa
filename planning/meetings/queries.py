"""Reads for the pages of series and meetings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from planning.meetings.models import SEES_ALL, Decision, Meeting, Series
from planning.meetings.numbers import Numbered, numbered, rule_of
from planning.meetings.series import occurrences
from planning.meetings.states import DecisionState, MeetingState
from secretariat.workdays.calendar import OFF, Calendar


@dataclass(frozen=True)
class Day:
    """A day in a list: "off" or "work" where it differs from its weekday, and whether its year is provisional."""

    on: date
    mark: str
    is_provisional: bool


@dataclass(frozen=True)
class Row:
    """A meeting in a list."""

    meeting: Meeting
    day: Day
    is_moved: bool


@dataclass(frozen=True)
class Planned:
    """An occurrence in the preview of a series that is not founded yet."""

    row: Numbered
    nominal: Day
    day: Day | None


# ── Days ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def day_of(on: date, calendar: Calendar) -> Day:
    """How a list shows a day."""
    is_rest = not calendar.is_workday(on)
    special = calendar.special(on)
    mark = "off" if is_rest and (on.weekday() < 5 or (special and special[0] == OFF)) else ""
    if not is_rest and on.weekday() >= 5:
        mark = "work"
    return Day(on, mark, calendar.is_provisional(on))


def as_rows(meetings: Iterable[Meeting], calendar: Calendar) -> list[Row]:
    """Meetings with what a list says about their days."""
    return [
        Row(meeting, day_of(meeting.held_on, calendar), meeting.held_on != meeting.nominal_on) for meeting in meetings
    ]


def preview(series: Series, *, calendar: Calendar, count: int) -> list[Planned]:
    """The first dates and numbers of a series that is not founded yet, and what the policy does (rule 33)."""
    found = occurrences(rule_of(series), first_on=series.first_on, count=count, calendar=calendar)
    return [
        Planned(
            row=row,
            nominal=day_of(row.occurrence.nominal_on, calendar),
            day=day_of(row.occurrence.held_on, calendar) if row.occurrence.held_on else None,
        )
        for row in numbered(series, found)
    ]


# ── Series and lists of meetings ─────────────────────────────────────────────────────────────────────────────────────
def series_with_next(user: Any, *, on: date) -> QuerySet[Series]:
    """The series that `user` may see, each with the day, number and id of its next meeting."""
    ahead = Meeting.objects.visible_to(user).filter(series=OuterRef("pk"), held_on__gte=on)
    ahead = ahead.exclude(state=MeetingState.CANCELLED).order_by("held_on", "pk")
    return Series.objects.visible_to(
        user
    ).annotate(  # type: ignore[no-any-return]
        next_id=Subquery(ahead.values("pk")[:1]),
        next_on=Subquery(ahead.values("held_on")[:1]),
        next_number=Subquery(ahead.values("number")[:1]),
    )


def meetings_ahead(user: Any, *, on: date) -> QuerySet[Meeting]:
    """Meetings on or after `on`, and earlier ones that nobody has minuted yet, the nearest first."""
    waiting = Q(held_on__gte=on) | Q(state__in=[MeetingState.PLANNED, MeetingState.DRAFTING])
    return _listed(user).filter(waiting).order_by("held_on", "starts_at", "pk")


def meetings_past(user: Any, *, on: date) -> QuerySet[Meeting]:
    """Meetings before `on`, the latest first."""
    return _listed(user).filter(held_on__lt=on).order_by("-held_on", "-starts_at", "-pk")


def _listed(user: Any) -> QuerySet[Meeting]:
    mine = Q(decisions__in=Decision.objects.visible_to(user)) if not _sees_minutes(user) else Q()
    undecided = Q(decisions__state__in=[DecisionState.PROPOSED, DecisionState.CONFIRMED])
    return (  # type: ignore[no-any-return]
        Meeting.objects.visible_to(user)
        .select_related("series")
        .defer("minutes")
        .annotate(
            decided=Count("decisions", filter=mine, distinct=True),
            undecided=Count("decisions", filter=mine & undecided, distinct=True),
        )
    )


# ── One meeting ──────────────────────────────────────────────────────────────────────────────────────────────────────
def meeting_with_neighbours(user: Any, pk: int) -> Meeting | None:
    """The meeting if `user` may see it, with ids and numbers of those before and after it in its series."""
    seen = Meeting.objects.visible_to(user)
    same = seen.filter(series=OuterRef("series"))
    before = same.filter(nominal_on__lt=OuterRef("nominal_on")).order_by("-nominal_on")
    after = same.filter(nominal_on__gt=OuterRef("nominal_on")).order_by("nominal_on")
    return (  # type: ignore[no-any-return]
        seen.filter(pk=pk)
        .select_related("series")
        .annotate(
            before_id=Subquery(before.values("pk")[:1]),
            before_number=Subquery(before.values("number")[:1]),
            after_id=Subquery(after.values("pk")[:1]),
            after_number=Subquery(after.values("number")[:1]),
        )
        .first()
    )


def decisions_of(meeting: Meeting, user: Any) -> list[Decision]:
    """The decisions of a meeting that `user` may see, in their order, with their units."""
    found = Decision.objects.visible_to(user).filter(meeting=meeting).order_by("ordinal")
    return list(found.prefetch_related("leads", "co_units"))


def _sees_minutes(user: Any) -> bool:
    return bool(user.acts_as(*SEES_ALL))
