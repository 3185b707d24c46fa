"""A ledger with something in every column, on 23 November 2026."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine

from secretariat.audit import services as audit
from supervision.items.standing import Day
from tests.planning.plans.factories import PlanItemFactory
from tests.supervision.factories import ItemFactory
from tests.supervision.items.cast import Cast

ON = date(2026, 11, 23)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def cast(db):
    return Cast.make()


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(datetime.combine(ON, time(9), SHANGHAI), tick=False):
        yield


@pytest.fixture
def day(db):
    return Day.of(ON)


@pytest.fixture
def ledger(cast):
    """Items of two units and all sources, of this year and the last, in every state that a figure tells apart."""
    dues = [date(2026, 10, 16), date(2026, 11, 20), date(2026, 11, 25), date(2026, 12, 4), date(2027, 3, 1)]
    for place, due_on in enumerate(dues):
        lead = (cast.lead, cast.other_unit)[place % 2]
        made(cast, lead=lead, due_on=due_on, extensions_granted=place % 2, filed_on=date(2026, 9 + place % 3, 2))
    made(cast, due_on=None, cycle="monthly:25", last_report_on=date(2026, 11, 20))
    made(cast, state="suspended", due_on=date(2026, 10, 9))
    made(cast, state="under_review", due_on=date(2026, 11, 2), closing_on=date(2026, 11, 9))
    for place in range(7):
        done = date(2026, 5 + place, 12)
        facts = {
            "filed_on": date(2026, 4, 1),
            "closing_on": done,
            "due_on": date(2026, 5 + place, 8 if place > 4 else 20),
        }
        made(cast, state="signed_off", lead=(cast.lead, cast.other_unit)[place % 2], **facts)
    for state in ("draft", "filed", "not_filed", "terminated"):
        made(cast, state=state)
    made(cast, state="completed", filed_on=date(2025, 3, 3), closing_on=date(2025, 4, 1), due_on=date(2025, 4, 8))
    planned = made(cast, plan_item=PlanItemFactory(lead=cast.lead), assignment="", due_on=date(2026, 11, 30))
    for moment in (date(2026, 10, 8), date(2026, 11, 9), date(2026, 11, 10)):
        with time_machine.travel(datetime.combine(moment, time(9), SHANGHAI), tick=False):
            audit.record(actor=cast.reviewer, verb="item.returned", subject=planned)


def made(cast, **facts):
    return ItemFactory(**{"lead": cast.lead, "officer": cast.officer} | facts)


@pytest.fixture
def log_in(cast, client):
    """`log_in("officer")` is the client of that role."""

    def enter(role):
        client.force_login(getattr(cast, role))
        return client

    return enter
