"""Reads about people and units."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Directory:
    """Who answers for a unit: ids of people by the id of the unit, and the secretary-general."""

    heads: Mapping[int, list[int]]
    overseers: Mapping[int, list[int]]
    secretary_general: list[int]

    def overseers_of(self, department_id: int) -> list[int]:
        """Those who oversee the unit, else the secretary-general."""
        return self.overseers.get(department_id) or self.secretary_general


def directory() -> Directory:
    """Everybody who answers for a unit, in three queries however many units there are."""
    heads: dict[int, list[int]] = defaultdict(list)
    overseers: dict[int, list[int]] = defaultdict(list)
    active = Post.objects.filter(user__is_active=True)
    for user, unit in active.filter(kind=PostKind.HEAD).values_list("user_id", "department_id"):
        heads[unit].append(user)
    for user, unit in active.filter(kind=PostKind.DEPUTY).values_list("user_id", "oversees"):
        overseers[unit].append(user)
    leaders = active.filter(kind=PostKind.SECRETARY_GENERAL).values_list("user_id", flat=True)
    return Directory(heads, overseers, list(leaders))
