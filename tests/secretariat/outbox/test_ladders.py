"""Rule 17: on which working day a rung falls, and which events have a rung on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretariat.outbox.ladders import GRAVITY, events_of, gravity, nominal_day
from secretariat.outbox.models import Ladder
from secretariat.workdays.calendar import Calendar

# The autumn of 2026: ten days off, two weekend days worked.
AUTUMN = Calendar(
    [
        *((date(2026, 9, 25) + timedelta(days=n), "off", "中秋节") for n in range(3)),
        *((date(2026, 10, 1) + timedelta(days=n), "off", "国庆节") for n in range(7)),
        (date(2026, 9, 20), "work", "国庆节"),
        (date(2026, 10, 10), "work", "国庆节"),
    ]
)
SETTINGS = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.dates(date(2026, 8, 1), date(2026, 12, 31))


@pytest.mark.parametrize(("offset", "nominal"), [(-1, 30), (0, 30), (1, 38), (3, 40)])
def test_nominal_days_of_a_date_within_the_holidays(offset, nominal):
    assert nominal_day(Ladder.DUE, offset, date(2026, 10, 3), AUTUMN) == date(2026, 9, 1) + timedelta(days=nominal - 1)


@pytest.mark.parametrize("ladder", [Ladder.LATE, Ladder.ACKNOWLEDGE, Ladder.STALLED])
def test_what_happened_on_a_rest_day_is_told_on_the_next_working_day(ladder):
    assert nominal_day(ladder, 0, date(2026, 10, 3), AUTUMN) == date(2026, 10, 8)


@SETTINGS
@given(st.sampled_from(Ladder.values), st.integers(-30, 30), DAYS)
def test_rule_17_every_rung_falls_on_one_working_day_whatever_the_holidays(ladder, offset, event):
    nominal = nominal_day(ladder, offset, event, AUTUMN)

    assert AUTUMN.is_workday(nominal)
    first, last = events_of(ladder, offset, nominal, AUTUMN)
    assert first <= event <= last


@SETTINGS
@given(st.sampled_from(Ladder.values), st.integers(-30, 30), DAYS)
def test_events_of_a_day_have_their_rung_on_it_and_their_neighbours_have_not(ladder, offset, on):
    on = AUTUMN.roll_forward(on)
    first, last = events_of(ladder, offset, on, AUTUMN)
    inside = {nominal_day(ladder, offset, first + timedelta(days=n), AUTUMN) for n in range((last - first).days + 1)}
    outside = {nominal_day(ladder, offset, day, AUTUMN) for day in (first - timedelta(1), last + timedelta(1))}

    assert (inside, on in outside) == ({on}, False)


def test_every_ladder_has_its_gravity_and_overdue_is_the_gravest():
    assert set(GRAVITY) == set(Ladder)
    assert (
        gravity(Ladder.LATE, 1) > gravity(Ladder.ACKNOWLEDGE, 1) > gravity(Ladder.DUE, 0) > gravity(Ladder.STALLED, 15)
    )
