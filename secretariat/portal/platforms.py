"""The platforms, their sections and pages: the navigation as data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.audit.rules import may_read_log
from secretariat.outbox.queries import failed_count
from secretariat.outbox.rules import may_post, may_rehearse
from secretariat.people.models import PostKind
from secretariat.portal import queries
from secretariat.portal.rules import sees_dashboard
from secretariat.workdays.rules import may_enter_rule, may_import, may_see_dates
from secretariat.workflow import by_right_of
from supervision.reports.rules import reports

Who = Callable[[Any], bool]
Text = Promise | str


def everyone(user: Any) -> bool:
    return True


def holds(*kinds: str) -> Who:
    """Whoever holds a post of any of these kinds, or acts for somebody who does."""
    return lambda user: user.acts_as(*kinds)


overseers = holds(PostKind.SUPERVISOR, PostKind.SECRETARY_GENERAL, PostKind.DEPUTY)


def keeps_calendar(user: Any) -> bool:
    """Those who plan by the official calendar, and those who import it."""
    return bool(user.acts_as(PostKind.PLANNER)) or may_import(user)


def keeps_rule(user: Any) -> bool:
    """Those who follow items up, and those who enter the rule by which their lights are given."""
    return overseers(user) or may_enter_rule(user)


def administrators(user: Any) -> bool:
    return bool(user.is_staff)


def rehearsers(user: Any) -> bool:
    """Those who may see tomorrow's reminders, and whoever acts for one of them."""
    return bool(by_right_of(user, may_rehearse))


def path_of(name: str) -> str:
    """The address of a page by its name; empty while no such page exists."""
    return _path(name, get_urlconf())


@cache
def _path(name: str, urlconf: str | None) -> str:
    try:
        return reverse(name, urlconf)
    except NoReverseMatch:
        return ""


@dataclass(frozen=True)
class Page:
    """An entry of the rail. It is shown once its address exists and to whom `who` allows.

    `count` answers how many wait there, for one person, and `count_on` the same on a day; they are asked later, by a
    call of its own, unless the frame knows the figure anyway. `tab` names the short label with which the page stands in
    the bar of the phone.
    """

    name: str
    label: Text
    icon: str
    who: Who = everyone
    query: tuple[tuple[str, str], ...] = ()
    count: Callable[[Any], int] | None = None
    tab: Text = ""
    count_on: Callable[[Any, date], int] | None = None

    @property
    def is_counted(self) -> bool:
        return bool(self.count or self.count_on)

    def counted(self, user: Any, on: date) -> int:
        """How many wait there for a person on a day."""
        if self.count_on:
            return self.count_on(user, on)
        return self.count(user) if self.count else 0

    @property
    def path(self) -> str:
        """The address without its query; empty while no such page exists."""
        return path_of(self.name)

    @property
    def url(self) -> str:
        return f"{self.path}?{urlencode(self.query)}" if self.query else self.path

    @property
    def key(self) -> str:
        """A name for the element that shows the count."""
        return "-".join([self.name.replace(":", "-"), *(value for _name, value in self.query)])


@dataclass(frozen=True)
class Section:
    """Some pages of a platform under a small heading."""

    label: Text
    pages: Sequence[Page]


@dataclass(frozen=True)
class Platform:
    """One of the five platforms, or the desk. `planned` names the registers that later versions bring."""

    slug: str
    label: Text
    sections: Sequence[Section] = ()
    planned: Sequence[Text] = ()

    @property
    def pages(self) -> list[Page]:
        return [page for section in self.sections for page in section.pages]


PLATFORMS: Sequence[Platform] = (
    Platform(
        "desk",
        pgettext_lazy("platform", "Desk"),
        [
            Section(
                "",
                [
                    Page(
                        "dashboard",
                        _("Secretary-general's desk"),
                        "home",
                        sees_dashboard,
                        tab=pgettext_lazy("platform", "Desk"),
                    ),
                    Page("my_work", _("My work"), "todo", tab=_("To do")),
                    Page("today", _("My day"), "clock", tab=pgettext_lazy("day", "Today")),
                    Page("week", _("My week"), "cal"),
                    Page(
                        "supervision:report_list",
                        _("Reports asked for"),
                        "send",
                        reports,
                        count_on=queries.reports_asked,
                    ),
                    Page("inbox", _("Notices"), "inbox", tab=_("Notices")),
                ],
            ),
            Section(
                _("Administration"),
                [
                    Page("checklist", _("First start"), "check", administrators),
                    Page("outbox:deliveries", _("Outgoing post"), "send", may_post, count=failed_count),
                    Page("admin:index", _("Administration pages"), "cog", administrators),
                ],
            ),
        ],
    ),
    Platform(
        "learning",
        pgettext_lazy("platform", "Learning"),
        planned=[
            _("First topic of study"),
            _("Study sessions of the leading group"),
            _("CPPCC lectures"),
            _("Discipline education"),
            _("Internal inspections"),
        ],
    ),
    Platform(
        "service",
        pgettext_lazy("platform", "Service"),
        [
            Section(
                _("Key duties"),
                [Page("planning:consultation_list", _("Key consultations"), "users", tab=_("Consultations"))],
            )
        ],
        planned=[
            _("Review of plans and reports"),
            _("Outcomes and instructions"),
            _("Proposals"),
            _("Opinion information"),
            _("Grassroots activities"),
            _("Cross-regional cooperation"),
        ],
    ),
    Platform(
        "coordination",
        pgettext_lazy("platform", "Coordination"),
        [
            Section(
                _("Meetings"),
                [
                    Page("planning:meeting_list", _("Meetings and minutes"), "meet", tab=_("Meetings")),
                    Page("planning:topic_list", _("Topics of meetings"), "list"),
                    Page("planning:taken_up", _("Decisions taken up"), "link"),
                    Page("planning:series_list", _("Meeting series"), "cal"),
                ],
            ),
            Section(
                _("Plans"),
                [
                    Page("planning:arrangement_list", _("Arrangements"), "grid", tab=_("Arrangements")),
                    Page("planning:plan_list", _("Annual plans"), "columns"),
                ],
            ),
            Section(
                pgettext_lazy("section", "Basics"),
                [
                    Page("workdays:calendar", _("Working calendar"), "cal", keeps_calendar),
                    Page("workdays:dates", _("Dates to decide"), "clock", may_see_dates, count=queries.open_dates),
                ],
            ),
        ],
        planned=[
            _("Rules and regulations"),
            _("Reform projects"),
        ],
    ),
    Platform(
        "support",
        pgettext_lazy("platform", "Support"),
        [Section(_("Operation"), [Page("log", _("Event log"), "history", may_read_log)])],
        planned=[_("Outsourced services and their evaluation"), _("Budget lines"), _("Staff welfare")],
    ),
    Platform(
        "supervision",
        pgettext_lazy("platform", "Supervision"),
        [
            Section(
                _("Follow-up"),
                [
                    Page("supervision:item_list", _("Supervision ledger"), "list", tab=_("Ledger")),
                    Page(
                        "supervision:item_list",
                        _("To be filed"),
                        "edit",
                        overseers,
                        query=(("state", "pending"),),
                        count=queries.items_in("pending"),
                    ),
                    Page(
                        "supervision:item_list",
                        _("To be reviewed"),
                        "eye",
                        overseers,
                        query=(("state", "under_review"),),
                        count=queries.items_in("under_review"),
                    ),
                    Page(
                        "supervision:extension_list", _("Extension requests"), "clock", count=queries.extensions_asked
                    ),
                    Page("supervision:instruction_list", _("Leaders' instructions"), "stamp"),
                    Page("supervision:decision_register", _("Register of decisions"), "gavel"),
                    Page("outbox:reminders", _("Reminders in rehearsal"), "bell", rehearsers),
                    Page("supervision:item_archive", _("Yearly archive"), "book", overseers),
                    Page("supervision:statistics", _("Supervision statistics"), "chart"),
                    Page("supervision:rule_list", _("Warning rule"), "flag", keeps_rule),
                ],
            ),
            Section(
                pgettext_lazy("section", "Pressing"),
                [Page("supervision:slip_list", _("Slips"), "slip", count=queries.slips_unanswered)],
            ),
            Section(_("Papers"), [Page("supervision:issue_list", _("Supervision bulletin"), "doc")]),
        ],
        planned=[_("Assessment by key indicators"), _("Use of the results")],
    ),
)
