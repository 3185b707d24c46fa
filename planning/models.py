"""Index of the models of this app for Django; nothing is defined here."""

from planning.consultations.models import Checkpoint, CheckpointRule, Consultation, ConsultationForm, Programme
from planning.meetings.models import (
    AgendaChange,
    AgendaLine,
    Attendance,
    Decision,
    FormerRule,
    Hearing,
    Invitation,
    Meeting,
    Series,
    StandingGuest,
    TakenUp,
    TemplateLine,
    Topic,
)
from planning.plans.models import Amendment, AnnualPlan, PlanItem, PlanReport

__all__ = [
    "AgendaChange",
    "AgendaLine",
    "Amendment",
    "AnnualPlan",
    "Attendance",
    "Checkpoint",
    "CheckpointRule",
    "Consultation",
    "ConsultationForm",
    "Decision",
    "FormerRule",
    "Hearing",
    "Invitation",
    "Meeting",
    "PlanItem",
    "PlanReport",
    "Programme",
    "Series",
    "StandingGuest",
    "TakenUp",
    "TemplateLine",
    "Topic",
]
