"""What consultations answer: tasks of the lead unit, entries of the week, reminders of checkpoints."""

from datetime import date

import pytest

from planning.consultations import services
from planning.consultations.models import ConsultationForm
from secretariat.offers import Question, ask
from secretariat.outbox.models import Ladder
from secretariat.outbox.reminders import lines_on
from secretariat.people.models import Acting
from tests.planning.consultations.conftest import MEETING, TODAY
from tests.supervision.factories import person


def test_checkpoints_are_tasks_of_the_lead_unit(head, planner, scheduled, calendar):
    tasks = ask(Question.TASKS, user=head, on=TODAY, calendar=calendar)

    assert [(task.title, task.due_on, len(task.steps)) for task in tasks] == [
        ("推动低空经济发展 会议通知", date(2026, 11, 6), 1),
        ("推动低空经济发展 会议材料", date(2026, 11, 13), 1),
        ("推动低空经济发展 成果报送", date(2026, 12, 8), 1),
    ]
    assert ask(Question.TASKS, user=planner, on=TODAY, calendar=calendar) == []


def test_the_meeting_stands_in_its_week(head, outsider, scheduled):
    week = {"first_on": date(2026, 11, 23), "last_on": date(2026, 12, 6)}

    (entry,) = ask(Question.WEEK, user=head, **week)
    assert (entry.on, entry.place, entry.unit_id) == (MEETING, "", scheduled.lead_id)
    assert ask(Question.WEEK, user=outsider, **week) == []


@pytest.mark.parametrize(
    ("form", "topic", "words"),
    [
        ("专题协商会", "健全体系", "召开“健全体系”专题协商会"),
        ("专题议政性常委会会议", "健全体系", "召开“健全体系”专题议政性常委会会议"),
        ("对口协商", "编制“十五五”规划", "开展“编制‘十五五’规划”对口协商"),
        ("", "健全体系", "开展“健全体系”协商"),
    ],
)
def test_a_published_line_says_it_with_the_verb_of_its_form(planner, scheduled, form, topic, words):
    scheduled.form = ConsultationForm.objects.get_or_create(name=form)[0] if form else None
    scheduled.topic = topic
    scheduled.save()

    (entry,) = ask(Question.WEEK, user=planner, first_on=MEETING, last_on=MEETING)
    assert (entry.title, entry.words) == (topic, words)


@pytest.mark.parametrize(
    "on",
    [date(2026, 10, 30), date(2026, 11, 5), date(2026, 11, 6), date(2026, 11, 9)],
)
def test_rule_32_the_head_of_the_lead_unit_is_reminded(head, scheduled, on):
    notices = [line for line in lines_on(on) if line.ladder == Ladder.CHECKPOINT and "会议通知" in line.title]

    assert [(line.recipient_id, line.due_version) for line in notices] == [(head.pk, 1)]


def test_whoever_acts_for_somebody_reads_whose_unit_it_is(head, outsider, units, scheduled, calendar):
    other = person(unit=units[1], name="副主任")
    week = {"first_on": MEETING, "last_on": MEETING}
    own = [ask(Question.DAYS, user=user, **week)[0].part for user in (head, other)]
    theirs = []
    for giver in (head, other):
        outsider.acting = (Acting(giver, TODAY, TODAY),)
        theirs.append(ask(Question.DAYS, user=outsider, **week)[0].part)
    outsider.acting = (Acting(head, TODAY, TODAY),)

    assert own == ["本单位承办", "本单位参与"]
    assert theirs == [f"{units[0].short}承办（代主任）", f"{units[1].short}参与（代副主任）"]
    whys = {task.why for task in ask(Question.TASKS, user=outsider, on=TODAY, calendar=calendar)}
    assert whys == {f"{units[0].short}牵头，您正在代主任办理"}


@pytest.mark.parametrize("on", [date(2026, 11, 3), date(2026, 11, 7), date(2026, 11, 10)])
def test_on_other_days_nobody_is_reminded(head, scheduled, on):
    assert [line for line in lines_on(on) if "会议通知" in line.title] == []


def test_rule_14_what_is_done_or_cancelled_is_not_reminded_of(head, planner, scheduled):
    services.complete_checkpoint(scheduled.pk, kind="notice", by=head, on=TODAY)
    assert [line for line in lines_on(date(2026, 11, 6)) if "会议通知" in line.title] == []

    services.cancel_consultation(scheduled.pk, reason="不再举办", by=planner, on=TODAY)
    assert lines_on(date(2026, 11, 13)) == []


def test_rule_17_a_moved_date_arms_the_reminders_anew(head, planner, scheduled, calendar):
    before = {line.key(date(2026, 11, 13)) for line in lines_on(date(2026, 11, 13))}
    services.move_consultation(
        scheduled.pk, meeting_on=date(2026, 12, 4), reason="改期", by=planner, on=TODAY, calendar=calendar
    )

    after = {line.key(date(2026, 11, 13)) for line in lines_on(date(2026, 11, 13))}
    assert (len(before), len(after), before & after) == (1, 2, set())
