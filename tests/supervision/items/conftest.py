"""The cast, an item in the state a test asks for, and what must not change when a step is refused."""

import pytest
from django.db import connection

from secretariat.audit.models import Event
from secretariat.outbox.models import Notice
from supervision.items.models import Extension, Objection, Report, SupervisionItem, Suspension
from supervision.items.standing import Day
from tests.supervision.items.cast import DAY, Cast, bring

KEPT = (SupervisionItem, Report, Extension, Objection, Suspension)


@pytest.fixture
def cast(db):
    return Cast.make()


@pytest.fixture
def item_in(cast):
    """`item_in("under_review")` is an important item that its steps brought there."""
    return lambda state, **facts: bring(cast, state, **facts)


@pytest.fixture
def day(db):
    """14 September 2026 with the official calendar and the preset rule."""
    return Day.of(DAY)


@pytest.fixture
def snapshot(db):
    """Everything that a refused step must leave as it was, asked for at once."""
    rows = [f'(SELECT json_agg(kept ORDER BY id)::text FROM "{model._meta.db_table}" kept)' for model in KEPT]
    counts = [f'(SELECT count(*) FROM "{model._meta.db_table}")' for model in (Event, Notice)]
    asked = "SELECT " + ", ".join(rows + counts)

    def look():
        with connection.cursor() as cursor:
            cursor.execute(asked)
            return cursor.fetchone()

    return look


@pytest.fixture
def told():
    """`told(item, "dispatch")`: the names of those whom this step told, in order."""

    def names(item, step):
        notices = Notice.objects.filter(kind=f"item_{step}", url=item.get_absolute_url())
        return sorted(notices.values_list("recipient__name", flat=True))

    return names


@pytest.fixture
def last_event():
    """The newest event as (verb, actor, from, to, note)."""

    def look():
        event = Event.objects.order_by("-pk").select_related("actor").first()
        return event.verb, event.actor.name, event.before, event.after, event.note

    return look
