"""Index of the models of this app for Django; nothing is defined here."""

from planning.consultations.models import Checkpoint, CheckpointRule, Consultation, ConsultationForm, Programme
from planning.meetings.models import Decision, Meeting, Series
from planning.plans.models import Amendment, AnnualPlan, PlanItem, PlanReport

__all__ = [
    "Amendment",
    "AnnualPlan",
    "Checkpoint",
    "CheckpointRule",
    "Consultation",
    "ConsultationForm",
    "Decision",
    "Meeting",
    "PlanItem",
    "PlanReport",
    "Programme",
    "Series",
]
