"""How far an administrator reaches: to nobody with more rights than their own, and to no right that they lack."""

from typing import Any

from django.utils.translation import gettext as _

from secretariat.errors import Refused
from secretariat.people.models import PostKind, User
from secretariat.people.rules import administers, outranks


def check_reach(person: User, *, by: Any) -> None:
    """Raises Refused where `person` has rights of administration that `by` lacks: whoever holds another's log-in
    holds their rights as well."""
    if outranks(person, by):
        raise Refused(_("This person has rights that you do not have: ask somebody who has them, too."))


def check_post(person: User, kind: str, *, by: Any) -> None:
    """Raises Refused, with the field, where `by` may neither give this post to `person` nor take it away.

    Posts are rights: nobody without every right gives themself one, and only an administrator makes another.
    """
    if by.is_superuser:
        return
    if person == by:
        raise Refused(_("Nobody changes their own posts: ask another administrator."), field="user")
    if outranks(person, by):
        raise Refused(_("This person has rights that you do not have: ask somebody who has them, too."), field="user")
    if kind == PostKind.ADMINISTRATOR and not administers(by):
        raise Refused(_("Only an administrator makes somebody an administrator, or ends it."), field="kind")


def keeps_post(person: User, kind: str, *, by: Any) -> bool:
    """Whether `by` may change or take away this post: see `check_post`."""
    try:
        check_post(person, kind, by=by)
    except Refused:
        return False
    return True
