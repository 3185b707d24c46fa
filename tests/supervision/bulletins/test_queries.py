"""Which issues wait for whom."""

import pytest

from secretariat.people.models import PostKind
from supervision.bulletins.queries import issues_to_decide
from supervision.bulletins.states import IssueState
from tests.supervision.bulletins.matters import person

S = IssueState


@pytest.mark.parametrize(
    ("state", "who"),
    [
        (S.DRAFT, []),
        (S.REVIEW, ["reviewer", "leader"]),
        (S.APPROVED, ["leader"]),
        (S.ISSUED, []),
    ],
)
def test_an_issue_waits_for_those_who_may_take_its_next_step(state, who, issue_in, editor, reviewer, leader, head):
    issue = issue_in(state)
    people = {"editor": editor, "reviewer": reviewer, "leader": leader, "head": head}

    assert [name for name, user in people.items() if issues_to_decide(user) == [issue]] == who


def test_a_deputy_may_sign_too(issue_in):
    issue = issue_in(S.APPROVED)

    assert issues_to_decide(person(PostKind.DEPUTY)) == [issue]
