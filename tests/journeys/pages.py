"""Every page that answers GET, with an object of the demo year to show and the log-in of a role that owns it.

The administration is apart: its pages are Django's.
"""

from datetime import timedelta

from django.utils import timezone

from planning.meetings.models import Attendance, Decision, Meeting, Series, Topic
from secretariat.jobs.models import Job
from secretariat.outbox.reminders import planned_on
from secretariat.people.models import User
from secretariat.workdays.models import DateToDecide
from supervision.bulletins.services import JOB
from supervision.instructions.models import Instruction
from supervision.items.models import Extension, SupervisionItem
from supervision.urging.models import Slip, Urge
from tests.journeys.places import Page, Place, consultation, decision, issue, item, meeting, of, plan, plan_item, run


def co_unit() -> tuple[int, int]:
    """An item that the unit of `staff` leads, and a unit that takes part in it."""
    led = SupervisionItem.objects.filter(state="in_progress", co_units__isnull=False, **HANDLED)
    found: tuple[int, int] = led.order_by("pk", "co_units__order").values_list("pk", "co_units")[0]
    return found


def planned_line() -> tuple[str]:
    """A line of the next morning on which somebody is reminded of something."""
    on = timezone.localdate()
    return next((planned.key,) for n in range(1, 30) for planned in planned_on(on + timedelta(days=n)))


def asked() -> tuple[int]:
    """A meeting from which somebody asks for leave."""
    return (Attendance.objects.filter(state="asked").values_list("meeting", flat=True)[0],)


def higher() -> tuple[int]:
    """A decision of a higher meeting that nobody has taken up."""
    decisions = Decision.objects.filter(meeting__series__taken_up_by__isnull=False, needs_handling=True)
    return (decisions.filter(takings=None, state="not_tracked").values_list("pk", flat=True)[0],)


def topic(state: str, *step: str, **facts: object) -> Place:
    return of(Topic, *step, state=state, **facts)


def instruction(state: str, **facts: object) -> Place:
    return of(Instruction, state=state, **facts)


# fmt: off
OWN = {"unit__name": "农业农村委员会"}
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
    Page("head",     "today"),
    Page("sg",       "week"),
    Page("head",     "week",                       query="?on=2026-11-30"),
    Page("staff",    "inbox"),
    Page("officer",  "inbox"),
    Page("staff",    "me"),
    Page("deputy",   "me"),
    Page("staff",    "password_change"),
    Page("staff",    "delegation_give"),
    Page("admin",    "person_leave",               of(User, username="staff")),
    Page("admin",    "person_leave",               of(User, is_active=False)),
    Page("admin",    "checklist"),
    Page("officer",  "search", query="?q=提案"),
    Page("staff",    "search", query="?q=没有这样的事项"),
    *(Page("sg", "platform", lambda slug=slug: (slug,)) for slug in ("learning", "service", "support")),

    Page("officer",  "outbox:reminders"),
    Page("officer",  "outbox:reminders",           query="?on=2026-10-01"),
    Page("admin",    "outbox:suppress",            planned_line),
    Page("admin",    "outbox:deliveries"),
    Page("admin",    "outbox:deliveries",          query="?show=queued"),

    Page("auditor",  "log"),
    Page("auditor",  "log",                        query="?verb=item.&since=2020-01-01"),
    Page("auditor",  "log",                        query="?q=没有这样的事"),

    Page("admin",    "workdays:calendar"),
    Page("staff",    "workdays:calendar"),
    Page("admin",    "workdays:year",              lambda: (timezone.localdate().year + 1,)),
    Page("planner",  "workdays:year",              lambda: (timezone.localdate().year - 1,)),
    Page("admin",    "workdays:import"),
    Page("planner",  "workdays:dates"),
    Page("sg",       "workdays:dates",             query="?show=decided"),
    Page("planner",  "workdays:date_step",         of(DateToDecide, "move", state="open")),
    Page("planner",  "workdays:date_step",         of(DateToDecide, "keep", state="open")),

    Page("planner",  "planning:plan_list"),
    Page("staff",    "planning:plan_list"),
    Page("planner",  "planning:plan_detail",       plan("draft")),
    Page("planner",  "planning:plan_detail",       plan("submitted")),
    Page("planner",  "planning:plan_detail",       plan("adopted")),
    Page("staff",    "planning:plan_detail",       plan("adopted")),
    Page("sg",       "planning:plan_detail",       plan("closed")),
    Page("planner",  "planning:plan_detail",       plan("adopted"), "?state=late"),
    Page("planner",  "planning:plan_year",         plan("adopted")),
    Page("sg",       "planning:plan_year",         plan("adopted"), "?platform=service"),
    Page("planner",  "planning:plan_step",         plan("draft", "submit")),
    Page("sg",       "planning:plan_step",         plan("submitted", "adopt")),
    Page("planner",  "planning:plan_import"),
    Page("planner",  "planning:plan_import_run",   run("previewed", rows_failed=0)),
    Page("planner",  "planning:plan_import_run",   run("previewed", rows_failed__gt=0)),
    Page("planner",  "planning:plan_import_run",   run("confirmed")),
    Page("planner",  "planning:plan_import_run",   run("undone")),
    Page("planner",  "planning:plan_item",         plan_item("not_started", plan__state="draft")),
    Page("planner",  "planning:plan_item",         plan_item("under_way", cycle__startswith="weekly")),
    Page("sg",       "planning:plan_item",         plan_item("under_way", target__gt=0)),
    Page("planner",  "planning:plan_item",         plan_item("done")),
    Page("planner",  "planning:plan_item",         plan_item("dropped")),
    Page("staff",    "planning:plan_item",         plan_item("under_way", **HANDLED)),
    Page("staff",    "planning:plan_item_step",    plan_item("under_way", "report", **HANDLED)),
    Page("planner",  "planning:plan_item_step",    plan_item("under_way", "amend")),
    Page("planner",  "planning:plan_item_step",    plan_item("under_way", "drop")),
    Page("planner",  "planning:plan_item_step",    plan_item("not_started", "edit", plan__state="draft")),

    Page("planner",  "planning:consultation_list"),
    Page("planner",  "planning:consultation_list", query="?view=matrix"),
    Page("head",     "planning:consultation_list"),
    Page("sg",       "planning:consultation_list", query="?q=没有这样的议题"),
    Page("planner",  "planning:consultation_detail", consultation("planned")),
    Page("planner",  "planning:consultation_detail", consultation("scheduled")),
    Page("head",     "planning:consultation_detail", consultation("scheduled", **HANDLED)),
    Page("planner",  "planning:consultation_detail", consultation("held")),
    Page("sg",       "planning:consultation_detail", consultation("closed")),
    Page("planner",  "planning:consultation_detail", consultation("cancelled")),
    Page("planner",  "planning:consultation_date", consultation("planned")),
    Page("planner",  "planning:consultation_date", consultation("scheduled")),
    Page("planner",  "planning:consultation_correct", consultation("scheduled")),
    Page("planner",  "planning:consultation_cancel", consultation("scheduled")),
    Page("planner",  "planning:programme_paste"),

    Page("planner",  "planning:series_list"),
    Page("planner",  "planning:series_found"),
    Page("planner",  "planning:series_detail",     of(Series)),
    Page("planner",  "planning:series_change",     of(Series)),
    Page("planner",  "planning:series_prepare",    of(Series)),
    Page("planner",  "planning:series_guests",     of(Series)),
    Page("planner",  "planning:meeting_attendance", asked),
    Page("planner",  "planning:meeting_guests",    asked),
    Page("planner",  "planning:meeting_notice",    of(Meeting, invitations__isnull=False)),
    Page("planner",  "planning:taken_up"),
    Page("sg",       "planning:taken_up",          query="?show=all"),
    Page("planner",  "planning:decision_take_up",  higher, "?q=网站"),
    Page("planner",  "planning:leave_step",        of(Attendance, "ask_leave", state="expected")),
    Page("sg",       "planning:leave_step",        of(Attendance, "refuse_leave", state="asked")),
    Page("planner",  "planning:topic_list"),
    Page("head",     "planning:topic_list"),
    Page("sg",       "planning:topic_list",        query="?state=all"),
    Page("planner",  "planning:topic_list",        query="?q=没有这样的议题"),
    Page("head",     "planning:topic_new"),
    Page("head",     "planning:topic_edit",        topic("draft", **OWN)),
    Page("head",     "planning:topic_detail",      topic("draft", **OWN)),
    Page("deputy",   "planning:topic_detail",      topic("submitted")),
    Page("planner",  "planning:topic_detail",      topic("signed")),
    Page("head",     "planning:topic_detail",      topic("accepted", **OWN)),
    Page("planner",  "planning:topic_detail",      topic("finished")),
    Page("deputy",   "planning:topic_step",        topic("submitted", "return")),
    Page("planner",  "planning:topic_step",        topic("signed", "accept")),
    Page("planner",  "planning:meeting_agenda",    of(Meeting, agenda__kind="first")),
    Page("sg",       "planning:meeting_agenda",    meeting("fixed")),
    Page("planner",  "planning:meeting_agenda",    meeting("published")),
    Page("planner",  "planning:agenda_add",        of(Meeting, agenda__kind="first")),
    Page("planner",  "planning:agenda_edit",       of(Meeting, agenda__kind="first"), "?source=first:"),
    Page("planner",  "planning:meeting_reopen_agenda", meeting("fixed")),
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
    Page("officer",  "supervision:item_list",      query="?look=table&columns=number&columns=source&columns=officer"),
    Page("officer",  "supervision:item_list",      query="?look=calendar"),
    Page("officer",  "supervision:item_import"),
    Page("officer",  "lists:view_new",             lambda: ("items",), query="?mark=late"),
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
    Page("staff",    "supervision:report_list"),
    Page("head",     "supervision:report_list"),
    Page("officer",  "supervision:report_list"),
    Page("staff",    "supervision:report_ask",     co_unit),
    Page("sg",       "supervision:extension_list"),
    Page("sg",       "supervision:extension_step", of(Extension, "grant", state="asked")),
    Page("sg",       "supervision:extension_step", of(Extension, "refuse", state="asked")),

    Page("officer",  "supervision:item_archive"),
    Page("sg",       "supervision:item_detail",    item("objected")),
    Page("officer",  "supervision:item_detail",    item("suspended")),
    Page("officer",  "supervision:item_detail",    item("merged")),
    Page("officer",  "supervision:item_step",      item("in_progress", "split")),
    Page("officer",  "supervision:item_step",      item("in_progress", "merge")),
    Page("officer",  "supervision:item_step",      item("objected", "reassign")),
    Page("officer",  "supervision:slip_list"),
    Page("staff",    "supervision:slip_list"),
    Page("officer",  "supervision:slip_detail",    of(Slip, state="replied")),
    Page("officer",  "supervision:slip_step",      of(Slip, "refuse", state="replied")),
    Page("officer",  "supervision:slip_issue",     item("in_progress")),
    Page("officer",  "supervision:urge",           item("in_progress")),
    Page("officer",  "supervision:urge_answer",    of(Urge)),
    Page("officer",  "supervision:urge_bulk"),
    Page("officer",  "supervision:rule_list"),
    Page("admin",    "supervision:rule_enter",     query="?preset=30%2F15"),
    Page("officer",  "supervision:item_light",     item("in_progress"), query="?on=2026-01-05"),
    Page("officer",  "supervision:statistics"),
    Page("head",     "supervision:statistics"),
    Page("officer",  "supervision:item_list",      query="?mark=dispatched&since=2026-01-01&until=2026-12-31"),
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
    Page("officer",  "supervision:instruction_correct", instruction("noted")),
    Page("officer",  "supervision:instruction_correct", instruction("tracked")),
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
NO_PAGES = {
    "planning:decision_take_up_item",
    "planning:meeting_agenda_file",
    "planning:meeting_calendar",
    "planning:meeting_notice_file",
    "planning:meeting_came",
    "supervision:item_archive_year",
    "supervision:item_kin",
    "supervision:slip_file",
    "supervision:urging_of_item",
    "lists:view_change",
    "supervision:item_import_run",
    "delegation_revoke",
    "planning:checkpoint_step",
    "planning:consultation_step",
    "planning:plan_import_confirm",
    "planning:plan_import_failed",
    "planning:plan_import_undo",
    "planning:programme_confirm",
    "checklist_mail",
    "outbox:lift",
    "outbox:send_again",
    "outbox:send_all_again",
    "set_theme",
    "stay",
    "supervision:came_of",
    "supervision:decision_register_export",
    "supervision:instruction_reopen",
    "supervision:item_open_consulted",
    "supervision:item_open_planned",
    "supervision:items_of_plan_item",
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
    "planning:series_change_preview",
    "planning:agenda_arrange",
    "planning:agenda_step",
    "planning:meeting_fix_agenda",
    "planning:meeting_restore",
    "planning:meeting_publish",
    "planning:decision_line",
    "planning:decision_gather",
    "planning:decision_confirm",
    "planning:decision_confirm_all",
    "planning:decision_reopen",
    "lists:view_delete",
    "supervision:item_bulk",
    "supervision:item_coverage",
    "supervision:item_draft",
    "supervision:item_export",
    "supervision:item_import_confirm",
    "supervision:item_import_failed",
    "supervision:item_import_template",
    "supervision:item_import_undo",
    "supervision:item_preview",
    "supervision:item_tabs",
    "supervision:item_open",
    "supervision:statistics_export",
    "supervision:item_open_all",
    "supervision:items_of_decision",
    "supervision:issues_of_item",
    "supervision:report_send",
    "supervision:issue_recompile",
    "supervision:issue_submit",
    "supervision:issue_approve",
    "supervision:issue_download_docx",
    "supervision:issue_download_pdf",
    "supervision:issue_preview_pdf",
}
