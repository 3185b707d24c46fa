"""The cast round an item that is overdue, and what must not change when something is refused."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from secretariat.audit.models import Event
from secretariat.outbox.models import Notice
from supervision.urging.models import Slip, Urge
from tests.supervision.factories import ItemFactory
from tests.supervision.items.cast import Cast

LATE = date(2026, 10, 12)  # the second working day after the due date


def at(day, hour=9):
    """A moment of a day of 2026, as local time."""
    return datetime.combine(date.fromisoformat(f"2026-{day}"), datetime.min.time(), ZoneInfo("Asia/Shanghai")).replace(
        hour=hour
    )


@pytest.fixture
def cast(db):
    return Cast.make()


@pytest.fixture
def item(cast):
    """Overdue since 9 October 2026."""
    return ItemFactory(lead=cast.lead, co_units=[cast.co_unit], officer=cast.officer)


@pytest.fixture
def snapshot(db):
    def look():
        rows = [list(model.objects.order_by("pk").values()) for model in (Slip, Urge)]
        return rows, Event.objects.count(), Notice.objects.count()

    return look


@pytest.fixture
def told():
    """`told("slip_issue")`: the names of those whom it told, in order."""
    return lambda kind: sorted(Notice.objects.filter(kind=kind).values_list("recipient__name", flat=True))


@pytest.fixture
def last_event():
    def look():
        event = Event.objects.order_by("-pk").select_related("actor").first()
        return event.verb, event.actor.name, event.before, event.after, event.note

    return look
