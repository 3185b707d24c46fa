"""Minutes on their way to publication: drafted, submitted, taken back, signed, returned (审签)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from planning.meetings.composing import DECIDED
from planning.meetings.models import AgendaLine, Approval, Called, Meeting, Note, NoteKind, Verdict
from planning.meetings.queries import signatures
from planning.meetings.services.meetings import finish_meeting, take_meeting
from planning.meetings.services.noted import compose, remove
from planning.meetings.services.route import begin_route, end_route, refuse_out_of_turn
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.workflow import behalf_of

# What the log says of a signature; of all others, that the minutes were signed.
SIGNED: dict[str, str] = {Called.CHECK: "minutes_checked", Called.COUNTERSIGN: "minutes_countersigned"}


@transaction.atomic
def draft_minutes(
    meeting_id: int,
    *,
    by: Any,
    at: datetime,
    on: date,
    title: str,
    opening: str,
    texts: Mapping[int, str],
    decisions: Mapping[int, str],
    added: Mapping[int, str],
    version: int | None = None,
) -> Meeting:
    """Put the words of the draft right: `texts` and `added` decisions by line, `decisions` by their note.

    Each line of `added` is a decision of its own. One with changed words is read anew, one without is taken away.
    Raises Outdated, and Refused for what is marked and for the words of a decision that is on the supervision ledger.
    """
    refuse_classified(title, opening, *texts.values(), *decisions.values(), *added.values(), field="title")
    meeting = take_meeting(meeting_id, "draft", by, version=version)
    sitting = meeting.sitting
    sitting.title, sitting.opening = title.strip(), _clean(opening)
    sitting.save(update_fields=["title", "opening"])
    lines = {line.pk: line for line in meeting.agenda.filter(pk__in=[*texts, *added])}
    for pk, text in texts.items():
        if pk in lines:
            lines[pk].text = _clean(text)
    AgendaLine.objects.bulk_update(lines.values(), ["text"])
    _reword(meeting, decisions)
    new: dict[str, Any] = {"kind": NoteKind.DECISION, "by": by, "at": at}
    Note.objects.bulk_create(
        Note(line=lines[pk], text=words, **new)
        for pk, text in added.items()
        if pk in lines
        for words in _clean(text).splitlines()
    )
    compose(meeting, on=on)
    return finish_meeting(meeting, "draft", by, on, "minutes", verb="minutes_drafted")


@transaction.atomic
def submit_minutes(meeting_id: int, *, by: Any, on: date, version: int | None = None) -> Meeting:
    """Submit the draft to whoever is first on the route of its series, or to the leaders (送审).

    Refused where somebody on the route cannot sign it.
    """
    meeting = take_meeting(meeting_id, "submit", by, version=version)
    sitting = meeting.sitting
    sitting.submitted_by, sitting.submitted_behalf = by, behalf_of(meeting)
    sitting.save(update_fields=["submitted_by", "submitted_behalf"])
    begin_route(meeting)
    return _pass_on(meeting, "submit", Verdict.SUBMITTED, by, on, verb="minutes_submitted")


@transaction.atomic
def withdraw_minutes(meeting_id: int, *, by: Any, on: date, version: int | None = None) -> Meeting:
    """Take minutes back that are in review; whoever has signed signs them anew."""
    meeting = take_meeting(meeting_id, "withdraw", by, version=version)
    end_route(meeting)
    return _pass_on(meeting, "withdraw", Verdict.WITHDRAWN, by, on, verb="minutes_withdrawn")


@transaction.atomic
def return_minutes(meeting_id: int, *, by: Any, on: date, reason: str, version: int | None = None) -> Meeting:
    """Send minutes back to be drafted anew; their route begins anew. Refused without a reason, and out of turn."""
    refuse_classified(reason, field="reason")
    meeting = _take_in_turn(meeting_id, "return", by, version)
    if not reason.strip():
        raise Refused(_("Say what is to be changed."), field="reason")
    end_route(meeting)
    return _pass_on(meeting, "return", Verdict.RETURNED, by, on, verb="minutes_returned", reason=reason.strip())


@transaction.atomic
def approve_minutes(meeting_id: int, *, by: Any, on: date, version: int | None = None) -> Meeting:
    """Sign minutes in review (审签); each leader once, or on a route the next in turn, who passes them on.

    They can be published once everybody on the route has signed. Refused out of turn, naming whose turn it is.
    """
    meeting = _take_in_turn(meeting_id, "approve", by, version)
    if not meeting.route and any(one.by_id == by.pk for one in signatures(meeting.approvals.all())):
        raise Refused(_("You have signed these minutes already."))
    verb = SIGNED.get(meeting.turn.called, "minutes_signed") if meeting.turn else "minutes_signed"
    return _pass_on(meeting, "approve", Verdict.APPROVED, by, on, verb=verb)


def _take_in_turn(meeting_id: int, step: str, by: Any, version: int | None) -> Meeting:
    """As `take_meeting`; whoever reads the minutes and is not asked is told whose turn it is."""
    try:
        return take_meeting(meeting_id, step, by, version=version)
    except PermissionDenied:
        refuse_out_of_turn(Meeting.objects.select_related("sitting").get(pk=meeting_id), by)
        raise


def _pass_on(meeting: Meeting, step: str, verdict: str, by: Any, on: date, *, verb: str, reason: str = "") -> Meeting:
    turn = meeting.turn if verdict == Verdict.APPROVED else None
    facts: dict[str, Any] = {"behalf": behalf_of(meeting), "reason": reason, "called": turn.called if turn else ""}
    approval = Approval.objects.create(meeting=meeting, verdict=verdict, by=by, on=on, **facts)
    if turn:
        turn.approval = approval
        turn.save(update_fields=["approval"])
    return finish_meeting(meeting, step, by, on, verb=verb, note=reason)


def _reword(meeting: Meeting, decisions: Mapping[int, str]) -> None:
    """Change or take away what was noted as decided, as far as the words differ."""
    notes = Note.objects.filter(line__meeting=meeting, kind__in=DECIDED, pk__in=list(decisions))
    for note in notes.select_related("decision"):
        words = _clean(decisions[note.pk])
        if words == note.text:
            continue
        if decision := getattr(note, "decision", None):
            remove(decision)
        if not words:
            note.delete()
            continue
        note.text, note.version = words, note.version + 1
        note.save(update_fields=["text", "version"])


def _clean(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
