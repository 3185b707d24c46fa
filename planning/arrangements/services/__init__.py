"""Every change of arrangements and their entries: one function per action of a person."""

from planning.arrangements.services.addenda import supplement_arrangement
from planning.arrangements.services.collecting import collect_entries, leave_out, take_offered
from planning.arrangements.services.entries import (
    add_entry,
    change_entry,
    discard_entry,
    paste_entries,
    restore_entry,
)
from planning.arrangements.services.lines import HALVES, Line, LineRefused, refuse_half
from planning.arrangements.services.periods import (
    coordinate_arrangement,
    open_arrangement,
    period_of,
    publish_arrangement,
    reopen_arrangement,
)
from planning.arrangements.services.reporting import remind_units, report_nil
from planning.arrangements.services.review import next_day, review_entries, review_entry

__all__ = [
    "HALVES",
    "Line",
    "LineRefused",
    "add_entry",
    "change_entry",
    "collect_entries",
    "coordinate_arrangement",
    "discard_entry",
    "leave_out",
    "next_day",
    "open_arrangement",
    "paste_entries",
    "period_of",
    "publish_arrangement",
    "refuse_half",
    "remind_units",
    "reopen_arrangement",
    "report_nil",
    "restore_entry",
    "review_entries",
    "review_entry",
    "supplement_arrangement",
    "take_offered",
]
