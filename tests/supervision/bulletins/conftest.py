"""The people round an issue, the calendar, and an issue in the state a test asks for."""

from datetime import date

import pytest

from secretariat.people.models import PostKind
from supervision.bulletins import services
from supervision.bulletins.models import BulletinKind, Issue
from supervision.bulletins.states import IssueState
from tests.secretariat.papers.conftest import font_dir
from tests.secretariat.workdays.conftest import calendar
from tests.supervision.bulletins import matters
from tests.supervision.bulletins.matters import DEC, NOV, NOV_END, person, unit

__all__ = ["calendar", "font_dir"]


@pytest.fixture
def kind(db):
    return BulletinKind.objects.get(code="report")


@pytest.fixture
def editor(db):
    return person(PostKind.SUPERVISOR, name="赵晓岚")


@pytest.fixture
def reviewer(db):
    return person(PostKind.SUPERVISOR, name="刘敏")


@pytest.fixture
def leader(db):
    return person(PostKind.SECRETARY_GENERAL, name="林静远")


@pytest.fixture
def head(db):
    return person(PostKind.HEAD, department=unit(), name="周处长")


@pytest.fixture
def staff(db):
    return person(department=unit(), name="何川")


@pytest.fixture
def compiled(kind, editor, calendar):
    """`compiled()` compiles November 2026 on 1 December; other days by name."""

    def make(**changes) -> Issue:
        facts = {"first_on": NOV, "last_on": NOV_END, "on": DEC, "by": editor, "calendar": calendar} | changes
        return services.compile_issue(kind.code, **facts)

    return make


@pytest.fixture
def month(editor):
    """November: on time, late and done, late and open, due later, a decision, one only filed."""
    item = matters.item
    return {
        "on_time": item(editor, 1, done="11-18"),
        "done_late": item(editor, 2, done="11-24", lead=unit("研究室", 2)),
        "missed": item(editor, 3, lead=unit("行政处", 3)),
        "old_late": item(editor, 4, filed="10-08", due="10-23"),
        "running": item(editor, 5, due="12-15", decision=matters.decision(editor)),
        "reviewed": item(editor, 6, submitted="11-20"),
        "filed": item(editor, 7, state="filed"),
        "cycle": item(editor, 8, due=""),
    }


@pytest.fixture
def issue_in(compiled, editor, reviewer, leader, font_dir):
    """`issue_in(IssueState.REVIEW)` is an issue brought there by the steps."""

    def make(state: str, *, on: date = DEC, **changes) -> Issue:
        issue = compiled(**changes)
        if state != IssueState.DRAFT:
            issue = services.submit_issue(issue.pk, by=editor, on=on)
        if state in (IssueState.APPROVED, IssueState.ISSUED):
            issue = services.approve_issue(issue.pk, by=reviewer, on=on)
        if state == IssueState.ISSUED:
            issue = services.sign_issue(issue.pk, by=leader, on=on, font_dir=font_dir)
        return issue

    return make
