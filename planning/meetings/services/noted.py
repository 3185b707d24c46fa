"""The minutes of a meeting that was noted here: their text, and the decisions read out of its notes (rule 30)."""

from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from planning.meetings.attended import attended
from planning.meetings.composing import decisions_in, facts_of, labels_of, lines_to_minute, one_line, text_of
from planning.meetings.models import Decision, Meeting, Note, NoteKind
from planning.meetings.reading import Resolver
from planning.meetings.sentences import read_decision
from planning.meetings.states import DecisionState
from secretariat.errors import Refused
from secretariat.people.models import Department
from secretariat.people.queries import units
from secretariat.workdays import queries as workdays

# Higher than any order in which a decision stands: they step aside while they are numbered anew.
ASIDE = 10_000


def compose(meeting: Meeting, *, on: date) -> None:
    """Read what was decided anew, and put the text of the minutes together; the caller saves `minutes`.

    A decision whose words are unchanged keeps what people did about it. Refused where the words of one changed that is
    on the supervision ledger.
    """
    lines = lines_to_minute(meeting)
    _read([note for line in lines for note in decisions_in(line)], labels_of(lines), meeting)
    meeting.minutes = text_of(facts_of(meeting, lines, attended(meeting), on=on))


def _read(notes: list[Note], labels: dict[int, str], meeting: Meeting) -> None:
    known = {decision.note_id: decision for decision in meeting.decisions.all()}
    words: dict[int | None, str] = {note.pk: one_line(note.text) for note in notes}
    for note_id, decision in list(known.items()):
        if words.get(note_id) != decision.text:
            remove(decision)
            del known[note_id]
    Decision.objects.filter(meeting=meeting).update(ordinal=F("ordinal") + ASIDE)
    reader = _Reader(meeting)
    for ordinal, note in enumerate(notes, start=1):
        facts: dict[str, Any] = {"ordinal": ordinal, "label": labels[note.pk]}
        if note.pk in known:
            Decision.objects.filter(pk=known[note.pk].pk).update(**facts)
        else:
            reader.read(note, words[note.pk], **facts)


def remove(decision: Decision) -> None:
    """Take a decision back that is not noted any more. Refused once it is on the supervision ledger."""
    if decision.state == DecisionState.TRACKED:
        said = _("%(decision)s is on the supervision ledger already; its words can no longer be changed.")
        raise Refused(said % {"decision": decision})
    decision.delete()


class _Reader:
    """Reads notes of one meeting by the table of units, which is loaded when the first is read."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.known = units()
        self.calendar = workdays.load()
        self.resolver = Resolver(self.known, Department.objects.filter(is_active=True))

    def read(self, note: Note, words: str, *, ordinal: int, label: str) -> Decision:
        at: dict[str, Any] = {"on": self.meeting.held_on, "units": self.known, "calendar": self.calendar}
        # A decision that names no matter of its own (由甲牵头，12月5日前完成) is about that of its line.
        read = read_decision(words, heading=note.line.title, **at)
        found = self.resolver.resolve(read)
        facts = found.facts | {"ordinal": ordinal, "label": label}
        facts["needs_handling"] |= note.kind == NoteKind.ACTION
        decision: Decision = Decision.objects.create(meeting=self.meeting, note=note, **facts)
        decision.leads.set(found.leads)
        decision.co_units.set(found.co_units)
        return decision
