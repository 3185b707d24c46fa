"""Who may take which step from which state: the whole table."""

from itertools import product

import pytest
from django.core.exceptions import PermissionDenied

from secretariat.people.models import PostKind
from secretariat.workflow import TransitionRefused, open_steps
from supervision.bulletins import services
from supervision.bulletins.models import Issue
from supervision.bulletins.rules import MAY
from supervision.bulletins.states import STEPS, IssueState
from supervision.bulletins.steps import BUTTONS
from tests.supervision.bulletins.matters import DEC, person

S = IssueState
# What the secretariat would write on the wall.
OPEN = {
    ("edit", S.DRAFT): S.DRAFT,
    ("recompile", S.DRAFT): S.DRAFT,
    ("submit", S.DRAFT): S.REVIEW,
    ("return", S.REVIEW): S.DRAFT,
    ("return", S.APPROVED): S.DRAFT,
    ("approve", S.REVIEW): S.APPROVED,
    ("sign", S.APPROVED): S.ISSUED,
}


@pytest.fixture
def take(editor, reviewer, leader, calendar, font_dir):
    """`take("sign", issue)` takes the step as somebody who may."""
    actors = {"sign": leader, "approve": reviewer, "return": reviewer}
    more = {
        "edit": {"version": 1, "title": "题目", "prose": {}},
        "recompile": {"on": DEC, "calendar": calendar},
        "submit": {"on": DEC},
        "return": {"on": DEC, "reason": "补充原因"},
        "approve": {"on": DEC},
        "sign": {"on": DEC, "font_dir": font_dir},
    }

    def act(name, issue, by=None):
        facts = more[name] | ({"version": issue.version} if name == "edit" else {})
        return getattr(services, f"{name}_issue")(issue.pk, by=by or actors.get(name, editor), **facts)

    return act


def test_every_step_has_its_right_its_service_and_its_button():
    named = {name.removesuffix("_issue") for name in vars(services) if name.endswith("_issue")}

    assert set(MAY) == set(STEPS) == set(BUTTONS)
    assert set(STEPS) <= named


@pytest.mark.parametrize(("name", "state"), list(product(STEPS, S)))
def test_rule_19_only_listed_transitions_succeed(name, state, issue_in, take):
    issue = issue_in(state)

    if (name, state) in OPEN:
        take(name, issue)
    else:
        with pytest.raises(TransitionRefused):
            take(name, issue)

    assert Issue.objects.get(pk=issue.pk).state == OPEN.get((name, state), state)


@pytest.mark.parametrize(
    ("post", "steps"),
    [
        (PostKind.SUPERVISOR, {"edit", "recompile", "submit", "return", "approve"}),
        (PostKind.DEPUTY, {"return", "approve", "sign"}),
        (PostKind.SECRETARY_GENERAL, {"return", "approve", "sign"}),
        (PostKind.HEAD, set()),
        (PostKind.PLANNER, set()),
        (PostKind.ADMINISTRATOR, set()),
        (PostKind.AUDITOR, set()),
    ],
)
def test_each_post_has_its_steps(post, steps, issue_in, take, head):
    somebody = person(post, department=head.department)

    for name in STEPS:
        state = next(state for step, state in OPEN if step == name)
        issue = issue_in(state)
        if name in steps:
            take(name, issue, by=somebody)
        else:
            with pytest.raises(PermissionDenied):
                take(name, issue, by=somebody)
        Issue.objects.exclude(state=S.ISSUED).delete()


def test_the_editor_who_submitted_does_not_review(issue_in, editor, reviewer):
    issue = issue_in(S.REVIEW)

    assert (open_steps(STEPS, MAY, issue, editor), open_steps(STEPS, MAY, issue, reviewer)) == (
        [],
        ["return", "approve"],
    )
