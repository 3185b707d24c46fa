"""The lead unit asks a co-unit to report."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from secretariat.audit import services as audit
from secretariat.daywords import day_short
from secretariat.errors import Refused
from secretariat.outbox import services as outbox
from secretariat.people import queries as people
from secretariat.people.models import Department
from secretariat.workflow import TransitionRefused, permit
from supervision.items.asked import span_of
from supervision.items.models import SupervisionItem
from supervision.items.requests import ReportRequest
from supervision.items.standing import Day
from supervision.reports.queries import requests_of
from supervision.reports.rules import can_be_asked, may_ask


class AskedBefore(Refused):
    """The unit was asked for the same matter in this period already; it may be asked again knowingly (rule 51)."""


@transaction.atomic
def ask_for_report(
    item_id: int, *, by: Any, day: Day, unit: Department, due_on: date, note: str = "", again: bool = False
) -> ReportRequest:
    """Ask a co-unit for a report until `due_on` and tell its heads (提请反馈).

    Raises PermissionDenied unless `by` is of the lead unit, TransitionRefused where no unit can report now, Refused
    for a unit that has no part or a day that has passed, and AskedBefore, which names the first request, unless
    `again` says that it is known (rule 51).
    """
    item = SupervisionItem.objects.select_for_update(of=("self",)).get(pk=item_id, deleted_at=None)
    behalf = permit(by, lambda person: may_ask(person, item), named=item.named)
    _refuse_unfit(item, unit, due_on, day.on)
    if not again:
        _refuse_twice(item, unit, day)
    request: ReportRequest = ReportRequest.objects.create(
        item=item, unit=unit, round=item.round, asked_by=by, asked_on=day.on, due_on=due_on, note=note
    )
    audit.record(actor=by, behalf=behalf, verb="report.asked", subject=item, note=str(unit), due_on=str(due_on))
    _tell(request, day.on)
    return request


def _refuse_unfit(item: SupervisionItem, unit: Department, due_on: date, on: date) -> None:
    if not can_be_asked(item):
        raise TransitionRefused(_("The item is not being handled now, so no unit can report on it."))
    if unit not in item.co_units.all():
        raise Refused(_("Only a co-unit of the item can be asked."), field="unit")
    if due_on < on:
        raise Refused(_("The day has passed already. Name today or a later day."), field="due_on")


def _refuse_twice(item: SupervisionItem, unit: Department, day: Day) -> None:
    earlier = [request for request in requests_of(item, span_of(item, day)) if request.unit_id == unit.pk]
    if earlier:
        first = earlier[-1]
        raise AskedBefore(
            _("%(person)s asked this unit on %(day)s already, until %(due)s, and this period is not over yet.")
            % {
                "person": first.asked_by,
                "day": day_short(first.asked_on, day.on),
                "due": day_short(first.due_on, day.on),
            }
        )


def _tell(request: ReportRequest, on: date) -> None:
    item = request.item
    with translation.override(settings.LANGUAGE_CODE):
        text = _("The lead unit %(unit)s asks you for a report until %(day)s.") % {
            "unit": item.lead.short,
            "day": day_short(request.due_on, on),
        }
        outbox.queue(
            to=people.heads_of(request.unit_id),
            kind="report_asked",
            key=f"item:{item.pk}:report_asked:{request.pk}",
            day=on,
            title=str(item)[:200],
            text=f"{text}{request.note}",
            url=item.get_absolute_url(),
            subject=item,
        )
