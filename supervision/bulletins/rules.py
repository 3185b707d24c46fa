"""Who may take which step: the same keys as the table of steps."""

from typing import Any

from secretariat.people.models import PostKind
from supervision.bulletins.models import Issue


def may_compile(user: Any) -> bool:
    """Whether this person may ask for an issue to be compiled."""
    return bool(user.holds(PostKind.SUPERVISOR))


def is_supervisor(user: Any, issue: Issue) -> bool:
    return may_compile(user)


def is_leader(user: Any, issue: Issue) -> bool:
    return bool(user.holds(PostKind.SECRETARY_GENERAL, PostKind.DEPUTY))


def may_review(user: Any, issue: Issue) -> bool:
    """A supervisor or a leader, but nobody who submitted the issue or had it submitted, by whatever right."""
    return (is_leader(user, issue) or is_supervisor(user, issue)) and user.hands.isdisjoint(issue.submitters)


# fmt: off
MAY = {
    "edit":           is_supervisor,
    "recompile":      is_supervisor,
    "submit":         is_supervisor,
    "return":         may_review,
    "approve":        may_review,
    "sign":           is_leader,
}
# fmt: on
