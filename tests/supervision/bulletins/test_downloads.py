"""The files of an issue: names, bytes, tags."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from supervision.bulletins.models import FrozenPaper
from supervision.bulletins.states import IssueState

S = IssueState


@pytest.fixture
def fetch(client, editor):
    def get(issue, name, **headers):
        client.force_login(editor)
        return client.get(reverse(f"supervision:issue_{name}", args=[issue.pk]), headers=headers)

    return get


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_rule_43_a_download_is_the_frozen_bytes_under_the_name_of_the_issue(ending, month, issue_in, fetch):
    issue = issue_in(S.ISSUED)

    first, second = (fetch(issue, f"download_{ending}") for _ in range(2))

    assert first.content == second.content == bytes(getattr(FrozenPaper.objects.get(), ending))
    assert first["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(f'督查专报2026年第1期.{ending}')}"


def test_what_one_has_already_is_not_sent_again(month, issue_in, fetch):
    issue = issue_in(S.ISSUED)
    tag = fetch(issue, "download_docx")["ETag"]

    again = fetch(issue, "download_docx", if_none_match=tag)

    assert (tag, again.status_code, again.content) == (f'"{FrozenPaper.objects.get().docx_sha256}"', 304, b"")


@pytest.mark.parametrize("name", ["download_docx", "download_pdf"])
def test_a_draft_has_no_files(name, issue_in, fetch):
    assert fetch(issue_in(S.DRAFT), name).status_code == 404


def test_a_draft_is_shown_as_a_marked_pdf(month, issue_in, fetch, settings, font_dir):
    settings.FONT_DIR = font_dir

    answer = fetch(issue_in(S.DRAFT), "preview_pdf")

    assert (answer.content[:5], answer["Content-Disposition"].split(";")[0]) == (b"%PDF-", "inline")


def test_without_fonts_the_preview_says_so_on_the_page(issue_in, fetch, settings, tmp_path):
    issue = issue_in(S.DRAFT)
    settings.FONT_DIR = tmp_path

    assert fetch(issue, "preview_pdf").url == issue.get_absolute_url()


def test_the_preview_of_a_signed_issue_is_its_pdf(issue_in, fetch):
    issue = issue_in(S.ISSUED)

    assert fetch(issue, "preview_pdf").url == reverse("supervision:issue_download_pdf", args=[issue.pk])
