"""Index of the administration pages of this app for Django; nothing is defined here."""

from secretariat.attachments import admin as attachments
from secretariat.audit import admin as audit
from secretariat.exchange import admin as exchange
from secretariat.jobs import admin as jobs
from secretariat.lists import admin as lists
from secretariat.numbering import admin as numbering
from secretariat.outbox import admin as outbox
from secretariat.people import admin as people
from secretariat.people import rights
from secretariat.portal import admin as portal
from secretariat.workdays import admin as workdays

__all__ = [
    "attachments",
    "audit",
    "exchange",
    "jobs",
    "lists",
    "numbering",
    "outbox",
    "people",
    "portal",
    "rights",
    "workdays",
]
