"""People and rows of the shared drawers, valid and dull."""

import factory
from factory.django import DjangoModelFactory

from secretariat.people.models import Post, PostKind, User

SIGNS = str.maketrans("0123456789", "〇一二三四五六七八九")


def counted(n):
    """What tells one made-up name from another, without the digits for which a test may look."""
    return str(n).translate(SIGNS)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"person{n}")
    name = factory.Sequence(lambda n: f"张三{counted(n)}")
    email = factory.LazyAttribute(lambda person: f"{person.username}@example.org")


def planner(**facts):
    """A person who sees all series of meetings."""
    user = UserFactory(**facts)
    Post.objects.create(user=user, kind=PostKind.PLANNER)
    return user
