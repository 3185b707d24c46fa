"""Units that have not reported are listed and reminded; those without an activity say so."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from planning.arrangements import services
from planning.arrangements.models import Entry
from planning.arrangements.offers import tasks
from planning.arrangements.reporting import remind_of_cut_offs, unreported
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from secretariat.people.models import Department, PostKind
from secretariat.workdays import queries as workdays
from tests.planning.arrangements.conftest import moment
from tests.secretariat.factories import UserFactory

THURSDAY = date(2026, 11, 19)


@pytest.fixture
def house(week, staff, stranger):
    """Two units with people besides the planning office, which has reported nothing either."""
    services.report_nil(week.pk, by=week.opened_by, at=moment(17))
    return week


def remind(on):
    return remind_of_cut_offs(on=on, calendar=workdays.load())


def told(**facts):
    return sorted(Notice.objects.filter(**facts).values_list("recipient__name", flat=True))


def test_a_unit_has_reported_when_it_has_an_entry_or_says_that_there_is_none(house, units, line, planner, stranger):
    assert unreported(house) == units[:2]

    entry = services.add_entry(house.pk, line=line(), by=planner, at=moment(18))
    services.report_nil(house.pk, by=stranger, at=moment(18))
    assert unreported(house) == []

    services.discard_entry(entry.pk, by=planner, at=moment(18))
    assert unreported(house) == units[:1]


@pytest.mark.parametrize(
    ("on", "names"),
    [
        (date(2026, 11, 17), []),
        (date(2026, 11, 18), ["承办", "旁人"]),
        (THURSDAY, ["承办", "旁人"]),
        (date(2026, 11, 20), ["承办", "旁人", "综合"]),
        (date(2026, 11, 21), []),
        (date(2026, 11, 23), []),
    ],
)
def test_rule_17_units_are_reminded_round_the_cut_off_and_twice_repeats_nothing(house, on, names):
    assert (remind(on), remind(on)) == (len(names), 0)
    assert told() == names


def test_who_has_reported_since_is_left_in_peace(house, stranger):
    remind(THURSDAY)
    services.report_nil(house.pk, by=stranger, at=moment(19))

    assert remind(date(2026, 11, 20)) == 2
    assert told(day=date(2026, 11, 20)) == ["承办", "综合"]
    assert Notice.objects.latest("pk").text == "提案委员会"


def test_the_planning_office_reminds_by_hand_once_a_day(house, planner, stranger):
    assert services.remind_units(house.pk, by=planner, at=moment(19)) == 2
    with pytest.raises(Refused, match="今天已经提醒过"):
        services.remind_units(house.pk, by=planner, at=moment(19, 15))
    with pytest.raises(PermissionDenied):
        services.remind_units(house.pk, by=stranger, at=moment(19))


@pytest.mark.parametrize("count", [1, 10])
def test_reminding_units_takes_at_most_twelve_queries(house, planner, django_assert_max_num_queries, count):
    for number in range(count):
        UserFactory(department=Department.objects.create(name=f"新设{number}处", order=100 + number))

    with django_assert_max_num_queries(12):
        assert services.remind_units(house.pk, by=planner, at=moment(19)) == 2 + count


def test_whoever_has_entries_cannot_have_nothing(house, line, staff):
    services.add_entry(house.pk, line=line(), by=staff, at=moment(18))
    with pytest.raises(Refused, match="请先删去条目"):
        services.report_nil(house.pk, by=staff, at=moment(18))


def test_each_sees_what_is_theirs_and_says_it_by_one_button(client, house, units, planner, staff):
    client.force_login(planner)
    assert "未报单位" in client.get(house.get_absolute_url()).content.decode()

    client.force_login(staff)
    page = client.get(house.get_absolute_url()).content.decode()
    assert "本单位无安排" in page and "未报单位" not in page

    client.post(f"{house.get_absolute_url()}report_nil/")
    assert unreported(house) == units[1:2]
    assert "本单位无安排" not in client.get(house.get_absolute_url()).content.decode()


def test_my_work_asks_for_the_report_until_it_is_given(house, staff, line, django_assert_num_queries):
    # The log-in of a request brings the posts along.
    assert not staff.acts_as(PostKind.SUPERVISOR)

    with django_assert_num_queries(1):
        (task,) = tasks(user=staff, on=THURSDAY, calendar=None)
    services.report_nil(house.pk, by=staff, at=moment(18))

    assert (task.title, task.due_on, len(task.steps)) == (str(house), THURSDAY, 2)
    assert tasks(user=staff, on=THURSDAY, calendar=None) == []


def test_what_came_by_itself_is_no_report(house, units):
    facts = {"arrangement": house, "on": date(2026, 11, 24), "activity": "专题协商会", "added_by": house.opened_by}
    Entry.objects.create(unit=units[0], source_url="/planning/consultations/1/", **facts)

    assert unreported(house) == units[:2]
