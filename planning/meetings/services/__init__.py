"""Every change of series, meetings, topics, agendas, minutes and decisions: one function per action of a person."""

from planning.meetings.services.agenda import (
    add_line,
    arrange_agenda,
    defer_line,
    drop_line,
    edit_line,
    fix_agenda,
    keep_line,
    move_line,
    reopen_agenda,
)
from planning.meetings.services.attendance import note_attendance, set_guests, set_standing
from planning.meetings.services.corrections import correct_minutes
from planning.meetings.services.decisions import (
    confirm_all,
    confirm_decision,
    correct_decision,
    gather_decision,
    not_track_decision,
    reopen_decision,
    track_decision,
)
from planning.meetings.services.drafting import (
    approve_minutes,
    draft_minutes,
    return_minutes,
    submit_minutes,
    withdraw_minutes,
)
from planning.meetings.services.ending import end_series
from planning.meetings.services.leave import approve_leave, ask_leave, refuse_leave, withdraw_leave
from planning.meetings.services.meetings import cancel_meeting, move_meeting, restore_meeting
from planning.meetings.services.minutes import paste_minutes, publish_minutes
from planning.meetings.services.notice import send_notice
from planning.meetings.services.rhythm import change_rule, prepare_series
from planning.meetings.services.route import set_route
from planning.meetings.services.series import AHEAD, found_series, keep_ahead
from planning.meetings.services.sitting import (
    add_note,
    begin_meeting,
    delete_note,
    edit_note,
    end_meeting,
    turn_to,
    undo_begin,
)
from planning.meetings.services.taking_up import take_up_as_topic, take_up_by_item
from planning.meetings.services.topics import (
    accept_topic,
    add_papers,
    defer_topic,
    edit_topic,
    finish_topic,
    open_topic,
    refuse_topic,
    return_topic,
    sign_topic,
    submit_topic,
    withdraw_topic,
)

__all__ = [
    "AHEAD",
    "accept_topic",
    "add_line",
    "add_note",
    "add_papers",
    "approve_leave",
    "approve_minutes",
    "arrange_agenda",
    "ask_leave",
    "begin_meeting",
    "cancel_meeting",
    "change_rule",
    "confirm_all",
    "confirm_decision",
    "correct_decision",
    "correct_minutes",
    "defer_line",
    "defer_topic",
    "delete_note",
    "draft_minutes",
    "drop_line",
    "edit_line",
    "edit_note",
    "edit_topic",
    "end_meeting",
    "end_series",
    "finish_topic",
    "fix_agenda",
    "found_series",
    "gather_decision",
    "keep_ahead",
    "keep_line",
    "move_line",
    "move_meeting",
    "not_track_decision",
    "note_attendance",
    "open_topic",
    "paste_minutes",
    "prepare_series",
    "publish_minutes",
    "refuse_leave",
    "refuse_topic",
    "reopen_agenda",
    "reopen_decision",
    "restore_meeting",
    "return_minutes",
    "return_topic",
    "send_notice",
    "set_guests",
    "set_route",
    "set_standing",
    "sign_topic",
    "submit_minutes",
    "submit_topic",
    "take_up_as_topic",
    "take_up_by_item",
    "track_decision",
    "turn_to",
    "undo_begin",
    "withdraw_leave",
    "withdraw_minutes",
    "withdraw_topic",
]
