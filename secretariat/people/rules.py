"""Who may do what about people."""

from typing import Any

from secretariat.people.models import PostKind, User


def administers(user: Any) -> bool:
    """Whether this person looks after people and their log-ins; nobody does so on another's behalf."""
    return bool(user.is_superuser or user.holds(PostKind.ADMINISTRATOR))


def outranks(person: User, user: Any) -> bool:
    """Whether `person` has rights of administration that `user` lacks, also while shut out. Asks the database about
    staff only."""
    if user.is_superuser or person == user:
        return False
    if person.is_superuser or not person.is_staff:
        return person.is_superuser
    # Django names no rights of somebody who may not log in; let in again, they would have them.
    held = User(pk=person.pk, is_active=True).get_all_permissions()
    return not user.has_perms(held)


def may_delegate(user: Any, giver: User) -> bool:
    """One lets another act for oneself; an administrator may enter it for somebody who is away already."""
    return user.pk == giver.pk or administers(user)
