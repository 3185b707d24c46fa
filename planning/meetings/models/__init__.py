"""What is stored of meetings: series, meetings, decisions; topics, lines of an agenda; who comes; what is taken up."""

from planning.meetings.models.agenda import AgendaChange, AgendaLine, LineKind, LineState, TemplateLine
from planning.meetings.models.attendance import (
    Attendance,
    Capacity,
    Guest,
    Invitation,
    Method,
    StandingGuest,
)
from planning.meetings.models.meetings import (
    NTH,
    RULE,
    SEES_ALL,
    Approver,
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
from planning.meetings.models.takings import TakenUp
from planning.meetings.models.topics import Hearing, Outcome, Topic

__all__ = [
    "NTH",
    "RULE",
    "SEES_ALL",
    "AgendaChange",
    "AgendaLine",
    "Approver",
    "Attendance",
    "Capacity",
    "Decision",
    "FormerRule",
    "Frequency",
    "Guest",
    "Hearing",
    "HolidayPolicy",
    "Invitation",
    "LineKind",
    "LineState",
    "Meeting",
    "Method",
    "Numbering",
    "Outcome",
    "Rule",
    "Series",
    "StandingGuest",
    "TakenUp",
    "TemplateLine",
    "Topic",
    "Weekday",
]
