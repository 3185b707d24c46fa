"""How a day is written: the year is left out in its own year only."""

from datetime import date

import pytest
from django.utils import translation

from secretariat.daywords import day_said, day_short

DAY = date(2027, 1, 8)


@pytest.mark.parametrize(("on", "words"), [(date(2026, 12, 31), "2027-01-08"), (date(2027, 12, 31), "01-08")])
def test_a_short_day_bears_the_year_where_it_is_another(on, words):
    assert day_short(DAY, on) == words


@pytest.mark.parametrize(
    ("language", "on", "words"),
    [
        ("zh-hans", date(2026, 12, 31), "2027年1月8日"),
        ("zh-hans", date(2027, 12, 31), "1月8日"),
        ("en", date(2026, 12, 31), "8 Jan 2027"),
        ("en", date(2027, 12, 31), "8 Jan"),
    ],
)
def test_a_day_in_prose_bears_the_year_where_it_is_another(language, on, words):
    with translation.override(language):
        assert day_said(DAY, on) == words
