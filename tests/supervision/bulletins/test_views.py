"""Pages of the bulletins: what each role sees and may do, and what the pages cost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from secretariat.jobs.models import Job, JobState
from secretariat.people.models import PostKind
from supervision.bulletins import facts as reading
from supervision.bulletins import services
from supervision.bulletins.models import Issue
from supervision.bulletins.states import IssueState
from tests.supervision.bulletins.matters import DEC, NOV_END, item, person

S = IssueState
HTMX = {"HTTP_HX_REQUEST": "true"}


def url(name, *args):
    return reverse(f"supervision:{name}", args=args)


@pytest.fixture
def as_(client):
    """`as_(user)` is a client logged in as that person."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in


# ── Who sees what ────────────────────────────────────────────────────────────────────────────────────────────────────
PAGES = ["issue_detail", "issue_preview_pdf", "issue_edit", "issue_return", "issue_sign"]


@pytest.mark.parametrize("name", PAGES)
def test_rule_46_a_draft_does_not_exist_for_those_who_may_not_see_it(name, issue_in, as_, head):
    assert as_(head).get(url(name, issue_in(S.DRAFT).pk)).status_code == 404


@pytest.mark.parametrize("name", ["issue_submit", "issue_approve", "issue_recompile", "issue_return", "issue_sign"])
def test_steps_on_a_draft_one_may_not_see_are_not_found(name, issue_in, as_, head):
    assert as_(head).post(url(name, issue_in(S.DRAFT).pk)).status_code == 404


def test_an_ordinary_member_of_staff_sees_no_issue(issue_in, as_, staff):
    issued = issue_in(S.ISSUED)

    assert as_(staff).get(issued.get_absolute_url()).status_code == 404
    assert "没有发送给您的专报" in as_(staff).get(url("issue_list")).content.decode()


@pytest.mark.parametrize("post", [PostKind.HEAD, PostKind.PLANNER])
def test_an_empty_list_tells_its_readers_when_an_issue_comes(post, issue_in, as_, head):
    issue_in(S.DRAFT)

    page = as_(person(post, department=head.department)).get(url("issue_list")).content.decode()

    assert "签发后即可在这里查阅" in page


@pytest.mark.parametrize("post", [PostKind.HEAD, PostKind.PLANNER, PostKind.AUDITOR, PostKind.ADMINISTRATOR])
def test_a_reader_sees_a_signed_issue_and_no_buttons(post, issue_in, as_, head):
    page = as_(person(post, department=head.department)).get(issue_in(S.ISSUED).get_absolute_url())

    assert (page.status_code, page.context["steps"]) == (200, [])


@pytest.mark.parametrize(
    ("post", "state", "steps"),
    [
        (PostKind.SUPERVISOR, S.DRAFT, ["submit", "edit", "recompile"]),
        (PostKind.SUPERVISOR, S.REVIEW, ["approve", "return"]),
        (PostKind.SUPERVISOR, S.APPROVED, ["return"]),
        (PostKind.SECRETARY_GENERAL, S.DRAFT, []),
        (PostKind.SECRETARY_GENERAL, S.REVIEW, ["approve", "return"]),
        (PostKind.DEPUTY, S.APPROVED, ["sign", "return"]),
        (PostKind.AUDITOR, S.APPROVED, []),
    ],
)
def test_each_role_sees_only_its_buttons(post, state, steps, issue_in, as_):
    issue = issue_in(state)

    page = as_(person(post)).get(issue.get_absolute_url())

    assert [step["url"] for step in page.context["steps"]] == [url(f"issue_{name}", issue.pk) for name in steps]


@pytest.mark.parametrize("name", ["issue_submit", "issue_approve", "issue_recompile"])
def test_a_step_is_not_taken_by_looking(name, issue_in, as_, editor):
    assert as_(editor).get(url(name, issue_in(S.DRAFT).pk)).status_code == 405


@pytest.mark.parametrize("name", ["issue_edit", "issue_compile", "issue_compiling"])
def test_a_leader_neither_edits_nor_compiles(name, issue_in, as_, leader):
    issue = issue_in(S.DRAFT)

    assert as_(leader).get(url(name, *([] if name == "issue_compile" else [issue.pk]))).status_code == 403


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_44_every_figure_leads_to_exactly_its_rows(month, compiled, as_, editor):
    issue = compiled()
    client = as_(editor)
    sheet = client.get(issue.get_absolute_url()).content.decode()

    for code in reading.codes(issue.facts):
        page = client.get(url("issue_figure", issue.pk, code))
        assert page.content.decode().count("<tr data-row>") == len(reading.ids(issue.facts, code))
        assert url("issue_figure", issue.pk, code) in sheet or not code.startswith("late")


def test_a_figure_that_is_none_is_not_found(compiled, as_, editor):
    assert as_(editor).get(url("issue_figure", compiled().pk, "nothing")).status_code == 404


def test_text_of_people_is_escaped_on_the_sheet(compiled, as_, editor):
    item(editor, 1, title="<b>100%(x)s</b>")

    page = as_(editor).get(compiled().get_absolute_url()).content.decode()

    assert "&lt;b&gt;100%(x)s&lt;/b&gt;" in page


def test_a_changed_figure_says_what_it_was(compiled, as_, editor, calendar):
    issue = compiled()
    item(editor, 1)
    services.recompile_issue(issue.pk, by=editor, on=DEC, calendar=calendar)

    page = as_(editor).get(issue.get_absolute_url()).content.decode()

    assert "原为0" in page
    assert page.count('<mark class="s-changed">') > 1


# ── Compiling ────────────────────────────────────────────────────────────────────────────────────────────────────────
def month_of(day):
    return f"{day:%Y-%m}"


def test_compiling_puts_a_job_in_the_queue_and_leads_to_its_progress(as_, editor, kind):
    today = timezone.localdate()

    answer = as_(editor).post(url("issue_compile"), {"kind": kind.pk, "month": month_of(today)})

    job = Job.objects.get()
    assert (answer.url, job.asked_by) == (url("issue_compiling", job.pk), editor)
    assert "已排队" in as_(editor).get(answer.url).content.decode()


def test_progress_is_asked_for_again_until_the_draft_is_there(as_, editor, compiled):
    job = Job.objects.create(name=services.JOB, key="k", nominal_at=timezone.now(), state=JobState.RUNNING, percent=10)
    waiting = as_(editor).get(url("issue_compiling", job.pk), **HTMX)
    issue = compiled()
    Job.objects.update(state=JobState.DONE, result={"issues": [issue.pk]})

    done = as_(editor).get(url("issue_compiling", job.pk), **HTMX)

    assert 'hx-trigger="every 2s"' in waiting.content.decode()
    assert done["HX-Redirect"] == issue.get_absolute_url()


def test_a_failed_job_says_why_and_is_not_asked_again(as_, editor):
    job = Job.objects.create(name=services.JOB, key="k", nominal_at=timezone.now(), state=JobState.FAILED, error="原因")

    page = as_(editor).get(url("issue_compiling", job.pk)).content.decode()

    assert ("原因" in page, "every 2s" in page) == (True, False)


def test_where_there_is_a_draft_one_is_led_to_it(as_, editor, kind, compiled):
    today = timezone.localdate()
    last = today.replace(day=1) - timedelta(days=1)
    draft = compiled(first_on=last.replace(day=1), last_on=last, on=today)

    answer = as_(editor).post(url("issue_compile"), {"kind": kind.pk, "month": month_of(last)})

    assert (answer.url, Job.objects.count()) == (draft.get_absolute_url(), 0)


def test_a_month_that_is_not_offered_is_answered_422(as_, editor, kind):
    answer = as_(editor).post(url("issue_compile"), {"kind": kind.pk, "month": "1999-01"})

    assert (answer.status_code, Job.objects.count()) == (422, 0)


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_section_is_edited_in_its_place(compiled, as_, editor):
    issue = compiled()
    here = url("issue_edit", issue.pk) + "?section=next"

    form = as_(editor).get(here, **HTMX).content.decode()
    answer = as_(editor).post(here, {"version": 1, "prose_next": "抓紧办理。"}, **HTMX)

    assert ("<html" in form, form.count("<textarea")) == (False, 1)
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#sheet", "outerHTML")
    assert "五、下步要求" in answer.content.decode()
    assert issue.sections.get(code="next").prose == "抓紧办理。"


def test_a_section_in_a_window_of_its_own_leads_back_to_the_issue(compiled, as_, editor):
    issue = compiled()
    here = url("issue_edit", issue.pk) + "?section=next"

    form = as_(editor).get(here).content.decode()
    answer = as_(editor).post(here, {"version": 1, "prose_next": "抓紧办理。"})

    assert ("hx-post" in form.partition("<main")[2], answer.url) == (False, issue.get_absolute_url())


def test_after_an_edit_in_place_the_buttons_know_the_new_version(compiled, as_, editor):
    issue = compiled()
    here = url("issue_edit", issue.pk) + "?section=next"

    answer = as_(editor).post(here, {"version": 1, "prose_next": "抓紧办理。"}, **HTMX).content.decode()

    issue.refresh_from_db()
    assert 'id="steps" hx-swap-oob="true"' in answer
    assert f'name="version" value="{issue.version}"' in answer


def test_the_whole_draft_is_edited_without_script(compiled, as_, editor):
    issue = compiled()

    answer = as_(editor).post(url("issue_edit", issue.pk), {"version": 1, "title": "题目", "prose_late": "点评"})

    issue.refresh_from_db()
    assert (answer.url, issue.title) == (issue.get_absolute_url(), "题目")


def test_the_second_editor_sees_both_versions(compiled, as_, editor, reviewer):
    issue = compiled()
    services.edit_issue(issue.pk, by=reviewer, version=1, title="甲", prose={})

    answer = as_(editor).post(url("issue_edit", issue.pk), {"version": 1, "title": "乙"})

    assert (answer.status_code, answer.context["rows"][0][1:]) == (409, ("乙", "甲"))


@pytest.mark.parametrize("section", ["?section=nothing", ""])
def test_bad_edits_are_answered_clearly(section, compiled, as_, editor):
    answer = as_(editor).post(url("issue_edit", compiled().pk) + section, {"version": "x", "title": ""})

    assert answer.status_code == (404 if section else 422)


def test_submit_approve_and_sign_by_three_people(month, compiled, as_, editor, reviewer, leader, settings, font_dir):
    settings.FONT_DIR = font_dir
    issue = compiled()

    as_(editor).post(url("issue_submit", issue.pk), {"version": 1})
    as_(reviewer).post(url("issue_approve", issue.pk), {"version": 2})
    page = as_(leader).get(url("issue_sign", issue.pk))
    answer = as_(leader).post(url("issue_sign", issue.pk), {"version": 3})

    issue.refresh_from_db()
    assert (page.status_code, answer.url, issue.state) == (200, issue.get_absolute_url(), S.ISSUED)


def test_approving_a_version_one_has_not_seen_changes_nothing(issue_in, as_, reviewer):
    issue = issue_in(S.REVIEW)

    answer = as_(reviewer).post(url("issue_approve", issue.pk), {"version": 1}, follow=True)

    issue.refresh_from_db()
    assert (issue.state, [str(message) for message in answer.context["messages"]] != []) == (S.REVIEW, True)


def test_returning_without_a_reason_is_answered_422(issue_in, as_, reviewer):
    issue = issue_in(S.REVIEW)

    assert as_(reviewer).post(url("issue_return", issue.pk), {"reason": ""}).status_code == 422
    assert as_(reviewer).post(url("issue_return", issue.pk), {"reason": "补充"}).status_code == 302


def test_without_fonts_the_signer_is_asked_first(issue_in, as_, leader, settings, tmp_path):
    issue = issue_in(S.APPROVED)
    settings.FONT_DIR = tmp_path

    refused = as_(leader).post(url("issue_sign", issue.pk), {"version": issue.version})
    as_(leader).post(url("issue_sign", issue.pk), {"version": issue.version, "without_pdf": "on"})
    page = as_(leader).get(issue.get_absolute_url()).content.decode()

    assert (refused.status_code, Issue.objects.get().state) == (422, S.ISSUED)
    assert ("未生成PDF" in page, url("issue_download_pdf", issue.pk) in page) == (True, False)


# ── What it costs ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_ten_times_at_most(rows, issue_in, compiled, as_, editor, django_assert_num_queries):
    for last in range(rows):
        compiled(last_on=NOV_END.replace(day=30 - last))
    client = as_(editor)
    client.get(url("issue_list"))

    with django_assert_num_queries(6):
        client.get(url("issue_list"))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("state", "queries"), [(S.DRAFT, 7), (S.ISSUED, 6)])
def test_an_issue_asks_twelve_times_at_most(rows, state, queries, issue_in, as_, editor, django_assert_num_queries):
    for number in range(rows):
        item(editor, number + 1)
    page = issue_in(state).get_absolute_url()
    client = as_(editor)
    client.get(page)

    with django_assert_num_queries(queries):
        client.get(page)


def test_a_step_asks_twenty_times_at_most(month, issue_in, as_, reviewer, leader, django_assert_max_num_queries):
    issue = issue_in(S.REVIEW)
    client = as_(reviewer)

    with django_assert_max_num_queries(20):
        client.post(url("issue_approve", issue.pk), {"version": issue.version})


# ── The chain on the page of an item ─────────────────────────────────────────────────────────────────────────────────
def test_issues_of_item_name_the_issues_in_which_it_stands(compiled, as_, editor):
    stands, stays_out = item(editor, 1), item(editor, 2, filed="12-02")
    issue = compiled()

    page, empty = (as_(editor).get(url("issues_of_item", one.pk)).content.decode() for one in (stands, stays_out))

    assert (issue.get_absolute_url() in page, empty.strip()) == (True, "")


def test_rule_46_issues_of_item_leave_out_drafts_one_may_not_see(compiled, as_, editor, staff):
    shared = item(editor, 1, lead=staff.department)
    compiled()

    assert as_(staff).get(url("issues_of_item", shared.pk)).content.decode().strip() == ""
