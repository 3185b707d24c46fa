"""The agenda: it fills itself, a person settles it, and once it is fixed it changes only with an approval."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from planning.meetings import services
from planning.meetings.agenda import merged
from planning.meetings.models import AgendaChange, AgendaLine, Hearing, Meeting, TemplateLine
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from secretariat.workflow import TransitionRefused
from tests.planning.factories import DecisionFactory, MeetingFactory
from tests.supervision.factories import ItemFactory

TODAY = date(2026, 9, 28)


@pytest.fixture
def lines(coming, calendar):
    """`lines()` are the sources of the agenda as it stands."""
    return lambda: [line.source for line in merged(fresh(coming), on=TODAY, calendar=calendar)]


@pytest.fixture
def act(coming, planner, calendar):
    """`act("drop", topic)` presses a button of a line."""

    def press(name, source="", **facts):
        more = {"source": f"topic:{source.pk}" if hasattr(source, "pk") else source} if source else {}
        told = {"by": planner, "on": TODAY, "calendar": calendar}
        return getattr(services, name)(coming.pk, **told | more | facts)

    return press


@pytest.fixture
def standing(coming):
    """Two standing lines."""
    rows = [("听取上周工作", 10), ("部署本周工作", 15)]
    for place, (title, minutes) in enumerate(rows, start=1):
        TemplateLine.objects.create(series=coming.series, ordinal=place, title=title, minutes=minutes)
    return [f"template:{line.pk}" for line in coming.series.template.all()]


def fresh(meeting):
    return Meeting.objects.select_related("series").get(pk=meeting.pk)


# ── It fills itself ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_lines_come_by_themselves_in_the_order_of_their_kinds(lines, standing, topic_in, coming):
    topic, carried = topic_in("accepted"), topic_in("accepted")
    before = MeetingFactory(series=coming.series, number=2, nominal_on=date(2026, 9, 28), state="published")
    Hearing.objects.create(topic=carried, meeting=before, outcome="carried")
    decision = DecisionFactory(meeting=before, state="tracked")
    item = ItemFactory(decision=decision, due_on=date(2026, 9, 25))

    assert lines() == [*standing, f"topic:{carried.pk}", f"supervision.item:{item.pk}", f"topic:{topic.pk}"]


def test_looking_at_an_agenda_saves_nothing(lines, standing, topic_in):
    topic_in("accepted")

    lines()

    assert not AgendaLine.objects.exists()


def test_each_line_says_why_it_is_there(topic_in, coming, calendar):
    topic_in("accepted")

    assert [line.why for line in merged(coming, on=TODAY, calendar=calendar)] == ["行政处报送"]


def test_what_is_not_accepted_is_not_on_the_agenda(lines, topic_in):
    for state in ("draft", "submitted", "signed", "deferred", "refused", "finished"):
        topic_in(state)

    assert lines() == []


def test_the_first_item_is_line_one_where_the_series_asks_for_it(lines, standing, coming):
    coming.series.has_first_item = True
    coming.series.save()

    assert lines() == ["first:", *standing]


def test_a_new_line_stands_behind_those_of_its_kind(lines, act, standing, topic_in):
    first = topic_in("accepted")
    act("move_line", standing[1], places=-1)
    second = topic_in("accepted")

    assert lines() == [standing[1], standing[0], f"topic:{first.pk}", f"topic:{second.pk}"]


def test_a_topic_that_is_withdrawn_from_the_meeting_leaves_the_agenda(lines, act, topic_in, planner):
    topic, other = topic_in("accepted"), topic_in("accepted")
    act("move_line", topic, places=1)
    services.defer_topic(topic.pk, by=planner, on=TODAY, reason="再议")

    assert lines() == [f"topic:{other.pk}"]


# ── Kept, dropped, put off ───────────────────────────────────────────────────────────────────────────────────────────
def test_a_dropped_topic_waits_and_remembers_where_it_was(act, topic_in, coming):
    topic = topic_in("accepted")

    act("drop_line", topic)

    topic.refresh_from_db()
    line = coming.agenda.get()
    assert (topic.state, topic.meeting, topic.hearings.get().outcome) == ("deferred", None, "dropped")
    assert (line.state, topic.answer) == ("dropped", f"未列入{coming}议程")


def test_a_topic_that_is_put_off_goes_to_the_next_meeting(act, topic_in, coming):
    topic = topic_in("accepted")

    act("defer_line", topic)

    topic.refresh_from_db()
    assert (topic.state, topic.meeting.number, topic.hearings.get().outcome) == ("accepted", 4, "deferred")


def test_a_topic_that_was_put_off_is_carried_onto_the_next_agenda(act, topic_in, coming, calendar):
    topic = topic_in("accepted")
    act("defer_line", topic)

    (line,) = merged(Meeting.objects.get(series=coming.series, number=4), on=TODAY, calendar=calendar)

    assert (line.kind, line.source, line.why) == ("carried", f"topic:{topic.pk}", f"{coming} 顺延下次")


@pytest.mark.parametrize("first", ["drop_line", "defer_line"])
def test_keeping_takes_dropping_and_putting_off_back(act, topic_in, coming, first):
    topic = topic_in("accepted")
    act(first, topic)

    act("keep_line", topic)

    topic.refresh_from_db()
    assert (topic.state, topic.meeting, topic.hearings.exists()) == ("accepted", coming, False)
    assert coming.agenda.get().state == "kept"


def test_a_topic_that_was_turned_away_since_is_not_brought_back(act, topic_in, planner):
    topic = topic_in("accepted")
    act("drop_line", topic)
    services.refuse_topic(topic.pk, by=planner, on=TODAY, reason="另行研究。")

    with pytest.raises(Refused, match="不予上会"):
        act("keep_line", topic)

    topic.refresh_from_db()
    assert topic.state == "refused"


def test_rule_35_a_topic_on_the_fixed_agenda_of_another_meeting_stays_there(act, topic_in, planner, calendar):
    topic = topic_in("accepted")
    act("defer_line", topic)
    topic.refresh_from_db()
    services.fix_agenda(topic.meeting_id, by=planner, on=TODAY, calendar=calendar)

    with pytest.raises(Refused, match="第4次议程已确定"):
        act("keep_line", topic)


@pytest.mark.parametrize(("name", "said"), [("drop_line", "缓议"), ("defer_line", "结转")])
def test_the_unit_is_told_what_becomes_of_its_topic(act, topic_in, name, said):
    topic = topic_in("accepted")

    act(name, topic)

    assert said in Notice.objects.get(recipient=topic.drafted_by).title


def test_lines_are_kept_in_the_words_of_the_house(act, topic_in, standing):
    topic_in("accepted")

    with translation.override("en"):
        act("drop_line", standing[0])

    assert {line.why for line in AgendaLine.objects.all()} == {"行政处报送", "每次会议固定议程"}


def test_a_standing_line_is_dropped_for_this_meeting_only(act, lines, standing, coming):
    act("drop_line", standing[0])

    states = dict(coming.agenda.values_list("source", "state"))
    assert (states, coming.series.template.count()) == ({standing[0]: "dropped", standing[1]: "kept"}, 2)


def test_nothing_is_put_off_where_no_meeting_follows(act, topic_in, coming, stored):
    topic = topic_in("accepted")
    Meeting.objects.filter(number=4).update(state="cancelled", cancel_reason="停开")
    before = stored()

    with pytest.raises(Refused, match="后续尚未安排"):
        act("defer_line", topic)

    assert stored() == before


def test_each_change_of_a_line_is_an_event_of_the_meeting(act, topic_in, coming, planner):
    act("drop_line", topic_in("accepted", title="食堂"))

    event = Event.objects.get(verb="agenda.line_dropped")
    assert (event.actor, event.subject, event.note) == (planner, coming, "食堂")


# ── Order ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_lines_move_up_and_down_as_far_as_there_are_lines(act, lines, standing, topic_in):
    topic = topic_in("accepted")
    act("move_line", topic, places=-1)
    act("move_line", topic, places=-5)

    assert lines() == [f"topic:{topic.pk}", *standing]


def test_lines_are_arranged_at_once_and_the_rest_follows(act, lines, standing, topic_in):
    topic = topic_in("accepted")

    act("arrange_agenda", order=[f"topic:{topic.pk}", "unknown:1"])

    assert lines() == [f"topic:{topic.pk}", *standing]


@pytest.fixture
def studied(coming):
    """The series asks for a first item."""
    coming.series.has_first_item = True
    coming.series.save()


def test_nothing_comes_before_the_first_item(act, lines, standing, studied):
    act("arrange_agenda", order=[standing[1], "first:", standing[0]])

    assert lines() == ["first:", standing[1], standing[0]]
    with pytest.raises(Refused, match="第一议题"):
        act("move_line", standing[1], places=-1)


@pytest.mark.parametrize("name", ["drop_line", "defer_line"])
def test_the_first_item_stays(act, studied, name):
    with pytest.raises(Refused, match="第一议题"):
        act(name, "first:")


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_line_that_came_by_itself_is_put_right(act, coming, studied):
    act("edit_line", "first:", title="传达学习中央精神", minutes=20, presenter="林静远")

    assert list(coming.agenda.values_list("title", "minutes", "presenter")) == [("传达学习中央精神", 20, "林静远")]


def test_own_lines_are_added_at_the_end_and_stay(act, lines, standing):
    act("add_line", title="其他事项", minutes=5, presenter="")
    act("add_line", title="再议", minutes=5, presenter="")

    assert lines() == [*standing, "own:1", "own:2"]


def test_rule_50_a_marked_line_is_refused(act):
    with pytest.raises(Refused):
        act("add_line", title="绝密★长期 某事", minutes=5, presenter="")


# ── Fixed ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_fixing_keeps_the_lines_in_the_event_and_tells_the_leaders(act, standing, coming, leader):
    act("fix_agenda")

    event = Event.objects.get(verb="meeting.agenda_fixed")
    assert (fresh(coming).state, event.data["lines"]) == ("fixed", ["1. 听取上周工作 (10)", "2. 部署本周工作 (15)"])
    assert Notice.objects.get(recipient=leader).title == f"{coming} 议程已确定"


def test_an_agenda_without_lines_is_not_fixed(act, coming):
    with pytest.raises(Refused):
        act("fix_agenda")

    assert fresh(coming).state == "planned"


def test_rule_35_a_fixed_agenda_takes_nothing_in_by_itself(act, lines, standing, topic_in):
    act("fix_agenda")
    topic_in("accepted")

    assert lines() == standing


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("keep_line", {}),
        ("drop_line", {}),
        ("defer_line", {}),
        ("move_line", {"places": 1}),
        ("edit_line", {"title": "改", "minutes": 5, "presenter": ""}),
    ],
)
def test_rule_35_a_fixed_agenda_changes_only_with_an_approval(act, standing, stored, name, facts):
    act("fix_agenda")
    before = stored()

    with pytest.raises(Refused, match="登记批准"):
        act(name, standing[0], **facts)

    assert stored() == before


def test_rule_35_an_approved_change_is_recorded_with_who_and_why(act, coming, planner, standing):
    act("fix_agenda")

    services.reopen_agenda(coming.pk, approved_by="秘书长", reason="增加议题", by=planner, on=TODAY)

    change = AgendaChange.objects.get()
    assert (change.approved_by, change.reason, change.entered_by, change.on) == ("秘书长", "增加议题", planner, TODAY)
    assert (fresh(coming).state, Event.objects.get(verb="meeting.agenda_reopened").note) == (
        "planned",
        "秘书长批准：增加议题",
    )


@pytest.mark.parametrize("missing", ["approved_by", "reason"])
def test_rule_35_a_change_without_who_or_why_is_refused(act, coming, planner, standing, stored, missing):
    act("fix_agenda")
    before, said = stored(), {"approved_by": "秘书长", "reason": "增加议题", missing: " "}

    with pytest.raises(Refused) as refusal:
        services.reopen_agenda(coming.pk, by=planner, on=TODAY, **said)

    assert (refusal.value.field, stored()) == (missing, before)


def test_a_fixed_meeting_moves_and_stays_fixed(coming, planner, act, standing):
    act("fix_agenda")
    facts = {"starts_at": coming.starts_at, "place": coming.place, "reason": "冲突"}

    moved = services.move_meeting(coming.pk, by=planner, on=TODAY, held_on=date(2026, 10, 13), **facts)

    assert moved.state == "fixed"


def test_a_minuted_meeting_has_no_agenda_to_arrange(act, coming, standing):
    Meeting.objects.filter(pk=coming.pk).update(state="drafting", minutes="会议")

    with pytest.raises(TransitionRefused):
        act("drop_line", standing[0])


def test_pasting_minutes_keeps_the_agenda_that_nobody_has_fixed(act, coming, standing, topic_in, planner):
    topic = topic_in("accepted")

    services.paste_minutes(coming.pk, text="一、由行政处牵头，12月10日前完成。", by=planner, on=coming.held_on)

    assert list(coming.agenda.values_list("source", flat=True)) == [*standing, f"topic:{topic.pk}"]


@pytest.mark.parametrize("who", ["supervisor", "leader", "head"])
def test_the_agenda_is_the_planners(act, standing, who, request):
    with pytest.raises(PermissionDenied):
        act("drop_line", standing[0], by=request.getfixturevalue(who))


def test_rule_46_the_agenda_is_read_by_those_who_run_the_house(act, standing, planner, leader, head):
    act("drop_line", standing[0])

    assert [AgendaLine.objects.visible_to(user).count() for user in (planner, leader, head)] == [2, 2, 0]
