"""What the form that begins an arrangement proposes."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from planning.arrangements.forms import proposal
from secretariat.workdays.calendar import Calendar

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY, LATER = date(2026, 11, 30), date(2026, 12, 7)


@pytest.mark.parametrize(
    ("now", "taken", "expected"),
    [
        ("2026-11-24 09:00", set(), (MONDAY, "2026-11-26 17:00")),
        ("2026-11-24 09:00", {MONDAY}, (LATER, "2026-12-03 17:00")),
        # Thursday evening: there is still Friday.
        ("2026-11-26 18:00", set(), (MONDAY, "2026-11-27 17:00")),
        ("2026-11-27 17:00", set(), (LATER, "2026-12-03 17:00")),
        ("2026-11-29 09:00", set(), (LATER, "2026-12-03 17:00")),
    ],
)
def test_the_next_week_that_is_not_there_with_a_cut_off_to_come(now, taken, expected):
    day, cut_off = proposal(datetime.fromisoformat(now).replace(tzinfo=ZONE), taken, Calendar())

    assert (day, f"{cut_off:%Y-%m-%d %H:%M}") == expected


def test_the_page_passes_the_week_that_is_there(client, planner, week):
    client.force_login(planner)
    with time_machine.travel("2026-11-16 09:00+08:00", tick=False):
        page = client.get("/planning/arrangements/open/").content.decode()

    assert 'value="2026-11-30"' in page and 'value="2026-11-26T17:00"' in page


@pytest.mark.parametrize(
    ("kind", "day", "cut_off", "field"),
    [
        ("week", "1990-12-02", "2026-11-26T17:00", "day"),
        ("week", "2026-11-22", "2026-11-19T17:00", "day"),
        ("month", "2026-10-31", "2026-09-30T17:00", "day"),
        ("week", "2026-12-02", "2026-11-30T00:00", "cut_off_at"),
        ("month", "2026-12-02", "2026-12-10T17:00", "cut_off_at"),
        ("week", "2026-11-24", "2026-11-30T09:00", "cut_off_at"),
    ],
)
def test_what_is_over_and_a_cut_off_that_comes_too_late_are_refused(client, planner, kind, day, cut_off, field):
    client.force_login(planner)
    with time_machine.travel("2026-11-24 09:00+08:00", tick=False):
        page = client.post("/planning/arrangements/open/", {"kind": kind, "day": day, "cut_off_at": cut_off})

    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


@pytest.mark.parametrize(("day", "cut_off"), [("2026-12-02", "2026-11-29T23:59"), ("2026-11-24", "2026-11-24T17:00")])
def test_the_last_evening_before_a_week_and_a_week_that_runs_are_allowed(client, planner, day, cut_off):
    client.force_login(planner)
    with time_machine.travel("2026-11-24 09:00+08:00", tick=False):
        page = client.post("/planning/arrangements/open/", {"kind": "week", "day": day, "cut_off_at": cut_off})

    assert page.status_code == 302
