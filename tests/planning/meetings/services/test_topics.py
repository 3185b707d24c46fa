"""A topic from its draft to its end: submitted, signed, on an agenda or not, carried over until it is finished."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from planning.meetings import services
from planning.meetings.models import Meeting, Topic
from secretariat.attachments.models import Attachment
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from secretariat.workflow import Outdated
from tests.planning.factories import MeetingFactory
from tests.secretariat.factories import UserFactory

TODAY = date(2026, 9, 28)
FIELDS = {"title": "食堂改造", "presenter": "王处长", "minutes": 15, "reason": "设施老旧。", "wanted": "同意改造。"}
SHANGHAI = ZoneInfo("Asia/Shanghai")


def paper(name="方案.txt"):
    return SimpleUploadedFile(name, "内容".encode())


@pytest.fixture
def opened(head, coming):
    """`opened()` is a draft of 行政处."""
    return lambda **facts: services.open_topic(by=head, on=TODAY, **{"meeting": coming} | FIELDS | facts)


def told(user):
    return list(Notice.objects.filter(recipient=user).values_list("title", flat=True))


# ── Drafting and submitting ──────────────────────────────────────────────────────────────────────────────────────────
def test_a_topic_is_drafted_in_the_name_of_the_unit_with_its_papers(opened, head, coming):
    topic = opened(attachments=[paper()])

    assert (topic.unit, topic.drafted_by, topic.series, topic.state) == (head.department, head, coming.series, "draft")
    assert Attachment.objects.get().owner == topic


def test_a_topic_for_a_meeting_that_is_over_is_refused(opened):
    with pytest.raises(Refused) as refusal:
        opened(meeting=MeetingFactory(state="published"))

    assert (refusal.value.field, Topic.objects.exists()) == ("meeting", False)


@pytest.mark.parametrize("field", ["title", "presenter", "reason", "wanted"])
def test_rule_50_a_marked_text_is_refused_at_its_field(opened, field):
    with pytest.raises(Refused) as refusal:
        opened(**{field: "机密★1年 某事"})

    assert (refusal.value.field, Event.objects.exists()) == (field, False)


def test_whoever_belongs_to_no_unit_brings_nothing_up(coming):
    with pytest.raises(PermissionDenied):
        services.open_topic(by=UserFactory(department=None), on=TODAY, meeting=coming, **FIELDS)


def test_a_draft_is_put_right_and_may_go_before_another_series(opened, head):
    other = MeetingFactory(number=9)

    topic = services.edit_topic(opened().pk, by=head, on=TODAY, **FIELDS | {"meeting": other, "minutes": 20})

    assert (topic.minutes, topic.meeting, topic.series, topic.version) == (20, other, other.series, 2)


def test_an_old_version_is_not_saved(opened, head, coming):
    with pytest.raises(Outdated):
        services.edit_topic(opened().pk, by=head, on=TODAY, meeting=coming, version=9, **FIELDS)


@pytest.mark.parametrize(("clock", "late"), [(time(17, 0), False), (time(17, 1), True)])
def test_a_topic_after_the_cut_off_is_marked_late_and_not_refused(opened, head, calendar, clock, late):
    # No. 3 is on Monday 10-12; the Saturday before it is a working day, so that three before it is 10-08.
    at = datetime.combine(date(2026, 10, 8), clock, SHANGHAI)

    topic = services.submit_topic(opened().pk, by=head, at=at, on=at.date(), calendar=calendar)

    assert (topic.state, topic.is_late, topic.submitted_at) == ("submitted", late, at)


def test_submitting_asks_the_deputy_who_oversees_the_unit(opened, head, deputy, leader, calendar):
    at = datetime(2026, 9, 28, 9, tzinfo=SHANGHAI)

    services.submit_topic(opened().pk, by=head, at=at, on=TODAY, calendar=calendar)

    assert (told(deputy), told(leader)) == (["议题待签批：食堂改造"], [])


def test_submitting_asks_the_secretary_general_where_nobody_oversees_the_unit(opened, head, leader, calendar):
    at = datetime(2026, 9, 28, 9, tzinfo=SHANGHAI)

    services.submit_topic(opened().pk, by=head, at=at, on=TODAY, calendar=calendar)

    assert told(leader) == ["议题待签批：食堂改造"]


def test_what_nobody_has_signed_is_taken_back(topic_in, head):
    topic = services.withdraw_topic(topic_in("submitted").pk, by=head, on=TODAY)

    assert (topic.state, topic.submitted_at) == ("draft", None)


# ── The leader ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_overseeing_deputy_signs_and_the_planner_is_told(topic_in, deputy, planner):
    topic = services.sign_topic(topic_in("submitted", title="食堂改造").pk, by=deputy, on=TODAY)

    event = Event.objects.get(verb="topic.signed")
    assert (topic.state, topic.signed_by, topic.signed_on) == ("signed", deputy, TODAY)
    assert (event.actor, event.before, event.after) == (deputy, "submitted", "signed")
    assert told(planner) == ["议题已由领导签批：食堂改造"]


def test_a_deputy_who_oversees_other_units_does_not_sign(topic_in, deputy, units, stored):
    topic = topic_in("submitted", unit=units["财务处"])
    before = stored()

    with pytest.raises(PermissionDenied):
        services.sign_topic(topic.pk, by=deputy, on=TODAY)

    assert stored() == before


def test_a_topic_is_returned_with_a_reason_that_the_unit_reads(topic_in, deputy, head):
    topic = services.return_topic(topic_in("submitted", title="食堂").pk, by=deputy, on=TODAY, reason="请补充预算。")

    assert (topic.state, topic.answer, topic.was_returned) == ("draft", "请补充预算。", True)
    assert told(head) == ["议题被退回：食堂"]


@pytest.mark.parametrize(
    ("act", "state", "who"),
    [
        ("return_topic", "submitted", "deputy"),
        ("defer_topic", "signed", "planner"),
        ("refuse_topic", "signed", "planner"),
    ],
)
def test_turning_a_topic_away_needs_a_reason(topic_in, act, state, who, request, stored):
    topic, by = topic_in(state), request.getfixturevalue(who)
    before = stored()

    with pytest.raises(Refused) as refusal:
        getattr(services, act)(topic.pk, by=by, on=TODAY, reason=" ")

    assert (refusal.value.field, stored()) == ("reason", before)


# ── The agenda ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_planner_puts_a_signed_topic_on_a_later_agenda_of_its_series(topic_in, planner, coming, head):
    later = Meeting.objects.get(series=coming.series, number=4)

    topic = services.accept_topic(topic_in("signed", title="食堂").pk, by=planner, on=TODAY, meeting=later)

    assert (topic.state, topic.meeting, told(head)) == ("accepted", later, ["议题已列入议程：食堂"])


def test_a_meeting_of_another_series_is_refused(topic_in, planner):
    with pytest.raises(Refused) as refusal:
        services.accept_topic(topic_in("signed").pk, by=planner, on=TODAY, meeting=MeetingFactory())

    assert refusal.value.field == "meeting"


def test_rule_35_nothing_comes_onto_a_fixed_agenda(topic_in, planner, coming):
    Meeting.objects.filter(pk=coming.pk).update(state="fixed")
    coming.refresh_from_db()

    with pytest.raises(Refused, match="议程已确定"):
        services.accept_topic(topic_in("signed").pk, by=planner, on=TODAY, meeting=coming)


def test_rule_35_nothing_leaves_a_fixed_agenda(topic_in, planner, coming):
    topic = topic_in("accepted")
    Meeting.objects.filter(pk=coming.pk).update(state="fixed")

    with pytest.raises(Refused, match="议程已确定"):
        services.defer_topic(topic.pk, by=planner, on=TODAY, reason="再议")


def test_a_deferred_topic_waits_without_a_meeting_and_remembers_where_it_was(topic_in, planner, coming):
    topic = services.defer_topic(topic_in("accepted").pk, by=planner, on=TODAY, reason="方案不成熟")

    hearing = topic.hearings.get()
    assert (topic.state, topic.meeting, topic.answer) == ("deferred", None, "方案不成熟")
    assert (hearing.meeting, hearing.outcome) == (coming, "dropped")


def test_a_refused_topic_keeps_why(topic_in, planner):
    topic = services.refuse_topic(topic_in("signed").pk, by=planner, on=TODAY, reason="不属本会议事范围")

    assert (topic.state, topic.answer) == ("refused", "不属本会议事范围")


def test_a_topic_is_not_finished_before_its_meeting(topic_in, planner):
    with pytest.raises(Refused, match="尚未召开"):
        services.finish_topic(topic_in("accepted").pk, by=planner, on=TODAY)


def test_a_finished_topic_keeps_what_came_of_it(topic_in, planner, coming):
    topic = services.finish_topic(topic_in("accepted").pk, by=planner, on=coming.held_on, note="原则同意")

    assert topic.state == "finished"
    assert list(topic.hearings.values_list("meeting", "outcome", "note")) == [(coming.pk, "finished", "原则同意")]


# ── Papers ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_papers_are_added_as_long_as_the_topic_lives(topic_in, head):
    topic = services.add_papers(topic_in("accepted").pk, by=head, on=TODAY, attachments=[paper(), paper("预算.txt")])

    assert (topic.state, Attachment.objects.count()) == ("accepted", 2)


def test_adding_no_file_is_refused(topic_in, head):
    with pytest.raises(Refused) as refusal:
        services.add_papers(topic_in("accepted").pk, by=head, on=TODAY, attachments=[])

    assert refusal.value.field == "attachments"


# ── Carried over ─────────────────────────────────────────────────────────────────────────────────────────────────────
def published(meeting, planner):
    Meeting.objects.filter(pk=meeting.pk).update(state="drafting", minutes="会议听取汇报。")
    return services.publish_minutes(meeting.pk, by=planner, on=meeting.held_on)


def test_rule_37_what_is_not_finished_at_publication_goes_to_the_next_meeting(topic_in, planner, coming, head):
    topic, done = topic_in("accepted", title="食堂"), topic_in("accepted")
    services.finish_topic(done.pk, by=planner, on=coming.held_on)

    published(coming, planner)

    topic.refresh_from_db()
    done.refresh_from_db()
    assert (topic.state, topic.meeting.number, done.meeting) == ("accepted", 4, coming)
    assert list(topic.hearings.values_list("meeting", "outcome")) == [(coming.pk, "carried")]
    assert "议题结转下次会议：食堂" in told(head)


def test_rule_37_history_names_every_meeting_a_topic_was_on(topic_in, planner, coming):
    topic, later = topic_in("accepted"), Meeting.objects.get(series=coming.series, number=4)
    published(coming, planner)
    services.finish_topic(topic.pk, by=planner, on=later.held_on)

    assert list(topic.hearings.values_list("meeting__number", "outcome")) == [(3, "carried"), (4, "finished")]


def test_rule_37_a_topic_passes_over_a_meeting_whose_agenda_is_fixed(topic_in, planner, coming):
    topic = topic_in("accepted")
    Meeting.objects.filter(series=coming.series, number=4).update(state="fixed")
    fifth = MeetingFactory(series=coming.series, number=5, nominal_on=date(2026, 10, 26))

    published(coming, planner)

    topic.refresh_from_db()
    assert topic.meeting == fifth


def test_what_was_only_submitted_moves_along_without_a_history(topic_in, planner, coming):
    topic = topic_in("submitted")

    published(coming, planner)

    topic.refresh_from_db()
    assert (topic.meeting.number, topic.hearings.exists()) == (4, False)


def test_topics_of_a_cancelled_meeting_go_to_the_next_one(topic_in, planner, coming):
    topic = topic_in("accepted")

    services.cancel_meeting(coming.pk, by=planner, on=TODAY, reason="冲突")

    topic.refresh_from_db()
    assert (topic.meeting.number, topic.hearings.exists()) == (4, False)


# ── Who sees what ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_46_a_unit_sees_its_own_topics_and_the_house_what_was_submitted(topic_in, head, planner, stranger):
    draft, signed = topic_in("draft"), topic_in("signed")

    seen = [set(Topic.objects.visible_to(user)) for user in (head, planner, stranger)]
    assert seen == [{draft, signed}, {signed}, set()]


def test_another_unit_takes_no_step(stranger, topic_in):
    for act in (services.withdraw_topic, services.sign_topic):
        with pytest.raises(PermissionDenied):
            act(topic_in("submitted").pk, by=stranger, on=TODAY)
