"""Index of the models of this app for Django; nothing is defined here."""

from planning.arrangements.models import Addendum, Arrangement, Entry, NilReturn, Room, Vehicle
from planning.consultations.models import Checkpoint, CheckpointRule, Consultation, ConsultationForm, Programme
from planning.meetings.models import (
    AgendaChange,
    AgendaLine,
    Approval,
    Decision,
    FormerRule,
    Hearing,
    Meeting,
    MinutesCorrection,
    MinutesPaper,
    Note,
    Series,
    Sitting,
    TemplateLine,
    Topic,
)
from planning.plans.models import Amendment, AnnualPlan, PlanItem, PlanReport

__all__ = [
    "Addendum",
    "AgendaChange",
    "AgendaLine",
    "Amendment",
    "AnnualPlan",
    "Approval",
    "Arrangement",
    "Checkpoint",
    "CheckpointRule",
    "Consultation",
    "ConsultationForm",
    "Decision",
    "Entry",
    "FormerRule",
    "Hearing",
    "Meeting",
    "MinutesCorrection",
    "MinutesPaper",
    "NilReturn",
    "Note",
    "PlanItem",
    "PlanReport",
    "Programme",
    "Room",
    "Series",
    "Sitting",
    "TemplateLine",
    "Topic",
    "Vehicle",
]
