"""Reads about people and units, and who acts for whom on a day."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from secretariat.people.chains import Link, chains_to
from secretariat.people.models import Acting, Delegation, Department, Post, PostKind, User
from secretariat.people.name_words import LISTED
from secretariat.people.names import Unit, leading_post, read_units

LEADING = (PostKind.SECRETARY_GENERAL, PostKind.DEPUTY)


def units() -> list[Unit]:
    """Every active unit with its aliases, in the order of the organisation, as the reader of names takes them."""
    found = Department.objects.filter(is_active=True).prefetch_related("aliases")
    return [
        Unit(
            name=unit.name, aliases=tuple(alias.name for alias in unit.aliases.all()), kind=unit.kind, order=unit.order
        )
        for unit in found
    ]


def unit_finder() -> Callable[[str], Department | None]:
    """Finds the active unit that the words of a paper name: by its name, short name or an alias, with or without the
    house before it, as every reader of papers does; of several the first. Two queries, however often it is asked."""
    departments = list(Department.objects.filter(is_active=True).prefetch_related("aliases"))
    known = [Unit(unit.name, tuple(alias.name for alias in unit.aliases.all()), unit.kind) for unit in departments]
    by_name = {name: row for row, unit in zip(departments, known, strict=True) for name in (*unit.aliases, row.short)}
    by_name |= {row.name: row for row in departments}

    def find(words: str) -> Department | None:
        plain = "".join(words.split())
        for part in (plain, *LISTED.split(plain)):
            if found := by_name.get(part) or _unit_named(part, known, by_name):
                return found
        return None

    return find


def _unit_named(words: str, known: Sequence[Unit], by_name: Mapping[str, Department]) -> Department | None:
    whole = (found for found in read_units(words, known) if (found.start, found.end) == (0, len(words)))
    return next((by_name[found.unit.name] for found in whole if found.unit), None)


# Whoever is new cannot log in before somebody has given them a first password.
WITHOUT_PASSWORD = Q(password="") | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)

# By this word the list of people is asked for those who can, or cannot yet.
CAN_LOG_IN = "can_log_in"


def people_to_choose(*kept: int | None) -> QuerySet[User]:
    """Everybody active who may be given a part in something, and those who have it already (ids).

    An account that only administers the house is nobody's guest, handler or leader.
    """
    administers = Q(is_superuser=True) | Exists(Post.objects.filter(user=OuterRef("pk"), kind=PostKind.ADMINISTRATOR))
    others = Post.objects.filter(user=OuterRef("pk")).exclude(kind=PostKind.ADMINISTRATOR)
    to_choose = Q(is_active=True) & (~Q(administers) | Exists(others))
    return User.objects.filter(to_choose | Q(pk__in=[pk for pk in kept if pk]))


# Every step asks these two, for whoever is told of it: to put them together anew took longer than to ask them.
_PERSON, _UNIT, _POST = (model._meta.db_table for model in (User, Department, Post))
_IN_ORDER = f"LEFT JOIN {_UNIT} own ON own.id = person.department_id ORDER BY own.order, person.pinyin, person.id"
_HEADS = f"""
SELECT person.*, post.department_id AS headed FROM {_POST} post JOIN {_PERSON} person
ON person.id = post.user_id AND person.is_active AND post.kind = %s AND post.department_id = ANY(%s) {_IN_ORDER}"""
_HOLDERS = f"""
WITH person AS (SELECT * FROM {_PERSON} WHERE is_active
AND (id IN (SELECT user_id FROM {_POST} WHERE kind = ANY(%s)) OR (%s AND is_superuser)))
SELECT person.* FROM person {_IN_ORDER}"""


def heads_by_unit(departments: Iterable[int]) -> dict[int, list[User]]:
    """The active heads of each of these units by its id; of a unit that has none all its people, so that nothing is
    told to nobody. At most two queries, however many units."""
    heads: dict[int, list[User]] = {unit: [] for unit in departments}
    found: Iterable[Any] = User.objects.raw(_HEADS, [PostKind.HEAD, list(heads)])
    for person in found:
        heads[person.headed].append(person)
    if without := [unit for unit, people in heads.items() if not people]:
        staff: Iterable[Any] = User.objects.filter(is_active=True, department_id__in=without)
        for person in staff:
            heads[person.department_id].append(person)
    return heads


def heads_of(*departments: int) -> list[User]:
    """Those of `heads_by_unit`, one unit after the other and each person once."""
    return _each_once(heads_by_unit(departments).values())


def answering_for(*departments: int) -> list[User]:
    """The same; those who oversee a unit where it has nobody at all."""
    return _each_once(heads or overseers_of(unit) for unit, heads in heads_by_unit(departments).items())


def _each_once(groups: Iterable[list[User]]) -> list[User]:
    return list({person.pk: person for people in groups for person in people}.values())


def overseers_of(department_id: int) -> list[User]:
    """The deputies who oversee a unit; the secretary-general where none does."""
    posts = Post.objects.filter(kind=PostKind.DEPUTY, oversees=department_id, user__is_active=True)
    return [post.user for post in posts.select_related("user")] or holders(PostKind.SECRETARY_GENERAL)


def holders(*kinds: str) -> list[User]:
    """The active people who hold a post of any of these kinds; whoever has every right administers without one."""
    return list(User.objects.raw(_HOLDERS, [list(kinds), PostKind.ADMINISTRATOR in kinds]))


def leaders_in_order() -> list[int]:
    """Ids of the leaders as the house seats them: the secretary-general, then the deputies by name."""
    posts = Post.objects.filter(kind__in=LEADING, user__is_active=True).order_by("-kind", "user__pinyin")
    return list(dict.fromkeys(posts.values_list("user", flat=True)))


def leader_named(words: str, *, unit_id: int) -> User | None:
    """The leader of the office whom these words of a paper mean: by name, as the secretary-general (秘书长), or as the
    deputy who oversees the unit (分管副秘书长). None where they mean nobody, or more than one."""
    kind = leading_post(words)
    if kind == PostKind.DEPUTY:
        found = [user for user in overseers_of(unit_id) if user.holds(PostKind.DEPUTY)]
    else:
        leaders = holders(PostKind.SECRETARY_GENERAL) if kind else holders(*LEADING)
        found = [user for user in leaders if kind or user.name == words.strip()]
    return found[0] if len(found) == 1 else None


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
    """Everybody who answers for a unit, in one query however many units there are."""
    heads: dict[int, list[int]] = defaultdict(list)
    overseers: dict[int, list[int]] = defaultdict(list)
    leaders: list[int] = []
    active = Post.objects.filter(user__is_active=True, kind__in=_ANSWERING).order_by("pk")
    for kind, user, unit, overseen in active.values_list("kind", "user_id", "department_id", "oversees"):
        if kind == PostKind.HEAD:
            heads[unit].append(user)
        elif kind == PostKind.SECRETARY_GENERAL:
            leaders.append(user)
        elif overseen is not None:
            overseers[overseen].append(user)
    return Directory(heads, overseers, leaders)


_ANSWERING = (PostKind.HEAD, PostKind.DEPUTY, PostKind.SECRETARY_GENERAL)


# ── Who acts for whom (代理) ─────────────────────────────────────────────────────────────────────────────────────────
def links_on(on: date) -> "QuerySet[Any, Any]":
    """The delegations in force on a day, each as one JSON value with what rights ask about its giver.

    They are a handful in the whole house, so that the log-in can bring all of them along in its one query.
    """
    held = Post.objects.filter(user=OuterRef("giver")).values(held=JSONObject(kind="kind", department="department_id"))
    giver = {"name": "giver__name", "username": "giver__username", "unit": "giver__department_id"}
    link = JSONObject(
        giver="giver_id", taker="taker_id", from_on="from_on", until_on="until_on", held=ArraySubquery(held), **giver
    )
    found: QuerySet[Any, Any] = Delegation.objects.in_force(on).order_by("pk").values(link=link)
    return found


@lru_cache(maxsize=8)
def links_sql(on: date) -> tuple[str, tuple[Any, ...]]:
    """The same as an array of one column, in SQL with its parameters: put together once a day, asked by every page
    and every notice."""
    sql, params = links_on(on).query.sql_with_params()
    return f"ARRAY({sql})", params


def _rows_on(on: date) -> list[Mapping[str, Any]]:
    links, dates = links_sql(on)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb({links})", dates)
        (rows,) = cursor.fetchone()
    return json.loads(rows)  # type: ignore[no-any-return]


def acting_of(taker: int, rows: Iterable[Mapping[str, Any]]) -> tuple[Acting, ...]:
    """For whom `taker` acts by these rows of `links_on`: the people with their posts, the nearest first."""
    facts = {row["giver"]: row for row in rows}
    links = [_link(row) for row in rows]
    return tuple(_acting(taker, facts[giver], chain) for giver, chain in chains_to(taker, links).items())


def acts_for(user: User, on: date) -> list[User]:
    """Whom `user` may act for on a day, through at most three delegations in a row: one query."""
    rows = _rows_on(on)
    return [acting.giver for acting in acting_of(user.pk, rows)]


def acting_on(user: User, on: date) -> User:
    """The person, able to act on a day for those who let them: what the log-in of a request does by itself."""
    user.acting = acting_of(user.pk, _rows_on(on))
    return user


@dataclass(frozen=True)
class Away:
    """Somebody who is away, and the ids of those who act for them."""

    name: str
    takers: list[int]


def away_on(on: date) -> dict[int, Away]:
    """Who is away on a day, by their ids; one query."""
    rows = _rows_on(on)
    found = {row["giver"]: Away(row["name"], []) for row in rows}
    links = [_link(row) for row in rows]
    for taker in sorted({link.taker for link in links}):
        for giver in chains_to(taker, links):
            found[giver].takers.append(taker)
    return found


def delegations_of(user: User, on: date) -> list[Delegation]:
    """What `user` has given or taken and what still holds or will hold on `on`, the nearest first."""
    both = Delegation.objects.filter(giver=user) | Delegation.objects.filter(taker=user)
    return list(both.to_come(on).select_related("giver", "taker").order_by("from_on", "pk"))


def _link(row: Mapping[str, Any]) -> Link:
    return Link(row["giver"], row["taker"], date.fromisoformat(row["from_on"]), date.fromisoformat(row["until_on"]))


def _acting(taker: int, facts: Mapping[str, Any], chain: list[Link]) -> Acting:
    giver = User(pk=facts["giver"], name=facts["name"], username=facts["username"], department_id=facts["unit"])
    giver.__dict__["held"] = facts["held"]
    # Whoever stands in between has had the right in their hands as well.
    giver.__dict__["hands"] = frozenset({taker, giver.pk, *(link.giver for link in chain)})
    return Acting(giver, max(link.from_on for link in chain), min(link.until_on for link in chain))
