"""What the units of an item have reported, and all reports that a department owes now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from secretariat.people.models import Department, User
from secretariat.people.whose import giver_in
from supervision.items.asked import Asked, asked_of, coming_after, span_of
from supervision.items.coverage import Coverage, coverage_of, partners_of
from supervision.items.drafts import DraftKind, ReportDraft
from supervision.items.models import Report, SupervisionItem
from supervision.items.prefill import Prefill, prefill_of
from supervision.items.requests import ReportRequest
from supervision.items.rules import reporting_unit
from supervision.items.standing import Day
from supervision.items.states import ItemState


# ── The units of one item ────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class UnitLine:
    """A unit with its report of this period, or the request that waits for it."""

    unit: Department
    report: Report | None
    request: ReportRequest | None


@dataclass(frozen=True)
class CoUnits(Coverage):
    """The co-units of an item, line by line, and how many of them have reported."""

    lines: Sequence[UnitLine]


def coverage(item: SupervisionItem, day: Day) -> CoUnits:
    """The co-units of an item in the order of the organisation: three queries."""
    reports = item.reports.filter(round=item.round, withdrawn_on=None).select_related("author")
    told = {report.unit_id: report for report in partners_of(item, reports, day)}
    asked = {request.unit_id: request for request in reversed(requests_of(item, span_of(item, day)))}
    lines = [UnitLine(unit, told.get(unit.pk), asked.get(unit.pk)) for unit in item.co_units.all()]
    figure = coverage_of(item, day, [line.report.on if line.report else None for line in lines])
    return CoUnits(figure.marks, figure.since, lines)


def requests_of(item: SupervisionItem, since: date | None) -> list[ReportRequest]:
    """What the lead unit asked for in this period, newest first (rule 51)."""
    found = item.report_requests.filter(round=item.round).select_related("asked_by")
    return list(found.filter(asked_on__gte=since) if since else found)


# ── The page of a department ─────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Line:
    """A report that is asked of a unit: of which item, whether it was given today, what its form begins with; `giver`
    is for whom the reader acts where the unit is not their own."""

    item: SupervisionItem
    asked: Asked
    is_done: bool
    known: Prefill
    request: ReportRequest | None
    is_lead: bool
    giver: User | None = None


@dataclass(frozen=True)
class Board:
    """Everything asked of one's unit now in order of due, what was given today, and what will be asked for next."""

    open: Sequence[Line]
    done: Sequence[Line]
    coming: tuple[date, SupervisionItem] | None

    def line_of(self, pk: int | None) -> Line | None:
        """The open line of an item, else the first."""
        return next((line for line in self.open if line.item.pk == pk), self.open[0] if self.open else None)

    def after(self, pk: int) -> int | None:
        """The item whose report comes after that on item `pk`; from the last one back to the first."""
        order = [line.item.pk for line in self.open]
        later = order[order.index(pk) + 1 :] if pk in order else []
        return next(iter([*later, *(other for other in order if other != pk)]), None)


def board(user: Any, day: Day) -> Board:
    """The reports that `user` owes for the own unit, or for those whom they act for: five queries."""
    items = _in_hand(user)
    facts = _Facts.of(items, user)
    lines: list[Line] = []
    coming: list[tuple[date, int, SupervisionItem]] = []
    for item in items:
        told_on, asked = _owed(item, user, day, facts)
        if asked and (not asked.is_answered(told_on) or told_on == day.on):
            lines.append(_line(item, asked, user, day, facts, is_done=asked.is_answered(told_on)))
        if (not asked or asked.is_answered(told_on)) and (next_on := coming_after(item, asked, day)):
            coming.append((next_on, item.pk, item))
    lines.sort(key=lambda line: (line.asked.due_on, line.item.pk))
    open_, done = ([line for line in lines if line.is_done == is_done] for is_done in (False, True))
    return Board(open_, done, min(coming)[::2] if coming else None)  # type: ignore[arg-type]


@dataclass(frozen=True)
class _Facts:
    """What is known of the items in hand: the last report of each unit, own drafts, requests by item and unit."""

    reports: Mapping[int, list[Report]]
    drafts: Mapping[int, ReportDraft]
    requests: Mapping[tuple[int, int], ReportRequest]

    @classmethod
    def of(cls, items: Iterable[SupervisionItem], user: Any) -> "_Facts":
        ids = [item.pk for item in items]
        reports = defaultdict(list)
        latest = Report.objects.filter(item__in=ids, withdrawn_on=None).order_by("item_id", "unit_id", "-on", "-pk")
        for report in latest.distinct("item_id", "unit_id").select_related("unit", "author"):
            reports[report.item_id].append(report)
        drafts = ReportDraft.objects.of(user).filter(item__in=ids, kind=DraftKind.REPORT)
        requests = ReportRequest.objects.filter(item__in=ids).select_related("asked_by").order_by("pk")
        return cls(
            reports,
            {draft.item_id: draft for draft in drafts},
            {(request.item_id, request.unit_id): request for request in requests},
        )


def _in_hand(user: Any) -> list[SupervisionItem]:
    """The items in progress on which the person's unit reports."""
    units = user.acting_units
    shared = SupervisionItem.co_units.through.objects.filter(department_id__in=units).values("supervisionitem_id")
    mine = Q(lead__in=units) | Q(pk__in=shared)
    found = SupervisionItem.objects.visible_to(user).filter(mine, state=ItemState.IN_PROGRESS)
    return list(found.select_related("lead").prefetch_related("co_units").order_by("due_on", "pk"))


def _owed(item: SupervisionItem, user: Any, day: Day, facts: _Facts) -> tuple[date | None, Asked | None]:
    """When the unit reported last in this round, and the report it owes or has given."""
    unit = reporting_unit(user, item)
    told = [report.on for report in facts.reports[item.pk] if report.unit_id == unit and report.round == item.round]
    told_on = told[0] if told else None
    request = _request(item, unit, facts)
    more = Asked(request.asked_on, request.due_on, "request") if request else None
    return told_on, asked_of(item, day, told_on=told_on, more=more)


def _request(item: SupervisionItem, unit: int | None, facts: _Facts) -> ReportRequest | None:
    request = facts.requests.get((item.pk, unit or 0))
    return request if request and request.round == item.round else None


def _line(item: SupervisionItem, asked: Asked, user: Any, day: Day, facts: _Facts, *, is_done: bool) -> Line:
    unit, reports = reporting_unit(user, item), facts.reports[item.pk]
    draft = facts.drafts.get(item.pk)
    return Line(
        item=item,
        asked=asked,
        is_done=is_done,
        known=prefill_of(item, DraftKind.REPORT, user, day, reports=reports, draft=draft),
        request=_request(item, unit, facts),
        is_lead=unit == item.lead_id,
        giver=giver_in(user, unit),
    )
