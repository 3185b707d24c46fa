"""Index of the administration pages of this app for Django; nothing is defined here."""

from supervision.bulletins import admin as bulletins
from supervision.instructions import admin as instructions
from supervision.items import admin as items
from supervision.reports import admin as reports
from supervision.urging import admin as urging

__all__ = ["bulletins", "instructions", "items", "reports", "urging"]
