"""Index of the admin pages of this app for Django; nothing is defined here."""

from planning.meetings import admin as meetings

__all__ = ["meetings"]
