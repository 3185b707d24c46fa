"""Who may press, who answers, who judges the answer."""

from typing import Any

from secretariat.people.models import PostKind
from supervision.urging.models import Slip


def may_press(user: Any) -> bool:
    """Urging and issuing slips is for the supervision officers."""
    return bool(user.holds(PostKind.SUPERVISOR))


def may_reply(user: Any, slip: Slip) -> bool:
    return user.department_id is not None and user.department_id == slip.item.lead_id


def may_judge(user: Any, slip: Slip) -> bool:
    return may_press(user)


# fmt: off
MAY_SLIP = {
    "reply":    may_reply,
    "accept":   may_judge,
    "refuse":   may_judge,
}
# fmt: on
