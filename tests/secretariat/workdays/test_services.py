"""Rule 8: what an import of a calendar refuses, and what it leaves."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.people.models import User
from secretariat.workdays import queries
from secretariat.workdays.models import CalendarYear, SpecialDay
from secretariat.workdays.services import CalendarRefused, import_year
from tests.secretariat.workdays import made_up

ON = date(2026, 11, 23)
NOTICE = "国办发明电〔2026〕9号"


def row(day: str, kind: str = "off", name: str = "元旦") -> dict[str, str]:
    return {"date": day, "kind": kind, "name": name}


@pytest.fixture
def admin(db):
    return User.objects.create(username="calendar", name="日历", is_superuser=True)


def test_rule_08_import_stores_the_days_and_the_notice(admin):
    record = import_year([row("2027-01-01"), row("2027-01-03", "work")], year=2027, notice=NOTICE, by=admin, on=ON)

    assert record.notice == NOTICE
    assert list(record.days.values_list("date", "kind", "name")) == [
        (date(2027, 1, 1), "off", "元旦"),
        (date(2027, 1, 3), "work", "元旦"),
    ]
    assert Event.objects.get(verb="calendar.imported").actor == admin


def test_rule_07_import_ends_the_provision(admin):
    assert queries.load().is_provisional(date(2027, 1, 4))

    import_year([row("2027-01-01")], year=2027, notice=NOTICE, by=admin, on=ON)

    assert not queries.load().is_provisional(date(2027, 1, 4))


def test_import_replaces_what_was_known_of_the_year(admin):
    import_year([row("2026-01-01")], year=2026, notice=NOTICE, by=admin, on=ON)

    assert SpecialDay.objects.filter(year=2026).count() == 1
    assert CalendarYear.objects.get(year=2026).notice == NOTICE


@pytest.mark.parametrize(
    ("bad", "number"),
    [
        ([row("2027-01-01"), row("2027-01-01")], [1, 2]),
        ([row("2027-01-02"), row("2027-01-02", "work")], [1, 2]),
        ([row("2027-01-01"), row("2027-01-04", "work")], [2]),
        ([row("2026-12-31"), row("2027-01-01")], [1]),
        ([row("2027-02-30")], [1]),
        ([row("2027-01-01", "half")], [1]),
        ([row("2027-01-01", name=" ")], [1]),
        ([{}], [1]),
    ],
)
def test_rule_08_import_refuses_row_by_row_and_keeps_nothing(admin, bad, number):
    with pytest.raises(CalendarRefused) as refusal:
        import_year(bad, year=2027, notice=NOTICE, by=admin, on=ON)

    assert [refused.number for refused in refusal.value.rows] == number
    assert all(refused.reason for refused in refusal.value.rows)
    assert not CalendarYear.objects.filter(year=2027).exists()


@pytest.mark.parametrize(("rows", "notice"), [([], NOTICE), ([row("2027-01-01")], "  ")])
def test_import_needs_days_and_the_number_of_the_notice(admin, rows, notice):
    with pytest.raises(Refused):
        import_year(rows, year=2027, notice=notice, by=admin, on=ON)


def test_rule_08_a_row_is_named_by_the_number_it_has_in_its_sheet(admin):
    with pytest.raises(CalendarRefused) as refusal:
        import_year(
            [row("2027-01-01") | {"number": "7"}, row("2027-01-01", "work")], year=2027, notice=NOTICE, by=admin, on=ON
        )

    assert [refused.number for refused in refusal.value.rows] == [7, 2]


def test_nobody_but_the_administrator_imports(admin):
    other = User.objects.create(username="planner", name="综合")

    with pytest.raises(PermissionDenied):
        import_year([row("2027-01-01")], year=2027, notice=NOTICE, by=other, on=ON)


def test_a_second_import_replaces_the_year_whole_and_is_logged(admin):
    import_year([row("2027-01-01"), row("2027-01-02")], year=2027, notice=NOTICE, by=admin, on=ON)
    import_year([row("2027-01-01"), row("2027-01-04")], year=2027, notice="国办发明电〔2026〕10号", by=admin, on=ON)

    event = Event.objects.get(verb="calendar.replaced")
    assert list(SpecialDay.objects.filter(year=2027).values_list("date", flat=True)) == [
        date(2027, 1, 1),
        date(2027, 1, 4),
    ]
    assert event.data["was"] == NOTICE
    assert event.data["changed"] == [{"on": "2027-01-04", "worked": False, "name": "元旦"}]


def test_importing_the_same_calendar_twice_changes_nothing(admin):
    for _time in range(2):
        import_year(made_up.rows(), year=2027, notice=NOTICE, by=admin, on=ON)

    again = Event.objects.get(verb="calendar.replaced").data
    assert (again["changed"], again["recomputed"], again["listed"]) == ([], [], 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "kind"), [(date(2026, 1, 5), "work"), (date(2027, 1, 1), "off"), (date(2026, 3, 3), "half")]
)
def test_rule_08_the_database_knows_it_too(day, kind):
    with pytest.raises(IntegrityError), transaction.atomic():
        SpecialDay.objects.create(year_id=2026, date=day, kind=kind, name="元旦")
