"""Reads about people and units."""

from secretariat.people.models import Department, Post, PostKind, User
from secretariat.people.names import Unit


def units() -> list[Unit]:
    """Every active unit with its aliases, in the order of the organisation, as the reader of names takes them."""
    found = Department.objects.filter(is_active=True).prefetch_related("aliases")
    return [
        Unit(
            name=unit.name, aliases=tuple(alias.name for alias in unit.aliases.all()), kind=unit.kind, order=unit.order
        )
        for unit in found
    ]


def staff_of(department_id: int) -> list[User]:
    """The active people of a unit."""
    return list(User.objects.filter(is_active=True, department_id=department_id))


def heads_of(department_id: int) -> list[User]:
    """The active heads of a unit; the whole unit where it has none, so that nothing is told to nobody."""
    heads = list(
        User.objects.filter(is_active=True, posts__kind=PostKind.HEAD, posts__department_id=department_id).distinct()
    )
    return heads or staff_of(department_id)


def overseers_of(department_id: int) -> list[User]:
    """The deputies who oversee a unit; the secretary-general where none does."""
    posts = Post.objects.filter(kind=PostKind.DEPUTY, oversees=department_id, user__is_active=True)
    return [post.user for post in posts.select_related("user")] or holders(PostKind.SECRETARY_GENERAL)


def holders(*kinds: str) -> list[User]:
    """The active people who hold a post of any of these kinds."""
    return list(User.objects.filter(is_active=True, posts__kind__in=kinds).distinct())
