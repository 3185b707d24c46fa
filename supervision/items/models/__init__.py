"""Supervision items and what belongs to them."""

from supervision.items.models.item import RECORDS, SEES_ALL, Called, Importance, ItemQuerySet, Label, SupervisionItem
from supervision.items.models.parts import (
    CauseCode,
    Extension,
    HandlingRule,
    Objection,
    PartQuerySet,
    Progress,
    Report,
    Suspension,
)

__all__ = [
    "RECORDS",
    "SEES_ALL",
    "Called",
    "CauseCode",
    "Extension",
    "HandlingRule",
    "Importance",
    "ItemQuerySet",
    "Label",
    "Objection",
    "PartQuerySet",
    "Progress",
    "Report",
    "SupervisionItem",
    "Suspension",
]
