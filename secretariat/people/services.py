"""What is done about people: letting another act, what they set for themselves, their log-in, their leaving."""

from datetime import date
from typing import Any

from axes.utils import reset
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.audit import services as audit
from secretariat.audit.labels import register_all, register_group
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.people.chains import LONGEST, Link, closes_circle, comes_to, longest_with
from secretariat.people.models import Delegation, PostKind, User
from secretariat.people.passwords import one_time_password
from secretariat.people.reach import check_reach
from secretariat.people.rules import administers, may_delegate

register_group("person", gettext_lazy("People"))
register_group("delegation", gettext_lazy("Delegations"))
register_all(
    {
        "delegation.given": gettext_lazy("let another act"),
        "delegation.revoked": gettext_lazy("revoked the delegation"),
        "person.logged_in": gettext_lazy("logged in"),
        "person.set": gettext_lazy("changed the own settings"),
        "person.password_changed": gettext_lazy("changed the password"),
        "person.password_required": gettext_lazy("asked for a new password"),
        "person.password_given": gettext_lazy("gave a one-time password"),
        "person.unlocked": gettext_lazy("lifted the lock of the log-in"),
        "person.left": gettext_lazy("recorded that the person has left"),
    }
)

# What people set for themselves.
OWN = ("language", "theme", "phone", "mails_digest")


# ── Delegation (代理) ─────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def give_delegation(
    *, giver: User, taker: User, from_on: date, until_on: date, reason: str, by: Any, on: date
) -> Delegation:
    """Let `taker` act for `giver` on these days, both included.

    Raises PermissionDenied unless `by` is the giver or an administrator, and Refused: see `check_delegation`.
    """
    # A chain may be closed by two people at once: they come one after the other. It is done a few times a day.
    with connection.cursor() as cursor:
        cursor.execute(f'LOCK TABLE "{Delegation._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')
    if not may_delegate(by, giver):
        raise PermissionDenied
    check_delegation(giver=giver, taker=taker, from_on=from_on, until_on=until_on, reason=reason, by=by, on=on)
    given = Delegation.objects.create(
        giver=giver, taker=taker, from_on=from_on, until_on=until_on, reason=reason.strip(), made_by=by
    )
    audit.record(actor=by, verb="delegation.given", subject=given, whole=giver, note=given.reason)
    return given


def check_delegation(
    *, giver: User, taker: User, from_on: date, until_on: date, reason: str, by: Any, on: date
) -> None:
    """Raises Refused where such a delegation may not be: to oneself, to somebody who has left, backwards or for the
    past, twice for one pair on a day, in a circle, for a chain longer than three; and where an administrator enters it
    for somebody with more rights, or so that they come to act for another themself.
    """
    if giver == taker:
        raise Refused(_("Nobody acts for themself: choose another person."), field="taker")
    if not taker.is_active or not giver.is_active:
        raise Refused(_("This person has left: choose another one."), field="taker")
    if until_on < from_on:
        raise Refused(_("The last day lies before the first one."), field="until_on")
    if until_on < on:
        raise Refused(_("These days are over already."), field="until_on")
    if not reason.strip():
        raise Refused(_("Say why, such as leave or a business trip."), field="reason")
    refuse_classified(reason, field="reason")
    if giver != by:
        check_reach(giver, by=by)
    _refuse_chain(Link(giver.pk, taker.pk, from_on, until_on), by)


def _refuse_chain(new: Link, by: Any) -> None:
    kept = Delegation.objects.filter(revoked_at=None, from_on__lte=new.until_on, until_on__gte=new.from_on)
    rows = kept.values_list("giver_id", "taker_id", "from_on", "until_on")
    links = [Link(*row) for row in rows]
    if any((link.giver, link.taker) == (new.giver, new.taker) for link in links):
        raise Refused(_("This person acts for you on some of these days already."), field="from_on")
    if new.giver != by.pk and comes_to(by.pk, new, links):
        words = _("With this you would act for that person yourself: they enter it, or another administrator.")
        raise Refused(words, field="taker")
    if closes_circle(new, links):
        raise Refused(_("This would be a circle: that person has let others act, and it comes back."), field="taker")
    if longest_with(new, links) > LONGEST:
        words = ngettext(
            "At most %(n)d delegation in a row: choose somebody who has not let others act on these days.",
            "At most %(n)d delegations in a row: choose somebody who has not let others act on these days.",
            LONGEST,
        )
        raise Refused(words % {"n": LONGEST}, field="taker")


@transaction.atomic
def revoke_delegation(delegation_id: int, *, by: Any, on: date) -> Delegation:
    """End a delegation at once.

    Raises PermissionDenied unless `by` is its giver or an administrator, and Refused where it is over already.
    """
    given: Delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation_id)
    if not may_delegate(by, given.giver):
        raise PermissionDenied
    if given.revoked_at or given.until_on < on:
        raise Refused(_("This delegation is over already."))
    return _revoke(given, by)


def _revoke(given: Delegation, by: Any) -> Delegation:
    given.revoked_at = timezone.now()
    given.save(update_fields=["revoked_at"])
    audit.record(actor=by, verb="delegation.revoked", subject=given, whole=given.giver)
    return given


# ── One's own settings ───────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def choose(user: User, **settings: Any) -> None:
    """What a person sets for themself: language, theme, telephone, digest by mail; only what changed is written."""
    person = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    changed = [name for name in OWN if name in settings and getattr(person, name) != settings[name]]
    for name in changed:
        setattr(person, name, settings[name])
        setattr(user, name, settings[name])
    if changed:
        person.save(update_fields=changed)
        audit.record(actor=user, verb="person.set", subject=person, changed=changed)


# ── Log-in ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def logged_in(user: User, *, address: str, program: str) -> None:
    """Record a log-in: from where and with what, for the person's own eyes and the auditor's (rule 48: no more)."""
    audit.record(actor=user, verb="person.logged_in", subject=user, address=address, program=program[:200])


@transaction.atomic
def change_password(user: User, password: str) -> None:
    """Set a password that `user` has chosen; every other log-in of theirs ends with it."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    audit.record(actor=user, verb="person.password_changed", subject=user)


@transaction.atomic
def require_new_password(user: User, *, by: Any) -> None:
    """Let `user` choose a new password before anything else. Raises PermissionDenied, and Refused (`check_reach`)."""
    _refuse_stranger(by)
    check_reach(user, by=by)
    user.must_change_password = True
    user.save(update_fields=["must_change_password"])
    audit.record(actor=by, verb="person.password_required", subject=user)


@transaction.atomic
def give_first_password(user: User, *, by: Any) -> str:
    """Set a random password with which `user` enters once, to choose one of their own; the log holds that, not which.

    Every log-in of theirs ends. Raises PermissionDenied, and Refused: see `check_first_password`.
    """
    _refuse_stranger(by)
    person = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    check_first_password(person, by=by)
    given = one_time_password()
    person.set_password(given)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    audit.record(actor=by, verb="person.password_given", subject=person)
    return given


def check_first_password(person: User, *, by: Any) -> None:
    """Raises Refused for oneself, for somebody who has left, and for a person with more rights than `by` has."""
    if person == by:
        raise Refused(_("This is yourself: change your own password on its page."))
    if not person.is_active:
        raise Refused(_("This person has left."))
    check_reach(person, by=by)


@transaction.atomic
def unlock(user: User, *, by: Any) -> int:
    """Lift the lock after wrong passwords, on every computer; returns on how many.

    Raises PermissionDenied, and Refused: whoever could lift it again and again could guess on (`check_reach`).
    """
    _refuse_stranger(by)
    check_reach(user, by=by)
    lifted = int(reset(username=user.get_username()))
    audit.record(actor=by, verb="person.unlocked", subject=user, computers=lifted)
    return lifted


# ── Leaving ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def leave(user: User, *, by: Any, on: date, successor: User | None = None) -> User:
    """A person leaves: every log-in of theirs ends at once, and so does every delegation from and to them.

    What they had in hand is for the drawers above to hand over; `successor` is kept in the log. Raises
    PermissionDenied, and Refused for oneself, for somebody with more rights, for the last administrator, and for a
    successor who has left.
    """
    _refuse_stranger(by)
    person = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    _refuse_leaving(person, by, successor)
    # Without a password the key of every session of theirs is another one: none comes back if they return.
    person.set_unusable_password()
    person.is_active = False
    person.save(update_fields=["password", "is_active"])
    for given in Delegation.objects.to_come(on).filter(Q(giver=person) | Q(taker=person)).select_for_update():
        _revoke(given, by)
    audit.record(actor=by, verb="person.left", subject=person, note=str(successor or ""))
    return person


def _refuse_leaving(person: User, by: Any, successor: User | None) -> None:
    if person == by:
        raise Refused(_("Nobody records their own leaving: ask another administrator."))
    if not person.is_active:
        raise Refused(_("This person has left already."))
    check_reach(person, by=by)
    others = User.objects.filter(is_active=True).exclude(pk=person.pk)
    if administers(person) and not others.filter(Q(is_superuser=True) | _administrators()).exists():
        raise Refused(_("This is the last administrator: name another one first."))
    if successor and (successor == person or not successor.is_active):
        raise Refused(_("The successor must be another person who is still here."), field="successor")


def _administrators() -> Q:
    return Q(posts__kind=PostKind.ADMINISTRATOR)


def _refuse_stranger(by: Any) -> None:
    if not administers(by):
        raise PermissionDenied
