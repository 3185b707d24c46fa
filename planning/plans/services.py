"""Every change of a plan and of its items, each the five moves: take, change, save, record, queue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from planning.plans.dues import Due
from planning.plans.models import Amendment, AnnualPlan, PlanItem, PlanReport
from planning.plans.notices import tell_adopted, tell_changed
from planning.plans.queries import plan_called, tasks_of
from planning.plans.rules import MAY_ITEM, MAY_PLAN, writes_plans
from planning.plans.states import ITEM_STEPS, PLAN_STEPS, PlanState, Progress
from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.people.models import Department
from secretariat.workflow import permit, take

TIMES = ("due_words", "due_kind", "window_first", "window_last", "cycle")


@dataclass(frozen=True)
class NewItem:
    """A line of a plan before it is stored. `due` says when in words and in days."""

    number: str
    platform: str
    title: str
    lead: Department
    due: Due
    co_units: tuple[Department, ...] = ()
    requirement: str = ""
    product: str = ""
    co_words: str = ""
    leader_words: str = ""
    target: int | None = None
    measure: str = ""


# ── Plans ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def draft_plan(*, by: Any, items: Sequence[NewItem], year: int, kind: str, title: str, **head: str) -> AnnualPlan:
    """A plan with its items, as a draft. `head` may hold document_number and note.

    An item whose number goes on from another's (3.2 after 3) becomes a part of it. Raises PermissionDenied, and Refused
    where a plan of this year and kind has the title already.
    """
    behalf = permit(by, writes_plans)
    refuse_classified(title, *head.values(), field="title")
    if there := plan_called(year, kind, title):
        raise title_taken(there)
    plan = AnnualPlan.objects.create(year=year, kind=kind, title=title, created_by=by, **head)
    _add_items(plan, items, after=0)
    audit.record(actor=by, behalf=behalf, verb="plan.drafted", subject=plan, after=plan.state, items=len(items))
    return plan


def title_taken(there: AnnualPlan) -> Refused:
    """Why no other plan can bear the title of this one, and what helps."""
    said = {
        PlanState.SUBMITTED: _("“%(plan)s” is submitted. Take it back to add items, or choose another title."),
        PlanState.DRAFT: _("There is a plan with this title already. Choose another title."),
    }
    fixed = _("“%(plan)s” is adopted and changes by amendment only. To import a plan of its own, choose another title.")
    return Refused(said.get(PlanState(there.state), fixed) % {"plan": there}, field="title")


@transaction.atomic
def extend_plan(plan_id: int, *, by: Any, items: Sequence[NewItem]) -> list[PlanItem]:
    """Add items to a draft, behind those that it has. Raises Refused where it has the same task of a unit already."""
    plan = _take_plan(plan_id, "extend", by)
    known = tasks_of(plan)
    for item in items:
        if (there := known.get((item.title, item.lead.name))) is not None:
            words = _("“%(item)s”: the plan has this task of %(unit)s already.")
            raise Refused(words % {"item": there, "unit": item.lead}, field="title")
    last = plan.items.aggregate(last=Max("order", default=0))["last"]
    rows = _add_items(plan, items, after=last)
    _finish(plan, "extend", by, verb="extended", items=len(rows))
    return rows


@transaction.atomic
def add_item(plan_id: int, *, by: Any, on: date, co_units: Iterable[Department], **content: Any) -> PlanItem:
    """Add one item to a draft by hand; `content` holds the other facts of a `NewItem`. Raises Refused as `extend_plan`
    does, and where the lead is among the co-units (rule 20)."""
    refuse_classified(*(text for text in content.values() if isinstance(text, str)), content["due"].words)
    partners = tuple(co_units)
    _refuse_lead(content["lead"], partners)
    return extend_plan(plan_id, by=by, items=[NewItem(co_units=partners, **content)])[0]


def _add_items(plan: AnnualPlan, items: Sequence[NewItem], *, after: int) -> list[PlanItem]:
    rows = PlanItem.objects.bulk_create([_item(plan, order, item) for order, item in enumerate(items, start=after + 1)])
    through = PlanItem.co_units.through
    pairs = zip(rows, items, strict=True)
    through.objects.bulk_create(
        through(planitem_id=row.pk, department_id=unit.pk) for row, item in pairs for unit in _partners(item)
    )
    _join_parts(plan, rows)
    return rows


def _item(plan: AnnualPlan, order: int, item: NewItem) -> PlanItem:
    names = ("number", "platform", "title", "requirement", "product", "lead", "co_words", "leader_words")
    facts = {name: getattr(item, name) for name in (*names, "target", "measure")}
    times = _times(item.due)
    return PlanItem(
        plan=plan,
        order=order,
        original_words=item.due.words,
        original_last=item.due.last,
        **facts,
        **times,
    )


def _partners(item: NewItem) -> Iterable[Department]:
    return dict.fromkeys(unit for unit in item.co_units if unit.pk != item.lead.pk)


def _times(due: Due) -> dict[str, Any]:
    found = (due.words, due.kind, due.first, due.last, due.cycle)
    return dict(zip(TIMES, found, strict=True))


def _join_parts(plan: AnnualPlan, rows: Sequence[PlanItem]) -> None:
    by_number = {row.number: row for row in plan.items.filter(deleted_at=None).exclude(number="")}
    parts = []
    for row in rows:
        whole = by_number.get(row.number.rpartition(".")[0])
        if whole is not None and whole != row:
            row.parent = whole
            parts.append(row)
    PlanItem.objects.bulk_update(parts, ["parent"])


@transaction.atomic
def submit_plan(plan_id: int, *, by: Any, on: date) -> AnnualPlan:
    """Send the draft on for approval (送审). Refused for a plan without an item."""
    plan = _take_plan(plan_id, "submit", by)
    if not plan.items.filter(deleted_at=None).exists():
        raise Refused(_("The plan has no item yet."))
    return _finish(plan, "submit", by, verb="submitted")


@transaction.atomic
def withdraw_plan(plan_id: int, *, by: Any, on: date) -> AnnualPlan:
    """Take a submitted plan back into draft, to change it."""
    return _finish(_take_plan(plan_id, "withdraw", by), "withdraw", by, verb="withdrawn")


@transaction.atomic
def adopt_plan(
    plan_id: int, *, by: Any, on: date, adopted_by: str, adopted_on: date, document_number: str = ""
) -> AnnualPlan:
    """Record which meeting adopted the plan (审定) and under which number it was issued; the units see it now.

    From here on it changes by amendments only (rule 31). Raises Refused for a day that has not come yet.
    """
    plan = _take_plan(plan_id, "adopt", by)
    refuse_classified(adopted_by, document_number)
    if adopted_on > on:
        raise Refused(_("The day of the adoption has not come yet."), field="adopted_on")
    plan.adopted_by, plan.adopted_on = adopted_by, adopted_on
    plan.document_number = document_number or plan.document_number
    plan = _finish(plan, "adopt", by, "adopted_by", "adopted_on", "document_number", verb="adopted", note=adopted_by)
    tell_adopted(plan, by=by, on=on)
    return plan


@transaction.atomic
def close_plan(plan_id: int, *, by: Any, on: date) -> AnnualPlan:
    """Close the plan (归档): nothing is reported or amended any more. Refused in its year while items are open."""
    plan = _take_plan(plan_id, "close", by)
    still_open = plan.items.running().filter(deleted_at=None).count()
    if still_open and on.year <= plan.year:
        raise Refused(
            _("%(n)d items are still open. Report them done, drop them, or wait for the end of the year.")
            % {"n": still_open}
        )
    plan.closed_on = on
    return _finish(plan, "close", by, "closed_on", verb="closed")


def _take_plan(plan_id: int, name: str, by: Any) -> AnnualPlan:
    plan: AnnualPlan = take(AnnualPlan.objects.filter(deleted_at=None), plan_id, PLAN_STEPS, MAY_PLAN, name, by=by)
    return plan


def _finish(plan: AnnualPlan, name: str, by: Any, *fields: str, verb: str, note: str = "", **data: Any) -> AnnualPlan:
    before, plan.state = plan.state, PLAN_STEPS[name].target
    plan.version += 1
    plan.save(update_fields=["state", "version", *fields])
    audit.record(actor=by, verb=f"plan.{verb}", subject=plan, before=before, after=plan.state, note=note, **data)
    return plan


# ── Items ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def edit_item(
    item_id: int, *, by: Any, on: date, version: int, due: Due, co_units: Iterable[Department], **content: Any
) -> PlanItem:
    """Change a line while its plan is a draft. `content` holds columns of the item, `lead` among them.

    Raises Outdated where somebody saved it since, and Refused where the lead is among the co-units (rule 20).
    """
    item = _take_item(item_id, "edit", by, version=version)
    refuse_classified(*(text for text in content.values() if isinstance(text, str)), due.words)
    partners = list(co_units)
    _refuse_lead(content["lead"], partners)
    facts = {**content, **_times(due), "original_words": due.words, "original_last": due.last}
    for name, value in facts.items():
        setattr(item, name, value)
    item.co_units.set(partners)
    return _save(item, by, *facts, verb="edited")


def _refuse_lead(lead: Department, partners: Iterable[Department]) -> None:
    if lead in partners:
        raise Refused(_("The lead unit cannot be one of the co-units."), field="co_units")


@transaction.atomic
def report_item(item_id: int, *, by: Any, on: date, text: str, progress: str, count: int | None = None) -> PlanReport:
    """The lead unit says how far an item has come; `count` is what is done so far in all.

    Raises Refused where the item counts and no figure is given.
    """
    item = _take_item(item_id, "report", by)
    refuse_classified(text, field="text")
    if progress not in (Progress.UNDER_WAY, Progress.DONE):
        raise Refused(_("A report says that an item is under way or done."), field="progress")
    if item.target and count is None:
        raise Refused(_("Say how many are done so far."), field="count")
    report = PlanReport.objects.create(item=item, on=on, by=by, progress=progress, text=text, count=count)
    before, item.progress, item.last_report_on = item.progress, progress, on
    item.done_on = on if progress == Progress.DONE else None
    item.done_count = item.done_count if count is None else count
    _save(item, by, "progress", "last_report_on", "done_on", "done_count", verb="reported", states=(before, progress))
    return report


@transaction.atomic
def amend_item(
    item_id: int, *, by: Any, on: date, version: int, due: Due, reason: str, approver: str, document: str = ""
) -> PlanItem:
    """Change when an item of an adopted plan is to be done (rule 31): what was stays readable for ever.

    Raises Outdated where somebody amended it since, and Refused where nothing would change.
    """
    item = _take_item(item_id, "amend", by, version=version)
    refuse_classified(reason, approver, document, due.words, field="reason")
    times = _times(due)
    if all(getattr(item, name) == value for name, value in times.items()):
        raise Refused(_("This is when it is to be done already."), field="due")
    _amendment(
        item, "due", item.due_words, due.words, by=by, on=on, reason=reason, approver=approver, document=document
    )
    for name, value in times.items():
        setattr(item, name, value)
    item.amendments_made += 1
    _save(item, by, *times, "amendments_made", verb="amended", note=reason)
    tell_changed(item, by=by, on=on, step="amend", reason=reason, text=item.due_words)
    return item


@transaction.atomic
def drop_item(
    item_id: int, *, by: Any, on: date, version: int, reason: str, approver: str, document: str = ""
) -> PlanItem:
    """Take an item of an adopted plan out of it, by amendment: it stays in the list, marked, and is counted."""
    item = _take_item(item_id, "drop", by, version=version)
    refuse_classified(reason, approver, document, field="reason")
    before = str(Progress(item.progress).label)
    after = str(Progress.DROPPED.label)
    _amendment(item, "progress", before, after, by=by, on=on, reason=reason, approver=approver, document=document)
    states = (item.progress, Progress.DROPPED)
    item.progress, item.done_on = Progress.DROPPED, None
    item.amendments_made += 1
    _save(item, by, "progress", "done_on", "amendments_made", verb="dropped", note=reason, states=states)
    tell_changed(item, by=by, on=on, step="drop", reason=reason)
    return item


@transaction.atomic
def follow_item(item_id: int, *, by: Any) -> PlanItem:
    """Note that an open item goes on the supervision ledger; whoever puts it there calls this."""
    item = _take_item(item_id, "follow", by)
    return _save(item, by, verb="followed")


def _take_item(item_id: int, name: str, by: Any, *, version: int | None = None) -> PlanItem:
    rows = PlanItem.objects.filter(deleted_at=None, plan__deleted_at=None).select_related("plan", "lead")
    item: PlanItem = take(rows, item_id, ITEM_STEPS, MAY_ITEM, name, by=by, version=version)
    return item


def _amendment(item: PlanItem, field: str, old: str, new: str, **facts: Any) -> None:
    Amendment.objects.create(item=item, field=field, old=old, new=new, **facts)


def _save(
    item: PlanItem, by: Any, *fields: str, verb: str, note: str = "", states: tuple[str, str] = ("", "")
) -> PlanItem:
    item.version += 1
    item.save(update_fields=["version", *dict.fromkeys(fields)])
    facts: dict[str, Any] = {"whole": item.plan, "note": note, "before": states[0], "after": states[1]}
    audit.record(actor=by, verb=f"plan_item.{verb}", subject=item, **facts)
    return item
