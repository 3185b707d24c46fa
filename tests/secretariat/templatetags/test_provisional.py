"""The mark of dates that depend on a year without a calendar (rule 7)."""

from datetime import date

import pytest
from django.template import Context, Template

from secretariat.workdays.calendar import Calendar

ANNOUNCED = Calendar([(date(2026, 1, 1), "off", "元旦")])
MARK = "s-tag-amber"


def shown(source: str, **context) -> bool:
    return MARK in Template(f"{{% load office %}}{source}").render(Context(context))


@pytest.mark.parametrize(("on", "marked"), [(date(2026, 12, 31), False), (date(2027, 1, 4), True), (None, False)])
def test_rule_07_a_date_is_marked_by_its_year(on, marked):
    assert shown("{% provisional on calendar %}", on=on, calendar=ANNOUNCED) is marked


def test_without_a_calendar_the_mark_stands():
    assert shown("{% provisional %}")
