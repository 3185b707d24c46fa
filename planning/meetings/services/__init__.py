"""Every change of series, meetings, minutes and decisions: one function per action of a person."""

from planning.meetings.services.decisions import (
    confirm_all,
    confirm_decision,
    correct_decision,
    gather_decision,
    not_track_decision,
    reopen_decision,
    track_decision,
)
from planning.meetings.services.meetings import cancel_meeting, move_meeting, restore_meeting
from planning.meetings.services.minutes import paste_minutes, publish_minutes
from planning.meetings.services.series import AHEAD, found_series, keep_ahead

__all__ = [
    "AHEAD",
    "cancel_meeting",
    "confirm_all",
    "confirm_decision",
    "correct_decision",
    "found_series",
    "gather_decision",
    "keep_ahead",
    "move_meeting",
    "not_track_decision",
    "paste_minutes",
    "publish_minutes",
    "reopen_decision",
    "restore_meeting",
    "track_decision",
]
