"""The way of minutes on their pages: drafted, signed, returned, published, printed, corrected."""

import pytest

from planning.meetings import services
from planning.meetings.models import Meeting, MinutesCorrection, MinutesPaper
from planning.meetings.todo import minutes_tasks
from tests.secretariat.factories import UserFactory

ASKED = (("do", "approve"), ("return",))

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(signed, planner):
    return services.publish_minutes(signed.pk, by=planner, on=signed.held_on)


def page_of(meeting, *more):
    return "/".join([f"/planning/meetings/{meeting.pk}", *more, ""])


def typed_in(form):
    return {name: field.initial or form.initial.get(name, "") for name, field in form.fields.items()}


def test_the_draft_is_saved_as_it_is_shown(signed_in, planner, ended):
    browser = signed_in(planner)
    form = browser.get(page_of(ended, "draft")).context["form"]

    answer = browser.post(page_of(ended, "draft"), typed_in(form))

    after = Meeting.objects.get(pk=ended.pk)
    assert (answer.status_code, after.minutes, after.version) == (302, ended.minutes, ended.version + 1)


def test_a_draft_without_a_title_is_not_saved(signed_in, planner, ended):
    browser = signed_in(planner)
    form = browser.get(page_of(ended, "draft")).context["form"]

    answer = browser.post(page_of(ended, "draft"), typed_in(form) | {"title": ""})

    assert (answer.status_code, Meeting.objects.get(pk=ended.pk).version) == (422, ended.version)


def test_a_draft_that_somebody_else_changed_shows_both(signed_in, planner, ended):
    browser = signed_in(planner)
    typed = typed_in(browser.get(page_of(ended, "draft")).context["form"])
    browser.post(page_of(ended, "draft"), typed)

    assert browser.post(page_of(ended, "draft"), typed | {"title": "我的标题"}).status_code == 409


def test_minutes_are_submitted_signed_and_published_by_their_buttons(
    signed_in, planner, leader, ended, settings, tmp_path
):
    settings.FONT_DIR = tmp_path
    services.not_track_decision(ended.decisions.get().pk, reason="已办", by=planner)
    signed_in(planner).post(page_of(ended, "do", "submit"))
    signed_in(leader).post(page_of(ended, "do", "approve"))
    browser = signed_in(planner)

    browser.post(page_of(ended, "publish"))
    assert Meeting.objects.get(pk=ended.pk).state == "review"
    browser.post(page_of(ended, "publish"), {"without_pdf": "1"})

    assert Meeting.objects.get(pk=ended.pk).state == "published"


def test_minutes_are_returned_with_a_reason(signed_in, planner, leader, ended):
    services.submit_minutes(ended.pk, by=planner, on=ended.held_on)
    version = Meeting.objects.get(pk=ended.pk).version
    browser = signed_in(leader)

    refused = browser.post(page_of(ended, "return"), {"reason": "", "version": version})
    answer = browser.post(page_of(ended, "return"), {"reason": "补充时限", "version": version})

    assert (refused.status_code, answer.status_code) == (422, 302)
    assert "补充时限" in signed_in(planner).get(page_of(ended)).content.decode()


def test_a_reprint_is_the_same_bytes(signed_in, leader, published):
    browser = signed_in(leader)
    first, again = (browser.get(page_of(published, "minutes", "docx")) for _ in range(2))

    assert first.content == again.content == bytes(MinutesPaper.objects.get().docx)
    assert (
        browser.get(page_of(published, "minutes", "docx"), headers={"If-None-Match": first["ETag"]}).status_code == 304
    )


def test_a_file_that_was_not_kept_is_not_found_and_a_unit_that_is_named_gets_none(signed_in, leader, head, published):
    answers = [signed_in(leader).get(page_of(published, "minutes", ending)).status_code for ending in ("pdf", "odt")]
    answers.append(signed_in(head).get(page_of(published, "minutes", "docx")).status_code)

    assert answers == [404, 404, 403]


def test_the_page_of_a_correction_says_what_it_leaves_as_it_is(signed_in, planner, published):
    page = signed_in(planner).get(page_of(published, "correct")).content.decode()

    decision = published.decisions.get()
    assert ("督查事项的牵头单位" in page, decision.get_absolute_url() in page, "不再送签" in page) == (
        True,
        True,
        False,
    )


def test_the_page_of_a_correction_names_those_who_signed(signed_in, planner, leader, published):
    approval = published.approvals.last()
    published.signers.create(ordinal=1, person=leader, called="issue", approval=approval)

    page = signed_in(planner).get(page_of(published, "correct")).content.decode()

    assert (f"{leader.name}（签发）" in page, "不再送签" in page) == (True, True)


def test_until_somebody_ticks_who_came_draft_and_meeting_warn(signed_in, planner, ended, stranger):
    browser, warning = signed_in(planner), "到会情况未登记"
    guest = ended.attendance.create(kind="present", ordinal=1, person=stranger)
    pages = [page_of(ended, "draft"), page_of(ended)]

    before = [warning in browser.get(page).content.decode() for page in pages]
    services.note_attendance(ended.pk, came=[guest.pk], by=planner, on=ended.held_on)

    assert (before, [warning in browser.get(page).content.decode() for page in pages]) == ([True] * 2, [False] * 2)


def test_minutes_are_corrected_and_the_correction_is_printed(signed_in, planner, published):
    browser = signed_in(planner)
    typed = {"place": "一、文史馆布展方案", "old": "11月20日", "new": "11月21日", "reason": "笔误"}
    typed["version"] = Meeting.objects.get(pk=published.pk).version

    wrong = browser.post(page_of(published, "correct"), typed | {"old": "没有的话"})
    answer = browser.post(page_of(published, "correct"), typed)

    assert (wrong.status_code, answer.status_code) == (422, 302)
    correction = MinutesCorrection.objects.get()
    assert "更正第1号" in browser.get(page_of(published)).content.decode()
    printed = browser.get(f"/planning/meetings/corrections/{correction.pk}/docx/")
    assert printed.content[:2] == b"PK"


@pytest.fixture
def routed(ended, planner, deputy, leader):
    """Minutes in review on a route of three: the deputy has checked them, it is the turn of the secretary-general."""
    another = UserFactory()
    another.posts.create(kind="deputy")
    route = [(deputy, "check"), (leader, "countersign"), (another, "issue")]
    services.set_route(ended.series_id, by=planner, signers=route)
    services.submit_minutes(ended.pk, by=planner, on=ended.held_on)
    return services.approve_minutes(ended.pk, by=deputy, on=ended.held_on)


def test_the_buttons_are_only_for_whose_turn_it_is(signed_in, planner, deputy, leader, routed):
    shown = [
        [f"{page_of(routed, *address)}" in signed_in(person).get(page_of(routed)).content.decode() for address in ASKED]
        for person in (planner, deputy, leader)
    ]

    assert shown == [[False, False], [False, False], [True, True]]


def test_the_page_shows_who_signed_and_who_is_next(signed_in, planner, deputy, leader, routed):
    page = signed_in(planner).get(page_of(routed)).content.decode()
    route = page[page.index('class="list-unstyled"') :].split("</ol>")[0]

    assert [name in route for name in (deputy.name, leader.name)] == [True, True]
    assert (route.count("待签"), route.count("尚未轮到")) == (1, 1)


def test_out_of_turn_the_page_says_whose_turn_it_is(signed_in, deputy, leader, routed):
    browser = signed_in(deputy)
    for answer in (
        browser.post(page_of(routed, "do", "approve"), follow=True),
        browser.get(page_of(routed, "return"), follow=True),
        browser.post(page_of(routed, "return"), {"reason": "补充", "version": routed.version}, follow=True),
    ):
        assert f"现由{leader.name}（会签）审签" in answer.content.decode()
    assert Meeting.objects.get(pk=routed.pk).version == routed.version


def test_who_signs_is_told_to_whom_the_minutes_go(signed_in, leader, routed):
    answer = signed_in(leader).post(page_of(routed, "do", "approve"), follow=True)

    assert f"已转{routed.series.signers.last().person.name}（签发）" in answer.content.decode()


def test_my_work_needs_at_most_12_queries_for_minutes_on_a_route(
    signed_in, leader, routed, django_assert_max_num_queries
):
    browser = signed_in(leader)
    browser.get("/my-work/")

    with django_assert_max_num_queries(12):
        page = browser.get("/my-work/")
    assert "审签路线轮到您：会签。" in page.content.decode()


def test_minutes_that_are_not_published_lead_back_to_their_meeting(signed_in, planner, signed):
    answer = signed_in(planner).get(page_of(signed, "correct"), follow=True)

    assert answer.redirect_chain == [(signed.get_absolute_url(), 302)]
    assert "纪要尚未印发" in answer.content.decode()


def test_the_task_to_draft_says_once_that_it_is_a_meeting(planner, ended):
    (task,) = minutes_tasks(planner)

    assert f"{task.text}{task.why}" == "办公会已散会，纪要尚未送审。"


@pytest.mark.parametrize("state", ["signed", "published", "routed"])
def test_the_page_of_the_meeting_needs_at_most_12_queries(
    request, signed_in, planner, state, django_assert_max_num_queries
):
    meeting = request.getfixturevalue(state)
    browser = signed_in(planner)
    # What is asked once in a process is asked before.
    browser.get(page_of(meeting))

    with django_assert_max_num_queries(12):
        browser.get(page_of(meeting))


def test_each_has_the_task_whose_turn_it_is(planner, leader, ended):
    def titles():
        return [line.title for person in (planner, leader) for line in minutes_tasks(person)]

    found = [titles()]
    services.submit_minutes(ended.pk, by=planner, on=ended.held_on)
    found.append(titles())
    services.approve_minutes(ended.pk, by=leader, on=ended.held_on)
    found.append(titles())

    assert found == [[f"纪要{what}：办公会第3次"] for what in ("起草", "审签", "印发")]
