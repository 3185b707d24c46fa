"""What minutes say: composed of the lines of the agenda and their notes, as JSON that a publication freezes."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning.meetings.attended import Attended, chair_of
from planning.meetings.models import AgendaLine, LineKind, LineState, Meeting, Note, NoteKind, Sitting
from planning.meetings.titles import matter_of, names_an_act, opens_itself
from secretariat.papers.numerals import heading_mark

Facts = dict[str, Any]
# What a meeting wants done is decided: a task noted is handled as any decision (rule 30).
DECIDED = (NoteKind.DECISION, NoteKind.ACTION)
# What a paper counts in Chinese ends there; of more the mark is a plain number.
COUNTED = 99


def lines_to_minute(meeting: Meeting) -> list[AgendaLine]:
    """The lines that were on the agenda when the meeting met, in their order, each with its notes."""
    kept = meeting.agenda.filter(state=LineState.KEPT).order_by("ordinal", "pk")
    return list(kept.prefetch_related("notes__by", "notes__decision"))


def facts_of(meeting: Meeting, lines: Sequence[AgendaLine], who: Attended, *, on: date) -> Facts:
    """Everything that the minutes say, in the words of the house: what the paper is made of, and its plain text.

    A line of which nothing is said is left out.
    """
    sitting: Sitting = meeting.sitting
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "masthead": masthead(meeting),
            "issuer": issuer(meeting),
            "copy_to": meeting.series.minutes_copy_to,
            "issue_line": issue_line(meeting),
            "date": str(on),
            "title": sitting.title,
            "opening": paragraphs_of(sitting.opening),
            "lines": [_said(line) for line in lines if is_minuted(line)],
            "present": list(who.present),
            "leave": list(who.leave),
            "observers": list(who.observers),
            "file_name": f"{masthead(meeting)}{issue_line(meeting)}",
        }


def text_of(facts: Facts) -> str:
    """The minutes as plain text: what is searched, and in which the words that were read are shown."""
    with translation.override(settings.LANGUAGE_CODE):
        body = [words for number, line in enumerate(facts["lines"], start=1) for words in _words(line, number)]
        rolls = [f"{label}{names}" for label, names in rolls_of(facts)]
    return "\n".join([facts["title"], *facts["opening"], *body, *rolls])


def places_of(facts: Facts) -> dict[str, str]:
    """The parts of the minutes by their names, in the language that is active, each with its text as it is printed.

    Minutes that were issued outside are one part.
    """
    if facts.get("is_outside"):
        return {_("Text of the minutes"): "\n".join([facts["title"], *facts["opening"]])}
    with translation.override(settings.LANGUAGE_CODE):
        lines = [_words(line, number) for number, line in enumerate(facts["lines"], start=1)]
        rolls = [f"{label}{names}" for label, names in rolls_of(facts)]
    head = [facts["title"], *facts["opening"]]
    parts = {words[0]: words for words in lines} | {_("Title and opening"): head, _("Those present"): rolls}
    return {name: "\n".join(words) for name, words in parts.items()}


def rolls_of(facts: Facts) -> list[tuple[str, str]]:
    """出席, 请假 and 列席 with their names, those with somebody in them, in the language that is active."""
    comma = pgettext("between names", ", ")
    labels = {
        "present": pgettext("minutes", "Present: "),
        "leave": pgettext("minutes", "On leave: "),
        "observers": pgettext("minutes", "Observers: "),
    }
    return [(label, comma.join(facts[key])) for key, label in labels.items() if facts[key]]


def decided(line: dict[str, Any]) -> list[str]:
    """The decisions of a line as they are printed: one runs on, several have marks; 会议决定 is not said twice."""
    lead, found = pgettext("minutes", "The meeting decided: "), line["decisions"]
    if len(found) < 2:
        return [text if opens_itself(text) else f"{lead}{text}" for text in found]
    marked = [f"{mark(2, place)}{text}" for place, text in enumerate(found, start=1)]
    return [f"{lead}{marked[0]}", *marked[1:]]


def mark(level: int, number: int) -> str:
    """The mark of a heading; beyond what a paper counts in Chinese a plain number."""
    return heading_mark(level, number) if number <= COUNTED else f"{number}."


def labels_of(lines: Iterable[AgendaLine]) -> dict[int, str]:
    """By the id of its note the label of a decision: the number of its line, and among several its own, as in 2.1."""
    found = {}
    minuted = (line for line in lines if is_minuted(line))
    for number, line in enumerate(minuted, start=1):
        notes = decisions_in(line)
        for place, note in enumerate(notes, start=1):
            found[note.pk] = f"{number}.{place}" if len(notes) > 1 else str(number)
    return found


def one_line(text: str) -> str:
    """The words of a decision as they are read and printed: one paragraph, in a language without spaces."""
    return text.replace("\n", "")


def decisions_in(line: AgendaLine) -> list[Note]:
    """What was decided at a line, and given to somebody to do, in the order in which it was noted."""
    return [note for note in line.notes.all() if note.kind in DECIDED]


def is_minuted(line: AgendaLine) -> bool:
    """Whether anything stands in the minutes of this line."""
    return bool(line.text.strip() or decisions_in(line))


def text_from_notes(line: AgendaLine) -> str:
    """What the drafter begins with: the notes of a line but its decisions, one paragraph each."""
    return "\n".join(note.text for note in line.notes.all() if note.kind not in DECIDED)


def first_words(meeting: Meeting, lines: Sequence[AgendaLine]) -> tuple[str, str]:
    """Title and opening of a draft that nobody has worded yet, in the words of the house."""
    with translation.override(settings.LANGUAGE_CODE):
        return _title(meeting, lines), _opening(meeting)


# ── Words of the head ────────────────────────────────────────────────────────────────────────────────────────────────
def masthead(meeting: Meeting) -> str:
    """The red words at the head: of the series, or made of its name."""
    return meeting.series.minutes_masthead or _("Minutes of %(series)s") % {"series": meeting.series}


def issuer(meeting: Meeting) -> str:
    """Who issues the minutes: as the series has it, or the general office."""
    return meeting.series.minutes_issuer or _("Municipal CPPCC General Office")


def issue_line(meeting: Meeting) -> str:
    """The number of minutes is that of their meeting (rule 37): 〔2026〕第43次."""
    return issue(meeting.year, meeting.number)


def issue(year: int, number: int) -> str:
    """A number as minutes bear it: 〔2026〕第43次."""
    return _("%(year)d, No. %(number)d") % {"year": year, "number": number}


def _title(meeting: Meeting, lines: Sequence[AgendaLine]) -> str:
    """What the meeting did: it considered its first matter (研究……等事项), and whether there were others."""
    minuted = [line for line in lines if is_minuted(line)]
    if not minuted:
        return str(meeting)
    # What a unit brought up says more of a meeting than its standing lines.
    matters = [line for line in minuted if line.kind != LineKind.FIRST] or minuted
    about = next((line for line in matters if line.topic_id), matters[0])
    title = about.title
    if not names_an_act(title):
        title = _("Considering %(matter)s") % {"matter": matter_of(title)}
    if len(minuted) > 1:
        title = _("%(matter)s and other matters") % {"matter": title}
    return title[:120]


def _opening(meeting: Meeting) -> str:
    """When, where and under whom the meeting was held."""
    whole = _("%(hour)d o'clock") % {"hour": meeting.starts_at.hour}
    half = _("%(hour)d:%(minute)s") % {"hour": meeting.starts_at.hour, "minute": f"{meeting.starts_at:%M}"}
    facts = {
        "day": date_format(meeting.held_on, pgettext("date with year", "j M Y")),
        "time": half if meeting.starts_at.minute else whole,
        "chair": chair_of(meeting),
        "place": meeting.place,
        "number": meeting.number,
        "series": meeting.series,
    }
    words = _(
        "On %(day)s at %(time)s, %(chair)s chaired meeting %(number)d of %(series)s at %(place)s. "
        "These are the minutes of what was considered and decided:"
    )
    return words % facts


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text that was typed."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _said(line: AgendaLine) -> dict[str, Any]:
    return {
        "title": line.title,
        "text": paragraphs_of(line.text),
        "decisions": [one_line(note.text) for note in decisions_in(line)],
    }


def _words(line: dict[str, Any], number: int) -> list[str]:
    return [f"{mark(1, number)}{line['title']}", *line["text"], *decided(line)]
