"""Index of the models of this app for Django; nothing is defined here."""

from supervision.bulletins.models import BulletinKind, FrozenPaper, Issue, Section
from supervision.instructions.models import Instruction, PrivateReader
from supervision.items.drafts import ReportDraft
from supervision.items.models import CauseCode, Extension, HandlingRule, Objection, Report, SupervisionItem, Suspension
from supervision.items.requests import ReportRequest
from supervision.urging.models import Slip, SlipRule, Urge

__all__ = [
    "BulletinKind",
    "CauseCode",
    "Extension",
    "FrozenPaper",
    "HandlingRule",
    "Instruction",
    "Issue",
    "Objection",
    "PrivateReader",
    "Report",
    "ReportDraft",
    "ReportRequest",
    "Section",
    "Slip",
    "SlipRule",
    "SupervisionItem",
    "Suspension",
    "Urge",
]
