"""What a fresh house still needs before its first week: facts for the check-list of the administrator."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from planning.meetings.models import Series
from secretariat.numbering.models import NumberKind
from secretariat.outbox.queries import last_delivery
from secretariat.papers.fonts import installed_families
from secretariat.people.models import Department, Post, PostKind, User
from secretariat.people.queries import CAN_LOG_IN, WITHOUT_PASSWORD
from secretariat.portal import health
from secretariat.portal.platforms import path_of
from secretariat.workdays.models import CalendarYear

# In November the State Council announces the next year.
NEXT_YEAR_FROM_MONTH = 12
# A mail server is set where mails are neither printed nor thrown away.
NO_MAIL = ("console", "dummy", "filebased")
LEADERS = (PostKind.SECRETARY_GENERAL, PostKind.DEPUTY, PostKind.HEAD)
OFFICERS = (PostKind.SUPERVISOR, PostKind.PLANNER)


@dataclass(frozen=True)
class Deed:
    """Something to do for a point: a page to open, or a button to press."""

    label: str
    url: str
    is_button: bool = False


@dataclass(frozen=True)
class Point:
    """One point: what it is, why, whether it is done, how it stands, and the pages to do it on.

    Where there is no page to do it on, `cure` says what is to be done outside of the house.
    """

    name: str
    why: str
    done: bool
    stands: str = ""
    deeds: tuple[Deed, ...] = ()
    cure: str = ""

    @property
    def url(self) -> str:
        """Where the point is worked off; empty where that is not a page."""
        return next((deed.url for deed in self.deeds if not deed.is_button), "")


def points(*, on: date) -> list[Point]:
    """The check-list in the order in which it is worked off."""
    return [*_office(on), *_machine()]


def is_furnished(*, on: date) -> bool:
    """Whether the office has entered everything that it must enter itself."""
    return all(point.done for point in _office(on))


# ── What the office enters ───────────────────────────────────────────────────────────────────────────────────────────
def _office(on: date) -> Iterator[Point]:
    # A post that oversees several units comes in several rows.
    here = Post.objects.filter(user__is_active=True).annotate(idle=Q(kind=PostKind.DEPUTY, oversees=None))
    held = set(here.values_list("pk", "kind", "idle"))
    posts = Counter(kind for _pk, kind, _idle in held)
    yield _calendar(on)
    yield _units()
    yield _people()
    yield _leaders({kind: posts[kind] for kind in LEADERS}, idle=sum(idle for _pk, _kind, idle in held))
    yield _posts(_("Officers"), _("Somebody supervises and somebody plans."), {kind: posts[kind] for kind in OFFICERS})
    yield _numbering(on)
    yield _series()


def _calendar(on: date) -> Point:
    wanted = [on.year, *([on.year + 1] if on.month >= NEXT_YEAR_FROM_MONTH else [])]
    known = sorted(CalendarYear.objects.values_list("year", flat=True))
    missing = [year for year in wanted if year not in known]
    words = {"known": _listed(map(str, known)), "missing": _listed(map(str, missing))}
    stands = _("Imported: %(known)s. Missing: %(missing)s.") if missing else _("Imported: %(known)s.")
    imports = [
        Deed(_("Import the calendar of %(year)d") % {"year": year}, f"{path_of('workdays:import')}?year={year}")
        for year in missing
    ]
    return Point(
        _("Working-day calendar"),
        _("Every due date is counted by it; from December on the next year is needed, too."),
        done=not missing,
        stands=stands % words,
        deeds=(*imports, Deed(_("Look at the calendar"), path_of("workdays:calendar"))),
    )


def _units() -> Point:
    n = Department.objects.filter(is_active=True).count()
    return Point(
        _("Units"),
        _("In the order of the organisation, with the names papers use."),
        done=n > 0,
        stands=ngettext("%(n)d unit", "%(n)d units", n) % {"n": n} if n else "",
        deeds=_sheet("department", done=n > 0),
    )


def _people() -> Point:
    here, shut = Q(is_active=True, department__isnull=False), Q(WITHOUT_PASSWORD, is_active=True)
    found = User.objects.aggregate(
        n=Count("pk", here, distinct=True),
        shut=Count("pk", here & shut, distinct=True),
        needed=Count("pk", shut & Q(posts__kind__in=(*LEADERS, *OFFICERS)), distinct=True),
    )
    n, out = found["n"], found["shut"]
    stands = ngettext("%(n)d person", "%(n)d people", n) % {"n": n} if n else ""
    if out:
        words = ngettext("%(n)d of them cannot log in yet", "%(n)d of them cannot log in yet", out)
        stands = _facts([stands, words % {"n": out}])
    passwords = Deed(_("Give first passwords"), f"{_admin('user')}?{CAN_LOG_IN}=no")
    return Point(
        _("People"),
        _("Everybody with an own log-in, unit and e-mail; whoever holds a post has a first password."),
        # Before any post is entered, somebody at least must be able to come in.
        done=n > out and not found["needed"],
        stands=stands,
        deeds=(*([passwords] if out else []), *_sheet("user", done=n > 0)),
        cure=_("Choose them in the list, then “Give first passwords”, and hand the sheet out.") if out else "",
    )


def _leaders(held: Mapping[PostKind, int], *, idle: int) -> Point:
    """A sheet of people names the deputies, not what they oversee: without it everything goes up to the top."""
    words = ngettext("%(n)d deputy oversees no unit yet", "%(n)d deputies oversee no unit yet", idle) % {"n": idle}
    why = _("The secretary-general, the deputies with the units they oversee, the heads of units.")
    point = _posts(_("Leaders"), why, held)
    if not idle:
        return point
    cure = _("Open the post of each deputy in the list of posts, and choose the units.")
    # A new house is not ready while everything goes up to the top; later a deputy may well oversee nothing.
    return replace(
        point, done=point.done and idle < held.get(PostKind.DEPUTY, 0), stands=_facts([point.stands, words]), cure=cure
    )


def _posts(name: str, why: str, held: Mapping[PostKind, int]) -> Point:
    stands = _listed(f"{kind.label} {n}" for kind, n in held.items())
    deeds = Deed(_("Enter a post"), _admin("post", "add")), Deed(_("Look at the posts"), _admin("post"))
    return Point(name, why, done=all(held.values()), stands=stands, deeds=deeds)


def _numbering(on: date) -> Point:
    kinds = list(NumberKind.objects.order_by("pk"))
    return Point(
        pgettext("check-list", "Numbering"),
        _("How numbers of items and bulletins are written; look them over before the first one."),
        done=bool(kinds),
        stands=_listed(kind.pattern.format(year=on.year, n=1) for kind in kinds),
        deeds=(Deed(_("Look over the formats"), _admin("numberkind")),),
    )


def _series() -> Point:
    names = list(Series.objects.order_by("pk").values_list("name", flat=True))
    found = Deed(_("Found a meeting series"), path_of("planning:series_found"))
    return Point(
        _("Meeting series"),
        _("The meetings that return, with the number of the first one."),
        done=bool(names),
        stands=_listed(names),
        deeds=(Deed(_("Look at the series"), path_of("planning:series_list")), found) if names else (found,),
    )


# ── What the machine needs ───────────────────────────────────────────────────────────────────────────────────────────
def _machine() -> Iterator[Point]:
    yield _mail()
    yield _ticking()
    families = installed_families(settings.FONT_DIR)
    yield Point(
        _("Fonts of official papers"),
        _("Without a Chinese font in FONT_DIR there is no PDF."),
        done=bool(families),
        stands=ngettext("%(n)d family", "%(n)d families", len(families)) % {"n": len(families)},
        cure=_("Put fonts into the folder FONT_DIR, as the operating manual says."),
    )


def _ticking() -> Point:
    tick = health.state()["tick"]
    stopped = _("No tick yet.") if tick == "never" else _("It has stopped.")
    return Point(
        _("Background work"),
        _("The last tick is not older than five minutes."),
        done=tick == "ok",
        stands=_("It runs.") if tick == "ok" else stopped,
        cure=_("Start worker, clock and timer, as the operating manual says."),
    )


def _mail() -> Point:
    is_set = not any(word in settings.EMAIL_BACKEND for word in NO_MAIL) and "//localhost" not in settings.SITE_URL
    last = last_delivery()
    failed = bool(last and last.error)
    stands = ""
    if last and last.sent_at:
        stands = _("The last mail left at %(at)s.") % {"at": _moment(last.sent_at)}
    elif last:
        stands = (
            _("The last mail was refused: %(why)s") % {"why": last.error} if failed else _("A mail waits to leave.")
        )
    return Point(
        _("Mail"),
        _("EMAIL_URL and SITE_URL: reminders leave the house, and their links lead back to it."),
        done=is_set and not failed,
        stands=stands,
        deeds=(Deed(_("Send me a trial mail"), path_of("checklist_mail"), is_button=True),) if is_set else (),
        cure="" if is_set else _("Set both where the house is started, as the operating manual says."),
    )


# ── Words and addresses ──────────────────────────────────────────────────────────────────────────────────────────────
def _listed(words: Any) -> str:
    return pgettext("between the items of a list", ", ").join(words)


def _facts(words: Any) -> str:
    return pgettext("between facts", ", ").join(words)


def _moment(at: Any) -> str:
    return date_format(timezone.localtime(at), "m-d G:i")


def _admin(model: str, page: str = "changelist") -> str:
    return path_of(f"admin:secretariat_{model}_{page}")


def _sheet(model: str, *, done: bool) -> tuple[Deed, ...]:
    ways = Deed(_("From a sheet"), _admin(model, "import")), Deed(_("One by one"), _admin(model, "add"))
    return (Deed(_("Look at the list"), _admin(model)), *ways) if done else ways
