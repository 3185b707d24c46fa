"""The units of the sample, and people round a plan."""

import csv
from pathlib import Path

import pytest

from secretariat.people.models import Department, DepartmentAlias, PostKind
from secretariat.people.names import Unit
from tests.supervision.factories import person

HERE = Path(__file__).parent


def table():
    """The rows of the list of units."""
    with (HERE / "units.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def units():
    """The units as the reader takes them."""
    return [
        Unit(row["name"], tuple(alias for alias in row["aliases"].split(";") if alias), row["kind"], int(row["order"]))
        for row in table()
    ]


@pytest.fixture
def house(db):
    """The same units as rows, by name."""
    found = {}
    for row in table():
        unit = Department.objects.create(name=row["name"], kind=row["kind"], order=int(row["order"]))
        names = [alias for alias in row["aliases"].split(";") if alias]
        DepartmentAlias.objects.bulk_create(DepartmentAlias(department=unit, name=name) for name in names)
        found[row["name"]] = unit
    return found


@pytest.fixture
def planner(db):
    return person(PostKind.PLANNER, name="综合处")


@pytest.fixture
def officer(db):
    return person(PostKind.SUPERVISOR, name="督查员")
