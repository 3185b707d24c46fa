"""How many co-units of an item have reported in the present period: alike for its page, its preview and its row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from supervision.items.asked import is_asked, is_within, span_of
from supervision.items.models import ItemQuerySet, Report, SupervisionItem
from supervision.items.requests import ReportRequest
from supervision.items.standing import Day


@dataclass(frozen=True)
class Coverage:
    """Of each co-unit whether it has reported in this period: that of the cycle since `since`, else the whole round."""

    marks: Sequence[bool]
    since: date | None

    @property
    def told(self) -> int:
        """How many have reported."""
        return sum(self.marks)

    @property
    def short(self) -> str:
        """“2/3”, as it stands in a sheet."""
        return f"{self.told}/{len(self.marks)}"

    @property
    def words(self) -> str:
        """“2/3 reported”."""
        return _("%(share)s reported") % {"share": self.short}


def partners_of(item: SupervisionItem, reports: Iterable[Report], day: Day) -> list[Report]:
    """What each co-unit said last in this period, in the order of `reports`."""
    found: dict[int, Report] = {}
    for report in reports:
        if report.unit_id != item.lead_id and counts(item, report, span_of(item, day)):
            found.setdefault(report.unit_id, report)
    return list(found.values())


def counts(item: SupervisionItem, report: Report, since: date | None) -> bool:
    """Whether a report belongs to the present round and, where the item has a cycle, to its period since `since`."""
    return report.round == item.round and not report.withdrawn_on and is_within(report.on, since)


def coverage_of(item: SupervisionItem, day: Day, told_on: Iterable[date | None]) -> Coverage:
    """`told_on` has for each co-unit the day of its last report of this round; None where there is none."""
    since = span_of(item, day)
    return Coverage([is_within(on, since) for on in told_on], since)


def with_partners(items: ItemQuerySet) -> ItemQuerySet:
    """Rows with what `asked_coverage` reads, in the same query."""
    shared = SupervisionItem.co_units.through.objects.filter(supervisionitem_id=OuterRef("pk"))
    told = Report.objects.filter(item=OuterRef("supervisionitem_id"), unit=OuterRef("department_id"))
    told = told.filter(round=OuterRef(OuterRef("round")), withdrawn_on=None).order_by("-on")
    requests = ReportRequest.objects.filter(item=OuterRef("pk"), round=OuterRef("round")).order_by("-asked_on")
    return items.annotate(
        partners_told=ArraySubquery(shared.values(told_on=Subquery(told.values("on")[:1]))),
        partners_requested_on=Subquery(requests.values("asked_on")[:1]),
    )


def asked_coverage(item: Any, day: Day) -> Coverage | None:
    """The figure of a row of `with_partners`; None where no report is asked of co-units in this period."""
    if not item.partners_told or not is_asked(item, day, requested_on=item.partners_requested_on):
        return None
    return coverage_of(item, day, item.partners_told)
