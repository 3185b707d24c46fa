"""Every change of arrangements and their entries: one function per action of a person."""

from planning.arrangements.services.addenda import supplement_arrangement
from planning.arrangements.services.entries import (
    add_entry,
    change_entry,
    collect_entries,
    discard_entry,
    paste_entries,
)
from planning.arrangements.services.lines import Line
from planning.arrangements.services.periods import (
    coordinate_arrangement,
    open_arrangement,
    publish_arrangement,
    reopen_arrangement,
)

__all__ = [
    "Line",
    "add_entry",
    "change_entry",
    "collect_entries",
    "coordinate_arrangement",
    "discard_entry",
    "open_arrangement",
    "paste_entries",
    "publish_arrangement",
    "reopen_arrangement",
    "supplement_arrangement",
]
