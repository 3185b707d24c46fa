"""What lies on a rest day, and days on which too much stands."""

from datetime import date, time

from planning.arrangements.models import DayLimit, Entry
from planning.arrangements.strains import strains
from secretariat.workdays.calendar import Calendar

TUESDAY, SATURDAY = date(2026, 11, 24), date(2026, 11, 28)


def entry(on=TUESDAY, **facts):
    return Entry(**{"on": on, "activity": "会", "half_day": "day"} | facts)


def found(*entries, off=(), **limits):
    limit = DayLimit(**{"per_leader": 3, "per_day": 10} | limits)
    return [(one.kind, one.what, len(one.entries)) for one in strains(entries, calendar=Calendar(off), limit=limit)]


def test_an_entry_on_a_rest_day_is_named_with_its_holiday():
    holiday = [(TUESDAY, "off", "建会纪念日")]

    assert found(entry(), entry(SATURDAY), off=holiday) == [("rest", "建会纪念日", 1), ("rest", "", 1)]


def test_rule_34_a_worked_saturday_is_no_rest_day():
    assert found(entry(SATURDAY), off=[(SATURDAY, "work", "")]) == []


def test_more_entries_of_a_leader_than_the_house_allows():
    led = [entry(leaders="林静远、高志明"), entry(leaders="林静远"), entry(leaders="林静远", starts_at=time(19))]

    assert (found(*led), found(*led, per_leader=2)) == ([], [("leader_load", "林静远", 3)])


def test_more_entries_on_a_day_than_the_house_allows():
    day = [entry(), entry(), entry(date(2026, 11, 25))]

    assert (found(*day, per_day=2), found(*day, per_day=1)) == ([], [("day_load", "", 2)])


def test_a_rest_day_is_explained_when_every_entry_on_it_is():
    said, silent = entry(SATURDAY, conflict_reason="全会期间"), entry(SATURDAY)
    both = [strains(one, calendar=Calendar([]), limit=DayLimit())[0].reason for one in ([said], [said, silent])]

    assert both == ["全会期间", ""]
