"""Index of the administration pages of this app for Django; nothing is defined here."""

from supervision.bulletins import admin as bulletins
from supervision.items import admin as items
from supervision.reports import admin as reports

__all__ = ["bulletins", "items", "reports"]
