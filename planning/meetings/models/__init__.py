"""What is stored of meetings: series, meetings, decisions, topics, agendas, and what becomes of the minutes."""

from planning.meetings.models.agenda import AgendaChange, AgendaLine, LineKind, LineState, TemplateLine
from planning.meetings.models.meetings import (
    NTH,
    RULE,
    SEES_ALL,
    Decision,
    FormerRule,
    Frequency,
    HolidayPolicy,
    Meeting,
    Numbering,
    Rule,
    Series,
    Weekday,
)
from planning.meetings.models.minutes import (
    Approval,
    MinutesCorrection,
    MinutesPaper,
    Note,
    NoteKind,
    Sitting,
    Verdict,
)
from planning.meetings.models.topics import Hearing, Outcome, Topic

__all__ = [
    "NTH",
    "RULE",
    "SEES_ALL",
    "AgendaChange",
    "AgendaLine",
    "Approval",
    "Decision",
    "FormerRule",
    "Frequency",
    "Hearing",
    "HolidayPolicy",
    "LineKind",
    "LineState",
    "Meeting",
    "MinutesCorrection",
    "MinutesPaper",
    "Note",
    "NoteKind",
    "Numbering",
    "Outcome",
    "Rule",
    "Series",
    "Sitting",
    "TemplateLine",
    "Topic",
    "Verdict",
    "Weekday",
]
