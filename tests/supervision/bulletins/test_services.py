"""Compiling, editing, submitting, returning, approving: the row, the event, the notice; refused changes nothing."""

import threading
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.jobs.models import Job
from secretariat.outbox.models import Notice
from secretariat.workflow import Outdated
from supervision.bulletins import services
from supervision.bulletins.models import BulletinKind, Issue
from supervision.bulletins.sections import SECTIONS
from supervision.bulletins.states import IssueState
from tests.supervision.bulletins.matters import DEC, NOV, NOV_END, item

S = IssueState


def verbs(issue):
    return [event.verb for event in Event.objects.about(issue)]


def told(step):
    return sorted(Notice.objects.filter(kind=f"bulletin_{step}").values_list("recipient__name", flat=True))


# ── Compiling ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_compiling_makes_a_draft_with_its_sections(compiled, editor):
    issue = compiled()

    assert (issue.state, issue.title, issue.editor) == (S.DRAFT, "关于2026年11月督查事项办理情况的报告", editor)
    assert list(issue.sections.values_list("code", flat=True)) == [code for code, _ in SECTIONS]
    assert list(issue.sections.values_list("heading", flat=True))[1:3] == ["议定事项落实", "滞后事项点评"]
    assert verbs(issue) == ["bulletin.compiled"]


def test_compiling_twice_refreshes_the_one_draft(compiled, editor):
    compiled()
    item(editor, 1)

    again = compiled()

    assert (Issue.objects.get(), again.facts["figures"]["filed"]) == (again, [again.facts["figures"]["all"][0]])
    assert again.sections.count() == len(SECTIONS)


def test_recompiling_keeps_title_and_text_and_marks_what_changed(compiled, editor, calendar):
    issue = compiled()
    services.edit_issue(issue.pk, by=editor, version=1, title="新题目", prose={"next": "抓紧办理。"})
    item(editor, 1)

    issue = services.recompile_issue(issue.pk, by=editor, on=DEC, calendar=calendar)

    assert (issue.title, issue.sections.get(code="next").prose) == ("新题目", "抓紧办理。")
    assert issue.facts["changed"]["filed"] == "0"
    assert verbs(issue)[0] == "bulletin.recompiled"


def test_compiling_leaves_an_issue_under_review_alone(issue_in, compiled, editor):
    before = issue_in(S.REVIEW).facts
    item(editor, 1)

    assert compiled().facts == before


def test_a_period_that_has_not_begun_is_refused(compiled):
    with pytest.raises(Refused, match="尚未开始"):
        compiled(on=date(2026, 10, 31))

    assert not Issue.objects.exists()


def test_rule_43_a_correction_is_a_new_issue_and_has_to_be_asked_for(issue_in, compiled):
    issued = issue_in(S.ISSUED)

    with pytest.raises(Refused, match="更正"):
        compiled()

    assert compiled(again=True).pk != issued.pk


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_draft(kind, calendar):
    barrier, made = threading.Barrier(4), []

    def work():
        barrier.wait()
        issue = services.compile_issue(kind.code, first_on=NOV, last_on=NOV_END, on=DEC, calendar=calendar)
        made.append(issue.pk)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert made == [Issue.objects.get().pk] * 4


def test_asking_twice_within_a_minute_is_one_job(kind, editor):
    at = timezone.make_aware(datetime(2026, 12, 1, 9, 30, 5))
    facts = {"first_on": NOV, "last_on": NOV_END, "by": editor, "again": False}

    first = services.ask_to_compile(kind, at=at, **facts)
    second = services.ask_to_compile(kind, at=at.replace(second=40), **facts)

    assert (Job.objects.get(), first, first.asked_by) == (second, second, editor)


def test_only_a_supervision_officer_asks_for_an_issue(kind, leader):
    with pytest.raises(PermissionDenied):
        services.ask_to_compile(kind, first_on=NOV, last_on=NOV_END, by=leader, at=timezone.now(), again=False)


# ── Editing ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_editing_writes_title_and_text(compiled, editor):
    issue = services.edit_issue(compiled().pk, by=editor, version=1, title="题目", prose={"late": "须加快。"})

    assert (issue.version, issue.title, issue.sections.get(code="late").prose) == (2, "题目", "须加快。")
    assert Event.objects.about(issue)[0].data == {"title": "题目", "sections": ["late"]}


def test_the_second_editor_is_refused_and_nothing_changes(compiled, editor, reviewer):
    issue = services.edit_issue(compiled().pk, by=editor, version=1, title="甲", prose={"late": "甲"})

    with pytest.raises(Outdated):
        services.edit_issue(issue.pk, by=reviewer, version=1, title="乙", prose={"late": "乙"})

    issue.refresh_from_db()
    assert (issue.title, issue.sections.get(code="late").prose, len(verbs(issue))) == ("甲", "甲", 2)


# ── Reviewing ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_submitting_names_the_editor_and_tells_the_other_officers(compiled, editor, reviewer, leader):
    issue = services.submit_issue(compiled(by=reviewer).pk, by=editor, on=DEC)

    assert (issue.state, issue.editor, issue.facts["changed"]) == (S.REVIEW, editor, {})
    assert (verbs(issue)[0], told("submit")) == ("bulletin.submitted", ["刘敏"])


def test_where_there_is_no_other_officer_the_leader_is_told(compiled, editor, leader):
    services.submit_issue(compiled().pk, by=editor, on=DEC)

    assert told("submit") == ["林静远"]


def test_returning_tells_the_editor_why(issue_in, reviewer):
    issue = services.return_issue(issue_in(S.REVIEW).pk, by=reviewer, on=DEC, reason="补充原因")

    assert (issue.state, Event.objects.about(issue)[0].note, told("return")) == (S.DRAFT, "补充原因", ["赵晓岚"])


def test_returning_needs_a_reason(issue_in, reviewer):
    issue = issue_in(S.REVIEW)

    with pytest.raises(Refused):
        services.return_issue(issue.pk, by=reviewer, on=DEC, reason=" ")

    issue.refresh_from_db()
    assert (issue.state, told("return")) == (S.REVIEW, [])


def test_approving_tells_who_signs(issue_in, leader):
    issue = issue_in(S.APPROVED)

    assert (verbs(issue)[0], told("approve")) == ("bulletin.approved", ["林静远"])


def test_approving_what_has_changed_since_it_was_seen_is_refused(issue_in, reviewer):
    issue = issue_in(S.REVIEW)

    with pytest.raises(Outdated):
        services.approve_issue(issue.pk, by=reviewer, on=DEC, version=issue.version - 1)


def test_another_kind_has_a_draft_of_its_own(compiled, calendar, kind):
    BulletinKind.objects.create(code="notice", name="督查通报", masthead="督查通报", issuer="处", numbers=kind.numbers)
    compiled()

    services.compile_issue("notice", first_on=NOV, last_on=NOV_END, on=DEC, calendar=calendar)

    assert Issue.objects.count() == 2
