"""The tables of steps, whole: every state times every step."""

import pytest

from planning.meetings import services
from planning.meetings.rules import MAY_DECISION, MAY_LEAVE, MAY_MEETING, MAY_TOPIC
from planning.meetings.states import (
    DECISION_STEPS,
    LEAVE_STEPS,
    MEETING_STEPS,
    TOPIC_STEPS,
    AttendanceState,
    DecisionState,
    MeetingState,
    TopicState,
)
from secretariat.workflow import TransitionRefused, check

MEETING = {
    "arrange": {"planned"},
    "fix_agenda": {"planned"},
    "reopen_agenda": {"fixed"},
    "begin": {"fixed"},
    "undo_begin": {"begun"},
    "add_note": {"begun"},
    "end": {"begun"},
    "paste_minutes": {"planned", "fixed", "drafting"},
    "draft": {"drafting"},
    "submit": {"drafting"},
    "withdraw": {"review"},
    "return": {"review"},
    "approve": {"review"},
    "move": {"planned", "fixed"},
    "cancel": {"planned", "fixed"},
    "restore": {"cancelled"},
    "publish": {"drafting", "review"},
    "correct": {"published"},
    "set_guests": {"planned", "fixed", "begun", "drafting"},
    "send_notice": {"planned", "fixed"},
    "note_attendance": {"planned", "fixed", "begun", "drafting"},
}
LEAVE = {
    "ask_leave": {"expected"},
    "approve_leave": {"asked"},
    "refuse_leave": {"asked"},
    "withdraw_leave": {"asked", "leave"},
}
DECISION = {
    "correct": {"proposed", "confirmed"},
    "confirm": {"proposed"},
    "track": {"confirmed"},
    "not_track": {"proposed", "confirmed"},
    "reopen": {"not_tracked"},
}
TOPIC = {
    "edit": {"draft"},
    "submit": {"draft"},
    "withdraw": {"submitted"},
    "return": {"submitted"},
    "sign": {"submitted"},
    "accept": {"signed", "deferred"},
    "defer": {"signed", "accepted"},
    "refuse": {"signed", "deferred"},
    "finish": {"accepted"},
    "add_papers": {"draft", "submitted", "signed", "accepted", "deferred"},
}
MEETING_SERVICES = {
    "arrange": services.arrange_agenda,
    "fix_agenda": services.fix_agenda,
    "reopen_agenda": services.reopen_agenda,
    "set_guests": services.set_guests,
    "send_notice": services.send_notice,
    "note_attendance": services.note_attendance,
    "begin": services.begin_meeting,
    "undo_begin": services.undo_begin,
    "add_note": services.add_note,
    "end": services.end_meeting,
    "paste_minutes": services.paste_minutes,
    "draft": services.draft_minutes,
    "submit": services.submit_minutes,
    "withdraw": services.withdraw_minutes,
    "return": services.return_minutes,
    "approve": services.approve_minutes,
    "move": services.move_meeting,
    "cancel": services.cancel_meeting,
    "restore": services.restore_meeting,
    "publish": services.publish_minutes,
    "correct": services.correct_minutes,
}
SERVICES = {
    "edit": services.edit_topic,
    "submit": services.submit_topic,
    "withdraw": services.withdraw_topic,
    "return": services.return_topic,
    "sign": services.sign_topic,
    "accept": services.accept_topic,
    "defer": services.defer_topic,
    "refuse": services.refuse_topic,
    "finish": services.finish_topic,
    "add_papers": services.add_papers,
    "correct": services.correct_decision,
    "confirm": services.confirm_decision,
    "track": services.track_decision,
    "not_track": services.not_track_decision,
    "reopen": services.reopen_decision,
    "ask_leave": services.ask_leave,
    "approve_leave": services.approve_leave,
    "refuse_leave": services.refuse_leave,
    "withdraw_leave": services.withdraw_leave,
}


@pytest.mark.parametrize("state", MeetingState)
@pytest.mark.parametrize("name", MEETING_STEPS)
def test_rule_19_meeting_step_starts_only_from_its_states(name, state):
    if state in MEETING[name]:
        assert check(MEETING_STEPS, name, state).target in ["", *MeetingState]
    else:
        with pytest.raises(TransitionRefused):
            check(MEETING_STEPS, name, state)


@pytest.mark.parametrize("state", DecisionState)
@pytest.mark.parametrize("name", DECISION_STEPS)
def test_rule_19_decision_step_starts_only_from_its_states(name, state):
    if state in DECISION[name]:
        assert check(DECISION_STEPS, name, state).target in DecisionState
    else:
        with pytest.raises(TransitionRefused):
            check(DECISION_STEPS, name, state)


@pytest.mark.parametrize("state", TopicState)
@pytest.mark.parametrize("name", TOPIC_STEPS)
def test_rule_19_topic_step_starts_only_from_its_states(name, state):
    if state in TOPIC[name]:
        assert check(TOPIC_STEPS, name, state).target in ["", *TopicState]
    else:
        with pytest.raises(TransitionRefused):
            check(TOPIC_STEPS, name, state)


@pytest.mark.parametrize("state", AttendanceState)
@pytest.mark.parametrize("name", LEAVE_STEPS)
def test_rule_19_leave_step_starts_only_from_its_states(name, state):
    if state in LEAVE[name]:
        assert check(LEAVE_STEPS, name, state).target in AttendanceState
    else:
        with pytest.raises(TransitionRefused):
            check(LEAVE_STEPS, name, state)


def test_steps_and_rights_have_the_same_keys():
    assert (set(MEETING_STEPS), set(DECISION_STEPS)) == (set(MAY_MEETING), set(MAY_DECISION))
    assert (set(TOPIC_STEPS), set(LEAVE_STEPS)) == (set(MAY_TOPIC), set(MAY_LEAVE))


def test_every_step_has_a_service():
    assert set(MEETING_SERVICES) == set(MEETING_STEPS)
    assert set(SERVICES) == {*DECISION_STEPS, *TOPIC_STEPS, *LEAVE_STEPS}
