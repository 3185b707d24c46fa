"""What a fresh house still needs before its first week: facts for the check-list of the administrator."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.meetings.models import Series
from secretariat.numbering.models import NumberKind
from secretariat.papers.fonts import installed_families
from secretariat.people.models import Department, Post, PostKind, User
from secretariat.portal import health
from secretariat.portal.platforms import path_of
from secretariat.workdays.models import CalendarYear

# In November the State Council announces the next year.
NEXT_YEAR_FROM_MONTH = 12
# A mail server is set where mails are neither printed nor thrown away.
NO_MAIL = ("console", "dummy", "filebased")


@dataclass(frozen=True)
class Point:
    """One point: what it is, why, whether it is done, and the page to do it on (empty: docs/operations.md says how)."""

    name: Promise
    why: Promise
    done: bool
    url: str


def points(*, on: date) -> list[Point]:
    """The check-list in the order in which it is worked off."""
    return [*_office(on), *_machine()]


def _office(on: date) -> Iterator[Point]:
    years = {on.year, *([on.year + 1] if on.month >= NEXT_YEAR_FROM_MONTH else [])}
    active = Post.objects.filter(user__is_active=True)
    kinds = set(active.values_list("kind", flat=True))
    yield Point(
        _("Working-day calendar"),
        _("Every due date is counted by it; from December on the next year is needed, too."),
        years <= set(CalendarYear.objects.values_list("year", flat=True)),
        path_of("workdays:calendar") or _records("calendaryear"),
    )
    yield Point(
        _("Units"),
        _("In the order of the organisation, with the names papers use."),
        Department.objects.filter(is_active=True).exists(),
        _records("department"),
    )
    yield Point(
        _("People"),
        _("Everybody with an own log-in, unit and e-mail."),
        User.objects.filter(is_active=True, department__isnull=False).exists(),
        _records("user"),
    )
    yield Point(
        _("Leaders"),
        _("The secretary-general, the deputies with the units they oversee, the heads of units."),
        {PostKind.SECRETARY_GENERAL, PostKind.DEPUTY, PostKind.HEAD} <= kinds,
        _records("post"),
    )
    yield Point(
        _("Officers"),
        _("Somebody supervises and somebody plans."),
        {PostKind.SUPERVISOR, PostKind.PLANNER} <= kinds,
        _records("post"),
    )
    yield Point(
        pgettext_lazy("check-list", "Numbering"),
        _("How numbers of items and bulletins are written; look them over before the first one."),
        NumberKind.objects.exists(),
        _records("numberkind"),
    )
    yield Point(
        _("Meeting series"),
        _("The meetings that return, with the number of the first one."),
        Series.objects.exists(),
        path_of("planning:series_list"),
    )


def _machine() -> Iterator[Point]:
    yield Point(
        _("Mail"),
        _("EMAIL_URL and SITE_URL: reminders leave the house, and their links lead back to it."),
        not any(word in settings.EMAIL_BACKEND for word in NO_MAIL) and "//localhost" not in settings.SITE_URL,
        "",
    )
    yield Point(
        _("Background work"),
        _("The last tick is not older than five minutes."),
        health.state()["tick"] == "ok",
        path_of("health_ready"),
    )
    yield Point(
        _("Fonts of official papers"),
        _("Without a Chinese font in FONT_DIR there is no PDF."),
        bool(installed_families(settings.FONT_DIR)),
        "",
    )


def _records(model: str) -> str:
    return path_of(f"admin:secretariat_{model}_changelist")
