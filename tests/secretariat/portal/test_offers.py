"""The house asks for next year's calendar in time (rule 7)."""

from datetime import date

import pytest

from planning.meetings.states import TO_COME
from secretariat.outbox.models import Notice
from secretariat.people.models import PostKind
from secretariat.portal.offers import remind_of_calendar
from secretariat.workdays.services import import_year
from tests.planning.factories import MeetingFactory
from tests.secretariat.workdays import made_up
from tests.supervision.factories import ItemFactory, person

pytestmark = pytest.mark.django_db

NOVEMBER = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def administrator():
    return person(PostKind.ADMINISTRATOR)


@pytest.mark.parametrize(("on", "told"), [(date(2026, 10, 30), 0), (NOVEMBER, 1), (date(2026, 12, 31), 1)])
def test_rule_07_administrators_are_told_from_november_on(administrator, on, told):
    ItemFactory(due_on=date(2027, 1, 4))

    assert remind_of_calendar(on=on) == told
    assert list(Notice.objects.values_list("recipient", flat=True)) == [administrator.pk] * told


@pytest.mark.parametrize("state", TO_COME)
def test_rule_07_a_year_that_has_begun_without_its_calendar_is_told_of_at_any_time(state):
    MeetingFactory(year=2027, nominal_on=date(2027, 3, 1), state=state)

    assert remind_of_calendar(on=date(2027, 2, 1)) == 1


@pytest.mark.parametrize("facts", [{"due_on": date(2026, 12, 31)}, {"due_on": date(2027, 1, 4), "state": "completed"}])
def test_nobody_is_told_while_nothing_depends_on_it(facts):
    ItemFactory(**facts)

    assert remind_of_calendar(on=NOVEMBER) == 0


def test_nobody_is_told_once_the_calendar_is_there():
    ItemFactory(due_on=date(2027, 1, 4))
    import_year(made_up.rows(), year=2027, notice=made_up.NOTICE, by=None, on=NOVEMBER)

    assert remind_of_calendar(on=NOVEMBER) == 0


def test_rule_17_it_is_told_once_a_week():
    ItemFactory(due_on=date(2027, 1, 4))

    assert [remind_of_calendar(on=date(2026, 11, day)) for day in (2, 2, 3, 8, 9)] == [1, 0, 0, 0, 1]


def test_the_line_counts_the_dates_and_leads_to_the_import():
    ItemFactory(due_on=date(2027, 1, 4))
    MeetingFactory(year=2027, nominal_on=date(2027, 3, 1))

    remind_of_calendar(on=NOVEMBER)

    notice = Notice.objects.get()
    assert "2027" in notice.title and "2" in notice.text
    assert notice.url == "/workdays/import/?year=2027"
