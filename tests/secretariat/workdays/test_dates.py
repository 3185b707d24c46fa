"""Rule 7 whole: a year is imported, lights follow, and the dates that people set wait for a decision."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from planning.consultations.models import Consultation
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.people.models import PostKind
from secretariat.workdays import queries
from secretariat.workdays.dates import keep_date, move_date
from secretariat.workdays.models import DateToDecide
from secretariat.workdays.services import import_year
from secretariat.workflow import TransitionRefused
from supervision.items.standing import Day, standing_of
from tests.planning.consultations.factories import CheckpointFactory
from tests.planning.factories import DecisionFactory, MeetingFactory, SeriesFactory
from tests.planning.plans.factories import PlanItemFactory
from tests.secretariat.workdays import made_up
from tests.supervision.factories import ItemFactory, person

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 30)
# A working day by the provisional calendar, off by the made-up one.
DUE = date(2027, 1, 4)


@pytest.fixture
def officer():
    return person(PostKind.SUPERVISOR)


@pytest.fixture
def planner():
    return person(PostKind.PLANNER)


def bring_in(text: str = made_up.TEXT, *, on: date = ON):
    return import_year(made_up.rows(text), year=2027, notice=made_up.NOTICE, by=None, on=on)


def listed() -> list[tuple[str, date, date | None, str]]:
    rows = DateToDecide.objects.filter(state="open")
    return [(row.label, row.date, row.suggested_on, row.why) for row in rows]


# ── Import ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_07_a_year_without_a_calendar_answers_provisionally():
    calendar = queries.load()

    assert calendar.add(date(2026, 12, 31), 1) == DUE
    assert calendar.is_provisional(date(2026, 12, 31), DUE)


def test_rule_07_importing_changes_the_light_and_not_the_due_date_that_a_person_approved():
    item = ItemFactory(due_on=date(2027, 1, 7), last_report_on=ON)
    before = standing_of(item, Day.of(ON)).light

    bring_in()

    item.refresh_from_db()
    assert (before, standing_of(item, Day.of(ON)).light) == ("green", "yellow")
    assert (item.due_on, item.original_due_on, item.counted_due_on) == (date(2027, 1, 7),) * 3


def test_rule_07_the_import_logs_old_and_new_of_what_follows_by_itself():
    item = ItemFactory(due_on=date(2027, 1, 7), last_report_on=ON)

    bring_in()

    data = Event.objects.get(verb="calendar.imported").data
    lights = [one for one in data["recomputed"] if one["what"] == "light"]
    assert [(one["record"][1], one["before"], one["after"]) for one in lights] == [(item.pk, "green", "yellow")]
    assert data["workdays"] == [254, 245]


def test_rule_07_a_due_date_that_is_a_rest_day_now_is_listed_for_decision():
    item = ItemFactory(due_on=DUE)

    bring_in()

    assert listed() == [(str(item), DUE, date(2027, 1, 6), "rest")]


def test_rule_07_a_counted_date_that_would_be_another_one_is_listed():
    meeting = MeetingFactory(state="drafting", held_on=date(2026, 12, 28))
    decision = DecisionFactory(meeting=meeting, reading={"due_words": "5个工作日内"})
    item = ItemFactory(decision=decision, due_on=date(2027, 1, 5))

    bring_in()

    assert listed() == [(str(item), date(2027, 1, 5), date(2027, 1, 7), "counted")]


def test_rule_07_a_meeting_that_its_rule_puts_elsewhere_is_listed():
    series = SeriesFactory(name="例会", weekday=1, policy="next", first_on=DUE)
    meeting = MeetingFactory(series=series, year=2027, number=1, nominal_on=DUE)

    bring_in()

    assert listed() == [(str(meeting), DUE, date(2027, 1, 6), "policy")]


@pytest.mark.parametrize("facts", [{"state": "completed"}, {"state": "not_filed"}, {"due_on": date(2027, 1, 6)}])
def test_dates_that_are_not_touched_are_not_listed(facts):
    ItemFactory(**{"due_on": DUE} | facts)

    bring_in()

    assert listed() == []


def test_dates_of_the_past_are_not_listed():
    ItemFactory(due_on=DUE)

    bring_in(on=date(2027, 1, 5))

    assert listed() == []


def test_importing_again_lists_nothing_twice():
    ItemFactory(due_on=DUE)

    bring_in()
    bring_in()

    assert len(listed()) == DateToDecide.objects.count() == 1


def test_a_date_that_a_corrected_calendar_gives_back_is_no_longer_in_question():
    ItemFactory(due_on=DUE)
    bring_in()

    bring_in(made_up.TEXT.replace("至5日（周二）放假调休，共5天", "至3日（周日）放假调休，共3天"))

    assert DateToDecide.objects.get().state == "void"


# ── Deciding ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def row():
    ItemFactory(due_on=DUE)
    bring_in()
    return DateToDecide.objects.get()


def test_rule_07_a_kept_date_stays_with_the_reason(row, officer):
    kept = keep_date(row.pk, by=officer, on=ON, reason="报送时间由领导指定")

    assert (kept.state, kept.reason, kept.decided_by, kept.decided_on) == ("kept", "报送时间由领导指定", officer, ON)
    assert kept.subject.due_on == DUE
    assert Event.objects.get(verb="date.kept").whole == kept.subject


def test_rule_07_a_moved_date_goes_through_the_items_own_service(row, officer):
    moved = move_date(row.pk, by=officer, on=ON, to_on=date(2027, 1, 6), reason="原定日放假")

    item = row.subject
    item.refresh_from_db()
    assert (moved.state, moved.new_on) == ("moved", date(2027, 1, 6))
    assert (item.due_on, item.original_due_on, item.counted_due_on) == (date(2027, 1, 6), DUE, DUE)
    assert Event.objects.get(verb="item.due_corrected").note == "原定日放假"


def test_a_meeting_is_moved_by_its_own_service(planner):
    series = SeriesFactory(weekday=1, policy="next", first_on=DUE)
    meeting = MeetingFactory(series=series, year=2027, number=1, nominal_on=DUE)
    bring_in()

    move_date(DateToDecide.objects.get().pk, by=planner, on=ON, to_on=date(2027, 1, 6), reason="原定日放假")

    meeting.refresh_from_db()
    assert (meeting.held_on, meeting.note, meeting.number) == (date(2027, 1, 6), "原定日放假", 1)
    assert Event.objects.filter(verb="meeting.moved").count() == 1


@pytest.fixture
def consultation():
    """A meeting on the day in question, with a checkpoint that was counted from it."""
    point = CheckpointFactory(consultation__meeting_on=DUE, kind="outcome", offset=1, due_on=date(2027, 1, 5))
    bring_in()
    return point.consultation


def line(kind: str) -> DateToDecide:
    return DateToDecide.objects.get(subject_type__model=kind)


def test_rule_32_a_consultation_and_its_checkpoint_wait_for_the_planner(consultation, planner):
    assert [(row.kind, row.date, row.why) for row in DateToDecide.objects.visible_to(planner)] == [
        ("协商会议日期", DUE, "rest"),
        ("协商节点", date(2027, 1, 5), "counted"),
    ]


def test_rule_32_a_consultation_that_is_moved_takes_its_checkpoints_along(consultation, planner):
    move_date(line("consultation").pk, by=planner, on=ON, to_on=date(2027, 1, 6), reason="原定日放假")

    consultation.refresh_from_db()
    assert (consultation.meeting_on, consultation.checkpoints.get().due_on) == (date(2027, 1, 6), date(2027, 1, 7))
    assert (line("consultation").state, line("checkpoint").state) == ("moved", "void")
    assert Event.objects.filter(verb="consultation.moved").count() == 1


def test_rule_32_a_checkpoint_is_moved_alone_where_the_meeting_stays(consultation, planner):
    keep_date(line("consultation").pk, by=planner, on=ON, reason="已通知参会人员")

    move_date(line("checkpoint").pk, by=planner, on=ON, to_on=date(2027, 1, 6), reason="按新日历")

    consultation.refresh_from_db()
    assert (consultation.meeting_on, consultation.checkpoints.get().due_on) == (DUE, date(2027, 1, 6))
    assert Event.objects.filter(verb="consultation.checkpoint_corrected").count() == 1


def test_a_consultation_that_was_moved_meanwhile_is_not_moved_again(consultation, planner):
    Consultation.objects.update(meeting_on=date(2027, 2, 1))

    with pytest.raises(Refused):
        move_date(line("consultation").pk, by=planner, on=ON, to_on=date(2027, 1, 6), reason="原定日放假")

    assert line("consultation").state == "open"


@pytest.mark.parametrize("kind", [PostKind.PLANNER, PostKind.DEPUTY, PostKind.SECRETARY_GENERAL])
def test_rule_31_the_day_of_a_plan_item_is_moved_by_an_amendment(kind):
    item = PlanItemFactory(plan__year=2027, due_words="1月4日", due=("date", DUE, DUE, ""))
    bring_in()

    move_date(line("planitem").pk, by=person(kind), on=ON, to_on=date(2027, 1, 6), reason="原定日放假")

    item.refresh_from_db()
    assert (item.window_last, item.due_words, item.original_last) == (date(2027, 1, 6), "2027年1月6日", DUE)
    assert (item.amendments.count(), line("planitem").state) == (1, "moved")


def test_rule_07_the_import_logs_the_next_report_of_a_cycle():
    PlanItemFactory(plan__year=2027, due=("cycle", None, None, "monthly:4"))

    bring_in()

    recomputed = Event.objects.get(verb="calendar.imported").data["recomputed"]
    assert [(one["what"], one["before"], one["after"]) for one in recomputed] == [
        ("report", "2027-01-04", "2026-12-31")
    ]


def test_a_date_is_decided_once(row, officer):
    keep_date(row.pk, by=officer, on=ON, reason="不变")

    with pytest.raises(TransitionRefused):
        move_date(row.pk, by=officer, on=ON, to_on=date(2027, 1, 6), reason="改")


@pytest.mark.parametrize("reason", ["", "   ", "机密★1年"])
def test_a_decision_needs_a_reason_that_may_stand_here(row, officer, reason):
    with pytest.raises(Refused) as refusal:
        keep_date(row.pk, by=officer, on=ON, reason=reason)

    assert refusal.value.field == "reason"


def test_a_date_that_was_changed_meanwhile_is_not_moved(row, officer):
    row.subject.__class__.objects.filter(pk=row.subject_id).update(due_on=date(2027, 2, 1))

    with pytest.raises(Refused, match="2027-02-01"):
        move_date(row.pk, by=officer, on=ON, to_on=date(2027, 1, 6), reason="原定日放假")

    assert DateToDecide.objects.get().state == "open"
    assert DateToDecide.objects.get().is_outrun


@pytest.mark.parametrize("kind", [PostKind.PLANNER, PostKind.SECRETARY_GENERAL, PostKind.ADMINISTRATOR])
def test_a_date_is_decided_by_its_own_office_only(row, kind):
    with pytest.raises(PermissionDenied):
        keep_date(row.pk, by=person(kind), on=ON, reason="不变")


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        (PostKind.SUPERVISOR, 2),
        (PostKind.PLANNER, 1),
        (PostKind.DEPUTY, 2),
        (PostKind.SECRETARY_GENERAL, 2),
        (PostKind.ADMINISTRATOR, 2),
        (PostKind.AUDITOR, 2),
        (PostKind.HEAD, 0),
    ],
)
def test_rule_46_everyone_sees_the_dates_of_their_own_kind(kind, seen):
    item = ItemFactory(due_on=DUE)
    MeetingFactory(series=SeriesFactory(weekday=1, first_on=DUE), year=2027, number=1, nominal_on=DUE)
    bring_in()

    assert DateToDecide.objects.visible_to(person(kind, unit=item.lead)).count() == seen
