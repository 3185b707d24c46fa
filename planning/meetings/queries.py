"""Reads for the pages of series and meetings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from planning.meetings.models import (
    SEES_ALL,
    Approval,
    Attendance,
    Decision,
    Invitation,
    Meeting,
    MinutesCorrection,
    MinutesSigner,
    Series,
    Topic,
    Verdict,
)
from planning.meetings.numbers import RECENT, Numbered, ahead, numbered, rule_of
from planning.meetings.rules import MAY_LEAVE
from planning.meetings.series import occurrences
from planning.meetings.states import (
    PAST,
    TO_COME,
    UNDER_WAY,
    AttendanceState,
    DecisionState,
    MeetingState,
    TopicState,
)
from planning.meetings.taking_up import takings
from secretariat.people.models import PostKind
from secretariat.workdays.calendar import OFF, Calendar
from secretariat.workflow import allowed


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
    # Numbers between the row before and this one that other meetings bear (rule 37).
    passed: tuple[int, ...] = ()


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


def preview(series: Series, *, on: date, calendar: Calendar, count: int) -> list[Planned]:
    """The dates and numbers of a series that is not founded yet, and what the policy does (rule 33).

    As the founding: what is long past on the day `on` is counted, not planned.
    """
    rows = numbered(series, ahead(series, on=on, calendar=calendar, count=count))
    return planned_days((row for row in rows if row.occurrence.nominal_on >= on - RECENT), calendar)


def dealt_anew(series: Series, *, from_on: date, calendar: Calendar, count: int) -> list[Numbered]:
    """The dates and numbers by the rule that `series` bears, from a day on, until `count` meetings are held.

    What was held before, and what was cancelled or minuted since, keeps its day and its number (rule 37).
    """
    others = series.meetings.exclude(state__in=TO_COME, held_on__gte=from_on)
    rows = list(others.values_list("year", "number", "nominal_on", "held_on"))
    after = max(((year, number) for year, number, _nominal, held in rows if held < from_on), default=None)
    days = {nominal for _year, _number, nominal, _held in rows if nominal >= from_on}
    found = occurrences(rule_of(series), first_on=from_on, count=count + len(days), calendar=calendar)
    free = [one for one in found if one.nominal_on not in days]
    dealt = numbered(series, free, after=after, taken={(year, number) for year, number, *_days in rows})
    return list(until_held(dealt, count))


def until_held(rows: Iterable[Numbered], count: int) -> Iterator[Numbered]:
    """The first rows until `count` of them are held."""
    held = 0
    for row in rows:
        if held == count:
            return
        held += row.number is not None
        yield row


def planned_days(rows: Iterable[Numbered], calendar: Calendar) -> list[Planned]:
    """Rows of a preview with what a list says about their days, and which numbers they pass over."""
    found, last = [], None
    for row in rows:
        held = row.occurrence.held_on
        nominal, day = day_of(row.occurrence.nominal_on, calendar), day_of(held, calendar) if held else None
        found.append(Planned(row, nominal, day, _between(last, row)))
        last = row if row.number else last
    return found


def _between(last: Numbered | None, row: Numbered) -> tuple[int, ...]:
    if last is None or last.number is None or row.number is None or last.year != row.year:
        return ()
    return tuple(range(last.number + 1, row.number))


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
    waiting = Q(held_on__gte=on) | Q(state__in=[*TO_COME, *UNDER_WAY])
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
def meeting_with_neighbours(user: Any, pk: int) -> Any:
    """The meeting if `user` may see it, `before` and `after` with the pk and number of its neighbours in the series.

    Also the last notice that was sent of it, and the digests of its published minutes.
    """
    seen = Meeting.objects.visible_to(user)
    same = seen.filter(series=OuterRef("series"))
    before = same.filter(nominal_on__lt=OuterRef("nominal_on")).order_by("-nominal_on")
    after = same.filter(nominal_on__gt=OuterRef("nominal_on")).order_by("nominal_on")
    sent = Invitation.objects.filter(meeting=OuterRef("pk")).order_by("-pk")
    found = (
        seen.filter(pk=pk)
        .select_related("series", "sitting__line")
        .annotate(
            before=Subquery(before.values(told=JSONObject(pk="pk", number="number"))[:1]),
            after=Subquery(after.values(told=JSONObject(pk="pk", number="number"))[:1]),
            notice_number=Subquery(sent.values("number_text")[:1]),
            notice_on=Subquery(sent.values("sent_on")[:1]),
            docx_sha256=F("paper__docx_sha256"),
            pdf_sha256=F("paper__pdf_sha256"),
            is_corrected=Exists(MinutesCorrection.objects.filter(meeting=OuterRef("pk"))),
            is_taken_up=Exists(Series.taken_up_by.through.objects.filter(from_series=OuterRef("series"))),
        )
        .first()
    )
    if found is not None and found.is_noted:
        with_signatures = MinutesSigner.objects.select_related("person", "approval__by", "approval__behalf")
        prefetch_related_objects([found], Prefetch("signers", with_signatures))
    return found


def is_to_be_taken_up(meeting: Meeting) -> bool:
    """Whether what the meeting decided is taken up elsewhere: a closed one of a higher series, as its page reads it."""
    return meeting.state == MeetingState.PUBLISHED and bool(getattr(meeting, "is_taken_up", False))


def decisions_of(meeting: Meeting, user: Any) -> list[Decision]:
    """The decisions of a meeting that `user` may see, in their order, with their units."""
    found = Decision.objects.visible_to(user).filter(meeting=meeting).order_by("ordinal")
    more = [takings()] if is_to_be_taken_up(meeting) else []
    return list(found.prefetch_related("leads", "co_units", *more))


def signatures(route: Iterable[Approval]) -> list[Approval]:
    """Of the way of minutes through review, in its order: who has signed them since they were last submitted."""
    found: list[Approval] = []
    for one in route:
        found = [*found, one] if one.verdict == Verdict.APPROVED else []
    return found


def turn_of(meeting: Meeting, user: Any) -> str:
    """Whose turn it is to sign minutes in review, for others who read them; empty where it is theirs or anybody's."""
    if not meeting.route or meeting.state != MeetingState.REVIEW or not _sees_minutes(user):
        return ""
    turn = meeting.turn
    if turn is None:
        return _("Everybody on the approval route has signed; the minutes can be published.")
    is_own = any(person.pk == turn.person_id for person in user.capacities)
    return "" if is_own else _("It is the turn of %(signer)s. You are told when it is yours.") % {"signer": turn}


def minutes_in_hand() -> list[Meeting]:
    """The meetings noted here whose minutes are not published, the oldest first, with their routes; two queries.

    Each has `verdict` and `why`, the last outcome of its review and the reason given for it.
    """
    last = Approval.objects.filter(meeting=OuterRef("pk")).order_by("-pk")
    found = Meeting.objects.filter(sitting__isnull=False, state__in=UNDER_WAY).select_related("series", "sitting")
    found = found.annotate(verdict=Subquery(last.values("verdict")[:1]), why=Subquery(last.values("reason")[:1]))
    return list(found.prefetch_related("signers").order_by("held_on", "pk"))


def _sees_minutes(user: Any) -> bool:
    return bool(user.acts_as(*SEES_ALL))


# ── Topics ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def topics_listed(user: Any) -> QuerySet[Topic]:
    """The topics that `user` may see, those of the next meeting first, those without a meeting after them."""
    found = Topic.objects.visible_to(user).select_related("unit", "series", "meeting__series")
    return found.order_by(F("meeting__held_on").desc(nulls_last=True), "-pk")  # type: ignore[no-any-return]


def series_of_topics(user: Any) -> QuerySet[Series]:
    """The series for which there are topics that `user` may see."""
    found: QuerySet[Series] = Series.objects.filter(pk__in=Topic.objects.visible_to(user).values("series"))
    return found


def meetings_for_topics(on: date) -> list[Meeting]:
    """The meetings to come, by series, for which any unit may bring something up: their days are no secret."""
    found = Meeting.objects.to_come().filter(series__is_active=True, held_on__gte=on).select_related("series")
    return list(found.order_by("series", "held_on"))


def topics_to_sign(user: Any) -> list[Topic]:
    """What waits for the signature of `user`: topics of the units overseen, for the secretary-general of the others."""
    if not user.acts_as(PostKind.DEPUTY, PostKind.SECRETARY_GENERAL):
        return []
    waiting = Topic.objects.visible_to(user).filter(state=TopicState.SUBMITTED)
    overseen = {unit for person in user.capacities for unit in person.overseen}
    mine = Q(unit__in=overseen)
    if user.acts_as(PostKind.SECRETARY_GENERAL):
        mine |= ~Q(unit__overseers__kind=PostKind.DEPUTY)
    return list(waiting.filter(mine).select_related("unit", "meeting__series").order_by("pk").distinct())


def topics_to_place(user: Any) -> list[Topic]:
    """Signed topics that wait for the planning officer."""
    if not user.acts_as(PostKind.PLANNER):
        return []
    waiting = Topic.objects.visible_to(user).filter(state=TopicState.SIGNED)
    return list(waiting.select_related("unit", "meeting__series").order_by("pk"))


def topics_of_units(user: Any) -> list[Topic]:
    """The topics of one's units that were returned, or are on an agenda to come, for whoever writes their papers."""
    units = user.acting_units
    if not units:
        return []
    returned = Q(state=TopicState.DRAFT) & ~Q(answer="")
    coming = Q(state__in=[TopicState.SUBMITTED, TopicState.SIGNED, TopicState.ACCEPTED], meeting__state__in=TO_COME)
    found = Topic.objects.visible_to(user).filter(returned | coming, unit__in=units)
    return list(found.select_related("unit", "meeting__series").order_by("pk"))


# ── Leave ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def leave_to_approve(user: Any) -> list[Attendance]:
    """The leave that waits for the word of `user`, the nearest meeting first."""
    if not user.acts_as(PostKind.SECRETARY_GENERAL, PostKind.DEPUTY, PostKind.PLANNER):
        return []
    waiting = Attendance.objects.filter(state=AttendanceState.ASKED).exclude(meeting__state__in=PAST)
    waiting = waiting.with_people().select_related("meeting__series").order_by("meeting__held_on", "pk")
    return [guest for guest in waiting if allowed(MAY_LEAVE, "approve_leave", user, guest)]
