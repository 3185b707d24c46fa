"""What the form of a report shows before anything is typed: the last report, the draft, what others have said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.daywords import day_short
from supervision.items.coverage import partners_of
from supervision.items.drafts import DraftKind, ReportDraft
from supervision.items.models import Report, SupervisionItem
from supervision.items.rules import reporting_unit
from supervision.items.standing import Day

TAKEN_OVER = ("text", "conclusion", "evidence", "no_evidence_reason")


@dataclass(frozen=True)
class Prefill:
    """`fields` are what the form holds already: the draft, or the closing report that was taken back.

    `partners` are the reports of the co-units in this period, for the lead unit to take in.
    """

    fields: dict[str, Any] = field(default_factory=dict)
    previous: Report | None = None
    draft: ReportDraft | None = None
    taken_back: Report | None = None
    partners: Sequence[Report] = ()


def prefill(item: SupervisionItem, kind: str, user: Any, day: Day) -> Prefill:
    """What the form of the step `kind` is opened with: two queries."""
    draft = ReportDraft.objects.of(user).filter(item=item, kind=kind).first()
    return prefill_of(item, kind, user, day, reports=item.reports.select_related("unit", "author"), draft=draft)


def prefill_of(
    item: SupervisionItem, kind: str, user: Any, day: Day, *, reports: Iterable[Report], draft: ReportDraft | None
) -> Prefill:
    """The same from what is known already: `reports` of the item with their units, newest first."""
    told, unit = list(reports), reporting_unit(user, item)
    own = [report for report in told if report.unit_id == unit]
    back = own[0] if own and own[0].withdrawn_on and kind == DraftKind.CLOSING and draft is None else None
    kept = {name: getattr(back, name) for name in TAKEN_OVER} if back else {}
    return Prefill(
        fields=draft.fields if draft else kept,
        previous=next((report for report in own if not report.withdrawn_on), None),
        draft=draft,
        taken_back=back,
        partners=partners_of(item, told, day) if unit == item.lead_id and kind != DraftKind.EXTENSION else (),
    )


def saved_words(draft: ReportDraft, on: date) -> str:
    """When a draft was kept: the hour on the same day, else the day as well."""
    at = timezone.localtime(draft.saved_at)
    moment = f"{at:%H:%M}" if at.date() == on else f"{day_short(at, on)} {at:%H:%M}"
    return _("Draft saved by itself at %(time)s.") % {"time": moment}
