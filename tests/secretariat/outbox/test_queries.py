"""The inbox."""

from datetime import date

import pytest

from secretariat.outbox import queries, services
from tests.secretariat.factories import UserFactory

pytestmark = pytest.mark.django_db


def tell(user, key):
    services.queue(to=[user], kind="test", key=key, day=date(2026, 11, 23), title=key)


def test_inbox_shows_own_notices_newest_first():
    anna, bert = UserFactory(), UserFactory()
    for user, key in [(anna, "one"), (bert, "other"), (anna, "two")]:
        tell(user, key)

    assert [notice.title for notice in queries.inbox(anna)] == ["two", "one"]


def test_unread_count_counts_what_is_unread():
    anna = UserFactory()
    tell(anna, "one")
    tell(anna, "two")
    services.mark_read([queries.inbox(anna)[0].pk], by=anna)

    assert queries.unread_count(anna) == 1
