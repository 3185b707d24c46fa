"""The people of the demo house: units in the order of the organisation, posts, log-ins."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password

from secretariat.people.models import Department, DepartmentAlias, Post, PostKind, User
from secretariat.people.pinyin import pinyin_of

HERE = Path(__file__).parent
# A unit whose first alias is its short form, as papers write it.
SHORTENED = "专委会"


@dataclass(frozen=True)
class House:
    """Units by name, and people by log-in; `staff_of` is whoever handles things in a unit."""

    units: Mapping[str, Department]
    people: Mapping[str, User]
    staff: Mapping[str, User]

    def person(self, login: str) -> User:
        return self.people[login]

    def staff_of(self, unit: str) -> User:
        return self.staff[unit]


def build_house() -> House:
    """Units, aliases, people and posts; one password for all, printed by the command."""
    units = _units()
    names = tomllib.loads((HERE / "people.toml").read_text(encoding="utf-8"))
    password = make_password(names["password"])
    people = {row["login"]: _person(row, units, password) for row in names["people"]}
    staff = {user.department.name: user for user in people.values() if user.department and _handles(user)}
    heads = {post.department_id for post in Post.objects.filter(kind=PostKind.HEAD)}
    spare_heads, spare_staff = iter(names["names"]["heads"]), iter(names["names"]["staff"])
    for unit in units.values():
        if unit.name == "市政协办公厅":
            continue
        if unit.pk not in heads:
            _extra(f"head{unit.order:02d}", next(spare_heads), unit, password, head=True)
        if unit.name not in staff:
            staff[unit.name] = _extra(f"staff{unit.order:02d}", next(spare_staff), unit, password)
    return House(units, people, staff)


def password() -> str:
    """What every demo log-in is opened with."""
    found: str = tomllib.loads((HERE / "people.toml").read_text(encoding="utf-8"))["password"]
    return found


def _units() -> dict[str, Department]:
    with (HERE / "units.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for row in rows:
        aliases = [alias for alias in row["aliases"].split(";") if alias]
        short = aliases[0] if row["kind"] == SHORTENED and aliases else ""
        unit = Department.objects.create(order=int(row["order"]), name=row["name"], short_name=short, kind=row["kind"])
        DepartmentAlias.objects.bulk_create(DepartmentAlias(department=unit, name=alias) for alias in aliases)
        found[unit.name] = unit
    return found


def _person(row: Mapping[str, Any], units: Mapping[str, Department], password: str) -> User:
    unit = units[row["unit"]]
    admin = "administrator" in row.get("posts", ())
    user = _user(
        row["login"], row["name"], unit, password, phone=row.get("phone", ""), is_staff=admin, is_superuser=admin
    )
    for kind in row.get("posts", ()):
        post = Post.objects.create(user=user, kind=kind, department=unit if kind == PostKind.HEAD else None)
        post.oversees.set(units[name] for name in row.get("oversees", ()))
    return user


def _extra(login: str, name: str, unit: Department, password: str, *, head: bool = False) -> User:
    user = _user(login, name, unit, password, phone=f"62{unit.order:02d}")
    if head:
        Post.objects.create(user=user, kind=PostKind.HEAD, department=unit)
    return user


def _user(login: str, name: str, unit: Department, password: str, **more: Any) -> User:
    pinyin = pinyin_of(name)
    email = f"{login}@example.org"
    return User.objects.create(
        username=login, name=name, pinyin=pinyin, department=unit, email=email, password=password, **more
    )


def _handles(user: User) -> bool:
    return not Post.objects.filter(user=user, kind=PostKind.HEAD).exists()
