"""What a changed calendar does to items, and where their pages say that a date is provisional (rule 7)."""

from datetime import date

import pytest
import time_machine

from secretariat.offers import Recomputed
from secretariat.people.models import PostKind
from secretariat.workdays import queries
from supervision.items.touched import date_of, touched_by
from tests.secretariat.workdays import made_up
from tests.supervision.factories import ItemFactory, person

pytestmark = pytest.mark.django_db

ON, DUE = date(2026, 12, 30), date(2027, 1, 4)


def touched(on=ON):
    before = queries.load()
    return touched_by(before=before, after=made_up.replaced(before), on=on)


@pytest.mark.parametrize(
    ("due", "change"),
    [
        (date(2027, 1, 7), ("light", "green", "yellow")),
        (date(2027, 1, 8), ("reminder", "2026-12-31", "2027-01-07")),
    ],
)
def test_rule_07_light_and_next_reminder_follow_by_themselves(due, change):
    ItemFactory(due_on=due, last_report_on=ON)

    changed = [(one.what, one.before, one.after) for one in touched() if isinstance(one, Recomputed)]

    assert changed == [change]


@pytest.mark.parametrize("state", ["draft", "pending", "filed", "dispatched", "in_progress", "under_review"])
def test_rule_07_every_due_date_that_matters_still_is_in_question(state):
    item = ItemFactory(state=state, due_on=DUE)

    assert [(one.record[1], one.suggested_on) for one in touched() if not isinstance(one, Recomputed)] == [
        (item.pk, date(2027, 1, 6))
    ]
    assert date_of(item) == DUE


def test_a_due_date_set_on_a_rest_day_on_purpose_is_not_in_question():
    ItemFactory(state="filed", due_on=date(2027, 1, 2))

    assert touched() == []


@pytest.mark.parametrize("state", ["in_progress", "draft"])
@pytest.mark.parametrize(("due", "marks"), [(date(2026, 12, 31), 0), (DUE, 1)])
def test_rule_07_ledger_and_item_mark_a_provisional_date(client, due, marks, state):
    item = ItemFactory(due_on=due, officer=person(PostKind.SUPERVISOR), state=state)

    with time_machine.travel("2026-12-30 09:00+08:00", tick=False):
        client.force_login(item.officer)
        addresses = ("/supervision/items/?state=all", item.get_absolute_url())
        pages = [client.get(address).content.decode() for address in addresses]

    assert [page.count('s-tag-amber" title=') for page in pages] == [marks, marks]
