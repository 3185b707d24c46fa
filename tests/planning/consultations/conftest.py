"""People round a consultation, and one with a date."""

from datetime import date

import pytest

from planning.consultations import services
from planning.consultations.models import Consultation
from planning.consultations.services import Row
from secretariat.people.models import Department, PostKind
from secretariat.workdays import queries as workdays
from tests.supervision.factories import person

TODAY = date(2026, 11, 2)
MEETING = date(2026, 11, 27)


@pytest.fixture
def units(db):
    """The lead unit, a co-unit, and one that has no part."""
    names = ("经济委员会", "研究室", "秘书处")
    return [Department.objects.create(name=name, order=place) for place, name in enumerate(names)]


@pytest.fixture
def planner(units):
    return person(PostKind.PLANNER, unit=units[2], name="综合处")


@pytest.fixture
def head(units):
    return person(PostKind.HEAD, unit=units[0], name="主任")


@pytest.fixture
def outsider(units):
    return person(unit=units[2], name="旁人")


@pytest.fixture
def calendar(db):
    return workdays.load()


@pytest.fixture
def planned(units, planner):
    """A consultation as it comes out of a programme."""
    row = Row(topic="推动低空经济发展", kind="consultation", form="专题协商会", window_words="11月", lead=units[0])
    row.co_units = [units[1]]
    services.confirm_programme(year=2026, title="2026年度协商计划", rows=[row], by=planner, on=TODAY)
    return Consultation.objects.get()


@pytest.fixture
def scheduled(planned, planner, calendar):
    """With its date and its checkpoints."""
    return services.schedule_consultation(planned.pk, meeting_on=MEETING, by=planner, on=TODAY, calendar=calendar)
