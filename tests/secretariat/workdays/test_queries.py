"""The calendar and the warning rule from the database."""

from datetime import date

import pytest
from django.utils import translation

from secretariat.workdays import presets, queries
from secretariat.workdays.lateness import Rule
from secretariat.workdays.models import CalendarYear, SpecialDay, WarningRule

pytestmark = pytest.mark.django_db


def test_a_fresh_system_knows_the_announced_years():
    assert list(CalendarYear.objects.order_by("year").values_list("year", "notice")) == [
        (2025, "国办发明电〔2024〕12号"),
        (2026, "国办发明电〔2025〕7号"),
    ]
    assert len(queries.load().workdays_of_year(2026)) == 248


def test_load_asks_once_and_keeps_the_object(django_assert_num_queries):
    first = queries.load()

    with django_assert_num_queries(1):
        second = queries.load()

    assert second is first


def test_load_sees_a_changed_day():
    SpecialDay.objects.filter(date=date(2026, 10, 10)).delete()

    assert not queries.load().is_workday(date(2026, 10, 10))


def test_filling_presets_again_changes_nothing():
    SpecialDay.objects.filter(date=date(2026, 10, 10)).delete()

    presets.fill(CalendarYear, SpecialDay, WarningRule)

    assert not SpecialDay.objects.filter(date=date(2026, 10, 10)).exists()
    assert WarningRule.objects.count() == 1


def test_rule_13_the_version_in_force_on_a_day():
    WarningRule.objects.create(valid_from=date(2026, 11, 1), yellow_days=5, stalled_days=15)

    assert queries.rule_on(date(2026, 10, 31)) == Rule(3, 10)
    assert queries.rule_on(date(2026, 11, 1)) == Rule(5, 15)


def test_before_the_first_version_the_preset_holds():
    assert queries.rule_on(date(1999, 1, 1)) == Rule()


@pytest.mark.parametrize(
    ("language", "year", "name"),
    [("zh-hans", 2027, "元旦"), ("en", 2027, "New Year's Day"), ("en", 2026, "元旦")],
)
def test_statutory_days_are_named_in_the_readers_language_until_a_notice_names_them(language, year, name):
    with translation.override(language):
        assert queries.year_of(year).holidays[0].name == name
