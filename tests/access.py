"""The one table of addresses × roles, and a small world in which every address has its record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from planning.arrangements import services as arrangements
from planning.meetings.models import AgendaLine, Decision, Meeting, MinutesCorrection, Note, Series, Sitting
from secretariat.attachments.models import Attachment
from secretariat.audit import services as audit
from secretariat.exchange import services as exchange
from secretariat.jobs.models import Job
from secretariat.lists.models import SavedView
from secretariat.outbox.models import Delivery, Notice, Suppression
from secretariat.outbox.reminders import lines_on
from secretariat.people.models import Delegation
from secretariat.workdays import queries as workdays
from secretariat.workdays.models import DateToDecide
from supervision.bulletins import services as bulletins
from supervision.bulletins.models import BulletinKind, FrozenPaper, Issue
from supervision.bulletins.paper import imprint_of
from tests.planning.consultations.factories import CheckpointFactory
from tests.planning.factories import AttendanceFactory, TopicFactory
from tests.planning.plans.factories import PlanItemFactory, upload
from tests.secretariat.workbooks.specimens import sent
from tests.supervision.factories import ExtensionFactory, ItemFactory, ReportFactory, SlipFactory, UrgeFactory, person
from tests.supervision.instructions.factories import InstructionFactory
from tests.supervision.items.cast import Cast
from tests.supervision.items.sheets import sheet_of

FIRST, LAST, TODAY = date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 2)

# Somebody without a post and the head of a unit, both of the unit that leads; staff of a unit that has no part;
# the officers, the leaders, the administrator and the auditor.
ROLES = ["anonymous", "staff", "outsider", "head", "supervisor", "planner", "deputy", "leader"]
ROLES += ["administrator", "auditor"]

# A number is the status; `login` is the way to the log-in page. What is foreign is 404, and what is seen without the
# right to do it 403 (rule 46).
# 422 is what an empty form answers to a role that may.
TABLE = """
# address                        method  of        anon  staff outs. head  super plan. dep.  lead. adm.  audit.
home                             get     -         login 302   302   302   302   302   302   302   302   302
dashboard                        get     -         login 302   302   302   200   302   200   200   200   200
my_work                          get     -         login 200   200   200   200   200   200   200   200   200
today                            get     -         login 200   200   200   200   200   200   200   200   200
week                             get     -         login 200   200   200   200   200   200   200   200   200
login                            get     -         200   302   302   302   302   302   302   302   302   302
logout                           post    -         login 302   302   302   302   302   302   302   302   302
password_change                  get     -         login 200   200   200   200   200   200   200   200   200
set_language                     post    -         302   302   302   302   302   302   302   302   302   302
stay                             post    -         login 204   204   204   204   204   204   204   204   204
set_theme                        post    -         login 422   422   422   422   422   422   422   422   422
me                               get     -         login 200   200   200   200   200   200   200   200   200
delegation_give                  get     -         login 200   200   200   200   200   200   200   200   200
delegation_revoke                post    given     login 302   404   404   404   404   404   404   404   404
person_leave                     get     person    login 403   403   403   403   403   403   403   200   403
platform                         get     platform  login 200   200   200   200   200   200   200   200   200
counts                           get     platform  login 200   200   200   200   200   200   200   200   200
inbox                            get     -         login 200   200   200   200   200   200   200   200   200
inbox_read_all                   post    -         login 302   302   302   302   302   302   302   302   302
inbox_open                       post    notice    login 302   404   404   404   404   404   404   404   404
checklist                        get     -         login 403   403   403   403   403   403   403   200   403
checklist_mail                   post    -         login 403   403   403   403   403   403   403   302   403
search                           get     -         login 200   200   200   200   200   200   200   200   200
health_live                      get     -         200   200   200   200   200   200   200   200   200   200
health_ready                     get     -         503   503   503   503   503   503   503   503   503   503
log                              get     -         login 403   403   403   403   403   403   403   200   200
log_export                       post    -         login 403   403   403   403   403   403   403   200   200
log_subject                      get     event     login 403   403   403   403   403   403   403   302   302
attachment                       get     file      login 200   404   200   200   404   200   200   200   200

outbox:reminders                 get     -         login 403   403   403   200   403   403   403   200   403
outbox:suppress                  get     line      login 403   403   403   200   403   403   403   200   403
outbox:lift                      post    held      login 403   403   403   302   403   403   403   302   403
outbox:deliveries                get     -         login 403   403   403   403   403   403   403   200   403
outbox:send_again                post    delivery  login 403   403   403   403   403   403   403   302   403
outbox:send_all_again            post    trouble   login 403   403   403   403   403   403   403   302   403

workdays:calendar                get     -         login 200   200   200   200   200   200   200   200   200
workdays:year                    get     year      login 200   200   200   200   200   200   200   200   200
workdays:import                  get     -         login 403   403   403   403   403   403   403   200   403
workdays:dates                   get     -         login 403   403   403   200   200   200   200   200   200
workdays:date_step               get     date      login 404   404   404   200   200   403   403   403   403

planning:series_list             get     -         login 200   200   200   200   200   200   200   200   200
planning:series_found            get     -         login 403   403   403   403   200   403   403   200   403
planning:series_preview          post    -         login 403   403   403   403   200   403   403   200   403
planning:series_detail           get     series    login 200   404   200   200   200   200   200   200   200
planning:series_change           get     series    login 403   404   403   403   200   403   403   200   403
planning:series_change_preview   post    series    login 403   404   403   403   200   403   403   200   403
planning:series_end              get     series    login 403   404   403   403   200   403   403   200   403
planning:series_prepare          get     series    login 403   404   403   403   200   403   403   200   403
planning:series_route            get     series    login 403   404   403   403   200   403   403   200   403
planning:meeting_mode            get     sitting   login 404   404   404   200   200   200   200   200   200
planning:mode_turn               post    sitting   login 404   404   404   302   302   403   403   403   403
planning:note_add                post    noting    login 404   404   404   422   422   403   403   403   403
planning:note_edit               get     note      login 404   404   404   200   200   403   403   403   403
planning:note_delete             post    note      login 404   404   404   302   302   403   403   403   403
planning:meeting_do              post    meetingdo login 404   404   404   302   302   403   403   403   403
planning:minutes_draft           get     ended     login 404   404   404   200   200   403   403   403   403
planning:minutes_return          get     ended     login 404   404   404   403   403   200   200   403   403
planning:minutes_correct         get     meeting   login 403   404   403   302   302   403   403   403   403
planning:minutes_file            get     minutesf  login 404   404   404   200   200   200   200   200   200
planning:correction_file         get     correctf  login 404   404   404   200   200   200   200   200   200
planning:meeting_agenda          get     meeting   login 403   404   403   200   200   200   200   200   200
planning:agenda_add              get     meeting   login 403   404   403   403   200   403   403   403   403
planning:agenda_edit             get     meeting   login 403   404   403   403   302   403   403   403   403
planning:agenda_arrange          post    meeting   login 403   404   403   403   302   403   403   403   403
planning:agenda_step             post    agendast  login 403   404   403   403   302   403   403   403   403
planning:meeting_fix_agenda      post    meeting   login 403   404   403   403   302   403   403   403   403
planning:meeting_reopen_agenda   get     meeting   login 403   404   403   403   200   403   403   403   403
planning:series_guests           get     series    login 403   404   403   403   200   403   403   200   403
planning:meeting_attendance      get     meeting   login 200   404   200   200   200   200   200   200   200
planning:meeting_guests          get     meeting   login 403   404   403   403   200   403   403   403   403
planning:meeting_came            post    meeting   login 403   404   403   422   422   403   403   403   403
planning:meeting_notice          get     meeting   login 403   404   403   403   200   403   403   403   403
planning:meeting_notice_file     get     noticefile login 403  404   403   200   200   200   200   200   200
planning:meeting_agenda_file     get     noticefile login 403  404   403   200   200   200   200   200   200
planning:meeting_calendar        get     meeting   login 200   404   200   200   200   200   200   200   200
planning:taken_up                get     -         login 200   200   200   200   200   200   200   200   200
planning:decision_take_up        get     decision  login 403   404   403   200   200   403   403   403   403
planning:decision_take_up_item   post    decision  login 403   404   403   302   302   403   403   403   403
planning:leave_step              get     leavestep login 200   404   200   403   200   403   403   403   403
planning:topic_list              get     -         login 200   200   200   200   200   200   200   200   200
planning:topic_new               get     -         login 200   200   200   200   200   403   403   403   403
planning:topic_detail            get     topic     login 200   404   200   200   200   200   200   200   200
planning:topic_edit              get     topic     login 200   404   200   403   403   403   403   403   403
planning:topic_step              get     topicst   login 403   404   403   403   403   200   200   403   403
planning:meeting_list            get     -         login 200   200   200   200   200   200   200   200   200
planning:meeting_detail          get     meeting   login 200   404   200   200   200   200   200   200   200
planning:meeting_move            get     meeting   login 403   404   403   200   200   403   403   403   403
planning:meeting_cancel          get     meeting   login 403   404   403   200   200   403   403   403   403
planning:meeting_restore         post    meeting   login 403   404   403   302   302   403   403   403   403
planning:meeting_paste           get     meeting   login 403   404   403   200   200   403   403   403   403
planning:meeting_publish         post    meeting   login 403   404   403   302   302   403   403   403   403
planning:decision_confirm_all    post    meeting   login 403   404   403   302   302   403   403   403   403
planning:decision_line           get     decision  login 403   404   403   302   302   403   403   403   403
planning:decision_correct        get     decision  login 403   404   403   200   200   403   403   403   403
planning:decision_gather         post    decision  login 403   404   403   302   302   403   403   403   403
planning:decision_confirm        post    decision  login 403   404   403   302   302   403   403   403   403
planning:decision_not_track      get     decision  login 403   404   403   200   200   403   403   403   403
planning:decision_reopen         post    decision  login 403   404   403   302   302   403   403   403   403

planning:arrangement_list        get     -         login 200   200   200   200   200   200   200   200   200
planning:arrangement_open        get     -         login 403   403   403   403   200   403   403   403   403
planning:arrangement_detail      get     weekly    login 200   200   200   200   200   200   200   200   200
planning:entry_new               get     weekly    login 200   200   200   200   200   403   403   403   403
planning:arrangement_paste       get     weekly    login 403   403   403   403   200   403   403   403   403
planning:arrangement_confirm     post    weekly    login 403   403   403   403   422   403   403   403   403
planning:arrangement_file        get     weekfile  login 200   200   200   200   200   200   200   200   200
planning:arrangement_review      get     weekly    login 403   403   403   403   200   403   403   403   403
planning:arrangement_review_rest post    weekly    login 403   403   403   403   302   403   403   403   403
planning:arrangement_leave_out   post    weekly    login 403   403   403   403   302   403   403   403   403
planning:arrangement_step        post    weekstep  login 403   403   403   403   302   403   403   403   403
planning:entry_detail            get     entry     login 200   404   200   200   200   200   200   200   200
planning:entry_change            get     entry     login 200   404   200   403   200   403   403   403   403
planning:entry_withdraw          get     entry     login 403   404   403   403   200   403   403   403   403
planning:entry_discard           post    entry     login 302   404   302   403   302   403   403   403   403
planning:entry_review            post    entry     login 403   404   403   403   302   403   403   403   403
planning:entry_settle            get     settle    login 403   404   403   403   200   403   403   403   403

planning:consultation_list       get     -         login 200   200   200   200   200   200   200   200   200
planning:programme_paste         get     -         login 403   403   403   403   200   403   403   403   403
planning:programme_confirm       post    -         login 403   403   403   403   422   403   403   403   403
planning:consultation_detail     get     consult   login 200   404   200   200   200   200   200   200   200
planning:consultation_date       get     consult   login 403   404   403   403   200   403   403   403   403
planning:consultation_correct    get     consult   login 403   404   403   403   200   403   403   403   403
planning:consultation_cancel     get     consult   login 403   404   403   403   200   403   403   403   403
planning:consultation_step       post    consultst login 403   404   403   403   302   403   403   403   403
planning:checkpoint_step         post    checkp    login 302   404   302   403   302   403   403   403   403

lists:view_new                   get     list      login 200   200   200   200   200   200   200   200   200
lists:view_change                get     view      login 404   404   404   200   404   404   404   404   404
lists:view_delete                post    view      login 404   404   404   302   404   404   404   404   404

planning:plan_list               get     -         login 200   200   200   200   200   200   200   200   200
planning:plan_import             get     -         login 403   403   403   403   200   403   403   403   403
planning:plan_import_run         get     run       login 404   404   404   404   200   404   404   403   403
planning:plan_import_confirm     post    run       login 404   404   404   404   302   404   404   403   403
planning:plan_import_discard     post    run       login 404   404   404   404   302   404   404   403   403
planning:plan_import_undo        post    run       login 404   404   404   404   302   404   404   302   403
planning:plan_import_failed      get     run       login 404   404   404   404   200   404   404   200   200
planning:plan_detail             get     plan      login 200   404   200   200   200   200   200   200   200
planning:plan_year               get     plan      login 200   404   200   200   200   200   200   200   200
planning:plan_step               get     planstep  login 403   404   403   403   200   403   403   403   403
planning:plan_item               get     planitem  login 200   404   200   200   200   200   200   200   200
planning:plan_item_step          get     itemstep  login 200   404   200   403   403   403   403   403   403

supervision:item_list            get     -         login 200   200   200   200   200   200   200   200   200
supervision:item_new             get     -         login 404   404   404   200   404   404   404   404   404
supervision:item_tabs            get     -         login 200   200   200   200   200   200   200   200   200
supervision:item_preview         get     item      login 200   404   200   200   404   200   200   200   200
supervision:item_export          post    -         login 200   200   200   200   200   200   200   200   200
supervision:item_import          get     -         login 403   403   403   200   403   403   403   403   403
supervision:item_import_template get     -         login 403   403   403   200   403   403   403   403   403
supervision:item_import_run      get     itemrun   login 404   404   404   200   404   404   404   403   403
supervision:item_import_confirm  post    itemrun   login 404   404   404   302   404   404   404   403   403
supervision:item_import_discard  post    itemrun   login 404   404   404   302   404   404   404   403   403
supervision:item_import_undo     post    itemrun   login 404   404   404   302   404   404   404   302   403
supervision:item_import_failed   get     itemrun   login 404   404   404   200   404   404   404   200   200
supervision:item_bulk            post    -         login 302   302   302   302   302   302   302   302   302
supervision:item_archive         get     -         login 200   200   200   200   200   200   200   200   200
supervision:item_archive_year    post    year      login 403   403   403   302   403   403   403   403   403
supervision:item_kin             get     item      login 200   404   200   200   404   200   200   200   200
supervision:extension_list       get     -         login 200   200   200   200   200   200   200   200   200
supervision:extension_step       get     extension login 403   404   403   403   404   200   200   403   403
supervision:items_of_decision    get     decision  login 200   200   200   200   200   200   200   200   200
supervision:item_open            post    decision  login 403   404   403   302   302   403   403   403   403
supervision:items_of_plan_item   get     planitem  login 200   200   200   200   200   200   200   200   200
supervision:item_open_planned    post    planitem  login 403   404   403   302   302   403   403   403   403
supervision:item_open_consulted  post    consult   login 403   404   403   302   302   403   403   403   403
supervision:item_open_instructed get     instruct  login 403   404   403   200   404   403   403   404   403
supervision:came_of              get     came      login 200   200   200   200   200   200   200   200   200
supervision:decision_register    get     -         login 200   200   200   200   200   200   200   200   200
supervision:decision_register_export post -        login 200   200   200   200   200   200   200   200   200
supervision:item_open_all        post    meeting   login 403   404   403   302   302   403   403   403   403
supervision:item_detail          get     item      login 200   404   200   200   404   200   200   200   200
supervision:item_edit            get     draft     login 404   404   404   200   404   403   403   403   403
supervision:item_draft           post    step      login 200   404   200   403   404   403   403   403   403
supervision:item_step            post    step      login 422   404   422   403   404   403   403   403   403

supervision:urging_of_item       get     item      login 200   404   200   200   404   200   200   200   200
supervision:urge                 get     item      login 403   403   403   200   403   403   403   403   403
supervision:slip_issue           get     item      login 403   403   403   200   403   403   403   403   403
supervision:urge_bulk            get     -         login 403   403   403   200   403   403   403   403   403
supervision:urge_answer          get     urge      login 403   403   403   200   403   403   403   403   403
supervision:slip_list            get     -         login 200   200   200   200   200   200   200   200   200
supervision:slip_detail          get     slip      login 200   404   200   200   404   200   200   200   200
supervision:slip_file            get     slipfile  login 200   404   200   200   404   200   200   200   200
supervision:slip_step            get     slipstep  login 200   404   200   403   404   403   403   403   403
supervision:instruction_list     get     -         login 200   200   200   200   200   200   200   200   200
supervision:instruction_new      get     -         login 403   403   403   200   403   200   200   403   403
supervision:instruction_detail   get     instruct  login 200   404   200   200   404   200   200   404   200
supervision:instruction_correct  get     instruct  login 403   404   403   200   404   403   403   404   403
supervision:instruction_not_track get    instruct  login 403   404   403   200   404   403   403   404   403
supervision:instruction_reopen   post    instruct  login 403   404   403   302   404   403   403   404   403
supervision:report_list          get     -         login 200   200   200   200   200   200   200   200   200
supervision:report_send          post    item      login 422   404   422   403   404   403   403   403   403
supervision:item_coverage        get     item      login 200   404   200   200   404   200   200   200   200
supervision:report_ask           get     ask       login 200   404   200   403   404   403   403   403   403
supervision:rule_list            get     -         login 200   200   200   200   200   200   200   200   200
supervision:rule_enter           get     -         login 403   403   403   403   403   403   403   200   403
supervision:item_light           get     item      login 200   404   200   200   404   200   200   200   200

supervision:statistics           get     -         login 200   200   200   200   200   200   200   200   200
supervision:statistics_export    post    -         login 200   200   200   200   200   200   200   200   200

supervision:issues_of_item       get     item      login 200   404   200   200   404   200   200   200   200
supervision:issue_list           get     -         login 200   200   200   200   200   200   200   200   200
supervision:issue_compile        get     -         login 403   403   403   200   403   403   403   403   403
supervision:issue_compiling      get     job       login 403   403   403   200   403   403   403   403   403
supervision:issue_detail         get     issue     login 404   404   404   200   404   200   200   200   200
supervision:issue_edit           get     issue     login 404   404   404   200   404   403   403   403   403
supervision:issue_recompile      post    issue     login 404   404   404   302   404   403   403   403   403
supervision:issue_submit         post    issue     login 404   404   404   302   404   403   403   403   403
supervision:issue_return         get     issue     login 404   404   404   403   404   200   200   403   403
supervision:issue_approve        post    issue     login 404   404   404   403   404   302   302   403   403
supervision:issue_sign           get     issue     login 404   404   404   403   404   200   200   403   403
supervision:issue_figure         get     figure    login 404   404   404   200   404   200   200   200   200
supervision:issue_download_docx  get     issued    login 404   404   200   200   200   200   200   200   200
supervision:issue_download_pdf   get     issued    login 404   404   200   200   200   200   200   200   200
supervision:issue_preview_pdf    get     issue     login 404   404   404   302   404   302   302   302   302
"""
# Everything under these is a group of its own: people who may enter the administration, and nobody else.
GROUPS = ("admin",)


@dataclass(frozen=True)
class Row:
    """One address with what it answers each role."""

    name: str
    method: str
    of: str
    answers: dict[str, str]


def rows() -> dict[str, Row]:
    """The table by the name of the address."""
    lines = [line.split() for line in TABLE.splitlines() if line.strip() and not line.startswith("#")]
    return {line[0]: Row(*line[:3], dict(zip(ROLES, line[3:], strict=True))) for line in lines}


@dataclass
class World:
    """A person of every role, and a record for every address."""

    people: dict[str, Any]
    records: dict[str, dict[str, Any]]
    typed: dict[str, dict[str, Any]]

    def address(self, row: Row) -> str:
        """Where the row leads in this world."""
        return reverse(row.name, kwargs=self.records[row.of])


def make_world() -> World:
    """Everything that the table speaks of, in a few rows."""
    cast = Cast.make()
    people = {name: getattr(cast, name) for name in ROLES if hasattr(cast, name)}
    people |= {"supervisor": cast.officer, "outsider": person(unit=cast.other_unit)}
    make: list[Callable[[Cast], dict[str, dict[str, Any]]]] = [
        _desk,
        _items,
        _outbox,
        _meetings,
        _arrangements,
        _consultations,
        _plans,
        _instructions,
        _bulletins,
    ]
    records: dict[str, dict[str, Any]] = {"-": {}}
    for one in make:
        records |= one(cast)
    # Where the address asks for more than its record.
    typed = {"supervision:item_bulk": {"step": "dispatch"}, "planning:decision_gather": {"lead": cast.lead.pk}}
    typed["supervision:urge_bulk"] = {"item": records["item"]["pk"]}
    return World(people, records, typed)


def _desk(cast: Cast) -> dict[str, dict[str, Any]]:
    notice = Notice.objects.create(key="1", recipient=cast.staff, kind="test", day=TODAY, title="通知", url="/me/")
    # It has not begun yet: everybody of the table acts in their own right.
    period = {"from_on": date(2099, 1, 5), "until_on": date(2099, 1, 9)}
    given = Delegation.objects.create(giver=cast.staff, taker=cast.nobody, reason="休假", made_by=cast.staff, **period)
    records = {"platform": {"slug": "supervision"}, "notice": {"pk": notice.pk}}
    return records | {"given": {"pk": given.pk}, "person": {"pk": cast.nobody.pk}}


def _items(cast: Cast) -> dict[str, dict[str, Any]]:
    facts = {"lead": cast.lead, "co_units": [cast.co_unit], "officer": cast.officer}
    extension = ExtensionFactory(item=ItemFactory(**facts))
    item, draft = extension.item, ItemFactory(state="draft", **facts)
    report = ReportFactory(item=item)
    file = Attachment(owner=report, name="一.txt", kind="txt", size=1, sha256="0" * 64, uploaded_by=cast.staff)
    file.file.save("一.txt", ContentFile(b"1"))
    slip, urge = SlipFactory(item=item), UrgeFactory(item=item)
    event = audit.record(actor=cast.officer, verb="item.filed", subject=item)
    sheet = sent(sheet_of(), "事项.xlsx")
    run = exchange.preview("items", sheet, by=cast.officer, at=timezone.now(), options={"on": TODAY.isoformat()})
    view = SavedView.objects.create(list="items", name="逾期的", query="mark=late", owner=cast.officer, shared="all")
    return {
        "list": {"name": "items"},
        "view": {"pk": view.pk},
        "itemrun": {"pk": run.pk},
        "item": {"pk": item.pk},
        "draft": {"pk": draft.pk},
        "step": {"pk": item.pk, "step": "report"},
        "ask": {"pk": item.pk, "unit_pk": cast.co_unit.pk},
        "extension": {"pk": extension.pk, "step": "grant"},
        "file": {"uid": file.uid},
        "urge": {"pk": urge.pk},
        "slip": {"pk": slip.pk},
        "slipfile": {"pk": slip.pk, "ending": "docx"},
        "slipstep": {"pk": slip.pk, "step": "reply"},
        "event": {"pk": event.pk},
    }


def _outbox(cast: Cast) -> dict[str, dict[str, Any]]:
    due = date(2026, 11, 27)
    item = ItemFactory(lead=cast.lead, officer=cast.officer, handler=cast.staff, due_on=due, last_report_on=TODAY)
    line = next(line for line in lines_on(due) if line.subject_id == item.pk)
    told = {"rule_id": line.rule_id, "recipient": cast.head, "label": str(item), "day": due}
    held = Suppression.objects.create(subject=item, reason="已当面催办", by=cast.officer, **told)
    delivery = Delivery.objects.create(key="1", recipient=cast.staff, day=TODAY)
    return {
        "line": {"key": line.key(due)},
        "held": {"pk": held.pk},
        "delivery": {"pk": delivery.pk},
        "trouble": {"code": "recipient"},
    }


def _meetings(cast: Cast) -> dict[str, dict[str, Any]]:
    held = {"starts_at": time(9), "place": "第一会议室", "chair": "秘书长"}
    series = Series.objects.create(name="秘书长办公会", weekday=1, first_on=LAST, **held)
    held |= {"nominal_on": LAST, "held_on": LAST, "state": "drafting", "minutes": "会议议定"}
    meeting = Meeting.objects.create(series=series, year=2026, number=42, **held)
    facts = {"label": "一", "title": "编印手册", "text": "编印手册", "due_on": date(2026, 12, 10)}
    decision = Decision.objects.create(
        meeting=meeting, ordinal=1, state="confirmed", confirmed_by=cast.planner, **facts
    )
    decision.leads.set([cast.lead])
    records = {"series": {"pk": series.pk}, "meeting": {"pk": meeting.pk}, "decision": {"pk": decision.pk}}
    topic = TopicFactory(unit=cast.lead, series=series, meeting=meeting, state="submitted")
    records |= {"topic": {"pk": topic.pk}, "topicst": {"pk": topic.pk, "step": "return"}}
    records |= _minutes(cast, series, held)
    records["agendast"] = {"pk": meeting.pk, "verb": "keep"}
    guest = AttendanceFactory(meeting=meeting, unit=cast.lead)
    records["noticefile"] = {"pk": meeting.pk, "ending": "docx"}
    records["leavestep"] = {"pk": guest.pk, "step": "ask_leave"}
    return records | _calendar(meeting)


def _arrangements(cast: Cast) -> dict[str, dict[str, Any]]:
    monday = date(2026, 11, 9)
    facts = {"kind": "week", "day": monday, "cut_off_at": timezone.make_aware(datetime(2026, 11, 5, 17))}
    week = arrangements.open_arrangement(**facts, by=cast.planner)
    line = arrangements.Line(on=monday, activity="召开主任会议", unit=cast.lead)
    entry = arrangements.add_entry(week.pk, line=line, by=cast.planner, at=timezone.now())
    return {
        "weekly": {"pk": week.pk},
        "weekstep": {"pk": week.pk, "step": "collect"},
        "weekfile": {"pk": week.pk, "form": "table", "ending": "docx"},
        "entry": {"pk": entry.pk},
        "settle": {"pk": entry.pk, "outcome": "redated"},
    }


def _minutes(cast: Cast, series: Series, held: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """A meeting in progress, with a note, and one whose minutes are drafted and were corrected."""
    now = timezone.now()
    begun = Meeting.objects.create(
        series=series, year=2026, number=43, **held | {"nominal_on": TODAY, "state": "begun"}
    )
    line = AgendaLine.objects.create(meeting=begun, ordinal=1, kind="own", source="own:1", title="布展", minutes=10)
    Sitting.objects.create(meeting=begun, begun_at=now, line=line, turned_at=now)
    note = Note.objects.create(line=line, kind="info", text="听取汇报", by=cast.planner, at=now)
    facts = held | {"nominal_on": date(2026, 12, 1)}
    ended = Meeting.objects.create(series=series, year=2026, number=44, **facts)
    Sitting.objects.create(meeting=ended, begun_at=now, ended_at=now)
    told = {"place": "一", "old": "甲", "new": "乙", "reason": "笔误", "by": cast.planner, "on": TODAY}
    correction = MinutesCorrection.objects.create(meeting=ended, number=1, **told)
    return {
        "sitting": {"pk": begun.pk},
        "noting": {"pk": begun.pk},
        "note": {"pk": note.pk},
        "meetingdo": {"pk": begun.pk, "step": "begin"},
        "ended": {"pk": ended.pk},
        "minutesf": {"pk": ended.pk, "ending": "docx"},
        "correctf": {"pk": correction.pk, "ending": "docx"},
    }


def _calendar(meeting: Meeting) -> dict[str, dict[str, Any]]:
    asked = {"subject": meeting, "label": str(meeting), "date": LAST, "why": "rest", "listed_on": TODAY}
    row = DateToDecide.objects.create(year_id=2026, **asked)
    return {"year": {"year": 2026}, "date": {"pk": row.pk, "step": "keep"}}


def _consultations(cast: Cast) -> dict[str, dict[str, Any]]:
    point = CheckpointFactory(consultation__lead=cast.lead)
    pk = point.consultation_id
    return {
        "consult": {"pk": pk},
        "consultst": {"pk": pk, "step": "hold"},
        "checkp": {"pk": pk, "kind": point.kind, "step": "complete"},
    }


def _plans(cast: Cast) -> dict[str, dict[str, Any]]:
    item = PlanItemFactory(lead=cast.lead)
    run = exchange.preview("plan", upload(), by=cast.planner, at=timezone.now(), options={"on": TODAY.isoformat()})
    return {
        "plan": {"pk": item.plan_id},
        "planstep": {"pk": item.plan_id, "step": "close"},
        "planitem": {"pk": item.pk},
        "itemstep": {"pk": item.pk, "step": "report"},
        "run": {"pk": run.pk},
    }


def _instructions(cast: Cast) -> dict[str, dict[str, Any]]:
    one = InstructionFactory(entered_by=cast.officer)
    ItemFactory(instruction=one, lead=cast.lead, co_units=[cast.co_unit], officer=cast.officer)
    return {"instruct": {"pk": one.pk}, "came": {"source": "instruction", "pk": one.pk}}


def _bulletins(cast: Cast) -> dict[str, dict[str, Any]]:
    kind = BulletinKind.objects.get(code="report")
    draft = bulletins.compile_issue(
        kind.code, first_on=FIRST, last_on=LAST, on=TODAY, by=cast.officer, calendar=workdays.load()
    )
    signed = {"year": 2026, "number": 1, "overall_number": 1, "signed_by": cast.leader, "signed_on": TODAY}
    issued = Issue.objects.create(
        kind=kind,
        state="issued",
        title="督查专报",
        first_on=date(2026, 9, 1),
        last_on=date(2026, 9, 30),
        compiled_at=timezone.now(),
        facts=draft.facts | {"imprint": imprint_of(draft, prose={}, on=TODAY, numbers=("第1期", "总第1期"))},
        **signed,
    )
    FrozenPaper.objects.create(issue=issued, docx=b"docx", docx_sha256="0" * 64, pdf=b"pdf", pdf_sha256="1" * 64)
    job = Job.objects.create(name=bulletins.JOB, nominal_at=timezone.now())
    return {
        "issue": {"pk": draft.pk},
        "figure": {"pk": draft.pk, "code": "all"},
        "issued": {"pk": issued.pk},
        "job": {"pk": job.pk},
    }
