"""Index of the models of this app for Django; nothing is defined here."""

from secretariat.attachments.models import Attachment
from secretariat.audit.models import Event
from secretariat.exchange.models import ImportRun
from secretariat.jobs.models import Job
from secretariat.lists.models import SavedView
from secretariat.numbering.models import Counter, NumberKind
from secretariat.outbox.models import ChatRobot, Delivery, Notice, ReminderRule, Suppression
from secretariat.people.models import Delegation, Department, DepartmentAlias, PasswordHistory, Post, User
from secretariat.workdays.models import CalendarYear, DateToDecide, SpecialDay, WarningRule

__all__ = [
    "Attachment",
    "CalendarYear",
    "ChatRobot",
    "Counter",
    "DateToDecide",
    "Delegation",
    "Delivery",
    "Department",
    "DepartmentAlias",
    "Event",
    "ImportRun",
    "Job",
    "Notice",
    "NumberKind",
    "PasswordHistory",
    "Post",
    "ReminderRule",
    "SavedView",
    "SpecialDay",
    "Suppression",
    "User",
    "WarningRule",
]
