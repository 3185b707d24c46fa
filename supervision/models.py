"""Index of the models of this app for Django; nothing is defined here."""

from supervision.bulletins.models import BulletinKind, FrozenPaper, Issue, Section
from supervision.instructions.models import Instruction, PrivateReader
from supervision.items.models import Extension, HandlingRule, Objection, Report, SupervisionItem, Suspension

__all__ = [
    "BulletinKind",
    "Extension",
    "FrozenPaper",
    "HandlingRule",
    "Instruction",
    "Issue",
    "Objection",
    "PrivateReader",
    "Report",
    "Section",
    "SupervisionItem",
    "Suspension",
]
