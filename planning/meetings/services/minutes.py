"""Minutes: pasted and read into decisions, and published once every decision is decided."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning.meetings.attended import attended
from planning.meetings.composing import Facts, facts_of, issue, lines_to_minute, text_of
from planning.meetings.minutes_paper import paper_of
from planning.meetings.models import Decision, Meeting, MinutesPaper
from planning.meetings.outside import outside_facts
from planning.meetings.parsing import Minutes, read_minutes
from planning.meetings.queries import signatures
from planning.meetings.reading import Read, Resolver
from planning.meetings.services.agenda import settle
from planning.meetings.services.meetings import finish_meeting, refuse_early, take_meeting
from planning.meetings.services.topics import carry_over
from planning.meetings.states import DecisionState, MeetingState
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.papers.docx import render_docx
from secretariat.papers.fonts import require_fonts
from secretariat.papers.paper import Paper
from secretariat.papers.pdf import render_pdf
from secretariat.pasted import normalised
from secretariat.people.models import Department
from secretariat.people.queries import units
from secretariat.workdays import queries as workdays


@transaction.atomic
def paste_minutes(
    meeting_id: int, *, text: str, by: Any, on: date, version: int | None = None, belongs: bool = False
) -> Meeting:
    """Keep the minutes and propose the decisions that are read out of them, for a person to confirm.

    Deadlines count from the day of the meeting. Pasting again replaces what was proposed or confirmed; a decision left
    untracked stays so where its text is the same. Refused before the day of the meeting, for an empty, endless or
    marked text (rule 50), for one without decisions, and once a decision is on the ledger; for a text that states the
    number or the day of another meeting (rule 37) unless the person says that it `belongs` here. A text that is
    refused is kept nowhere.
    """
    text = normalised(text)
    refuse_classified(text, field="text")
    meeting = take_meeting(meeting_id, "paste_minutes", by, version=version)
    refuse_early(meeting, on=on, field="text")
    _refuse_followed(meeting)
    found = _read(text, meeting, belongs=belongs)
    if meeting.state == MeetingState.PLANNED:
        # Nobody has fixed the agenda: what stood on it when the meeting met is kept.
        settle(meeting, on, workdays.load())
    replaced = _replace_decisions(meeting, found)
    meeting.minutes = "\n".join(text.splitlines()).strip()
    return finish_meeting(
        meeting, "paste_minutes", by, on, "minutes", verb="minutes_pasted", decisions=len(found), replaced=replaced
    )


@transaction.atomic
def publish_minutes(
    meeting_id: int, *, by: Any, on: date, font_dir: Path | None = None, version: int | None = None
) -> Meeting:
    """Publish the minutes; from now on they never change (rule 37).

    Refused while a decision is neither on the ledger nor left untracked with a reason, naming which (rule 30).
    Minutes that were drafted here must be signed; pasted ones were signed and issued outside. Their facts and files are
    frozen, the PDF set with the fonts in `font_dir`, or without a PDF where it is None. Topics that are not finished go
    to the next planned meeting (rule 37).
    """
    meeting = take_meeting(meeting_id, "publish", by, version=version)
    undecided = [decision.label or str(decision.ordinal) for decision in meeting.decisions.undecided()]
    if undecided:
        raise Refused(
            _("Undecided: %(labels)s. Put each on the supervision ledger, or say why it is not tracked.")
            % {"labels": pgettext("between the items of a list", ", ").join(undecided)}
        )
    if font_dir:
        require_fonts(font_dir)
    if meeting.is_noted:
        _refuse_unsigned(meeting)
        facts = facts_of(meeting, lines_to_minute(meeting), attended(meeting), on=on)
        meeting.minutes = text_of(facts)
    else:
        facts = outside_facts(meeting, on=on)
    _freeze(meeting, facts, font_dir)
    meeting.published_on = on
    finish_meeting(meeting, "publish", by, on, "published_on", "minutes", verb="minutes_published")
    carry_over(meeting, by=by, on=on)
    return meeting


def _refuse_unsigned(meeting: Meeting) -> None:
    if meeting.missing:
        names = pgettext("between the items of a list", ", ").join(str(one) for one in meeting.missing)
        raise Refused(
            _("Not signed yet: %(names)s. The minutes are published once all of them have.") % {"names": names}
        )
    if not signatures(meeting.approvals.all()):
        raise Refused(_("Nobody has signed these minutes yet. Submit them to the leaders first."))


def _freeze(meeting: Meeting, facts: Facts, font_dir: Path | None) -> None:
    """Keep what the minutes say and the very bytes of their files."""
    paper = paper_of(facts)
    docx, pdf = render_docx(paper), _pdf(paper, font_dir, is_outside=facts.get("is_outside", False))
    kept: dict[str, Any] = {"docx": docx, "docx_sha256": sha256(docx).hexdigest()}
    kept |= {"pdf": pdf, "pdf_sha256": sha256(pdf).hexdigest() if pdf else ""}
    MinutesPaper.objects.create(meeting=meeting, facts=facts, **kept)


def _pdf(paper: Paper, font_dir: Path | None, *, is_outside: bool) -> bytes | None:
    if font_dir is None:
        return None
    try:
        return render_pdf(paper, font_dir=font_dir)
    except Refused:
        # Words that were issued outside are not ours to put right: a sign that no font has leaves them the Word file.
        if is_outside:
            return None
        raise


def _read(text: str, meeting: Meeting, *, belongs: bool) -> list[Read]:
    if not text.strip():
        raise Refused(_("Paste the text of the minutes here."), field="text")
    known = units()
    minutes = read_minutes(text, on=meeting.held_on, units=known, calendar=workdays.load())
    if not minutes.lines:
        raise Refused(
            _(
                "No decision was found. Numbered paragraphs are read (1., (1) and their Chinese forms), and sentences "
                "that say who leads what until when. Paste the decisions with their numbers."
            ),
            field="text",
        )
    if not belongs:
        _refuse_anothers(minutes, meeting)
    resolver = Resolver(known, Department.objects.filter(is_active=True))
    return [resolver.resolve(line) for line in minutes.lines]


def _refuse_anothers(minutes: Minutes, meeting: Meeting) -> None:
    """Refuse a text whose head states another number or day than those of the meeting."""
    number = (minutes.year or meeting.year, minutes.number or meeting.number)
    facts = [
        (issue(*number), issue(meeting.year, meeting.number)),
        (str(minutes.held_on or meeting.held_on), str(meeting.held_on)),
    ]
    differing = [(stated, own) for stated, own in facts if stated != own]
    if differing:
        stated, own = (
            pgettext("between the items of a list", ", ").join(words) for words in zip(*differing, strict=True)
        )
        raise Refused(
            _(
                "The text is of another meeting: it says %(stated)s, this one is %(own)s. Paste it at its own meeting; "
                "if it belongs here, tick this box. Deadlines count from the day of this meeting."
            )
            % {"stated": stated, "own": own},
            field="belongs",
        )


def _refuse_followed(meeting: Meeting) -> None:
    tracked = meeting.decisions.filter(state=DecisionState.TRACKED).order_by("ordinal").first()
    if tracked:
        raise Refused(
            _("%(decision)s is on the supervision ledger already; the minutes can no longer be replaced.")
            % {"decision": tracked},
            field="text",
        )


def _replace_decisions(meeting: Meeting, found: list[Read]) -> int:
    old = list(meeting.decisions.all())
    reasons = {decision.text: decision.not_tracked_reason for decision in old if decision.not_tracked_reason}
    meeting.decisions.all().delete()
    for read in found:
        reason = reasons.get(read.facts["text"], "")
        state = DecisionState.NOT_TRACKED if reason else DecisionState.PROPOSED
        decision = Decision.objects.create(meeting=meeting, state=state, not_tracked_reason=reason, **read.facts)
        decision.leads.add(*read.leads)
        decision.co_units.add(*read.co_units)
    return len(old)
