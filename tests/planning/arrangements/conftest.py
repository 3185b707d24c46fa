"""A week that collects, and the people round it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from planning.arrangements import services
from planning.arrangements.models import half_of
from planning.arrangements.services import Line
from secretariat.people.models import Department, PostKind
from tests.supervision.factories import person

MONDAY = date(2026, 11, 23)


def moment(day, hour=12):
    return datetime(2026, 11, day, hour, tzinfo=ZoneInfo("Asia/Shanghai"))


CUT_OFF = moment(19, 17)


@pytest.fixture
def units(db):
    """A unit that reports, another one, and the planning office."""
    names = ("提案委员会", "经济委员会", "综合处")
    return [Department.objects.create(name=name, order=place) for place, name in enumerate(names)]


@pytest.fixture
def planner(units):
    return person(PostKind.PLANNER, unit=units[2], name="综合")


@pytest.fixture
def staff(units):
    return person(unit=units[0], name="承办")


@pytest.fixture
def head(units):
    return person(PostKind.HEAD, unit=units[0], name="主任")


@pytest.fixture
def stranger(units):
    return person(unit=units[1], name="旁人")


@pytest.fixture
def week(planner):
    return services.open_arrangement(kind="week", day=date(2026, 11, 25), cut_off_at=CUT_OFF, by=planner)


@pytest.fixture
def line(units):
    """A function that makes a line of the week: dull, of the first unit."""

    def make(day=24, **facts):
        half = half_of(facts["starts_at"]).value if facts.get("starts_at") else "morning"
        facts = {"activity": "召开主任会议", "half_day": half, "unit": units[0]} | facts
        return Line(on=date(2026, 11, day), **facts)

    return make


@pytest.fixture
def published(week, planner, line):
    services.add_entry(week.pk, line=line(), by=planner, at=moment(18))
    services.coordinate_arrangement(week.pk, by=planner, at=moment(19))
    return services.publish_arrangement(week.pk, by=planner, at=moment(20))
