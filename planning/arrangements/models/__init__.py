"""What is stored of arrangements: periods and their addenda, entries, rooms and vehicles, the limits of a day."""

from planning.arrangements.models.arrangement import (
    Addendum,
    Arrangement,
    ArrangementKind,
    ArrangementQuerySet,
    NilReturn,
)
from planning.arrangements.models.entries import SEES_ALL, Entry, EntryQuerySet, HalfDay, half_of
from planning.arrangements.models.limits import DayLimit
from planning.arrangements.models.resources import Resource, Room, Vehicle

__all__ = [
    "SEES_ALL",
    "Addendum",
    "Arrangement",
    "ArrangementKind",
    "ArrangementQuerySet",
    "DayLimit",
    "Entry",
    "EntryQuerySet",
    "HalfDay",
    "NilReturn",
    "Resource",
    "Room",
    "Vehicle",
    "half_of",
]
