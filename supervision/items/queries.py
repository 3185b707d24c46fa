"""Figures over items; each is a condition, so that the list behind it has exactly its rows."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy

from planning.meetings.models import Decision, TakenUp
from secretariat.attachments.queries import files_of
from secretariat.audit.models import Event
from secretariat.people.models import Department, PostKind
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.sql import due_soon_q, late_q, light_case, overdue_q, stalled_q
from supervision.items.models import (
    Extension,
    HandlingRule,
    ItemQuerySet,
    Objection,
    Report,
    SupervisionItem,
)
from supervision.items.standing import COLUMNS, Day
from supervision.items.states import CLOSED, DROPPED, OPEN, UNFINISHED, ExtensionState, ItemState, ObjectionState

SOON = 10  # working days that the desk looks ahead
# What is worth telling a leader; acknowledging and editing are not.
NEWS = ("item.filed", "item.reported", "item.reported_done", "item.returned", "item.passed", "item.signed_off")
SAMPLE = 5  # below this many a rate says nothing (rule 41)
# Who decides; nobody else is asked for in the database (rule 28).
LEADERS = (PostKind.SECRETARY_GENERAL, PostKind.DEPUTY)


@dataclass(frozen=True)
class Rate:
    """On time `kept` of `n` (rule 41)."""

    kept: int
    n: int

    @property
    def percent(self) -> float | None:
        """In percent with one decimal; None where there is nothing to divide by or too little to tell."""
        return round(100 * self.kept / self.n, 1) if self.n >= SAMPLE else None


@dataclass(frozen=True)
class Figures:
    """How many items are open, due within SOON working days, late, stalled, extended; the rates of this year so far
    and of the same time last year."""

    open: int
    soon: int
    late: int
    stalled: int
    extended: int
    rate: Rate
    last_year: Rate


def ledger(user: Any, day: Day) -> ItemQuerySet:
    """The items a user may see, as lists need them: with light, last sign of life, units and pending extension."""
    return (
        SupervisionItem.objects.visible_to(user)
        .select_related("lead")
        .annotate(
            light=light_case(COLUMNS, on=day.on, calendar=day.calendar, rule=day.rule), last_sign=COLUMNS.last_sign
        )
    )


# Where items come from: exactly one of these holds for each (40-supervision).
SOURCES: dict[str, tuple[Any, Q]] = {
    "decision": (gettext_lazy("Decisions of meetings"), Q(decision__isnull=False)),
    "instruction": (gettext_lazy("Leaders' instructions"), Q(instruction__isnull=False)),
    "plan": (gettext_lazy("Annual plans"), Q(plan_item__isnull=False)),
    "consultation": (gettext_lazy("Key consultations"), Q(consultation__isnull=False)),
    "assignment": (gettext_lazy("Assignments from above"), ~Q(assignment="")),
}


def conditions(day: Day) -> dict[str, Q]:
    """What the words of the figures and of the ledger's filter mean; rows need `last_sign` for `stalled`."""
    year = (day.on.replace(month=1, day=1), day.on.replace(month=12, day=31))
    return {
        "open": Q(state__in=OPEN),
        "soon": due_soon_q(COLUMNS, SOON, on=day.on, calendar=day.calendar),
        "late": overdue_q(COLUMNS, on=day.on),
        "stalled": stalled_q(COLUMNS, on=day.on, calendar=day.calendar, rule=day.rule),
        "extended": Q(state__in=OPEN, extensions_granted__gt=0),
    } | rated(*year, judged_on=day.on)


def in_period(first: date, last: date, day: Day) -> dict[str, Q]:
    """What happened from `first` to `last`: dispatched, done, returned, and the rate as the end of it saw it."""
    return {
        "dispatched": Q(dispatched_on__range=(first, last)),
        "done": Q(state__in=CLOSED, done_on__range=(first, last)),
        "returned": Q(pk__in=returns(first, last).values("subject_id")),
    } | rated(first, last, judged_on=day.on if last >= day.on else last + timedelta(days=1))


def rated(first: date, last: date, *, judged_on: date) -> dict[str, Q]:
    """What stands in the on-time rate of a period, and what of it was done on time (rule 41).

    That is what was done in the period, and what was open past its counted date on the day on which it is judged.
    Suspended and dropped items are outside; of a past period they are left out as they stand today.
    """
    if first > judged_on:
        return {"counted": Q(pk__in=[]), "on_time": Q(pk__in=[])}  # nothing has happened yet
    done = Q(state__in=CLOSED, counted_due_on__isnull=False, done_on__range=(first, last))
    past = Q(dispatched_on__lte=last) & ~Q(state__in=[*DROPPED, ItemState.SUSPENDED])
    done_later = Q(done_on__gt=last, counted_due_on__lt=judged_on)
    not_done = Q(done_on=None, counted_due_on__lte=last) & late_q(COLUMNS, on=judged_on)
    return {"counted": done | past & (done_later | not_done), "on_time": done & Q(done_on__lte=F("counted_due_on"))}


def returns(first: date, last: date) -> QuerySet[Event]:
    """The events of returns from `first` to `last`: a new instruction of the leader is no return (rules 26, 28)."""
    kind = ContentType.objects.get_for_model(SupervisionItem)
    returns = Event.objects.order_by().filter(verb="item.returned", subject_type=kind)
    return returns.filter(at__date__range=(first, last))


def figures(items: QuerySet[SupervisionItem], day: Day) -> Figures:
    """The figures over these items in one query."""
    found = _signed(items).aggregate(**_counts(day))
    return _figures(found)


def figures_by_unit(items: QuerySet[SupervisionItem], day: Day) -> list[tuple[Department, Figures]]:
    """The figures of every unit that leads something, in the order of the organisation: one query."""
    columns = {f"lead__{field.attname}": field.attname for field in Department._meta.concrete_fields}
    rows = _signed(items).order_by("lead__order", "lead").values(*columns).annotate(**_counts(day))
    return [(Department(**{name: row[path] for path, name in columns.items()}), _figures(row)) for row in rows]


def _year_before(on: date) -> dict[str, Q]:
    """What stood in the rate of the year before, as the same day of that year saw it (rule 41)."""
    last = on - relativedelta(years=1)
    then = rated(last.replace(month=1, day=1), last, judged_on=last)
    return {f"{name}_before": condition for name, condition in then.items()}


def _signed(items: QuerySet[SupervisionItem]) -> QuerySet[SupervisionItem]:
    return items.annotate(last_sign=COLUMNS.last_sign)


def _counts(day: Day) -> dict[str, Count]:
    counted = {**conditions(day), **_year_before(day.on)}
    return {f"n_{name}": Count("pk", filter=condition) for name, condition in counted.items()}


def _figures(row: dict[str, int]) -> Figures:
    return Figures(
        open=row["n_open"],
        soon=row["n_soon"],
        late=row["n_late"],
        stalled=row["n_stalled"],
        extended=row["n_extended"],
        rate=Rate(row["n_on_time"], row["n_counted"]),
        last_year=Rate(row["n_on_time_before"], row["n_counted_before"]),
    )


@dataclass(frozen=True)
class Moment:
    """A line of the item's timeline: a report, or an extension that was decided."""

    on: date
    report: Report | None = None
    extension: Extension | None = None
    files: tuple[Any, ...] = ()


def timeline(item: SupervisionItem) -> list[Moment]:
    """Reports with their files, and decided extensions, newest first: three queries."""
    reports = list(item.reports.select_related("unit", "author"))
    files = files_of(reports)
    moments = [Moment(report.on, report=report, files=tuple(files.get(report.pk, ()))) for report in reports]
    for extension in extensions_of(item):
        if extension.decided_on:
            moments.append(Moment(extension.decided_on, extension=extension))
    return sorted(moments, key=lambda moment: moment.on, reverse=True)


def extensions_of(item: SupervisionItem) -> list[Extension]:
    """The extensions of an item, newest first; read once for the page that loaded the item."""
    if "extensions" not in getattr(item, "_prefetched_objects_cache", {}):
        prefetch_related_objects(
            [item], Prefetch("extensions", Extension.objects.select_related("asked_by", "decided_by"))
        )
    return list(item.extensions.all())


def pending_extension(item: SupervisionItem) -> Extension | None:
    """The request that waits for a decision."""
    return next((found for found in extensions_of(item) if found.state == ExtensionState.ASKED), None)


def handling_rule_on(day: date) -> HandlingRule:
    """The handling rule in force on a day; the preset before the first version."""
    found = HandlingRule.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    return found or HandlingRule(valid_from=day)


def last_day_to_object(item: SupervisionItem, calendar: Calendar) -> date:
    """The last day on which the lead unit may object to the dispatch (rule 23)."""
    assert item.dispatched_on is not None, "an item that was not dispatched cannot be objected to"
    return calendar.add(item.dispatched_on, handling_rule_on(item.dispatched_on).objection_days)


def pending_objection(item: SupervisionItem) -> Objection | None:
    """The objection that waits for a decision."""
    raised = item.objections.filter(state=ObjectionState.RAISED)
    found: Objection | None = raised.select_related("unit", "raised_by", "suggested").first()
    return found


# How an item is related to another one: the column of the link, what the one with the link is, what the other one is.
KIN = (
    ("merged_into", gettext_lazy("Merged into"), gettext_lazy("Took in")),
    ("split_from", gettext_lazy("Split off from"), gettext_lazy("Part")),
    ("relapse_of", gettext_lazy("Relapse of"), gettext_lazy("Relapse")),
)


def kin_of(item: SupervisionItem, user: Any) -> list[tuple[str, SupervisionItem]]:
    """The items that this one came of, went into, or gave rise to, as far as `user` may see them: one query."""
    linked = {getattr(item, f"{column}_id"): str(up) for column, up, _down in KIN}
    wanted = Q(pk__in=[pk for pk in linked if pk])
    for column, _up, _down in KIN:
        wanted |= Q(**{column: item.pk})
    found = SupervisionItem.objects.visible_to(user).filter(wanted).order_by("pk")
    return [(linked.get(other.pk) or _down_words(item, other), other) for other in found]


def _down_words(item: SupervisionItem, other: SupervisionItem) -> str:
    return next(str(down) for column, _up, down in KIN if getattr(other, f"{column}_id") == item.pk)


@dataclass(frozen=True)
class ArchiveYear:
    """A year of numbers: how many items are signed off, still followed, archived."""

    year: int
    ready: int
    unfinished: int
    archived: int


def archive_years(user: Any) -> list[ArchiveYear]:
    """Every year that has numbers, newest first: one query."""
    numbered = SupervisionItem.objects.visible_to(user).filter(year__isnull=False)
    counted = (
        numbered.order_by("-year")
        .values("year")
        .annotate(
            ready=Count("pk", filter=Q(state=ItemState.SIGNED_OFF)),
            unfinished=Count("pk", filter=Q(state__in=UNFINISHED)),
            archived=Count("pk", filter=Q(state=ItemState.ARCHIVED)),
        )
    )
    return [ArchiveYear(**row) for row in counted]


def awaiting_leader(user: Any) -> list[SupervisionItem]:
    """What waits for a leader's decision: filing, and closing reports to read; oldest first (rule 28)."""
    if not user.acts_as(*LEADERS):
        return []
    states = [ItemState.PENDING, ItemState.LEADER_REVIEW]
    mine = Q(leader__in=user.capacities)
    if user.acts_as(PostKind.SECRETARY_GENERAL):
        mine |= Q(leader=None)
    items = SupervisionItem.objects.visible_to(user).filter(mine, state__in=states)
    return list(items.select_related("lead").order_by("pk"))


def extensions_to_decide(user: Any) -> list[Extension]:
    """Extensions that wait for this leader, the earliest due date first."""
    if not user.acts_as(*LEADERS):
        return []
    mine = Q(item__leader__in=user.capacities)
    if user.acts_as(PostKind.SECRETARY_GENERAL):
        mine |= Q(item__leader=None)
    asked = Extension.objects.visible_to(user).filter(mine, state=ExtensionState.ASKED)
    return list(asked.select_related("item", "item__lead", "asked_by").order_by("from_due_on"))


def to_do(user: Any, day: Day) -> list[SupervisionItem]:
    """What this person must do next, by due date: the unit's items to handle, those on which it has yet to report as
    a co-unit in this round, the officer's to send on; and what those must do for whom this person acts."""
    wanted: Any = Q(lead__in=user.acting_units, state__in=[ItemState.DISPATCHED, ItemState.IN_PROGRESS])
    for unit in user.acting_units:
        shared = SupervisionItem.co_units.through.objects.filter(department_id=unit)
        told = Report.objects.filter(item=OuterRef("pk"), round=OuterRef("round"), unit=unit)
        wanted |= Q(pk__in=shared.values("supervisionitem_id"), state=ItemState.IN_PROGRESS) & ~Exists(told)
    if user.acts_as(PostKind.SUPERVISOR):
        wanted |= Q(
            state__in=[ItemState.DRAFT, ItemState.FILED, ItemState.OBJECTED, ItemState.COMPLETED],
            officer__in=user.capacities,
        )
        wanted |= Q(state=ItemState.UNDER_REVIEW)
    items = ledger(user, day).filter(wanted).prefetch_related("co_units")
    return list(items.order_by("due_on", "pk"))


def news(user: Any, count: int = 8) -> list[Event]:
    """What happened last to the items this user may see, newest first: one query."""
    kind = ContentType.objects.get_for_model(SupervisionItem)
    seen = SupervisionItem.objects.visible_to(user).exclude(state=ItemState.DRAFT)
    events = Event.objects.filter(subject_type=kind, subject_id__in=seen.values("pk"), verb__in=NEWS)
    return list(events.select_related("actor").order_by("-pk")[:count])


def taken_up_by(item: SupervisionItem, user: Any) -> list[TakenUp]:
    """Decisions of higher meetings that this item takes up, as far as `user` may see them (rule 46)."""
    kind = ContentType.objects.get_for_model(SupervisionItem)
    seen = Decision.objects.visible_to(user)
    found = TakenUp.objects.filter(subject_type=kind, subject_id=item.pk, decision__in=seen)
    return list(found.select_related("decision__meeting__series"))
