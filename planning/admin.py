"""Index of the admin pages of this app for Django; nothing is defined here."""

from planning.arrangements import admin as arrangements
from planning.consultations import admin as consultations
from planning.meetings import admin as meetings
from planning.plans import admin as plans

__all__ = ["arrangements", "consultations", "meetings", "plans"]
