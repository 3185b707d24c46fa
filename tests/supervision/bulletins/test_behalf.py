"""Steps on an issue taken for somebody who is away (代理)."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from secretariat.audit.models import Event
from secretariat.jobs import services as jobs
from secretariat.jobs.handlers import HANDLERS
from secretariat.people.models import Acting, PostKind
from supervision.bulletins import services
from supervision.bulletins.queries import issues_to_decide
from supervision.bulletins.states import IssueState
from tests.supervision.bulletins.matters import DEC, NOV, NOV_END, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def acting():
    """`acting(taker, giver)` is the taker as a log-in brings them, who acts for the giver."""

    def make(taker, giver):
        giver.hands = frozenset({giver.pk, taker.pk})
        taker.acting = (Acting(giver, DEC, DEC),)
        return taker

    return make


def last_names():
    event = Event.objects.select_related("actor", "behalf").order_by("-pk").first()
    return event.actor, event.behalf


def test_an_issue_is_signed_for_the_leader(issue_in, leader, staff, acting, font_dir):
    issue = issue_in(IssueState.APPROVED)
    assert issues_to_decide(acting(staff, leader)) == [issue]

    signed = services.sign_issue(issue.pk, by=staff, on=DEC, font_dir=font_dir, without_pdf=True)

    assert (signed.signed_by, last_names()) == (staff, (staff, leader))


def test_whoever_submitted_for_an_officer_does_not_approve_as_a_leader(compiled, editor, leader, acting):
    issue = services.submit_issue(compiled().pk, by=acting(leader, editor), on=DEC)

    assert (issue.editor, issue.editor_behalf) == (leader, editor)
    for one in (leader, editor):
        with pytest.raises(PermissionDenied):
            services.approve_issue(issue.pk, by=one, on=DEC)


def test_nobody_approves_for_the_editor(issue_in, editor, staff, acting):
    with pytest.raises(PermissionDenied):
        services.approve_issue(issue_in(IssueState.REVIEW).pk, by=acting(staff, editor), on=DEC)


def test_the_editor_does_not_approve_by_the_right_of_another_officer(issue_in, editor, reviewer, acting):
    with pytest.raises(PermissionDenied):
        services.approve_issue(issue_in(IssueState.REVIEW).pk, by=acting(editor, reviewer), on=DEC)


def test_an_issue_is_compiled_for_an_officer(kind, editor, acting):
    taker = acting(person(PostKind.PLANNER), editor)
    at = timezone.make_aware(datetime(2026, 12, 1, 9))
    services.ask_to_compile(kind, first_on=NOV, last_on=NOV_END, by=taker, at=at, again=False)

    jobs.run_due(at, handlers=HANDLERS)

    assert last_names() == (taker, editor)
