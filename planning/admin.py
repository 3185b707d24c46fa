"""Index of the admin pages of this app for Django; nothing is defined here."""

from planning.meetings import admin as meetings
from planning.plans import admin as plans

__all__ = ["meetings", "plans"]
