"""People of every post, and their inboxes."""

import datetime

import pytest

from secretariat.outbox.models import Notice
from secretariat.people.models import Department, Post, PostKind
from tests.secretariat.factories import UserFactory

PASSWORD = "correct horse 9"
DAY = datetime.date(2026, 11, 23)


@pytest.fixture
def unit(db):
    return Department.objects.create(name="农业农村委员会", short_name="农业农村委", order=1)


@pytest.fixture
def someone(unit):
    """`someone(PostKind.DEPUTY)` is a person who holds that post; without a post, a member of staff."""

    def make(*kinds, **facts):
        user = UserFactory(**{"department": unit} | facts)
        user.set_password(PASSWORD)
        user.save()
        for kind in kinds:
            Post.objects.create(user=user, kind=kind, department=unit if kind == PostKind.HEAD else None)
        return user

    return make


@pytest.fixture
def staff(someone):
    return someone()


@pytest.fixture
def reader(client, staff):
    """A client logged in as `staff`."""
    client.force_login(staff)
    return client


@pytest.fixture
def notify():
    """`notify(user, 3)` writes three unread notices."""

    def write(user, count, **facts):
        return [
            Notice.objects.create(
                **{"key": f"{user.pk}:{number}:{facts}", "recipient": user, "kind": "test", "day": DAY}
                | {"title": f"通知{number}", "url": "/me/"}
                | facts
            )
            for number in range(count)
        ]

    return write
