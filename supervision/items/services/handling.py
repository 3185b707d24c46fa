"""What the units do: the item is dispatched to them, acknowledged, reported on, and reported done."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.attachments.services import attach, no_file_without_its_row
from secretariat.errors import Refused
from secretariat.workflow import behalf_of
from supervision.items.models import CauseCode, Report, SupervisionItem
from supervision.items.services.drafts import drop_draft
from supervision.items.services.moves import CLOSING, finish, right_of, take_item


@transaction.atomic
def dispatch(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """Hand the item to its units (交办): from this day its clock runs."""
    item = take_item(item_id, "dispatch", by)
    item.dispatched_on = on
    return finish(item, "dispatch", by, on, "dispatched_on", verb="dispatched")


@transaction.atomic
def acknowledge(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """The lead unit takes the item (签收); whoever does so, or had it done, is its handler where none was named."""
    item = take_item(item_id, "acknowledge", by)
    item.acknowledged_on = on
    item.handler = item.handler or right_of(item, by)
    return finish(item, "acknowledge", by, on, "acknowledged_on", "handler", verb="acknowledged")


@no_file_without_its_row()
@transaction.atomic
def report(
    item_id: int,
    *,
    by: Any,
    on: date,
    progress: str,
    text: str,
    problem: str = "",
    need: str = "",
    cause: CauseCode | None = None,
    attachments: Iterable[Any] = (),
) -> Report:
    """Say how it stands (反馈), for the unit by whose right it is. Any report stops the stalled mark, no due date."""
    item = take_item(item_id, "report", by)
    unit = right_of(item, by).department
    written = Report.objects.create(
        item=item,
        unit=unit,
        author=by,
        on=on,
        round=item.round,
        progress=progress,
        text=text,
        problem=problem,
        need=need,
        cause=cause,
    )
    _attach(attachments, written, by, behalf_of(item))
    item.last_report_on = on
    drop_draft(item, "report", by=by)
    finish(item, "report", by, on, "last_report_on", verb="reported", note=str(unit))
    return written


@no_file_without_its_row()
@transaction.atomic
def submit_closing(
    item_id: int,
    *,
    by: Any,
    on: date,
    text: str,
    conclusion: str,
    evidence: str = "",
    no_evidence_reason: str = "",
    cause: CauseCode | None = None,
    attachments: Iterable[Any] = (),
) -> Report:
    """The lead unit reports the item done (报结). Refused without conclusion, or evidence or a reason for none (27)."""
    item = take_item(item_id, "submit_closing", by)
    _refuse_incomplete(conclusion, evidence, no_evidence_reason)
    if item.extensions.filter(state="asked").exists():
        raise Refused(_("An extension is still being decided. Wait for the decision before reporting the item done."))
    written = Report.objects.create(
        item=item,
        unit=right_of(item, by).department,
        author=by,
        on=on,
        round=item.round,
        progress="done",
        is_closing=True,
        text=text,
        conclusion=conclusion,
        evidence=evidence,
        no_evidence_reason=no_evidence_reason,
        cause=cause,
    )
    _attach(attachments, written, by, behalf_of(item))
    item.last_report_on, item.closing_on, item.closing_by, item.closing_behalf = on, on, by, behalf_of(item)
    drop_draft(item, "submit_closing", by=by)
    finish(item, "submit_closing", by, on, "last_report_on", *CLOSING, verb="reported_done")
    return written


def _attach(attachments: Iterable[Any], report: Report, by: Any, behalf: Any) -> None:
    for file in attachments:
        attach(owner=report, upload=file, by=by, behalf=behalf)


def _refuse_incomplete(conclusion: str, evidence: str, no_evidence_reason: str) -> None:
    if not conclusion.strip():
        raise Refused(_("Write the conclusion: how did the matter end?"), field="conclusion")
    if not evidence.strip() and not no_evidence_reason.strip():
        raise Refused(_("Name the evidence, or say why there is none."), field="evidence")
