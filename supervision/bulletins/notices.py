"""Who is told what after a step on an issue."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from secretariat.outbox import services as outbox
from secretariat.people import queries as people
from secretariat.people.models import PostKind, User
from supervision.bulletins.models import Issue

Audience = Callable[[Issue], list[User]]


def reviewers(issue: Issue) -> list[User]:
    """The other supervision officers; where there is none, the leaders."""
    others = [user for user in people.holders(PostKind.SUPERVISOR) if user.pk != issue.editor_id]
    return others or signers(issue)


def signers(issue: Issue) -> list[User]:
    """The secretary-general, else the deputies."""
    return people.holders(PostKind.SECRETARY_GENERAL) or people.holders(PostKind.DEPUTY)


def editors(issue: Issue) -> list[User]:
    return [issue.editor] if issue.editor else []


def readers(issue: Issue) -> list[User]:
    """Everybody who may read a signed issue."""
    return people.holders(PostKind.SUPERVISOR, PostKind.DEPUTY, PostKind.HEAD, PostKind.PLANNER)


# step: who, and what the line says
NOTICES: dict[str, tuple[Audience, Any]] = {
    "submit": (reviewers, _("awaits your review")),
    "return": (editors, _("was returned to you to be changed")),
    "approve": (signers, _("awaits your signature")),
    "sign": (readers, _("has been issued")),
}


def tell(step: str, issue: Issue, *, by: Any, on: date, note: str = "") -> None:
    """Queue the line of this step for everyone concerned but the one who acted. In the words of the house: Chinese."""
    audience, words = NOTICES[step]
    with translation.override(settings.LANGUAGE_CODE):
        outbox.queue(
            to=[user for user in audience(issue) if user != by],
            kind=f"bulletin_{step}",
            key=f"bulletin:{issue.pk}:{step}:{issue.version}",
            day=on,
            title=str(issue),
            text=f"{words}{_('; ')}{note}" if note else str(words),
            url=issue.get_absolute_url(),
            subject=issue,
        )
