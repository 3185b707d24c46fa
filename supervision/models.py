"""Index of the models of this app for Django; nothing is defined here."""

from supervision.bulletins.models import BulletinKind, FrozenPaper, Issue, Section
from supervision.items.models import Extension, HandlingRule, Objection, Report, SupervisionItem, Suspension

__all__ = [
    "BulletinKind",
    "Extension",
    "FrozenPaper",
    "HandlingRule",
    "Issue",
    "Objection",
    "Report",
    "Section",
    "SupervisionItem",
    "Suspension",
]
