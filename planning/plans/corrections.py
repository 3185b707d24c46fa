"""Putting the end of an item right that a new official calendar puts in question (rule 7)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from planning.plans.dues import Due, due_of_day, limit_of_day, read_due
from planning.plans.models import Amendment, DueKind, PlanItem
from planning.plans.notices import tell_changed
from planning.plans.rules import records_adoption
from planning.plans.states import BEFORE_ADOPTION, PlanState
from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.workdays.calendar import Calendar
from secretariat.workflow import Step, behalf_of, take

# No step of the plan: the state stays whatever it is.
_STEP = {"correct_due": Step(frozenset([*BEFORE_ADOPTION, PlanState.ADOPTED]), target="")}
_MAY = {"correct_due": records_adoption}


@transaction.atomic
def correct_due(
    item_id: int, *, by: Any, on: date, last_on: date, reason: str, calendar: Calendar, from_on: date | None = None
) -> PlanItem:
    """Move the end of an item. The words of the plan stay where `calendar` reads that day in them, else it is named.

    In an adopted plan that is an amendment, approved by whoever decides (rule 31); before, nothing is fixed yet and the
    original moves along. Raises Refused without a reason or a change, for a day that has passed or lies before the
    beginning, for an item without an end or done, and where its end is no longer `from_on`.
    """
    refuse_classified(reason, field="reason")
    rows = PlanItem.objects.filter(deleted_at=None, plan__deleted_at=None).select_related("plan", "lead")
    item: PlanItem = take(rows, item_id, _STEP, _MAY, "correct_due", by=by)
    _refuse(item, last_on=last_on, from_on=from_on, on=on, reason=reason)
    was = item.window_last, item.due_words
    _set(item, last_on, calendar)
    moved = [f"{words} {day}" for day, words in (was, (item.window_last, item.due_words))]
    _save(item, moved, by=by, on=on, reason=reason.strip())
    audit.record(
        actor=by,
        verb="plan_item.due_corrected",
        subject=item,
        whole=item.plan,
        note=reason.strip(),
        changed={"window_last": [str(was[0]), str(last_on)]},
    )
    if item.plan.state == PlanState.ADOPTED:
        tell_changed(item, by=by, on=on, step="correct", reason=reason.strip(), text=" → ".join(moved))
    return item


def _set(item: PlanItem, last_on: date, calendar: Calendar) -> None:
    found = read_due(item.due_words, year=item.plan.year, calendar=calendar)
    if found is None or found.last != last_on:
        item.due_words = _named(item, last_on).words
    item.window_last = last_on
    if item.due_kind == DueKind.DATE:
        item.window_first = last_on


def _named(item: PlanItem, last_on: date) -> Due:
    return due_of_day(last_on) if item.due_kind == DueKind.DATE else limit_of_day(last_on)


def _save(item: PlanItem, moved: list[str], *, by: Any, on: date, reason: str) -> None:
    item.version += 1
    if item.plan.state == PlanState.ADOPTED:
        approver = str(behalf_of(item) or by)
        facts = {"field": "due", "reason": reason, "approver": approver, "on": on, "by": by}
        Amendment.objects.create(item=item, old=moved[0], new=moved[1], **facts)
        item.amendments_made += 1
    else:
        item.original_words, item.original_last = item.due_words, item.window_last
    names = ["due_words", "window_first", "window_last", "original_words", "original_last"]
    item.save(update_fields=[*names, "amendments_made", "version"])


def _refuse(item: PlanItem, *, last_on: date, from_on: date | None, on: date, reason: str) -> None:
    if item.window_last is None or item.window_first is None:
        raise Refused(_("The item has a reporting cycle and no end to move."), field="to_on")
    if not item.is_open or (from_on and item.window_last != from_on):
        raise Refused(_("The plan item was changed in the meantime; its time is no longer in question."))
    if last_on == item.window_last:
        raise Refused(_("This is when it is to be done already: give another day, or keep it."), field="to_on")
    if last_on < on:
        raise Refused(_("The new day lies in the past."), field="to_on")
    if item.due_kind == DueKind.WINDOW and last_on < item.window_first:
        raise Refused(
            _("The item begins on %(day)s only; give a day after that.") % {"day": item.window_first}, field="to_on"
        )
    if not reason.strip():
        raise Refused(_("Say why; whoever reads the date later will ask."), field="reason")
