"""What is stored of meetings: series, meetings and decisions; topics and the lines of an agenda."""

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
from planning.meetings.models.topics import Hearing, Outcome, Topic

__all__ = [
    "NTH",
    "RULE",
    "SEES_ALL",
    "AgendaChange",
    "AgendaLine",
    "Decision",
    "FormerRule",
    "Frequency",
    "Hearing",
    "HolidayPolicy",
    "LineKind",
    "LineState",
    "Meeting",
    "Numbering",
    "Outcome",
    "Rule",
    "Series",
    "TemplateLine",
    "Topic",
    "Weekday",
]
