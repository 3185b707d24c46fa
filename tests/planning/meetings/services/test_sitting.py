"""A meeting in progress: begun, turned, noted, ended."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from planning.meetings import services
from planning.meetings.models import Decision, Meeting, Note
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.workflow import Outdated, TransitionRefused
from tests.planning.meetings.conftest import DECIDED, at

pytestmark = pytest.mark.django_db


def lines_of(meeting):
    return list(meeting.agenda.order_by("ordinal"))


def test_a_meeting_begins_at_its_first_line(begun):
    assert (begun.state, begun.sitting.line, begun.sitting.begun_at) == ("begun", lines_of(begun)[0], at(9, 0))


def test_a_meeting_does_not_begin_before_its_day(fixed, planner, stored):
    before = stored()

    with pytest.raises(Refused, match="2026-10-12"):
        services.begin_meeting(fixed.pk, by=planner, at=at(9, 0), on=date(2026, 10, 10))
    assert stored() == before


def test_only_those_who_keep_minutes_begin_a_meeting(fixed, leader, stored):
    before = stored()

    with pytest.raises(PermissionDenied):
        services.begin_meeting(fixed.pk, by=leader, at=at(9, 0), on=fixed.held_on)
    assert stored() == before


def test_a_beginning_is_taken_back_until_something_is_noted(begun, note, planner):
    made = note("info", "听取汇报")
    with pytest.raises(Refused, match="已有记录"):
        services.undo_begin(begun.pk, by=planner, on=begun.held_on)
    services.delete_note(made.pk, by=planner)

    assert services.undo_begin(begun.pk, by=planner, on=begun.held_on).state == "fixed"
    assert not Meeting.objects.get(pk=begun.pk).is_noted


def test_the_time_between_two_turns_belongs_to_the_line_before(begun, planner):
    first, second = lines_of(begun)

    services.turn_to(begun.pk, line_id=second.pk, by=planner, at=at(9, 12, 5))
    services.turn_to(begun.pk, line_id=first.pk, by=planner, at=at(9, 20))
    services.end_meeting(begun.pk, by=planner, at=at(9, 21), on=begun.held_on)

    assert [line.seconds for line in lines_of(begun)] == [725 + 60, 475]


def test_a_note_keeps_who_and_when(note, planner):
    made = note("info", "  会议听取了汇报。\n\n大家没有意见。 ")

    assert (made.text, made.by, made.at) == ("会议听取了汇报。\n大家没有意见。", planner, at(9, 20))


def test_a_note_without_words_or_with_too_many_or_marked_is_refused(note, stored):
    before = stored()

    for text, said in [("  \n", "请填写"), ("一" * 2001, "2001"), ("密级：机密", "密级标志")]:
        with pytest.raises(Refused, match=said):
            note("info", text)
    assert stored() == before


def test_a_note_at_a_line_of_another_meeting_is_refused(begun, planner):
    other = Meeting.objects.exclude(pk=begun.pk).get()
    line = other.agenda.create(ordinal=1, kind="own", source="own:1", title="别的", minutes=5)

    with pytest.raises(Refused, match="没有这项议程"):
        services.add_note(begun.pk, line_id=line.pk, kind="info", text="好", by=planner, at=at(9, 1))


def test_a_note_is_put_right_and_the_log_keeps_the_old_words(note, supervisor):
    made = note("info", "原话")

    changed = services.edit_note(made.pk, kind="action", text="新话", by=supervisor, version=1)

    assert (changed.kind, changed.text, changed.version) == ("action", "新话", 2)
    assert Event.objects.latest("pk").note == "原话"


def test_an_edit_of_what_another_has_edited_is_refused(note, planner):
    made = note("info", "原话")
    services.edit_note(made.pk, kind="info", text="新话", by=planner, version=1)

    with pytest.raises(Outdated):
        services.edit_note(made.pk, kind="info", text="我的话", by=planner, version=1)
    assert Note.objects.get().text == "新话"


def test_a_note_is_taken_away_and_the_log_keeps_its_words(note, planner):
    services.delete_note(note("info", "多余的话").pk, by=planner)

    assert (Note.objects.count(), Event.objects.latest("pk").note) == (0, "多余的话")


def test_rule_30_a_decision_noted_is_read_as_a_pasted_one(ended, units):
    decision = Decision.objects.get()

    assert (decision.label, decision.text, decision.title) == ("1", DECIDED, "文史馆布展")
    assert (decision.state, decision.due_on) == ("proposed", date(2026, 11, 20))
    assert (list(decision.leads.all()), list(decision.co_units.all())) == ([units["行政处"]], [units["财务处"]])


def test_rule_30_a_task_noted_is_a_decision_to_handle(begun, note, planner, units):
    note("action", "请信息处12月10日前完成会议系统调试。")
    note("action", "会场席卡样式统一。")

    services.end_meeting(begun.pk, by=planner, at=at(10, 0), on=begun.held_on)

    first, second = Decision.objects.order_by("ordinal")
    assert (list(first.leads.all()), first.due_on) == ([units["信息技术处"]], date(2026, 12, 10))
    assert (second.state, second.needs_handling) == ("proposed", True)
    assert lines_of(begun)[1].text == ""


def test_the_notes_become_the_draft(ended):
    first, second = lines_of(ended)

    assert (ended.state, first.text, second.text) == ("drafting", "", "会议听取了行政处的汇报。")
    assert ended.minutes.splitlines()[2:] == [
        "一、文史馆布展方案",
        "会议听取了行政处的汇报。",
        f"会议议定：{DECIDED}",
        "出席：秘书长",
    ]


def test_nothing_is_noted_once_the_meeting_has_ended(ended, note, stored):
    before = stored()

    with pytest.raises(TransitionRefused):
        note("info", "迟到的话")
    assert stored() == before


def test_minutes_of_a_meeting_noted_here_are_not_pasted(ended, planner):
    with pytest.raises(PermissionDenied):
        services.paste_minutes(ended.pk, text="一、由行政处牵头，12月10日前完成。", by=planner, on=ended.held_on)
