"""Index of the models of this app for Django; nothing is defined here."""

from planning.meetings.models import Decision, Meeting, Series

__all__ = ["Decision", "Meeting", "Series"]
