"""What people type about series, meetings, minutes and decisions, turned into clean values."""

from planning.meetings.forms.decisions import DecisionForm, NotTrackedForm
from planning.meetings.forms.meetings import CancelForm, MeetingFilterForm, MinutesForm, MoveForm
from planning.meetings.forms.series import SeriesForm

__all__ = [
    "CancelForm",
    "DecisionForm",
    "MeetingFilterForm",
    "MinutesForm",
    "MoveForm",
    "NotTrackedForm",
    "SeriesForm",
]
