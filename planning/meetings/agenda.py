"""The agenda that fills itself: what is stored of it, and what has come up since (rules 35, 37)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.db.models.functions import JSONObject
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning.meetings.models import AgendaLine, Hearing, LineKind, LineState, Meeting, Outcome, Series, Topic
from planning.meetings.states import MeetingState, TopicState
from secretariat.offers import AgendaEntry, Question, ask
from secretariat.workdays.calendar import Calendar

ORDER: list[str] = list(LineKind.values)


@dataclass(frozen=True)
class Between:
    """The days of the meetings before and after a meeting of the same series."""

    before: date | None
    after: date | None


def merged(meeting: Meeting, *, on: date, calendar: Calendar) -> list[AgendaLine]:
    """The lines of a meeting in their order; those that came up by themselves are not saved yet.

    Once the agenda is fixed, nothing comes or goes by itself any more (rule 35).
    """
    stored = list(meeting.agenda.select_related("topic__unit", "topic__meeting").order_by("ordinal", "pk"))
    if meeting.state != MeetingState.PLANNED:
        return stored
    proposed = {line.source: line for line in proposals(meeting, on=on, calendar=calendar)}
    lines = [line for line in stored if _stays(line, proposed)]
    for line in lines:
        if fresh := proposed.pop(line.source, None):
            line.why, line.url, line.kind = fresh.why, fresh.url, fresh.kind
    for line in proposed.values():
        lines.insert(_place(line, lines), line)
    for ordinal, line in enumerate(lines, start=1):
        line.ordinal = ordinal
    return lines


def unnamed_first() -> str:
    """How the first item of study is called until somebody has said what is studied."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("First item of study")


def proposals(meeting: Meeting, *, on: date, calendar: Calendar) -> Iterator[AgendaLine]:
    """What this agenda should hold today, in the order of its kinds, each with why it is there; nothing is saved."""
    series = meeting.series
    facts = {"meeting": meeting, "minutes": series.line_minutes}
    if series.has_first_item:
        why = _("This series begins with a first item of study.")
        yield AgendaLine(**facts, kind=LineKind.FIRST, source="first:", title=unnamed_first(), why=why)
    for line in series.template.all():
        said = {"title": line.title, "why": _("Stands on every agenda of this series.")}
        yield AgendaLine(
            meeting=meeting, kind=LineKind.TEMPLATE, source=f"template:{line.pk}", minutes=line.minutes, **said
        )
    topics = [topic for topic in topics_for(meeting) if topic.state == TopicState.ACCEPTED]
    yield from sorted((_of_topic(meeting, topic) for topic in topics), key=lambda line: ORDER.index(line.kind))
    between = between_of(meeting)
    asked = {"series": series.pk, "since": between.before, "until": between.after or meeting.held_on}
    for entry in ask(Question.AGENDA, on=on, calendar=calendar, **asked):
        yield _of_entry(meeting, entry)


def topics_of(meeting: Meeting, *, on: date, calendar: Calendar) -> list[str]:
    """The titles of the lines on the agenda as it stands; all follow-ups together are one, with their number."""
    kept = [line for line in merged(meeting, on=on, calendar=calendar) if line.state == LineState.KEPT]
    matters = sum(line.kind == LineKind.MATTER for line in kept)
    said = ngettext("Follow-up of decisions (%(n)d matter)", "Follow-up of decisions (%(n)d matters)", matters)
    titles = [said % {"n": matters} if line.kind == LineKind.MATTER else line.title for line in kept]
    return list(dict.fromkeys(titles))


def between_of(meeting: Meeting) -> Between:
    """When the series met before this meeting and meets after it, as far as it is known."""
    others = Meeting.objects.filter(series_id=meeting.series_id).exclude(state=MeetingState.CANCELLED)
    days = sorted(others.exclude(pk=meeting.pk).values_list("held_on", flat=True))
    before = [day for day in days if day < meeting.held_on]
    after = [day for day in days if day > meeting.held_on]
    return Between(before[-1] if before else None, after[0] if after else None)


def topics_for(meeting: Any) -> list[Any]:
    """The topics that are submitted, signed or accepted for a meeting, asked for once: one query.

    Each has `heard`, what came of it when a meeting heard it last: series, number, outcome.
    """
    last = Hearing.objects.filter(topic=OuterRef("pk")).exclude(meeting=meeting).order_by("-pk")
    said = JSONObject(series="meeting__series__name", number="meeting__number", outcome="outcome")
    found = Topic.objects.filter(state__in=[TopicState.SUBMITTED, TopicState.SIGNED, TopicState.ACCEPTED])
    found = found.select_related("unit").annotate(heard=Subquery(last.values(said=said)[:1])).order_by("pk")
    prefetch_related_objects([meeting], Prefetch("topics", found, to_attr="topics_ahead"))
    return list(meeting.topics_ahead)


def _of_topic(meeting: Meeting, topic: Any) -> AgendaLine:
    if topic.heard:
        kind, why = LineKind.CARRIED, _heard(**topic.heard)
    else:
        kind, why = LineKind.TOPIC, _("Submitted by %(unit)s") % {"unit": topic.unit.short}
    said = {"title": topic.title, "minutes": topic.minutes, "presenter": topic.presenter, "why": why}
    where = {"source": f"topic:{topic.pk}", "url": topic.get_absolute_url(), "topic": topic}
    return AgendaLine(meeting=meeting, kind=kind, **said, **where)


def _heard(series: str, number: int, outcome: str) -> str:
    return f"{Meeting(series=Series(name=series), number=number)} {Outcome(outcome).label}"


def _of_entry(meeting: Meeting, entry: AgendaEntry) -> AgendaLine:
    label, pk = entry.record
    said = {"title": entry.title[:200], "presenter": entry.presenter[:60], "why": entry.why[:200]}
    where = {"source": f"{label}:{pk}", "url": entry.url, "minutes": meeting.series.line_minutes}
    return AgendaLine(meeting=meeting, kind=LineKind.MATTER, **said, **where)


def _stays(line: AgendaLine, proposed: dict[str, AgendaLine]) -> bool:
    if line.kind == LineKind.OWN or line.source in proposed:
        return True
    return line.state != LineState.KEPT


def _place(line: AgendaLine, lines: list[AgendaLine]) -> int:
    """Behind the last line of its kind or of an earlier one."""
    rank = ORDER.index(line.kind)
    places = [place for place, other in enumerate(lines, start=1) if ORDER.index(other.kind) <= rank]
    return places[-1] if places else 0
