"""Index of the models of this app for Django; nothing is defined here."""

from planning.meetings.models import Decision, Meeting, Series
from planning.plans.models import Amendment, AnnualPlan, PlanItem, PlanReport

__all__ = ["Amendment", "AnnualPlan", "Decision", "Meeting", "PlanItem", "PlanReport", "Series"]
