"""What a password must be: the rules of the two profiles (等保, modern), in words that name the cure."""

import re
import secrets
import unicodedata
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password, is_password_usable
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.audit.models import Event
from secretariat.people.models import PasswordHistory, User

# Upper case, lower case, digits, everything else: the kinds of characters that 等保 counts.
KINDS = ("[A-Z]", "[a-z]", "[0-9]", "[^A-Za-z0-9]")

# For what is read out and typed once: no two of these look or sound alike.
_CONSONANTS, _VOWELS, _DIGITS = "bdfghkmnprstwz", "aeu", "23456789"


class LongEnough:
    """At least so many characters."""

    def __init__(self, length: int) -> None:
        self.length = length

    def validate(self, password: str, user: Any = None) -> None:
        if len(unicodedata.normalize("NFC", password)) < self.length:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        words = ngettext("At least %(n)d character.", "At least %(n)d characters.", self.length)
        return words % {"n": self.length}


class SeveralKinds:
    """Characters of so many kinds."""

    def __init__(self, kinds: int) -> None:
        self.kinds = kinds

    def validate(self, password: str, user: Any = None) -> None:
        if sum(re.search(kind, password) is not None for kind in KINDS) < self.kinds:
            raise ValidationError(self.get_help_text(), code="password_too_uniform")

    def get_help_text(self) -> str:
        words = _("At least %(n)d of these: upper-case letters, lower-case letters, digits, other characters.")
        return words % {"n": self.kinds}


class NotUsedLately:
    """None of the last so many; it also keeps the hash of every new one, and the day of the change."""

    def __init__(self, last: int) -> None:
        self.last = last

    def validate(self, password: str, user: Any = None) -> None:
        if user is not None and user.pk and any(check_password(password, used) for used in self._used(user)):
            raise ValidationError(self.get_help_text(), code="password_used")

    def get_help_text(self) -> str:
        if self.last == 1:
            return _("Not the present password.")
        return _("None of the last %(n)d passwords.") % {"n": self.last}

    def password_changed(self, password: str, user: User) -> None:
        """Django tells every rule of a password that was saved, whichever page or command has set it."""
        now = timezone.now()
        before = user.replaced_password
        # However that one came to be, by a demo or by a restored table.
        if before and is_password_usable(before) and not user.past_passwords.filter(password=before).exists():
            PasswordHistory.objects.create(user=user, password=before, at=now)
        user.replaced_password = ""
        PasswordHistory.objects.create(user=user, password=user.password, at=now)
        kept = user.past_passwords.order_by("-pk").values("pk")[: self.last]
        user.past_passwords.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
        user.password_changed_at = now
        User.objects.filter(pk=user.pk).update(password_changed_at=now)

    def _used(self, user: User) -> set[str]:
        # The present one counts, even if it was set before its hash was kept.
        past = user.past_passwords.order_by("-pk").values_list("password", flat=True)[: self.last]
        return {*past, user.password}


class NotCommon(CommonPasswordValidator):
    """Not one of the twenty thousand that everybody tries first."""

    def get_help_text(self) -> str:
        return _("Not a password that many people use, such as one that stands on a keyboard.")

    def get_error_message(self) -> str:
        return _("Many people use this password: choose another one.")


def expired(user: User, at: datetime) -> bool:
    """Whether the password of `user` is older than the profile allows; it never is where the profile sets no limit."""
    days: int | None = settings.PASSWORD_EXPIRES_DAYS
    return days is not None and (user.password_changed_at or user.date_joined) + timedelta(days=days) <= at


def must_choose(user: User, at: datetime) -> bool:
    """Whether `user` must choose a new password before anything else; asks the database nothing."""
    return user.must_change_password or expired(user, at)


def reason_to_change(user: User, at: datetime) -> str:
    """Why `user` must choose a new password before anything else; empty where there is no need."""
    if user.must_change_password:
        if _was_asked_for(user):
            return _("The administrator asks for a new password: choose one before you go on.")
        return _("The administrator has set this password: choose one of your own before you go on.")
    if expired(user, at):
        words = _("This password is older than %(n)d days: choose a new one before you go on.")
        return words % {"n": settings.PASSWORD_EXPIRES_DAYS}
    return ""


def _was_asked_for(user: User) -> bool:
    """Whether somebody has asked for a new password since the present one was set."""
    since = user.password_changed_at or user.date_joined
    return Event.objects.about(user).filter(verb="person.password_required", at__gte=since).exists()


def one_time_password() -> str:
    """A random password that can be read out, as Bemu-Zate-Haku-73: about 38 bits, and right by both profiles."""
    words = ("".join(map(secrets.choice, (_CONSONANTS, _VOWELS) * 2)).capitalize() for _word in range(3))
    return "-".join([*words, "".join(map(secrets.choice, (_DIGITS, _DIGITS)))])
