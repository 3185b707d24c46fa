"""Made-up items by the hundred thousand, written by the database itself; the titles are those of the demo year."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from secretariat.people.models import Department, Post, PostKind, User
from supervision.items.models import SupervisionItem

UNITS, STAFF = 20, 10
MATTERS = Path(__file__).parents[1] / "demo" / "matters.toml"
# Three in ten are open, as after some years of work; the open ones are due within the next year and a half.
ROWS = """
INSERT INTO {table} (
  state, year, number, number_text, assignment, title, requirement, product, importance, label, lead_id, handler_id,
  officer_id, original_due_on, due_on, counted_due_on, due_version, cycle, filed_on, dispatched_on, acknowledged_on,
  last_report_on, closing_on, closing_by_id, done_on, signed_off_on, dropped_reason, last_step, round, returns,
  extensions_granted, suspended_days, version
)
SELECT CASE WHEN open THEN 'in_progress' ELSE 'signed_off' END, 2000 + n / 10000, n %% 10000 + 1,
  format('%%s-%%s', 2000 + n / 10000, n %% 10000 + 1), 'bench', titles[n %% cardinality(titles) + 1] || n,
  titles[n * 7 %% cardinality(titles) + 1] || titles[n * 13 %% cardinality(titles) + 1], '', 'ordinary', 'internal',
  units[n %% cardinality(units) + 1], people[n %% cardinality(people) + 1], %(officer)s, due, due, due, 1, '',
  due - 60, due - 60, due - 59, CASE WHEN n %% 3 = 0 THEN %(on)s::date - n %% 30 END,
  CASE WHEN NOT open THEN due - 3 END, CASE WHEN NOT open THEN people[n %% cardinality(people) + 1] END,
  CASE WHEN NOT open THEN due - 3 END, CASE WHEN NOT open THEN due END, '', '', 1, 0, 0, 0, 1
FROM (SELECT %(titles)s::text[] AS titles, %(units)s::bigint[] AS units, %(people)s::bigint[] AS people) AS given,
  generate_series(%(first)s, %(last)s) AS n, LATERAL (SELECT n %% 10 < 3 AS open) AS share,
  LATERAL (SELECT %(on)s::date + CASE WHEN open THEN n %% 540 - 40 ELSE -60 - n %% 3000 END AS due) AS day
"""


class Town:
    """The people of the measurements, and the items that they work on."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.units = Department.objects.bulk_create(Department(name=f"Unit {n}", order=n) for n in range(UNITS))
        self.officer = self._person("officer", PostKind.SUPERVISOR)
        self._person("leader", PostKind.SECRETARY_GENERAL)
        self.staff = [self._staff(unit, n) for unit in self.units for n in range(STAFF)]
        self.count = 0

    def grow_to(self, count: int) -> None:
        """Add items until there are `count`, and let the database learn what it has."""
        facts: dict[str, Any] = {"first": self.count + 1, "last": count, "on": self.on, "officer": self.officer.pk}
        facts |= {
            "titles": titles(),
            "units": [unit.pk for unit in self.units],
            "people": [one.pk for one in self.staff],
        }
        with connection.cursor() as cursor:
            cursor.execute(ROWS.format(table=SupervisionItem._meta.db_table), facts)
        self.count = count
        settle()

    def _staff(self, unit: Department, n: int) -> User:
        return self._person(f"staff-{unit.order}-{n}", *([PostKind.HEAD] if n == 0 else []), unit=unit)

    def _person(self, name: str, *kinds: str, unit: Department | None = None) -> User:
        user = User.objects.create(username=name, name=name, email=f"{name}@example.org", department=unit)
        for kind in kinds:
            Post.objects.create(user=user, kind=kind, department=unit)
        return user


def titles() -> list[str]:
    """The titles of the demo year."""
    found: list[str] = []
    _gather(tomllib.loads(MATTERS.read_text(encoding="utf-8")), found)
    return found


def _gather(value: Any, found: list[str]) -> None:
    if isinstance(value, dict):
        found += [value["title"]] if isinstance(value.get("title"), str) else []
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        _gather(inner, found)


def settle() -> None:
    """What the database does by itself in quiet hours."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
