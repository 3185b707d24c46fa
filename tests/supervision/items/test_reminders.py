"""Rule 17: who is reminded of what on which day, round a due date, over rest days, up the ladder."""

from datetime import date

import pytest

from secretariat.outbox.models import ReminderRule
from secretariat.outbox.reminders import lines_on, send_reminders
from secretariat.people.queries import directory
from supervision.items.reminders import next_step, reminders
from supervision.items.services import extensions
from supervision.items.standing import Day
from tests.supervision.factories import ItemFactory, SuspensionFactory
from tests.supervision.items.cast import take_step

DUE = date(2026, 10, 9)


def day(text):
    return date.fromisoformat(f"2026-{text}")


@pytest.fixture
def item(cast):
    facts = {"lead": cast.lead, "officer": cast.officer, "handler": cast.staff}
    # A report late enough to keep the ladder of those without one quiet.
    return ItemFactory(**facts, due_on=DUE, number=15, title="编印手册", last_report_on=day("10-08"))


@pytest.fixture
def on(cast):
    """`on("10-09")`: who is told what on that day, as (name, ladder, offset)."""
    names = {user.pk: user.name for user in vars(cast).values() if hasattr(user, "username")}

    def look(text):
        return sorted((names[line.recipient_id], line.ladder, line.offset) for line in lines_on(day(text)))

    return look


# ── The ladder, day by day ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("09-23", []),
        ("09-24", [("牵头承办", "due", -5)]),
        ("09-28", []),
        ("09-30", []),
        ("10-08", [("牵头承办", "due", -1)]),
        ("10-09", [("牵头承办", "due", 0)]),
        ("10-10", [("牵头处长", "late", 1), ("牵头承办", "late", 1)]),
        ("10-12", []),
        ("10-13", [("副秘书长", "late", 3)]),
        ("10-19", [("秘书长", "late", 7)]),
        ("10-20", []),
    ],
)
def test_rungs_round_a_due_date_on_friday(item, on, text, told):
    assert on(text) == told


def test_rule_17_nothing_goes_out_on_a_rest_day(item, on):
    assert [on(text) for text in ("10-01", "10-07", "10-11")] == [[], [], []]


@pytest.mark.parametrize(
    ("text", "told"),
    [("11-19", []), ("11-20", [("牵头承办", "due", 0)]), ("11-23", [("牵头处长", "late", 1), ("牵头承办", "late", 1)])],
)
def test_a_due_date_on_sunday_is_told_on_the_friday_before(item, on, text, told):
    type(item).objects.update(due_on=day("11-22"))

    assert on(text) == told


def test_rule_17_one_line_per_person_and_item_that_of_the_latest_rung(cast, item, on):
    type(item).objects.update(handler=cast.head)

    assert on("10-10") == [("牵头处长", "late", 1)]


def test_an_item_not_acknowledged_after_a_working_day_is_told_to_the_head(cast, on):
    ItemFactory(state="dispatched", lead=cast.lead, filed_on=day("09-30"), due_on=day("12-31"))

    assert [on(text) for text in ("09-30", "10-08", "10-09")] == [[], [("牵头处长", "acknowledge", 1)], []]


@pytest.mark.parametrize("state", ["draft", "filed", "under_review", "leader_review", "completed", "signed_off"])
def test_rule_14_items_whose_clock_does_not_run_get_no_reminder(cast, on, state):
    ItemFactory(state=state, lead=cast.lead, handler=cast.staff)

    assert [on(text) for text in ("10-09", "10-10")] == [[], []]


def test_deleted_items_get_no_reminder(item, on):
    type(item).objects.update(deleted_at="2026-10-01T00:00Z")

    assert on("10-09") == []


# ── To whom ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def lines(text):
    return {line.recipient_id: line for line in lines_on(day(text))}


def test_without_handler_the_head_is_reminded_as_head(cast, item):
    type(item).objects.update(handler=None)

    assert {pk: line.reason for pk, line in lines("10-09").items()} == {cast.head.pk: "您是牵头单位负责人"}


def test_a_handler_who_has_left_is_not_reminded_but_the_head(cast, item):
    type(cast.staff).objects.filter(pk=cast.staff.pk).update(is_active=False)

    assert set(lines("10-09")) == {cast.head.pk}


def test_the_responsible_leader_stands_in_for_the_overseer(cast, item):
    type(item).objects.update(leader=cast.leader)

    assert {pk: line.reason for pk, line in lines("10-13").items()} == {cast.leader.pk: "您分管牵头单位"}


def test_where_nobody_stands_on_a_rung_the_next_one_is_told(cast):
    ItemFactory(lead=cast.co_unit)
    cast.co_head.posts.all().delete()

    assert {pk: line.reason for pk, line in lines("10-09").items()} == {cast.leader.pk: "已提醒至秘书长"}


def test_escalations_go_above_the_unit(cast, item):
    assert [line.is_escalation for text in ("10-10", "10-13", "10-19") for line in lines(text).values()] == [
        False,
        False,
        True,
        True,
    ]


# ── In what words ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("09-24", "还剩5个工作日（时限 10-09）。"),
        ("10-08", "还剩1个工作日（时限 10-09）。"),
        ("10-09", "今日到期（10-09）。"),
        ("10-10", "已逾期1个工作日（时限 10-09）。"),
        ("10-13", "已逾期3个工作日（时限 10-09）。"),
    ],
)
def test_a_line_says_how_many_working_days(item, text, words):
    assert {line.text for line in lines(text).values()} == {words}


def test_a_line_on_the_friday_before_does_not_say_today(item):
    type(item).objects.update(due_on=day("11-22"))

    assert {line.text for line in lines("11-20").values()} == {"时限 11-22 为休息日，今日是此前最后一个工作日。"}


def test_a_line_names_the_item_and_leads_to_it(cast, item):
    line = lines("10-09")[cast.staff.pk]

    assert (line.title, line.url, line.reason) == ("督〔2026〕15号 编印手册", item.get_absolute_url(), "您是承办人")
    assert (line.subject_type, line.subject_id, line.due_version) == ("supervision.supervisionitem", item.pk, 1)


def test_an_unacknowledged_line_says_since_when(cast):
    ItemFactory(state="dispatched", lead=cast.lead, filed_on=day("09-30"))

    assert lines("10-08")[cast.head.pk].text == "09-30 交办，尚未签收。"


# ── Once, and armed anew ─────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_17_a_second_sweep_says_nothing_new(item):
    assert (send_reminders(DUE).new, send_reminders(DUE).new) == (1, 0)


def test_rule_15_a_new_due_version_arms_the_rules_anew(cast, item, on):
    send_reminders(day("10-08"))
    type(item).objects.update(due_on=day("10-30"), due_version=2)

    assert (on("10-09"), on("10-29"), on("10-30")) == (
        [],
        [("牵头承办", "due", -1)],
        [("牵头承办", "due", 0)],
    )
    assert lines("10-29")[cast.staff.pk].due_version == 2


def test_reminders_are_a_pure_read_of_one_query(cast, item, django_assert_max_num_queries):
    for _ in range(5):
        ItemFactory(lead=cast.lead, handler=cast.staff)
    calendar, rules, known = Day.of(DUE).calendar, list(ReminderRule.objects.in_force(DUE)), directory()

    with django_assert_max_num_queries(1):
        assert len(reminders(on=DUE, calendar=calendar, rules=rules, directory=known)) == 6


# ── The next automatic step ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("now", "then", "audience"),
    [
        ("09-14", "09-24", "承办人"),
        ("10-08", "10-09", "承办人"),
        ("10-10", "10-13", "分管副秘书长"),
        ("10-13", "10-19", "秘书长"),
    ],
)
def test_next_step_of_a_running_item(item, now, then, audience):
    found = next_step(item, Day.of(day(now)), ReminderRule.objects.in_force(day(now)))

    assert (found.on, str(found.audience)) == (day(then), audience)


def test_no_next_step_after_the_last_rung_or_without_a_clock(cast, item):
    rules = list(ReminderRule.objects.in_force(DUE))
    reviewed = ItemFactory(state="under_review", lead=cast.lead)

    assert next_step(item, Day.of(day("10-28")), rules) is None
    assert next_step(reviewed, Day.of(day("09-14")), rules) is None


# ── Without report ───────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def silent(cast):
    """Dispatched on 14 September and in progress, due much later."""
    return ItemFactory(lead=cast.lead, handler=cast.staff, due_on=day("12-31"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("09-24", []),
        ("09-28", [("牵头承办", "stalled", 10)]),
        ("09-29", []),
        ("10-09", []),
        ("10-10", [("牵头处长", "stalled", 15)]),
    ],
)
def test_rungs_of_an_item_without_report(silent, on, text, told):
    assert on(text) == told


def test_any_report_stops_the_stalled_ladder(silent, on):
    type(silent).objects.update(last_report_on=day("09-24"))

    assert (on("09-28"), on("10-10"), on("10-15")) == ([], [], [("牵头承办", "stalled", 10)])


def test_a_report_does_not_stop_the_late_ladder(cast, item, on):
    type(item).objects.update(last_report_on=day("10-12"))

    assert on("10-13") == [("副秘书长", "late", 3)]


def test_a_resume_begins_the_stalled_ladder_anew(silent, on):
    type(silent).objects.update(resumed_on=day("09-24"))

    assert (on("09-28"), on("10-15")) == ([], [("牵头承办", "stalled", 10)])


@pytest.mark.parametrize("state", ["objected", "suspended", "under_review", "completed"])
def test_rule_14_nobody_is_asked_for_a_report_that_cannot_be_given(cast, on, state):
    ItemFactory(state=state, lead=cast.lead, handler=cast.staff, due_on=None, cycle="weekly:5")

    assert [on(text) for text in ("09-18", "09-28", "10-09")] == [[], [], []]


def test_rule_14_the_clock_of_an_objected_item_runs_and_its_date_is_reminded_of(cast, on):
    ItemFactory(state="objected", lead=cast.lead, handler=cast.staff)

    assert on("10-09") == [("牵头承办", "due", 0)]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "09-14 交办，已10个工作日未反馈。"),
        ({"last_report_on": "09-14"}, "已10个工作日未反馈（上次反馈 09-14）。"),
        ({"dispatched_on": "09-01", "resumed_on": "09-14"}, "09-14 恢复办理，已10个工作日未反馈。"),
    ],
)
def test_a_line_says_since_when_there_is_no_report(silent, facts, words):
    type(silent).objects.update(**{name: day(text) for name, text in facts.items()})

    assert {line.text for line in lines("09-28").values()} == {words}


# ── By the reporting cycle ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def cyclic(cast):
    """To be reported on every Friday, for the first time on 18 September."""
    return ItemFactory(lead=cast.lead, handler=cast.staff, due_on=None, cycle="weekly:5")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("09-16", []),
        ("09-17", [("牵头承办", "cycle", -1)]),
        ("09-18", [("牵头承办", "cycle", 0)]),
        ("09-20", [("牵头处长", "cycle", 1)]),
        ("09-21", []),
    ],
)
def test_rungs_round_a_day_of_the_cycle(cyclic, on, text, told):
    assert on(text) == told


def test_a_report_covers_the_day_of_the_cycle_that_follows_it(cyclic, on):
    type(cyclic).objects.update(last_report_on=day("09-15"))

    # The Friday after is a holiday: its report is due on the Thursday.
    assert [on(text) for text in ("09-17", "09-18", "09-20", "09-23", "09-24")] == [
        [],
        [],
        [],
        [("牵头承办", "cycle", -1)],
        [("牵头承办", "cycle", 0)],
    ]


def test_a_dispatch_on_the_day_of_the_cycle_asks_for_no_report_yet(cast, on):
    ItemFactory(lead=cast.lead, handler=cast.staff, due_on=None, cycle="weekly:1")

    assert (on("09-14"), on("09-15"), on("09-18")) == ([], [], [])
    assert on("09-20") == [("牵头承办", "cycle", -1)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("09-17", "按反馈周期，应于 09-18 反馈。"),
        ("09-18", "按反馈周期，今日应反馈（09-18）。"),
        ("09-20", "按反馈周期应于 09-18 反馈，尚未反馈。"),
    ],
)
def test_a_line_says_when_the_report_of_the_cycle_is_due(cyclic, text, words):
    assert {line.text for line in lines(text).values()} == {words}


def test_the_graver_line_is_told(cast, on):
    """The 15th day without report and the day after the due date fall together: the date counts."""
    ItemFactory(lead=cast.lead, handler=cast.head, due_on=day("10-09"))

    assert on("10-10") == [("牵头处长", "late", 1)]


@pytest.mark.parametrize(
    ("facts", "now", "then", "audience"),
    [
        ({"due_on": None, "cycle": "weekly:5"}, "09-14", "09-17", "承办人"),
        ({"due_on": None, "cycle": "weekly:5"}, "09-18", "09-20", "牵头单位负责人"),
        ({"due_on": None, "cycle": "weekly:5", "last_report_on": day("09-15")}, "09-15", "09-23", "承办人"),
        ({"due_on": day("12-31")}, "09-15", "09-28", "承办人"),
    ],
)
def test_next_step_knows_the_ladders_of_reports(cast, facts, now, then, audience):
    found = next_step(ItemFactory(**facts), Day.of(day(now)), ReminderRule.objects.in_force(day(now)))

    assert (found.on, str(found.audience)) == (day(then), audience)


# ── Armed anew by the steps themselves ───────────────────────────────────────────────────────────────────────────────
def test_rule_15_an_extension_a_reviewer_s_date_and_a_resume_arm_the_ladders_anew(cast, item_in):
    item = item_in("in_progress")
    asked = take_step(cast, item, "ask_extension", on=day("10-09"))
    extensions.grant(asked.pk, by=cast.leader, on=day("10-09"))
    assert [(line.offset, line.due_version) for line in about(item, "10-30")] == [(0, 2)]

    take_step(cast, item, "submit_closing", on=day("10-12"))
    take_step(cast, item, "return", on=day("10-12"), reason="补充", due_on=day("11-03"))
    assert [(line.offset, line.due_version) for line in about(item, "11-03")] == [(0, 3)]

    take_step(cast, item, "suspend", on=day("10-13"))
    assert about(item, "11-03") == []
    take_step(cast, item, "resume", on=day("10-14"))
    assert [(line.offset, line.due_version) for line in about(item, "11-04")] == [(0, 4)]


def about(item, text):
    return [line for line in lines_on(day(text)) if line.subject_id == item.pk and line.ladder in ("due", "late")]


def test_rule_14_a_rung_that_an_overdue_item_would_sleep_through_moves_on_with_the_suspended_days(cast, item, on):
    span = {"from_on": day("10-12"), "until_on": day("10-14"), "ended_by": cast.officer}
    SuspensionFactory(item=item, **span)
    type(item).objects.update(resumed_on=day("10-14"))

    assert [on(text) for text in ("10-15", "10-19", "10-21")] == [
        [("副秘书长", "late", 3)],
        [],
        [("秘书长", "late", 7)],
    ]
    item.refresh_from_db()
    assert next_step(item, Day.of(day("10-15")), ReminderRule.objects.in_force(DUE)).on == day("10-21")
