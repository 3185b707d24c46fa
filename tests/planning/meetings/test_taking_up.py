"""The measure of what is taken up, as plain rows: until when, in time or late, sums that close."""

from datetime import date
from types import SimpleNamespace

import pytest

from planning.meetings.taking_up import measure, shown, taking_of
from secretariat.workdays.calendar import OFF, WORK, Calendar

PUBLISHED = date(2026, 9, 21)
DUE = date(2026, 10, 12)  # 10 working days on, without two holidays, with a worked Saturday
AFTER = date(2026, 10, 13)


@pytest.fixture(scope="module")
def calendar():
    off = [date(2026, 9, day) for day in (25, 26, 27)] + [date(2026, 10, day) for day in range(1, 8)]
    return Calendar([*((day, OFF, "假日") for day in off), (date(2026, 10, 10), WORK, "国庆节")])


def decision(*taken, state="not_tracked", pk=1):
    meeting = SimpleNamespace(published_on=PUBLISHED, series=SimpleNamespace(take_up_days=10))
    rows = [SimpleNamespace(on=on, topic=topic and SimpleNamespace(state=topic)) for on, topic in taken]
    return SimpleNamespace(pk=pk, meeting=meeting, state=state, takings=SimpleNamespace(all=lambda: rows))


def stands(calendar, on, *taken, **facts):
    found = taking_of(decision(*taken, **facts), on=on, calendar=calendar)
    return found.state, found.taken_on


def test_a_decision_is_taken_up_within_10_working_days_from_the_day_of_its_minutes(calendar):
    taken = {
        "on its last day": stands(calendar, AFTER, (DUE, "accepted")),
        "a day later": stands(calendar, AFTER, (AFTER, "draft")),
        "by an item": stands(calendar, AFTER, (PUBLISHED, None)),
        "still in time": stands(calendar, DUE),
        "past its day": stands(calendar, AFTER),
    }

    assert taken == {
        "on its last day": ("in_time", DUE),
        "a day later": ("late", AFTER),
        "by an item": ("in_time", PUBLISHED),
        "still in time": ("open", None),
        "past its day": ("missed", None),
    }


def test_what_is_on_the_ledger_itself_is_an_item_and_a_topic_not_brought_up_takes_nothing_up(calendar):
    assert stands(calendar, AFTER, state="tracked") == ("in_time", PUBLISHED)
    assert stands(calendar, AFTER, (DUE, "refused")) == ("missed", None)


def test_the_sums_close_and_every_figure_equals_its_rows(calendar):
    rows = [decision((DUE, None)), decision((AFTER, None), pk=2), decision(pk=3), decision(state="tracked", pk=4)]
    found = [taking_of(one, on=AFTER, calendar=calendar) for one in rows]
    sums = measure(found)

    assert (sums.all, sums.in_time, sums.late, sums.open, sums.missed) == (4, 2, 1, 0, 1)
    assert (sums.judged, sums.share, measure([]).share) == (4, "50.0%", "—")
    for name, _label, count in sums.figures:
        assert len(shown(found, name)) == count
    assert [one.decision.pk for one in shown(found, "untaken")] == [3]
