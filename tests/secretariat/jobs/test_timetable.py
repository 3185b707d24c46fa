"""What recurs, and when it was due."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from secretariat.jobs.timetable import Days, Entry, Run, runs_due
from secretariat.workdays.calendar import OFF, WORK, Calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
REMIND = Entry("remind", time(8, 30), Days.WORKING_DAY)
COMPILE = Entry("compile", time(9), Days.FIRST_WORKING_DAY_OF_MONTH)
SEAL = Entry("seal", time(0, 5), Days.EVERY_DAY)


@pytest.fixture(scope="module")
def calendar():
    october = [(datetime(2026, 10, day).date(), OFF, "国庆节") for day in range(1, 8)]
    return Calendar([*october, (datetime(2026, 10, 10).date(), WORK, "国庆节")])


def due(calendar, text, *entries):
    now = datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    return [(run.name, run.nominal_at.strftime("%m-%d %H:%M")) for run in runs_due(entries, now=now, calendar=calendar)]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-23 08:29:59", []),
        ("2026-11-23 08:30:00", [("remind", "11-23 08:30")]),
        ("2026-11-23 23:59:59", [("remind", "11-23 08:30")]),
        ("2026-11-22 12:00:00", []),
        ("2026-10-05 12:00:00", []),
        ("2026-10-10 12:00:00", [("remind", "10-10 08:30")]),
    ],
)
def test_rule_17_working_days_only_and_later_the_same_day(calendar, now, expected):
    assert due(calendar, now, REMIND) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-10-01 12:00:00", []),
        ("2026-10-08 08:59:00", []),
        ("2026-10-08 09:00:00", [("compile", "10-08 09:00")]),
        ("2026-10-09 12:00:00", []),
        ("2026-11-02 12:00:00", [("compile", "11-02 09:00")]),
    ],
)
def test_first_working_day_of_the_month(calendar, now, expected):
    assert due(calendar, now, COMPILE) == expected


def test_every_day_is_a_rest_day_as_well(calendar):
    assert due(calendar, "2026-11-22 12:00:00", SEAL) == [("seal", "11-22 00:05")]


def test_runs_come_in_the_order_of_their_times(calendar):
    assert [name for name, _ in due(calendar, "2026-11-02 12:00", COMPILE, REMIND, SEAL)] == [
        "seal",
        "remind",
        "compile",
    ]


def test_nominal_time_is_the_same_all_day(calendar):
    morning = datetime(2026, 11, 23, 8, 31, tzinfo=SHANGHAI)
    runs = [runs_due([REMIND], now=morning + timedelta(hours=n), calendar=calendar) for n in range(15)]

    assert runs == [[Run("remind", datetime(2026, 11, 23, 8, 30, tzinfo=SHANGHAI))]] * 15
