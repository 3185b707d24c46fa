"""What another calendar of a year changes."""

from datetime import date

import pytest

from secretariat.workdays.changes import changed_days, missing_statutory, preview
from tests.secretariat.workdays import made_up

ON = date(2026, 11, 23)


def test_changed_days_are_those_worked_by_one_calendar_only(calendar):
    days = changed_days(calendar, made_up.replaced(calendar), year=2027)

    assert [(day.on, day.is_worked) for day in days[:4]] == [
        (date(2027, 1, 4), False),
        (date(2027, 1, 5), False),
        (date(2027, 1, 9), True),
        (date(2027, 1, 10), True),
    ]


def test_a_list_that_forgets_a_statutory_day_is_noticed(calendar):
    whole = made_up.replaced(calendar)
    short = made_up.replaced(calendar, made_up.TEXT.replace("六、中秋节：9月15日（周三）放假。", ""))

    assert missing_statutory(whole, year=2027) == []
    assert [day for day, _name in missing_statutory(short, year=2027)] == [date(2027, 9, 15)]


@pytest.mark.django_db
def test_rule_08_a_preview_counts_working_days_and_names_what_cannot_be_taken(calendar):
    good = preview(made_up.TEXT, calendar=calendar, year=2027, on=ON)
    bad = preview(made_up.TEXT + "10月1日,班,国庆节\n", calendar=calendar, year=2027, on=ON)

    assert (good.refused, good.workdays) == ([], (254, 245))
    assert [(line.number, len(line.reasons)) for line in bad.shown if line.reasons] == [(11, 1), (14, 1)]
    assert bad.workdays[0] == bad.workdays[1]


@pytest.mark.django_db
def test_a_preview_shows_the_days_of_each_line(calendar):
    line = preview(made_up.TEXT, calendar=calendar, year=2027, on=ON).shown[4]

    assert (line.name, line.off, line.worked) == (
        "元旦",
        [(date(2027, 1, 1), date(2027, 1, 5))],
        [(date(2027, 1, 9), date(2027, 1, 10))],
    )
