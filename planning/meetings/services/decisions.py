"""What becomes of a decision: corrected, confirmed, put on the ledger, or left untracked with a reason (rule 30)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from planning.meetings.models import Decision, Meeting
from planning.meetings.rules import MAY_DECISION
from planning.meetings.states import DECIDING, DECISION_STEPS, DecisionState
from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.people.models import Department
from secretariat.workdays import cycles
from secretariat.workflow import take


@transaction.atomic
def correct_decision(
    decision_id: int,
    *,
    by: Any,
    version: int | None = None,
    title: str,
    needs_handling: bool,
    leads: Iterable[Department],
    co_units: Iterable[Department],
    due_on: date | None,
    cycle: str = "",
    new_leads: Iterable[str] = (),
    new_co_units: Iterable[str] = (),
) -> Decision:
    """Put right what was read out of the minutes; the decision is then to be confirmed (again).

    `new_leads` and `new_co_units` are names of units outside the house, entered in the table of units by the way.
    Raises Outdated where somebody else changed it meanwhile, Refused where a lead is among the co-units (rule 20) and
    where it would be due before its meeting.
    """
    decision = _take(decision_id, "correct", by, version=version)
    refuse_classified(title, field="title")
    cycles.parse(cycle)
    if due_on and due_on < decision.meeting.held_on:
        said = _("The meeting was on %(day)s; what it decided is due on that day or later.")
        raise Refused(said % {"day": f"{decision.meeting.held_on:%Y-%m-%d}"}, field="due")
    chosen = [*leads, *_outside_units(new_leads, by)]
    partners = [*co_units, *_outside_units(new_co_units, by)]
    if any(unit in chosen for unit in partners):
        raise Refused(_("A lead unit cannot be one of the co-units."), field="co_units")
    reading = decision.reading | {"unknown_leads": [], "unknown_co_units": []} | ({"group_leads": []} if chosen else {})
    if due_on != decision.due_on:
        reading["due_words"] = ""
    decision.title, decision.needs_handling = title.strip(), needs_handling
    decision.due_on, decision.cycle, decision.confirmed_by = due_on, cycle, None
    # A person has looked at the names that the table does not hold: they are settled.
    decision.reading = reading
    decision.leads.set(chosen)
    decision.co_units.set(partners)
    return _finish(
        decision,
        "correct",
        by,
        "title",
        "needs_handling",
        "due_on",
        "cycle",
        "confirmed_by",
        "reading",
        verb="corrected",
        leads=[unit.pk for unit in chosen],
        co_units=[unit.pk for unit in partners],
    )


@transaction.atomic
def gather_decision(decision_id: int, *, lead: Department, by: Any, version: int | None = None) -> Decision:
    """Let one unit answer for what several were given: `lead` gathers, the others become its co-units."""
    decision = _take(decision_id, "correct", by, version=version)
    partners = [unit for unit in (*decision.leads.all(), *decision.co_units.all()) if unit != lead]
    decision.confirmed_by = None
    decision.leads.set([lead])
    decision.co_units.set(partners)
    return _finish(decision, "correct", by, "confirmed_by", verb="gathered", leads=[lead.pk])


@transaction.atomic
def confirm_decision(decision_id: int, *, by: Any, version: int | None = None, each: bool = False) -> Decision:
    """Confirm that a decision was read rightly; it can then be put on the ledger.

    Refused without a lead unit, without a due date or a cycle, with a unit that the table does not hold, where nothing
    is to be handled, and with several lead units unless `each` says that every one gets an item of its own.
    """
    decision = _take(decision_id, "confirm", by, version=version)
    _refuse_unfit(decision, each=each)
    decision.confirmed_by = by
    return _finish(decision, "confirm", by, "confirmed_by", verb="confirmed")


def confirm_all(meeting_id: int, *, by: Any) -> tuple[list[Decision], list[tuple[Decision, str]]]:
    """Confirm every proposed decision of a meeting that can be: those done, and those left out with the reason."""
    done, refused = [], []
    for decision in Decision.objects.filter(meeting_id=meeting_id, state=DecisionState.PROPOSED).order_by("ordinal"):
        try:
            done.append(confirm_decision(decision.pk, by=by, version=decision.version))
        except Refused as refusal:
            refused.append((decision, str(refusal)))
    return done, refused


@transaction.atomic
def track_decision(decision_id: int, *, by: Any) -> Decision:
    """The decision is now on the supervision ledger; called by the service that makes its items (rule 30)."""
    return _finish(_take(decision_id, "track", by), "track", by, verb="tracked")


@transaction.atomic
def not_track_decision(decision_id: int, *, reason: str, by: Any, version: int | None = None) -> Decision:
    """Leave a decision off the ledger. Refused without a reason (rule 30)."""
    refuse_classified(reason, field="reason")
    decision = _take(decision_id, "not_track", by, version=version)
    if not reason.strip():
        raise Refused(_("Say why the decision is not tracked."), field="reason")
    decision.not_tracked_reason, decision.confirmed_by = reason.strip(), None
    return _finish(
        decision, "not_track", by, "not_tracked_reason", "confirmed_by", verb="not_tracked", note=reason.strip()
    )


@transaction.atomic
def reopen_decision(decision_id: int, *, by: Any, version: int | None = None) -> Decision:
    """Decide anew about a decision that was left untracked."""
    decision = _take(decision_id, "reopen", by, version=version)
    decision.not_tracked_reason = ""
    return _finish(decision, "reopen", by, "not_tracked_reason", verb="reopened")


def _take(decision_id: int, name: str, by: Any, *, version: int | None = None) -> Decision:
    # The meeting first, as pasting and publishing do: whoever comes second waits instead of deadlocking.
    meeting = Meeting.objects.select_for_update(of=("self",)).get(decisions=decision_id)
    rows = Decision.objects.select_related("meeting__series")
    decision: Decision = take(rows, decision_id, DECISION_STEPS, MAY_DECISION, name, by=by, version=version)
    if meeting.state not in DECIDING:
        raise Refused(_("The minutes are published; what they decided does not change any more."))
    return decision


def _finish(decision: Decision, step: str, by: Any, *fields: str, verb: str, note: str = "", **data: Any) -> Decision:
    """Save the columns that changed and record the event; the page of the meeting shows it."""
    before, decision.state = decision.state, DECISION_STEPS[step].target
    decision.version += 1
    decision.save(update_fields=["state", "version", *fields])
    changed = {name: str(getattr(decision, name)) for name in fields if name != "reading"}
    audit.record(
        actor=by,
        verb=f"decision.{verb}",
        subject=decision,
        whole=decision.meeting,
        before=before,
        after=decision.state,
        note=note or f"{decision.label} {decision.title}",
        changed=changed,
        **data,
    )
    return decision


def _refuse_unfit(decision: Decision, *, each: bool) -> None:
    unknown = [*decision.reading.get("unknown_leads", []), *decision.reading.get("unknown_co_units", [])]
    leads = decision.leads.count()
    if not decision.needs_handling:
        raise Refused(_("Nothing is to be handled here: leave it untracked with a reason, or correct it."))
    if unknown:
        raise Refused(
            _("The table of units does not hold %(names)s: correct the line and choose or add the unit.")
            % {"names": pgettext("between the items of a list", ", ").join(unknown)}
        )
    if not leads:
        raise Refused(_("No lead unit: correct the line and choose one."))
    if decision.due_on is None and not decision.cycle:
        raise Refused(_("Neither a due date nor a reporting cycle: correct the line and give one."))
    if leads > 1 and not each:
        raise Refused(
            ngettext(
                "%(n)d lead unit: let one of them answer, or give each an item of its own.",
                "%(n)d lead units: let one of them answer, or give each an item of its own.",
                leads,
            )
            % {"n": leads}
        )


def _outside_units(names: Iterable[str], by: Any) -> list[Department]:
    found = []
    for name in dict.fromkeys(filter(None, map(str.strip, names))):
        unit, is_new = Department.objects.get_or_create(name=name)
        if is_new:
            audit.record(actor=by, verb="department.added", subject=unit)
        found.append(unit)
    return found
