"""Index of the models of this app for Django; nothing is defined here."""

from supervision.bulletins.models import BulletinKind, FrozenPaper, Issue, Section
from supervision.items.drafts import ReportDraft
from supervision.items.models import Extension, HandlingRule, Objection, Report, SupervisionItem, Suspension
from supervision.reports.models import ReportRequest

__all__ = [
    "BulletinKind",
    "Extension",
    "FrozenPaper",
    "HandlingRule",
    "Issue",
    "Objection",
    "Report",
    "ReportDraft",
    "ReportRequest",
    "Section",
    "SupervisionItem",
    "Suspension",
]
