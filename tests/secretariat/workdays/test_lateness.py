"""Rules 9–11, 14, 15: every example."""

from dataclasses import replace
from datetime import date

import pytest

from secretariat.workdays.lateness import PRESETS, Facts, Lateness, Rule, after_suspension, is_late, late_by, lateness


def day(text: str) -> date:
    return date.fromisoformat(text)


DUE = day("2026-10-09")


def light(calendar, facts: Facts, on: str) -> Lateness:
    return lateness(facts, on=day(on), calendar=calendar, rule=Rule())


def running(**facts) -> Facts:
    return Facts("running", due_on=DUE, counted_on=DUE, original_on=DUE, **facts)


def test_rule_09_a_due_date_expires_at_the_end_of_its_day(calendar):
    assert light(calendar, running(), "2026-10-09").light == "yellow"
    assert light(calendar, running(), "2026-10-10").light == "red"


@pytest.mark.parametrize(("on", "late"), [("2026-10-10", 1), ("2026-10-11", 1), ("2026-10-12", 2)])
def test_rule_10_overdue_counts_working_days(calendar, on, late):
    assert light(calendar, running(), on) == Lateness("red", None, late)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-09-28", Lateness("green", 4)),
        ("2026-09-29", Lateness("yellow", 3)),
        ("2026-10-09", Lateness("yellow", 0)),
        ("2026-10-10", Lateness("red", None, 1)),
    ],
)
def test_rule_11_lights(calendar, on, expected):
    assert light(calendar, running(), on) == expected


def test_rule_10_late_by_rest_days_only_is_red_with_no_working_day(calendar):
    saturday = Facts("running", due_on=day("2026-11-21"))

    assert light(calendar, saturday, "2026-11-22") == Lateness("red", None, 0)


def test_rule_11_stalled_after_ten_working_days_without_report(calendar):
    facts = Facts("running", due_on=day("2026-12-31"), dispatched_on=day("2026-11-02"))

    assert not light(calendar, facts, "2026-11-13").stalled
    assert light(calendar, facts, "2026-11-16").stalled


def test_rule_11_a_report_ends_the_stall(calendar):
    facts = Facts("running", dispatched_on=day("2026-11-02"), last_report_on=day("2026-11-13"))

    assert light(calendar, facts, "2026-11-16") == Lateness("none")


def test_rule_11_stalled_past_the_reporting_cycle(calendar):
    facts = Facts("running", dispatched_on=day("2026-11-16"), cycle="weekly:5")

    assert not light(calendar, facts, "2026-11-20").stalled
    assert light(calendar, facts, "2026-11-21").stalled


def test_rule_11_a_report_covers_the_due_day_that_follows_it(calendar):
    facts = Facts("running", dispatched_on=day("2026-11-02"), last_report_on=day("2026-11-16"), cycle="weekly:5")

    assert not light(calendar, facts, "2026-11-23").stalled
    assert light(calendar, facts, "2026-11-28").stalled


def test_rule_14_suspended_days_do_not_make_an_item_stalled(calendar):
    quiet = {"dispatched_on": day("2026-10-12"), "due_on": day("2026-12-31")}

    assert light(calendar, Facts("running", **quiet), "2026-11-16").stalled
    assert not light(calendar, Facts("running", **quiet, resumed_on=day("2026-11-13")), "2026-11-16").stalled


@pytest.mark.parametrize("phase", ["undispatched", "review", "suspended"])
def test_rule_14_no_warning_light(calendar, phase):
    facts = Facts(phase, due_on=DUE, counted_on=DUE, dispatched_on=day("2026-01-05"))

    assert light(calendar, facts, "2026-12-01") == Lateness("none")


def test_rule_11_closed_is_grey(calendar):
    assert light(calendar, Facts("closed", due_on=DUE), "2026-12-01") == Lateness("grey")


# ── Shares ───────────────────────────────────────────────────────────────────────────────────────────────────────────
SENT = Facts("running", due_on=day("2026-11-30"), dispatched_on=day("2026-11-02"))


def by_share(calendar, on: str, **facts) -> str:
    return lateness(replace(SENT, **facts), on=day(on), calendar=calendar, rule=PRESETS["30/15"]).light


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-11-19", "green"),
        ("2026-11-20", "yellow"),
        ("2026-11-24", "yellow"),
        ("2026-11-25", "orange"),
        ("2026-11-30", "orange"),
        ("2026-12-01", "red"),
    ],
)
def test_rule_12_lights_by_share(calendar, on, expected):
    assert by_share(calendar, on) == expected


def test_rule_12_a_report_since_the_threshold_takes_the_yellow_away_but_not_the_orange(calendar):
    told = {"last_report_on": day("2026-11-20")}

    assert [by_share(calendar, on, **told) for on in ("2026-11-24", "2026-11-25", "2026-12-01")] == [
        "green",
        "orange",
        "red",
    ]


def test_rule_12_a_report_before_the_threshold_does_not_qualify(calendar):
    assert by_share(calendar, "2026-11-20", last_report_on=day("2026-11-19")) == "yellow"


def test_rule_12_a_report_before_the_resumption_does_not_qualify(calendar):
    told = {"last_report_on": day("2026-11-20"), "resumed_on": day("2026-11-23")}

    assert by_share(calendar, "2026-11-24", **told) == "yellow"
    assert by_share(calendar, "2026-11-24", **told | {"last_report_on": day("2026-11-23")}) == "green"


def test_rule_14_suspended_days_are_not_part_of_the_whole(calendar):
    # 30 working days to the due date, ten of them suspended: 30 % of the other twenty are six.
    facts = {"due_on": day("2026-12-14"), "suspended_days": 10, "resumed_on": day("2026-11-20")}

    assert [by_share(calendar, on, **facts) for on in ("2026-12-03", "2026-12-04", "2026-12-09")] == [
        "green",
        "yellow",
        "orange",
    ]


def test_rule_12_without_a_dispatch_the_days_hold(calendar):
    assert by_share(calendar, "2026-11-24", dispatched_on=None) == "green"
    assert by_share(calendar, "2026-11-25", dispatched_on=None) == "yellow"


@pytest.mark.parametrize("rule", [*PRESETS.values(), Rule(0, 1), Rule(5, 20, "share", 50, 25)])
def test_a_version_can_stand_in_an_address(rule):
    assert Rule.of_code(rule.code) == rule


@pytest.mark.parametrize(
    "code", ["", "days", "days-3-10-30", "weeks-3-10-30-15", "share-3-10-15-30", "days-3-0-30-15", "days-x-10-30-15"]
)
def test_what_is_no_version_is_refused(code):
    with pytest.raises(ValueError):
        Rule.of_code(code)


def test_rule_13_a_past_rule_gives_the_past_light(calendar):
    assert lateness(running(), on=day("2026-09-28"), calendar=calendar, rule=Rule(5, 10)).light == "yellow"


def test_rule_15_submitted_on_the_due_day_and_accepted_later_is_on_time(calendar):
    done = Facts("closed", due_on=DUE, counted_on=DUE, done_on=day("2026-10-09"))

    assert not is_late(done, on=day("2026-10-15"))
    assert late_by(done, on=day("2026-10-15"), calendar=calendar) == 0


def test_rule_15_returned_and_submitted_again_is_late_by_four(calendar):
    done = Facts("closed", due_on=DUE, counted_on=DUE, done_on=day("2026-10-14"))

    assert is_late(done, on=day("2026-10-15"))
    assert late_by(done, on=day("2026-10-15"), calendar=calendar) == 4


def test_rule_15_a_return_sets_the_clock_as_if_it_had_never_stopped(calendar):
    under_review = Facts("review", due_on=DUE, counted_on=DUE)

    assert light(calendar, under_review, "2026-10-12").light == "none"
    assert light(calendar, running(), "2026-10-13") == Lateness("red", None, 3)


def test_rule_15_a_resume_moves_the_dates_by_the_suspended_working_days(calendar):
    moved = after_suspension(
        day("2026-10-16"), suspended_on=day("2026-10-12"), resumed_on=day("2026-10-14"), calendar=calendar
    )

    assert moved == day("2026-10-20")


def test_rule_25_statistics_use_the_counted_date(calendar):
    facts = Facts("running", due_on=day("2026-11-30"), counted_on=DUE)

    assert light(calendar, facts, "2026-10-12").light == "green"
    assert late_by(facts, on=day("2026-10-12"), calendar=calendar) == 2


def test_without_a_counted_date_nothing_is_late(calendar):
    assert late_by(Facts("running"), on=DUE, calendar=calendar) == 0
    assert not is_late(Facts("running"), on=DUE)
