"""What people type, turned into clean values."""

from datetime import date

import pytest

from planning.meetings.forms import DecisionForm, MinutesForm, SeriesForm, TopicForm
from planning.meetings.models import Topic
from secretariat.people.models import Department
from tests.planning.factories import DecisionFactory

ON = date(2026, 11, 16)
RULE = {"frequency": "weekly", "interval": 1, "policy": "next", "first_on": "2026-11-16"}
RULE |= {"first_number": 42, "numbering": "year", "weekday": 1}


@pytest.fixture
def typed(decision, calendar, units):
    """`typed(due="下周五")` is the form of a decision of a meeting on 2026-11-16, sent with these words."""

    def bind(decision=decision, **words):
        data = {"title": "考评", "needs_handling": "on", "leads": [units["行政处"].pk], "version": decision.version}
        return DecisionForm(data | words, decision=decision, on=ON, calendar=calendar, units=Department.objects.all())

    return bind


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 9, 30), "第3次（10-12 星期一），10-08 17:00前报送"),
        (date(2026, 10, 9), "第3次（10-12 星期一），10-08 17:00已截止"),
        (date(2025, 12, 31), "第3次（2026-10-12 星期一），2026-10-08 17:00前报送"),
    ],
)
def test_a_meeting_to_choose_has_its_year_where_it_is_another_one(coming, calendar, on, words):
    form = TopicForm(instance=Topic(), meetings=[coming], calendar=calendar, on=on)

    assert form.fields["meeting"].widget.choices[1] == ("办公会", [(coming.pk, words)])


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("", None),
        ("12-15", date(2026, 12, 15)),
        ("2027-01-15", date(2027, 1, 15)),
        ("下周五", date(2026, 11, 27)),
        ("+10wd", date(2026, 11, 30)),
        ("3月底前", date(2027, 3, 31)),
    ],
)
def test_due_is_read_from_words(typed, words, day):
    form = typed(due=words)

    assert (form.is_valid(), form.values()["due_on"]) == (True, day)


@pytest.mark.parametrize(
    ("words", "cycle"), [("", ""), ("每周五", "weekly:5"), ("每月25日前", "monthly:25"), ("monthly:25", "monthly:25")]
)
def test_cycle_is_read_from_words(typed, words, cycle):
    form = typed(cycle=words)

    assert (form.is_valid(), form.values()["cycle"]) == (True, cycle)


@pytest.mark.parametrize("field", ["due", "cycle"])
def test_words_that_mean_nothing_are_refused_at_their_field(typed, field):
    form = typed(**{field: "尽快吧"})

    assert (form.is_valid(), list(form.errors)) == (False, [field])


def test_a_cycle_left_as_it_was_shown_stays(decision, typed):
    decision.cycle = "quarterly:25"
    shown = typed(decision).initial["cycle"]

    form = typed(decision, cycle=shown)

    assert (form.is_valid(), form.values()["cycle"]) == (True, "quarterly:25")


def test_units_outside_the_table_are_offered_for_adding(drafted, typed):
    read = DecisionFactory(meeting=drafted, reading={"unknown_leads": ["市委统战部"]})

    form = typed(read, add_leads=["市委统战部"])

    assert (form.is_valid(), form.values()["new_leads"], "add_co_units" in form.fields) == (True, ["市委统战部"], False)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"weekday": ""}, "weekday"),
        ({"frequency": "monthly_nth"}, "nth"),
        ({"frequency": "monthly_day"}, "month_day"),
    ],
)
def test_series_form_names_what_the_recurrence_needs(db, facts, missing):
    assert missing in SeriesForm(RULE | facts, on=ON).errors


def test_series_form_drafts_a_rule_before_the_name_is_typed(db):
    assert SeriesForm(RULE, on=ON).draft().first_on == ON


def test_series_form_drafts_nothing_from_half_a_rule(db):
    assert SeriesForm(RULE | {"first_on": ""}, on=ON).draft() is None


def test_endless_minutes_are_refused_in_words(meeting):
    form = MinutesForm({"text": "字" * 200_001, "version": 1}, meeting=meeting)

    assert "200001" in form.errors["text"][0]
