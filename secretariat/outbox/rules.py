"""Who may look at tomorrow's reminders and hold one back, and who looks after what leaves the house."""

from typing import Any

from secretariat.people.models import PostKind
from secretariat.people.rules import administers

REHEARSES = (PostKind.SUPERVISOR, PostKind.ADMINISTRATOR)


def may_rehearse(user: Any) -> bool:
    """Supervision officers and administrators see every matter that a reminder speaks of (rule 46)."""
    return bool(user.is_superuser or user.holds(*REHEARSES))


def may_post(user: Any) -> bool:
    """Administrators look after mails and chat groups."""
    return administers(user)
