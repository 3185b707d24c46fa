"""What people do with an item, from the draft to the sign-off: one function per step, each with the five moves."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.attachments.services import attach, no_file_without_its_row
from secretariat.audit import services as audit
from secretariat.errors import Refused
from secretariat.numbering import services as numbering
from secretariat.people.models import Department
from secretariat.workflow import behalf_of, take
from supervision.items.models import Importance, Report, SupervisionItem
from supervision.items.notices import tell
from supervision.items.rules import MAY
from supervision.items.states import STEPS, ItemState

CLOSING = ("closing_on", "closing_by", "closing_behalf")
CONTENT = ("title", "assignment", "requirement", "product", "importance", "label", "handler", "leader", "cycle")


@transaction.atomic
def open_item(
    *,
    by: Any,
    on: date,
    lead: Department,
    due_on: date | None = None,
    co_units: Iterable[Department] = (),
    behalf: Any = None,
    **content: Any,
) -> SupervisionItem:
    """Start a draft (拟办). `content` may hold decision, officer, and the fields of CONTENT.

    Without an officer it is followed by whoever drafts it, or on whose behalf.
    Raises Refused where the lead is among the co-units (rule 20).
    """
    partners = _without_lead(co_units, lead)
    content.setdefault("officer", behalf or by)
    item = SupervisionItem.objects.create(
        lead=lead, original_due_on=due_on, due_on=due_on, counted_due_on=due_on, **content
    )
    item.co_units.set(partners)
    audit.record(actor=by, behalf=behalf, verb="item.opened", subject=item, after=item.state)
    return item


@transaction.atomic
def edit(
    item_id: int,
    *,
    by: Any,
    on: date,
    version: int,
    lead: Department,
    co_units: Iterable[Department],
    due_on: date | None,
    **content: Any,
) -> SupervisionItem:
    """Change a draft. Raises Outdated if somebody saved it since the form was opened."""
    item = _take(item_id, "edit", by, version=version)
    partners = _without_lead(co_units, lead)
    for name in CONTENT:
        setattr(item, name, content.get(name, getattr(item, name)))
    item.lead, item.original_due_on, item.due_on, item.counted_due_on = lead, due_on, due_on, due_on
    item.co_units.set(partners)
    return _finish(
        item, "edit", by, on, *CONTENT, "lead", "original_due_on", "due_on", "counted_due_on", verb="edited", quiet=True
    )


@transaction.atomic
def submit(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """Put a draft before the leader for filing. Refused without a due date or a reporting cycle."""
    item = _take(item_id, "submit", by)
    if item.original_due_on is None and not item.cycle:
        raise Refused(_("Give the item a due date or a reporting cycle first."), field="due_on")
    return _finish(item, "submit", by, on, verb="submitted")


@transaction.atomic
def discard(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """Throw a draft away (soft, rule 47). Refused where a decision would be left without its follow-up (rule 30)."""
    item = _take(item_id, "discard", by)
    if item.decision_id:
        raise Refused(_("This draft follows a decision. Submit it; the leader can decide not to file it."))
    SupervisionItem.objects.filter(pk=item.pk).update(deleted_at=Now())
    return _finish(item, "discard", by, on, verb="discarded", quiet=True)


@transaction.atomic
def restore(item_id: int, *, by: Any) -> SupervisionItem:
    """Bring a discarded draft back: its officers may, and whoever may change items in the administration (rule 47)."""
    rows = SupervisionItem.objects.exclude(deleted_at=None).select_for_update()
    item: SupervisionItem = rows.get(pk=item_id)
    if not (MAY["discard"](by, item) or by.has_perm("supervision.change_supervisionitem")):
        raise PermissionDenied
    item.deleted_at = None
    item.version += 1
    item.save(update_fields=["deleted_at", "version"])
    audit.record(actor=by, verb="item.restored", subject=item, before=item.state, after=item.state)
    return item


@transaction.atomic
def file(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """Approve the filing (立项): the item gets its number of the year (rule 21); its original due date is now fixed."""
    item = _take(item_id, "file", by)
    number = numbering.take("item", year=on.year)
    item.year, item.number, item.number_text, item.filed_on = number.year, number.n, number.text, on
    return _finish(item, "file", by, on, "year", "number", "number_text", "filed_on", verb="filed")


@transaction.atomic
def reject(item_id: int, *, by: Any, on: date, reason: str) -> SupervisionItem:
    """Send a submitted draft back to its officer."""
    return _finish(_take(item_id, "reject", by), "reject", by, on, verb="rejected", note=reason)


@transaction.atomic
def not_file(item_id: int, *, by: Any, on: date, reason: str) -> SupervisionItem:
    """Record that the matter is not filed (不立项), such as one only for reading: outside all rates (rule 22)."""
    item = _take(item_id, "not_file", by)
    item.not_filed_reason = reason
    return _finish(item, "not_file", by, on, "not_filed_reason", verb="not_filed", note=reason)


@transaction.atomic
def dispatch(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """Hand the item to its units (交办): from this day its clock runs."""
    item = _take(item_id, "dispatch", by)
    item.dispatched_on = on
    return _finish(item, "dispatch", by, on, "dispatched_on", verb="dispatched")


@transaction.atomic
def acknowledge(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """The lead unit takes the item (签收); whoever does so, or had it done, is its handler where none was named."""
    item = _take(item_id, "acknowledge", by)
    item.acknowledged_on = on
    item.handler = item.handler or _right_of(item, by)
    return _finish(item, "acknowledge", by, on, "acknowledged_on", "handler", verb="acknowledged")


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
    attachments: Iterable[Any] = (),
) -> Report:
    """Say how it stands (反馈), for the unit by whose right it is. Any report stops the stalled mark, no due date."""
    item = _take(item_id, "report", by)
    unit = _right_of(item, by).department
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
    )
    _attach(attachments, written, by, behalf_of(item))
    item.last_report_on = on
    _finish(item, "report", by, on, "last_report_on", verb="reported", note=str(unit))
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
    attachments: Iterable[Any] = (),
) -> Report:
    """The lead unit reports the item done (报结). Refused without conclusion, or evidence or a reason for none (27)."""
    item = _take(item_id, "submit_closing", by)
    _refuse_incomplete(conclusion, evidence, no_evidence_reason)
    if item.extensions.filter(state="asked").exists():
        raise Refused(_("An extension is still being decided. Wait for the decision before reporting the item done."))
    written = Report.objects.create(
        item=item,
        unit=_right_of(item, by).department,
        author=by,
        on=on,
        round=item.round,
        progress="done",
        is_closing=True,
        text=text,
        conclusion=conclusion,
        evidence=evidence,
        no_evidence_reason=no_evidence_reason,
    )
    _attach(attachments, written, by, behalf_of(item))
    item.last_report_on, item.closing_on, item.closing_by, item.closing_behalf = on, on, by, behalf_of(item)
    _finish(item, "submit_closing", by, on, "last_report_on", *CLOSING, verb="reported_done")
    return written


@transaction.atomic
def return_item(item_id: int, *, by: Any, on: date, reason: str, due_on: date | None = None) -> SupervisionItem:
    """Send a closing report back for rework (退回重办): the item is open again as if the clock had never stopped.

    The due date stays unless the reviewer sets one (rule 26); the counted date does not move.
    """
    item = _take(item_id, "return", by)
    _closing_report(item).update(returned_on=on, return_reason=reason)
    item.returns += 1
    item.closing_on = item.closing_by = item.closing_behalf = None
    moved = _move_due(item, due_on, on)
    return _finish(item, "return", by, on, "returns", *CLOSING, *moved, verb="returned", note=reason)


@transaction.atomic
def pass_review(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """Accept the closing report: important and urgent items go before the leader (呈批), others are completed."""
    item = _take(item_id, "pass", by)
    if item.importance != Importance.ORDINARY:
        return _finish(item, "pass", by, on, verb="passed", to=STEPS["pass"].detour)
    return _complete(item, "pass", by, on, verb="passed")


@transaction.atomic
def read_mark(item_id: int, *, by: Any, on: date, note: str = "") -> SupervisionItem:
    """The leader's reading mark (圈阅) without a new instruction completes the item (rule 28)."""
    return _complete(_take(item_id, "read_mark", by), "read_mark", by, on, verb="read", note=note)


@transaction.atomic
def instruct(item_id: int, *, by: Any, on: date, text: str, due_on: date | None = None) -> SupervisionItem:
    """The leader gives a new instruction (批示): another round on the same item (rule 28).

    A new date moves light and reminders; statistics keep the counted date (rule 25).
    """
    item = _take(item_id, "instruct", by)
    _closing_report(item).update(returned_on=on, return_reason=text[:400])
    item.round += 1
    item.closing_on = item.closing_by = item.closing_behalf = None
    moved = _move_due(item, due_on, on)
    return _finish(item, "instruct", by, on, "round", *CLOSING, *moved, verb="instructed", note=text)


@transaction.atomic
def sign_off(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """Strike a completed item off (销号) (rule 29)."""
    item = _take(item_id, "sign_off", by)
    item.signed_off_on = on
    return _finish(item, "sign_off", by, on, "signed_off_on", verb="signed_off")


@dataclass
class Bulk:
    """What a step on many items came to: how many were done, and why others were left out."""

    done: int = 0
    left_out: list[tuple[str, str]] = field(default_factory=list)

    def words(self) -> str:
        """One sentence for both."""
        said = ngettext("Done: %(n)d item.", "Done: %(n)d items.", self.done) % {"n": self.done}
        if not self.left_out:
            return said
        why = _("; ").join(f"{title} ({reason})" for title, reason in self.left_out[:5])
        return said + " " + _("Left out %(n)d: %(why)s") % {"n": len(self.left_out), "why": why}


def in_bulk(act: Callable[..., Any], items: Iterable[SupervisionItem], *, by: Any, on: date) -> Bulk:
    """Take one step on each of these items, every one in its own transaction."""
    result = Bulk()
    for item in items:
        try:
            act(item.pk, by=by, on=on)
        except Refused as refusal:
            result.left_out.append((str(item), str(refusal)))
        except PermissionDenied:
            result.left_out.append((str(item), _("this step is not yours")))
        else:
            result.done += 1
    return result


def _take(item_id: int, name: str, by: Any, *, version: int | None = None) -> SupervisionItem:
    rows = SupervisionItem.objects.filter(deleted_at=None)
    found: SupervisionItem = take(rows, item_id, STEPS, MAY, name, by=by, version=version)
    return found


def _finish(
    item: SupervisionItem,
    step: str,
    by: Any,
    on: date,
    *fields: str,
    verb: str,
    note: str = "",
    to: str = "",
    quiet: bool = False,
) -> SupervisionItem:
    """The last three moves: save the columns that changed, record the event, queue the notice."""
    before, item.state = item.state, to or STEPS[step].target
    item.version += 1
    item.save(update_fields=["state", "version", *fields])
    changed = {name: str(getattr(item, name)) for name in fields}
    audit.record(
        actor=by, verb=f"item.{verb}", subject=item, before=before, after=item.state, note=note, changed=changed
    )
    if not quiet:
        tell(step, item, by=by, on=on, note=note)
    return item


def _complete(item: SupervisionItem, step: str, by: Any, on: date, *, verb: str, note: str = "") -> SupervisionItem:
    # Done on the day the accepted report was submitted: review and reading are not the unit's days (rule 15).
    item.done_on = item.closing_on
    _closing_report(item).update(accepted_on=on)
    return _finish(item, step, by, on, "done_on", verb=verb, note=note, to=ItemState.COMPLETED)


def _closing_report(item: SupervisionItem) -> Any:
    return item.reports.filter(is_closing=True, returned_on=None, accepted_on=None)


def _move_due(item: SupervisionItem, due_on: date | None, on: date) -> tuple[str, ...]:
    if due_on is None or due_on == item.due_on:
        return ()
    if item.due_on is None:
        raise Refused(_("The item is followed by its reporting cycle and has no due date to move."), field="due_on")
    if due_on < on:
        raise Refused(_("The new due date lies in the past."), field="due_on")
    item.due_on = due_on
    item.due_version += 1
    return ("due_on", "due_version")


def _attach(attachments: Iterable[Any], report: Report, by: Any, behalf: Any) -> None:
    for file in attachments:
        attach(owner=report, upload=file, by=by, behalf=behalf)


def _right_of(item: SupervisionItem, by: Any) -> Any:
    """By whose right the item was taken: that of `by`, or of the person for whom they act."""
    return behalf_of(item) or by


def _without_lead(co_units: Iterable[Department], lead: Department) -> list[Department]:
    partners = list(co_units)
    if lead in partners:
        raise Refused(_("The lead unit cannot be one of the co-units."), field="co_units")
    return partners


def _refuse_incomplete(conclusion: str, evidence: str, no_evidence_reason: str) -> None:
    if not conclusion.strip():
        raise Refused(_("Write the conclusion: how did the matter end?"), field="conclusion")
    if not evidence.strip() and not no_evidence_reason.strip():
        raise Refused(_("Name the evidence, or say why there is none."), field="evidence")
