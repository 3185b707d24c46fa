"""Signing: number, frozen facts, files, all of it or nothing."""

import hashlib
import threading
from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction

from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.numbering.models import Counter, NumberKind
from secretariat.outbox.models import Notice
from secretariat.workflow import TransitionRefused
from supervision.bulletins import services
from supervision.bulletins.models import FrozenPaper, Issue
from supervision.bulletins.paper import paper_of
from supervision.bulletins.states import IssueState
from tests.supervision.bulletins.matters import DEC, day, item

S = IssueState


@pytest.fixture
def approved(month, issue_in):
    return issue_in(S.APPROVED)


@pytest.fixture
def issued(month, issue_in):
    return issue_in(S.ISSUED)


def left_over():
    """What a signing leaves behind."""
    issue = Issue.objects.get()
    return (
        issue.state,
        issue.number,
        "imprint" in issue.facts,
        FrozenPaper.objects.count(),
        sum(Counter.objects.values_list("last", flat=True)),
        Event.objects.filter(verb="bulletin.issued").count(),
        Notice.objects.filter(kind="bulletin_sign").count(),
    )


NOTHING = (S.APPROVED, None, False, 0, 0, 0, 0)


def test_signing_gives_numbers_freezes_and_keeps_the_files(approved, leader, head, font_dir):
    issue = services.sign_issue(approved.pk, by=leader, on=DEC, font_dir=font_dir)

    frozen = FrozenPaper.objects.get(issue=issue)
    assert (issue.state, issue.year, issue.number, issue.overall_number) == (S.ISSUED, 2026, 1, 1)
    assert issue.facts["imprint"]["issue_line"] == "第1期（总第1期）"
    assert (frozen.docx_sha256, frozen.pdf_sha256) == tuple(
        hashlib.sha256(file).hexdigest() for file in (frozen.docx, frozen.pdf)
    )
    assert Event.objects.about(issue)[0].data == {
        "docx_sha256": frozen.docx_sha256,
        "pdf_sha256": frozen.pdf_sha256,
    }
    assert Notice.objects.filter(kind="bulletin_sign", recipient=head).count() == 1


def test_rule_43_numbers_restart_every_year_and_run_on_through_all(issue_in):
    def month_of(year, month, last):
        return {"first_on": date(year, month, 1), "last_on": date(year, month, last)}

    signed = [
        issue_in(S.ISSUED, on=on, **period)
        for on, period in [
            (date(2026, 11, 2), month_of(2026, 10, 31)),
            (date(2026, 12, 1), month_of(2026, 11, 30)),
            (date(2027, 1, 4), month_of(2026, 12, 31)),
        ]
    ]

    assert [(issue.year, issue.number, issue.overall_number) for issue in signed] == [
        (2026, 1, 1),
        (2026, 2, 2),
        (2027, 1, 3),
    ]


def test_an_issue_that_looks_back_on_another_than_the_last_is_refused_until_it_is_refreshed(
    month, issue_in, leader, editor, reviewer, font_dir, calendar
):
    late = issue_in(S.APPROVED)
    issue_in(S.ISSUED, first_on=date(2026, 10, 1), last_on=date(2026, 10, 31))

    with pytest.raises(Refused, match="2026年第1期"):
        services.sign_issue(late.pk, by=leader, on=DEC, font_dir=font_dir)

    assert Issue.objects.get(pk=late.pk).number is None
    services.return_issue(late.pk, by=leader, on=DEC, reason="请刷新数据。")
    services.recompile_issue(late.pk, by=editor, on=DEC, calendar=calendar)
    services.submit_issue(late.pk, by=editor, on=DEC)
    services.approve_issue(late.pk, by=reviewer, on=DEC)
    signed = services.sign_issue(late.pk, by=leader, on=DEC, font_dir=font_dir)
    assert (signed.number, signed.facts["before"]["name"]) == (2, "2026年第1期")


# ── Frozen ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_43_later_changes_alter_nothing(issued, month, editor, client, head):
    client.force_login(head)
    page, before = client.get(issued.get_absolute_url()), issued.facts

    item(editor, 30)
    month["missed"].title = "改了名"
    month["missed"].save(update_fields=["title"])
    kind = issued.kind
    kind.issuer = "另一个处"
    kind.save(update_fields=["issuer"])
    issued.sections.update(prose="事后添加")

    issued.refresh_from_db()
    assert issued.facts == before
    assert client.get(issued.get_absolute_url()).context["sheet"] == page.context["sheet"]


def test_rule_43_a_reprint_from_the_frozen_facts_is_the_same_bytes(issued, font_dir):
    from secretariat.papers.docx import render_docx
    from secretariat.papers.pdf import render_pdf

    paper, frozen = paper_of(issued.facts, issued.facts["imprint"]), FrozenPaper.objects.get()

    assert (render_docx(paper), render_pdf(paper, font_dir=font_dir)) == (bytes(frozen.docx), bytes(frozen.pdf))


@pytest.mark.parametrize("table", ["supervision_issue", "supervision_frozenpaper"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_rule_43_the_database_refuses_changes_of_what_is_issued(issued, table, statement):
    with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


# ── Without fonts ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_without_chinese_fonts_signing_is_refused_in_words(approved, leader, tmp_path):
    with pytest.raises(Refused, match="PDF"):
        services.sign_issue(approved.pk, by=leader, on=DEC, font_dir=tmp_path)

    assert left_over() == NOTHING


def test_without_chinese_fonts_the_word_file_may_be_enough(approved, leader, tmp_path):
    services.sign_issue(approved.pk, by=leader, on=DEC, font_dir=tmp_path, without_pdf=True)

    frozen = FrozenPaper.objects.get()
    assert (bool(frozen.docx), frozen.pdf, frozen.pdf_sha256) == (True, None, "")


# ── Whole or absent ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("stage", ["render_docx", "render_pdf", "tell"])
def test_a_failure_while_signing_leaves_nothing(approved, leader, font_dir, monkeypatch, stage):
    def broken(*args, **kwargs):
        raise OSError("no space left on device")

    monkeypatch.setattr(services, stage, broken)

    with pytest.raises(OSError, match="no space"):
        services.sign_issue(approved.pk, by=leader, on=DEC, font_dir=font_dir)

    assert left_over() == NOTHING


def test_a_missing_number_format_is_refused_and_leaves_nothing(approved, leader, font_dir):
    NumberKind.objects.get(code="report-bulletin-overall").delete()

    with pytest.raises(Refused, match="report-bulletin-overall"):
        services.sign_issue(approved.pk, by=leader, on=DEC, font_dir=font_dir)

    assert left_over() == NOTHING


@pytest.mark.django_db(transaction=True)
def test_rule_21_two_signers_at_once_take_one_number(approved, leader, reviewer, font_dir):
    barrier, refused = threading.Barrier(2), []

    def sign():
        barrier.wait()
        try:
            services.sign_issue(approved.pk, by=leader, on=DEC, font_dir=font_dir)
        except TransitionRefused as refusal:
            refused.append(str(refusal))
        connection.close()

    threads = [threading.Thread(target=sign) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert (len(refused), Issue.objects.get().number) == (1, 1)
    assert list(Counter.objects.filter(kind__code__startswith="report-").values_list("last", flat=True)) == [1, 1]


def test_signing_on_another_day_numbers_by_that_year(approved, leader, font_dir):
    issue = services.sign_issue(approved.pk, by=leader, on=date(2027, 1, 4), font_dir=font_dir)

    assert (issue.year, issue.signed_on, day("12-01")) == (2027, date(2027, 1, 4), DEC)
