"""The figures of a period, counted again from the database."""

import json
from datetime import date

import pytest
from django.db.models import F, Q

from secretariat.workdays.lateness import Rule
from supervision.bulletins import facts as reading
from supervision.bulletins.queries import Period
from supervision.items.models import Extension, Report, SupervisionItem
from supervision.items.queries import conditions
from supervision.items.standing import Day
from tests.supervision.bulletins.matters import DEC, NOV, NOV_END, day, decision, extension, item, report, unit


@pytest.fixture
def facts(month, compiled):
    return compiled().facts


def numbers(facts, code):
    return [row["number"].removeprefix("督〔2026〕").removesuffix("号") for row in reading.rows(facts, code)]


def test_facts_are_plain_json(facts):
    assert json.loads(json.dumps(facts)) == facts


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("all", "1 2 3 4 5 6 7 8"),
        ("filed", "1 2 3 5 6 7 8"),
        ("completed", "1 2"),
        ("open", "3 4 5 6 8"),
        ("late", "3 4"),
        ("judged", "1 2 3 4"),
        ("on_time", "1"),
        ("done_late", "2"),
        ("decisions", "5"),
        ("decisions_done", ""),
        ("decisions_open", "5"),
        ("lagging", "2 3 4"),
    ],
)
def test_a_figure_counts_these_rows(facts, code, expected):
    assert numbers(facts, code) == expected.split()


def test_figures_equal_an_independent_count(facts):
    items = SupervisionItem.objects.all()
    open_then = items.filter(dispatched_on__lte=NOV_END).filter(Q(done_on=None) | Q(done_on__gt=NOV_END))
    counted = {
        "filed": items.filter(filed_on__range=(NOV, NOV_END)).count(),
        "completed": items.filter(done_on__range=(NOV, NOV_END)).count(),
        "open": open_then.count(),
        "late": open_then.filter(counted_due_on__lt=DEC, closing_on=None).count(),
        "on_time": items.filter(done_on__range=(NOV, NOV_END), done_on__lte=F("counted_due_on")).count(),
        "done_late": items.filter(done_on__range=(NOV, NOV_END), done_on__gt=F("counted_due_on")).count(),
        "extended": Extension.objects.filter(state="granted", decided_on__range=(NOV, NOV_END)).count(),
        "returned": Report.objects.filter(returned_on__range=(NOV, NOV_END)).values("item").distinct().count(),
    }

    assert {code: len(reading.ids(facts, code)) for code in counted} == counted


def test_rule_41_rate_is_the_one_of_the_ledger(month, compiled, calendar):
    facts = compiled(first_on=date(2026, 1, 1), last_on=date(2026, 12, 31)).facts
    ledger = conditions(Day(DEC, calendar, Rule()))

    found = {code: set(reading.ids(facts, code)) for code in ("judged", "on_time")}

    assert found == {
        code: set(SupervisionItem.objects.filter(ledger[name]).values_list("pk", flat=True))
        for code, name in [("judged", "counted"), ("on_time", "on_time")]
    }


def test_rule_42_sums_close(facts):
    count = {code: len(reading.ids(facts, code)) for code in reading.codes(facts)}

    assert count["judged"] == count["on_time"] + count["done_late"] + count["late"]
    assert count["lagging"] == count["late"] + count["done_late"]
    assert count["decisions"] == count["decisions_done"] + count["decisions_open"]


def test_rule_44_a_table_lists_the_rows_of_its_figure(facts):
    tables = [section["table"] for section in facts["sections"] if section["table"]]

    assert [table["figure"] for table in tables] == ["decisions", "lagging", "all"]
    assert {key for table in tables for key, _ in table["columns"]} <= set(reading.rows(facts, "all")[0])


@pytest.mark.parametrize(("others", "expected"), [(0, "样本不足"), (2, "50.0%")])
def test_rule_41_below_the_least_n_the_rate_says_nothing(month, compiled, editor, others, expected):
    for number in range(others):
        item(editor, 20 + number, done="11-10")

    assert reading.value(compiled().facts, "on_time_rate") == expected


def test_rule_41_without_anything_judged_there_is_a_dash(compiled):
    assert reading.value(compiled().facts, "on_time_rate") == "—"


def test_rule_09_due_on_the_last_day_is_late_when_the_period_is_over(compiled, editor):
    item(editor, 1, due="11-30")

    assert numbers(compiled().facts, "late") == ["1"]


def test_in_the_middle_of_the_period_only_what_has_passed_is_late(compiled, editor):
    item(editor, 1, due="11-19")
    item(editor, 2, due="11-20")
    item(editor, 3, due="11-27")

    assert numbers(compiled(on=day("11-20")).facts, "late") == ["1"]


def test_rule_15_days_of_review_are_not_the_units(compiled, editor):
    item(editor, 1, due="11-20", submitted="11-20")

    facts = compiled().facts

    assert (numbers(facts, "open"), numbers(facts, "late")) == (["1"], [])


def test_rule_15_an_extension_granted_in_time_moves_the_counted_date(compiled, editor):
    extended = item(editor, 1, due_on=day("12-10"), counted_due_on=day("12-10"))
    extension(extended, "11-19", "12-10")

    facts = compiled().facts

    assert (numbers(facts, "extended"), numbers(facts, "late")) == (["1"], [])
    assert reading.rows(facts, "all")[0]["dates"] == "11月20日\n调整至12月10日"


def test_what_is_done_after_the_period_was_open_in_it(compiled, editor):
    item(editor, 1, done="12-03")

    facts = compiled(on=day("12-04")).facts

    assert (numbers(facts, "open"), numbers(facts, "completed")) == (["1"], [])
    assert reading.rows(facts, "open")[0]["state"] == "期后办结（12月3日）"


def test_what_was_done_or_filed_outside_the_period_is_left_out(compiled, editor):
    item(editor, 1, filed="09-01", due="10-20", done="10-30")
    item(editor, 2, filed="12-01", due="12-20")
    item(editor, 3, deleted_at="2026-11-20T08:00:00Z")

    assert numbers(compiled().facts, "all") == []


def test_a_returned_report_is_counted(compiled, editor):
    back = item(editor, 1)
    report(
        back, "11-10", is_closing=True, conclusion="完成", evidence="有", returned_on=day("11-12"), return_reason="缺"
    )

    assert numbers(compiled().facts, "returned") == ["1"]


def test_cause_is_the_problem_named_last(compiled, editor):
    late = item(editor, 1)
    report(late, "11-05", problem="经费未到位。另需协调。")
    report(late, "11-15", problem="")
    report(late, "11-18", unit=unit("协办处", 9), problem="协办单位的问题")

    assert reading.rows(compiled().facts, "late")[0]["cause"] == "经费未到位"


def test_rule_10_a_late_row_says_by_how_many_working_days(compiled, editor):
    item(editor, 1, due="11-27")

    assert reading.rows(compiled().facts, "late")[0]["late"] == "2个工作日"


def test_a_decision_says_from_which_meeting_and_how_it_stands(compiled, editor):
    report(item(editor, 1, due="12-15", decision=decision(editor)), "11-25", text="方案已成稿。正在征求意见。")

    row = reading.rows(compiled().facts, "decisions")[0]

    assert (row["source"], row["progress"]) == ("秘书长办公会第42次", "办理中。方案已成稿")


# ── The last issue ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_without_an_earlier_issue_nothing_is_looked_back_on(facts):
    assert ("before" in facts, reading.ids(facts, "reviewed")) == (False, [])


def test_what_stood_late_in_the_last_frozen_issue_is_followed_up(month, issue_in, compiled):
    issue_in("issued", first_on=date(2026, 10, 1), last_on=date(2026, 10, 31), on=date(2026, 11, 2))

    facts = compiled().facts

    assert facts["before"]["name"] == "2026年第1期"
    assert [(row["number"], row["then"], row["now"]) for row in reading.rows(facts, "reviewed")] == [
        ("督〔2026〕4号", "5个工作日", "逾期27个工作日")
    ]


def test_what_has_been_done_since_the_last_issue_is_told(month, issue_in, compiled):
    issue_in("issued", first_on=date(2026, 10, 1), last_on=date(2026, 10, 31), on=date(2026, 11, 2))
    old = month["old_late"]
    old.state, old.closing_on, old.done_on, old.closing_by = "completed", day("11-12"), day("11-12"), old.officer
    old.save()

    facts = compiled().facts

    assert (numbers(facts, "reviewed_done"), numbers(facts, "reviewed_open")) == (["4"], [])
    assert reading.rows(facts, "reviewed")[0]["now"] == "已于11月12日办结"


# ── Changes ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_changed_figures_keep_their_first_value_until_they_are_as_before():
    def facts(count, **more):
        return {"figures": {"late": list(range(count))}, **more}

    once = reading.changes(facts(2), facts(3))

    assert once == {"late": "2"}
    assert reading.changes(facts(3, changed=once), facts(3)) == {"late": "2"}
    assert reading.changes(facts(3, changed=once), facts(2)) == {}


@pytest.mark.parametrize(
    ("on", "end", "judged_on"), [("11-10", "11-10", "11-10"), ("11-30", "11-30", "11-30"), ("12-04", "11-30", "12-01")]
)
def test_a_period_is_seen_from_the_day_of_compiling(on, end, judged_on):
    period = Period(NOV, NOV_END, day(on))

    assert (period.end, period.judged_on) == (day(end), day(judged_on))
