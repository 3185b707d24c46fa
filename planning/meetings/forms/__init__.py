"""What people type about series, meetings, agendas, topics, minutes and decisions, turned into clean values."""

from planning.meetings.forms.agenda import LineForm, ReopenForm
from planning.meetings.forms.attendance import (
    AskLeaveForm,
    CameForm,
    GuestsForm,
    LeaveStepForm,
    NoticeForm,
    RefuseLeaveForm,
    StandingForm,
)
from planning.meetings.forms.decisions import DecisionForm, NotTrackedForm
from planning.meetings.forms.meetings import CancelForm, MeetingFilterForm, MinutesForm, MoveForm
from planning.meetings.forms.minutes import CorrectionForm, DraftForm, NoteForm, ReturnMinutesForm
from planning.meetings.forms.route import RouteForm
from planning.meetings.forms.series import AgendaRulesForm, EndSeriesForm, RuleForm, SeriesForm
from planning.meetings.forms.taking_up import TakenUpFilterForm, TakeUpForm
from planning.meetings.forms.topics import (
    AcceptForm,
    FinishForm,
    PapersForm,
    TopicFilterForm,
    TopicForm,
    TopicReasonForm,
    TopicStepForm,
)

__all__ = [
    "AcceptForm",
    "AgendaRulesForm",
    "AskLeaveForm",
    "CameForm",
    "CancelForm",
    "CorrectionForm",
    "DecisionForm",
    "DraftForm",
    "EndSeriesForm",
    "FinishForm",
    "GuestsForm",
    "LeaveStepForm",
    "LineForm",
    "MeetingFilterForm",
    "MinutesForm",
    "MoveForm",
    "NotTrackedForm",
    "NoteForm",
    "NoticeForm",
    "PapersForm",
    "RefuseLeaveForm",
    "ReopenForm",
    "ReturnMinutesForm",
    "RouteForm",
    "RuleForm",
    "SeriesForm",
    "StandingForm",
    "TakeUpForm",
    "TakenUpFilterForm",
    "TopicFilterForm",
    "TopicForm",
    "TopicReasonForm",
    "TopicStepForm",
]
