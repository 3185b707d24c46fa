"""Rule 17: who is reminded of what on which day, round a due date, over rest days, up the ladder."""

from datetime import date

import pytest

from secretariat.outbox.models import ReminderRule
from secretariat.outbox.reminders import lines_on, send_reminders
from supervision.items.reminders import next_step, nominal_day, reminders
from supervision.items.standing import Day
from tests.supervision.factories import ItemFactory

DUE = date(2026, 10, 9)


def day(text):
    return date.fromisoformat(f"2026-{text}")


@pytest.fixture
def item(cast):
    return ItemFactory(
        lead=cast.lead, officer=cast.officer, handler=cast.staff, due_on=DUE, number=15, title="编印手册"
    )


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
    ItemFactory(state="dispatched", lead=cast.lead, filed_on=day("09-30"), due_on=None, cycle="weekly:5")

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


def test_reminders_are_a_pure_read_of_few_queries(cast, item, django_assert_max_num_queries):
    for _ in range(5):
        ItemFactory(lead=cast.lead, handler=cast.staff)
    calendar, rules = Day.of(DUE).calendar, list(ReminderRule.objects.in_force(DUE))

    with django_assert_max_num_queries(3 + len(rules)):
        assert len(reminders(on=DUE, calendar=calendar, rules=rules)) == 6


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

    assert next_step(item, Day.of(day("10-19")), rules) is None
    assert next_step(reviewed, Day.of(day("09-14")), rules) is None


@pytest.mark.parametrize(("offset", "nominal"), [(-1, "09-30"), (0, "09-30"), (1, "10-08"), (3, "10-10")])
def test_nominal_days_of_a_due_date_within_the_holidays(db, offset, nominal):
    calendar = Day.of(DUE).calendar

    assert nominal_day(ReminderRule(offset=offset), day("10-03"), calendar) == day(nominal)
