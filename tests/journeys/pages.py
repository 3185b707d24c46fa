"""Every page that answers GET, with an object of the demo year to show and the log-in of a role that owns it.

The administration is apart: its pages are Django's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from planning.meetings.models import Decision, Meeting, Series
from secretariat.jobs.models import Job
from supervision.bulletins.models import Issue
from supervision.bulletins.services import JOB
from supervision.instructions.models import Instruction
from supervision.items.models import Extension, SupervisionItem

Place = Callable[[], tuple[Any, ...]]


@dataclass(frozen=True)
class Page:
    """A page as one role sees it; `place` finds the arguments of its address in the demo year."""

    login: str
    name: str
    place: Place = tuple
    query: str = ""

    def __str__(self) -> str:
        return f"{self.login}: {self.url}"

    @property
    def url(self) -> str:
        return reverse(self.name, args=self.place()) + self.query


def of(model: Any, *more: Any, **facts: Any) -> Place:
    """The first object of the demo year with these facts; `more` follows its key in the address."""
    return lambda: (model.objects.filter(**facts).order_by("pk")[:1].get().pk, *more)


def item(state: str, *step: str, **facts: Any) -> Place:
    return of(SupervisionItem, *step, state=state, **facts)


def meeting(state: str) -> Place:
    return of(Meeting, state=state)


def decision(state: str) -> Place:
    return of(Decision, state=state)


def issue(state: str, *more: str) -> Place:
    return of(Issue, *more, state=state)


def instruction(state: str, **facts: Any) -> Place:
    return of(Instruction, state=state, **facts)


# fmt: off
HANDLED = {"lead__name": "农业农村委员会"}  # the unit of `staff` and of `head`
NOBODY = ""
PAGES = [
    Page(NOBODY,     "login"),
    Page("sg",       "dashboard"),
    Page("deputy",   "dashboard"),
    Page("sg",       "my_work"),
    Page("officer",  "my_work"),
    Page("head",     "my_work"),
    Page("staff",    "my_work"),
    Page("auditor",  "my_work"),
    Page("staff",    "inbox"),
    Page("officer",  "inbox"),
    Page("staff",    "me"),
    Page("staff",    "password_change"),
    Page("officer",  "search", query="?q=提案"),
    Page("staff",    "search", query="?q=没有这样的事项"),
    *(Page("sg", "platform", lambda slug=slug: (slug,)) for slug in ("learning", "service", "support")),

    Page("auditor",  "log"),
    Page("auditor",  "log",                        query="?verb=item.&since=2020-01-01"),
    Page("auditor",  "log",                        query="?q=没有这样的事"),

    Page("planner",  "planning:series_list"),
    Page("planner",  "planning:series_found"),
    Page("planner",  "planning:series_detail",     of(Series)),
    Page("planner",  "planning:meeting_list"),
    Page("planner",  "planning:meeting_list",      query="?when=past"),
    Page("staff",    "planning:meeting_list",      query="?when=past"),
    Page("planner",  "planning:meeting_detail",    meeting("planned")),
    Page("planner",  "planning:meeting_detail",    meeting("drafting")),
    Page("planner",  "planning:meeting_detail",    meeting("published")),
    Page("planner",  "planning:meeting_detail",    meeting("cancelled")),
    Page("planner",  "planning:meeting_move",      meeting("planned")),
    Page("planner",  "planning:meeting_cancel",    meeting("planned")),
    Page("planner",  "planning:meeting_paste",     meeting("planned")),
    Page("planner",  "planning:meeting_paste",     meeting("drafting")),
    Page("planner",  "planning:decision_correct",  decision("proposed")),
    Page("planner",  "planning:decision_not_track", decision("proposed")),

    Page("officer",  "supervision:item_list"),
    Page("officer",  "supervision:item_list",      query="?state=all"),
    Page("officer",  "supervision:item_list",      query="?state=pending"),
    Page("sg",       "supervision:item_list",      query="?mark=late"),
    Page("staff",    "supervision:item_list"),
    Page("officer",  "supervision:item_new"),
    Page("officer",  "supervision:item_edit",      item("draft")),
    Page("officer",  "supervision:item_detail",    item("draft")),
    Page("sg",       "supervision:item_detail",    item("pending")),
    Page("officer",  "supervision:item_detail",    item("not_filed")),
    Page("officer",  "supervision:item_detail",    item("filed")),
    Page("staff",    "supervision:item_detail",    item("dispatched", **HANDLED)),
    Page("staff",    "supervision:item_detail",    item("in_progress", **HANDLED)),
    Page("head",     "supervision:item_detail",    item("in_progress", **HANDLED, extensions__state="granted")),
    Page("sg",       "supervision:item_detail",    item("in_progress", extensions__state="asked")),
    Page("officer2", "supervision:item_detail",    item("under_review")),
    Page("sg",       "supervision:item_detail",    item("leader_review")),
    Page("officer",  "supervision:item_detail",    item("completed")),
    Page("officer",  "supervision:item_detail",    item("signed_off")),
    Page("officer",  "supervision:item_step",      item("draft", "submit")),
    Page("sg",       "supervision:item_step",      item("pending", "reject")),
    Page("sg",       "supervision:item_step",      item("pending", "not_file")),
    Page("staff",    "supervision:item_step",      item("in_progress", "report", **HANDLED)),
    Page("staff",    "supervision:item_step",      item("in_progress", "submit_closing", **HANDLED)),
    Page("staff",    "supervision:item_step",      item("in_progress", "ask_extension", **HANDLED)),
    Page("officer2", "supervision:item_step",      item("under_review", "return")),
    Page("sg",       "supervision:item_step",      item("leader_review", "instruct")),
    Page("officer",  "supervision:item_step",      item("completed", "sign_off")),
    Page("sg",       "supervision:extension_list"),
    Page("sg",       "supervision:extension_step", of(Extension, "grant", state="asked")),
    Page("sg",       "supervision:extension_step", of(Extension, "refuse", state="asked")),

    Page("officer",  "supervision:decision_register"),
    Page("sg",       "supervision:decision_register", query="?late=1"),
    Page("staff",    "supervision:decision_register"),
    Page("officer",  "supervision:decision_register", query="?q=没有这样的事"),
    Page("officer",  "supervision:instruction_list"),
    Page("staff",    "supervision:instruction_list"),
    Page("officer",  "supervision:instruction_new"),
    Page("officer",  "supervision:instruction_detail", instruction("noted")),
    Page("officer",  "supervision:instruction_detail", instruction("not_tracked")),
    Page("sg",       "supervision:instruction_detail", instruction("tracked", is_private=True)),
    Page("staff",    "supervision:instruction_detail", instruction("tracked", items__lead__name="农业农村委员会")),
    Page("officer",  "supervision:item_open_instructed", instruction("noted")),
    Page("officer",  "supervision:instruction_not_track", instruction("noted")),

    Page("officer",  "supervision:issue_list"),
    Page("staff",    "supervision:issue_list"),
    Page("officer",  "supervision:issue_compile"),
    Page("officer",  "supervision:issue_compiling", of(Job, name=JOB)),
    Page("officer",  "supervision:issue_detail",   issue("draft")),
    Page("officer2", "supervision:issue_detail",   issue("review")),
    Page("sg",       "supervision:issue_detail",   issue("approved")),
    Page("head",     "supervision:issue_detail",   issue("issued")),
    Page("officer",  "supervision:issue_edit",     issue("draft")),
    Page("officer2", "supervision:issue_return",   issue("review")),
    Page("sg",       "supervision:issue_sign",     issue("approved")),
    Page("officer",  "supervision:issue_figure",   issue("draft", "open")),
]
# fmt: on

# What has an address but is no page: steps taken by POST, fragments, files, answers for machines.
# Pages of the second slice that no browser has walked yet: every name here is work to be done.
NOT_WALKED_YET = {
    "checklist",
    "delegation_give",
    "person_leave",
    "planning:consultation_cancel",
    "planning:consultation_correct",
    "planning:consultation_date",
    "planning:consultation_detail",
    "planning:consultation_list",
    "planning:plan_detail",
    "planning:plan_import",
    "planning:plan_import_run",
    "planning:plan_item",
    "planning:plan_list",
    "planning:plan_year",
    "planning:programme_paste",
    "workdays:calendar",
    "workdays:dates",
    "workdays:import",
    "workdays:year",
}
# Deeds and fragments: nothing to look at.
NO_PAGES = NOT_WALKED_YET | {
    "delegation_revoke",
    "planning:checkpoint_step",
    "planning:consultation_step",
    "planning:plan_import_confirm",
    "planning:plan_import_failed",
    "planning:plan_import_undo",
    "planning:plan_item_step",
    "planning:plan_step",
    "planning:programme_confirm",
    "set_theme",
    "stay",
    "supervision:came_of",
    "supervision:decision_register_export",
    "supervision:instruction_reopen",
    "supervision:item_open_consulted",
    "supervision:item_open_planned",
    "supervision:items_of_plan_item",
    "workdays:date_step",
    "home",
    "logout",
    "set_language",
    "counts",
    "inbox_open",
    "inbox_read_all",
    "health_live",
    "health_ready",
    "attachment",
    "log_export",
    "log_subject",
    "planning:series_preview",
    "planning:meeting_restore",
    "planning:meeting_publish",
    "planning:decision_line",
    "planning:decision_gather",
    "planning:decision_confirm",
    "planning:decision_confirm_all",
    "planning:decision_reopen",
    "supervision:item_bulk",
    "supervision:item_open",
    "supervision:item_open_all",
    "supervision:items_of_decision",
    "supervision:issues_of_item",
    "supervision:issue_recompile",
    "supervision:issue_submit",
    "supervision:issue_approve",
    "supervision:issue_download_docx",
    "supervision:issue_download_pdf",
    "supervision:issue_preview_pdf",
}
