"""The demo year: it shows every state of every life, and was made by the services alone."""

from collections import defaultdict
from datetime import date
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from planning.arrangements.models import Arrangement, Entry
from planning.arrangements.states import ArrangementState
from planning.consultations.models import Consultation
from planning.consultations.states import ConsultationState
from planning.meetings.models import Attendance, Decision, Meeting, Topic
from planning.meetings.states import AttendanceState, DecisionState, MeetingState, TopicState
from planning.plans.models import AnnualPlan, DueKind, PlanItem
from planning.plans.states import PlanState
from secretariat.audit.models import Event
from secretariat.audit.queries import line
from secretariat.exchange.models import ImportRun, RunState
from secretariat.people.models import User
from secretariat.portal.desk import desk_of
from secretariat.workdays import queries as workdays
from supervision.bulletins.models import Issue
from supervision.bulletins.states import IssueState
from supervision.instructions.models import Instruction
from supervision.instructions.states import InstructionState
from supervision.items.models import Extension, Objection, SupervisionItem
from supervision.items.standing import Day, standing_of
from supervision.items.states import ExtensionState, ItemState, ObjectionState
from supervision.urging.models import Slip
from supervision.urging.states import SlipState
from tests.stored import TODAY, demo_year

# Each life: its records, its states, and the state in which a record stands there before anything is done with it.
LIVES = [
    (SupervisionItem, ItemState, None),
    (Extension, ExtensionState, None),
    (Slip, SlipState, None),
    (Meeting, MeetingState, MeetingState.PLANNED),
    (Decision, DecisionState, DecisionState.PROPOSED),
    (Topic, TopicState, None),
    (Attendance, AttendanceState, AttendanceState.EXPECTED),
    (Issue, IssueState, None),
    (AnnualPlan, PlanState, None),
    (ImportRun, RunState, RunState.PREVIEWED),
    (Consultation, ConsultationState, None),
    (Arrangement, ArrangementState, ArrangementState.COLLECTING),
    (Instruction, InstructionState, None),
]
# What has states and is told of in the log of the item it belongs to.
PARTS = [(Objection, ObjectionState, None)]


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker, shared_folder):
    """What `manage.py demo` printed; the year stays for all tests of this file and is gone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        said = demo_year(shared_folder)
        # Once for all: what is still to be checked would be checked by every test.
        connection.check_constraints()
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def year(printed, db):
    """The demo year, for tests that only look at it."""


def logins(printed: str) -> list[str]:
    return [line.split()[0] for line in printed.splitlines()[1:]]


def missing_states() -> dict[str, set[str]]:
    """The states that no record of the demo year shows, by life."""
    shown = {model: set(model.objects.values_list("state", flat=True)) for model, _states, _first in LIVES + PARTS}
    missing = {model.__name__: set(states) - shown[model] for model, states, _first in LIVES + PARTS}
    return {name: states for name, states in missing.items() if states}


def test_the_log_tells_every_state_in_words(year):
    told = {(event.verb, word) for event in Event.objects.all() for word in (line(event).before, line(event).after)}

    assert {(verb, word) for verb, word in told if word.isascii() and word} == set()


def test_every_state_of_every_life_is_there(year):
    assert missing_states() == {}


def test_every_light_is_there(year):
    day = Day.of(TODAY)

    standings = [standing_of(item, day) for item in SupervisionItem.objects.all()]

    assert {standing.light for standing in standings} == {"none", "green", "yellow", "red", "grey"}
    assert any(standing.stalled for standing in standings)


def test_every_log_in_that_is_printed_opens_the_first_page(printed, year):
    password = printed.splitlines()[0].rpartition(" ")[2]
    assert len(logins(printed)) == 10
    for login in logins(printed):
        client = Client()
        client.post("/login/", {"username": login, "password": password})
        assert client.get("/", follow=True).status_code == 200, login
        assert client.session.get("_auth_user_id"), login


def test_the_log_ins_can_be_printed_again(printed, year):
    out = StringIO()
    call_command("demo", logins=True, stdout=out)

    assert out.getvalue().splitlines() == printed.splitlines()[1:]


def test_a_house_with_people_is_left_alone(year):
    with pytest.raises(CommandError):
        call_command("demo", on=TODAY)


def test_every_figure_of_the_dashboard_counts_something(year):
    desk = desk_of(User.objects.get(username="sg"), Day.of(TODAY), after="/")

    figures = {name: getattr(desk.figures, name) for name in ("open", "soon", "late", "stalled", "extended")}
    assert 0 not in figures.values(), figures
    assert 0 < desk.figures.rate.kept < desk.figures.rate.n
    assert {"签发", "延期", "呈批", "立项"} <= {matter.tag for matter in desk.matters}
    assert desk.news
    assert any(row.entries for row in desk.week)


@pytest.mark.parametrize(("model", "first"), [(model, first) for model, _, first in LIVES])
def test_the_log_tells_how_every_record_came_to_its_state(year, model, first):
    told = defaultdict(list)
    for event in Event.objects.filter(subject_type__model=model._meta.model_name).exclude(after="").order_by("pk"):
        told[event.subject_id].append((event.before, event.after))

    for record in model.objects.all():
        steps = told[record.pk] or [("", first)]
        assert steps[-1][1] == record.state, record
        assert all(before[1] == after[0] for before, after in pairwise(steps) if after[0]), (record, steps)


def test_the_log_goes_forward_in_time_and_not_beyond_today(year):
    moments = list(Event.objects.order_by("pk").values_list("at", flat=True))

    assert moments == sorted(moments)
    assert moments[0].date() < TODAY


def test_a_month_holds_nothing_on_a_rest_day_but_what_the_plan_names(year):
    calendar = workdays.load()
    entries = Entry.objects.filter(arrangement__kind="month", day_words="")
    named = {(item.get_absolute_url(), item.window_last) for item in PlanItem.objects.filter(due_kind=DueKind.DATE)}
    resting = [entry for entry in entries if not calendar.is_workday(entry.on)]

    assert entries and [entry for entry in resting if (entry.source_url, entry.on) not in named] == []


def test_numbers_of_items_have_no_gap(year):
    numbers = SupervisionItem.objects.exclude(number=None).order_by("number").values_list("number", flat=True)

    assert list(numbers) == list(range(1, len(numbers) + 1))


def test_a_meeting_of_the_past_has_its_minutes_but_the_one_of_this_week(year):
    waiting = Meeting.objects.filter(state=MeetingState.PLANNED, held_on__lt=TODAY)

    assert [meeting.held_on for meeting in waiting] == [date(2026, 11, 23)]


def test_figures_of_an_issue_are_dated_as_its_compiling(year):
    for issue in Issue.objects.all():
        compiled = Event.objects.about(issue).filter(verb="bulletin.compiled").get()
        assert issue.compiled_at.date() == compiled.at.date()
