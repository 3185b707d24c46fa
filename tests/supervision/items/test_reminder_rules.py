"""Rule 17 for any rules and any dates: one line per item, person and day, none on rest days, nothing twice."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretariat.outbox.models import Audience, Ladder, Notice, ReminderRule
from secretariat.outbox.reminders import lines_on, send_reminders
from secretariat.people.models import Delegation
from secretariat.workdays import queries as workdays
from supervision.items.reminders import LADDERS
from supervision.items.states import RUNNING
from tests.supervision.factories import ItemFactory

SETTINGS = settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
DAYS = st.dates(date(2026, 9, 1), date(2026, 11, 15))
RULES = st.lists(
    st.tuples(st.sampled_from(LADDERS), st.integers(-4, 12), st.sampled_from(Audience)), max_size=12, unique=True
)
ITEMS = st.lists(
    st.fixed_dictionaries(
        {
            "state": st.sampled_from([*RUNNING, "suspended", "under_review", "completed"]),
            "due_on": DAYS,
            "filed_on": DAYS,
            "last_report_on": st.none() | DAYS,
            "resumed_on": st.none() | DAYS,
            "cycle": st.sampled_from(["", "weekly:3", "biweekly:5", "monthly:25"]),
        }
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture
def house(cast):
    """The head acts for the handler and for the deputy: told of one matter in three capacities."""
    period = {"from_on": date(2026, 1, 1), "until_on": date(2026, 12, 31), "reason": "休假", "made_by": cast.head}
    for giver in (cast.staff, cast.deputy):
        Delegation.objects.create(giver=giver, taker=cast.head, **period)
    return cast


@SETTINGS
@given(rules=RULES, items=ITEMS, on=DAYS)
def test_rule_17_whatever_the_rules_and_dates_a_person_is_told_once_a_day_of_a_matter(house, rules, items, on):
    with transaction.atomic():
        told = sweep(house, rules, items, on)
        transaction.set_rollback(True)

    assert len({(line.matter, line.recipient_id) for line in told}) == len(told)
    assert not told or workdays.load().is_workday(on)


def sweep(house, rules, items, on):
    """The lines of the day; a first sweep tells all of them and a second one none."""
    ReminderRule.objects.all().delete()
    for ladder, offset, audience in rules:
        ReminderRule.objects.create(ladder=ladder, offset=offset, audience=audience, valid_from=date(2020, 1, 1))
    running = {
        item.pk
        for facts in items
        for item in [ItemFactory(lead=house.lead, handler=house.staff, **facts)]
        if item.state in RUNNING
    }
    told = lines_on(on)

    assert {line.subject_id for line in told} <= running
    assert (send_reminders(on).new, send_reminders(on).new) == (len(told), 0)
    assert Notice.objects.filter(kind__startswith="remind_").count() == len(told)
    return told


def test_the_ladders_of_items_are_all_but_those_of_other_drawers():
    assert set(Ladder) - set(LADDERS) == {Ladder.CHECKPOINT}
