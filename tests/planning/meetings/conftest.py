"""The people around a meeting, the units of the sample minutes, and what must not change when a step is refused."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from planning.meetings import services
from planning.meetings.models import AgendaLine, Decision, Hearing, Meeting, Note, Series, Sitting, TemplateLine, Topic
from secretariat.audit.models import Event
from secretariat.outbox.models import Notice
from secretariat.people.models import Department, DepartmentAlias, Post, PostKind
from secretariat.workdays import queries as workdays
from tests.planning.factories import DecisionFactory, MeetingFactory, SeriesFactory, TopicFactory
from tests.secretariat.factories import UserFactory

OFFICE = ZoneInfo("Asia/Shanghai")
HERE = Path(__file__).parent
DECIDED = "关于文史馆布展。由行政处牵头，财务处配合，11月20日前完成布展。"


def at(hour, minute, second=0):
    """A moment of the next meeting's day."""
    return datetime(2026, 10, 12, hour, minute, second, tzinfo=OFFICE)


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
    """A planned meeting of 12 October: what is offered goes by its day."""
    return MeetingFactory(number=4)


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
def fixed(coming, topic_in, planner, calendar):
    """The next meeting with its agenda fixed: 听取上周工作, and a topic of 行政处 after it."""
    TemplateLine.objects.create(series=coming.series, ordinal=1, title="听取上周工作", minutes=10)
    topic_in("accepted", title="文史馆布展方案", minutes=20)
    return services.fix_agenda(coming.pk, by=planner, on=coming.held_on, calendar=calendar)


@pytest.fixture
def begun(fixed, planner):
    """That meeting, begun at nine."""
    return services.begin_meeting(fixed.pk, by=planner, at=at(9, 0), on=fixed.held_on)


@pytest.fixture
def note(begun, planner):
    """`note("decision", "由行政处牵头…")` notes it at the second line, or another."""

    def add(kind, text, line=1):
        lines = list(begun.agenda.order_by("ordinal"))
        return services.add_note(begun.pk, line_id=lines[line].pk, kind=kind, text=text, by=planner, at=at(9, 20))

    return add


@pytest.fixture
def ended(begun, note, planner):
    """That meeting, ended at ten: one thing reported, one decided."""
    note("info", "会议听取了行政处的汇报。")
    note("decision", DECIDED)
    return services.end_meeting(begun.pk, by=planner, at=at(10, 0), on=begun.held_on)


@pytest.fixture
def signed(ended, planner, leader):
    """Its minutes: the decision left untracked, submitted by the planner, signed by the leader."""
    services.not_track_decision(ended.decisions.get().pk, reason="已办", by=planner)
    services.submit_minutes(ended.pk, by=planner, on=ended.held_on)
    return services.approve_minutes(ended.pk, by=leader, on=ended.held_on)


@pytest.fixture
def stored(db):
    """Everything of topics and agendas that a refused step must leave as it was."""

    def look():
        models = (Meeting, Topic, Hearing, AgendaLine, Sitting, Note, Decision)
        rows = [list(model.objects.order_by("pk").values()) for model in models]
        return rows, Event.objects.count(), Notice.objects.count()

    return look
