"""The people around a meeting, the units of the sample minutes, and what must not change when a step is refused."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from planning.meetings.models import AgendaLine, Decision, Hearing, Meeting, Series, Topic
from secretariat.audit.models import Event
from secretariat.outbox.models import Notice
from secretariat.people.models import Department, DepartmentAlias, Post, PostKind
from secretariat.workdays import queries as workdays
from tests.planning.factories import DecisionFactory, MeetingFactory, SeriesFactory, TopicFactory
from tests.secretariat.factories import UserFactory

HERE = Path(__file__).parent


@pytest.fixture
def units(db):
    """The table of units by name."""
    with (HERE / "units.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    Department.objects.bulk_create(
        Department(name=row["name"], kind=row["kind"], order=int(row["order"])) for row in rows
    )
    found = {unit.name: unit for unit in Department.objects.all()}
    DepartmentAlias.objects.bulk_create(
        DepartmentAlias(department=found[row["name"]], name=alias)
        for row in rows
        for alias in filter(None, row["aliases"].split(";"))
    )
    return found


def _person(kind, unit=None):
    user = UserFactory(department=unit)
    Post.objects.create(user=user, kind=kind, department=unit if kind == PostKind.HEAD else None)
    return user


@pytest.fixture
def planner(units):
    return _person(PostKind.PLANNER, units["综合处"])


@pytest.fixture
def supervisor(units):
    return _person(PostKind.SUPERVISOR, units["督查处"])


@pytest.fixture
def leader(units):
    return _person(PostKind.SECRETARY_GENERAL)


@pytest.fixture
def head(units):
    """The head of 行政处: concerned where a decision names the unit, a stranger elsewhere."""
    return _person(PostKind.HEAD, units["行政处"])


@pytest.fixture
def stranger(units):
    return UserFactory(department=units["文史馆"])


@pytest.fixture
def calendar(db):
    return workdays.load()


@pytest.fixture
def meeting(units):
    """A planned meeting."""
    return MeetingFactory()


@pytest.fixture
def drafted(units):
    """A meeting whose minutes are in draft."""
    return MeetingFactory(state="drafting")


@pytest.fixture
def decision(drafted, units):
    """A proposed decision that can be confirmed as it was read."""
    return DecisionFactory(meeting=drafted, leads=[units["行政处"]], co_units=[units["财务处"]])


@pytest.fixture
def sample():
    """The text of the sample minutes."""
    return (HERE / "minutes-2026-11-16.txt").read_text(encoding="utf-8")


@pytest.fixture
def snapshot(db):
    """Everything that a refused step must leave as it was."""

    def look():
        rows = [list(model.objects.order_by("pk").values()) for model in (Series, Meeting, Decision)]
        return rows, Event.objects.count(), Notice.objects.count()

    return look


@pytest.fixture
def signed_in(client):
    """`signed_in(person)` is the browser of that person."""

    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


HTMX = {"HX-Request": "true"}


@pytest.fixture
def htmx():
    """The headers of a call by htmx."""
    return HTMX


# ── Topics and agendas ───────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def deputy(units):
    """The deputy who oversees 行政处."""
    user = _person(PostKind.DEPUTY)
    user.posts.get().oversees.add(units["行政处"])
    return user


@pytest.fixture
def coming(units):
    """The next meeting, No. 3 on 2026-10-12, with No. 4 on 10-19 after it."""
    series = SeriesFactory(name="办公会")
    following = MeetingFactory(series=series, number=4, nominal_on=date(2026, 10, 19))
    return MeetingFactory(series=series, number=3, nominal_on=following.nominal_on - timedelta(weeks=1))


@pytest.fixture
def topic_in(units, coming):
    """`topic_in("signed")` is a topic of 行政处 for the next meeting."""
    return lambda state, **facts: TopicFactory(
        **{"unit": units["行政处"], "meeting": coming, "series": coming.series, "state": state} | facts
    )


@pytest.fixture
def stored(db):
    """Everything of topics and agendas that a refused step must leave as it was."""

    def look():
        rows = [list(model.objects.order_by("pk").values()) for model in (Meeting, Topic, Hearing, AgendaLine)]
        return rows, Event.objects.count(), Notice.objects.count()

    return look
