"""Pages of topics: the list, a new one, one, and its steps."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from planning.meetings.models import Meeting, Topic
from secretariat.people.models import Delegation
from tests.planning.factories import MeetingFactory, TopicFactory

LIST, NEW = reverse("planning:topic_list"), reverse("planning:topic_new")
TYPED = {
    "title": "食堂改造",
    "presenter": "王处长",
    "minutes": 15,
    "reason": "设施老旧。",
    "wanted": "同意。",
    "version": 1,
}


@pytest.fixture
def ahead(units):
    """A meeting that is to come whenever the test runs."""
    return MeetingFactory(nominal_on=date(2099, 1, 5), number=7)


@pytest.fixture
def own(head, ahead):
    """`own("submitted")` is a topic of the head's unit for a meeting to come."""
    return lambda state, **facts: TopicFactory(unit=head.department, meeting=ahead, state=state, **facts)


def page(topic, name="detail"):
    return reverse(f"planning:topic_{name}", args=[topic.pk])


def step(topic, name):
    return reverse("planning:topic_step", args=[topic.pk, name])


def listed(answer):
    return list(answer.context["page"])


# ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_unit_sees_its_own_topics_that_are_not_finished(signed_in, head, own):
    draft = own("draft")
    own("finished")
    TopicFactory()

    assert listed(signed_in(head).get(LIST)) == [draft]


def test_the_planner_filters_by_series_state_and_words(signed_in, planner, own):
    wanted = own("finished", title="食堂改造")
    own("finished")
    own("signed", title="食堂")
    query = {"series": wanted.series_id, "state": "finished", "q": "食堂"}

    assert listed(signed_in(planner).get(LIST, query)) == [wanted]


def test_the_empty_list_offers_a_new_topic(signed_in, head):
    assert NEW in signed_in(head).get(LIST).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_needs_the_same_queries_for_one_and_three_rows(
    signed_in, planner, own, django_assert_num_queries, rows
):
    for _row in range(rows):
        own("signed")
    client = signed_in(planner)
    client.get(LIST)

    with django_assert_num_queries(7):
        client.get(LIST)


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_topic_is_drafted_with_its_paper(signed_in, head, ahead):
    typed = TYPED | {"meeting": ahead.pk, "attachments": SimpleUploadedFile("方案.txt", "内容".encode())}

    answer = signed_in(head).post(NEW, typed)

    topic = Topic.objects.get()
    assert (answer["Location"], topic.meeting, topic.unit) == (page(topic), ahead, head.department)
    assert "方案.txt" in signed_in(head).get(page(topic)).content.decode()


@pytest.mark.parametrize("field", ["title", "meeting", "minutes", "reason", "wanted"])
def test_what_is_missing_is_named_at_its_field_and_the_rest_is_kept(signed_in, head, ahead, field):
    answer = signed_in(head).post(NEW, TYPED | {"meeting": ahead.pk, "presenter": "李处长", field: ""})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert ("李处长" in answer.content.decode(), Topic.objects.exists()) == (True, False)


def test_a_file_that_is_refused_is_named_at_its_field(signed_in, head, ahead):
    file = SimpleUploadedFile("程序.exe", b"MZ")

    answer = signed_in(head).post(NEW, TYPED | {"meeting": ahead.pk, "attachments": file})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["attachments"])
    assert not Topic.objects.exists()


def test_rule_50_a_marked_text_is_refused_and_not_sent_back(signed_in, head, ahead):
    answer = signed_in(head).post(NEW, TYPED | {"meeting": ahead.pk, "reason": "机密★1年 某事"})

    assert (answer.status_code, "机密★1年" in answer.content.decode()) == (422, False)


def test_a_meeting_that_is_over_cannot_be_chosen(signed_in, head):
    over = MeetingFactory(nominal_on=date(2025, 1, 6))

    answer = signed_in(head).post(NEW, TYPED | {"meeting": over.pk})

    assert list(answer.context["form"].errors) == ["meeting"]


def test_a_draft_is_put_right(signed_in, head, own, ahead):
    topic = own("draft")

    signed_in(head).post(page(topic, "edit"), TYPED | {"meeting": ahead.pk})

    topic.refresh_from_db()
    assert (topic.title, topic.version) == ("食堂改造", 2)


def test_whoever_was_slower_sees_both_versions(signed_in, head, own, ahead):
    topic = own("draft", version=3)

    assert signed_in(head).post(page(topic, "edit"), TYPED | {"meeting": ahead.pk}).status_code == 409


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("name", "state", "who", "after"),
    [
        ("submit", "draft", "head", "submitted"),
        ("withdraw", "submitted", "head", "draft"),
        ("sign", "submitted", "deputy", "signed"),
    ],
)
def test_a_button_takes_its_step(signed_in, own, name, state, who, after, request):
    topic = own(state)

    answer = signed_in(request.getfixturevalue(who)).post(step(topic, name), {"version": topic.version})

    topic.refresh_from_db()
    assert (answer.status_code, topic.state) == (302, after)


@pytest.mark.parametrize(
    ("name", "state", "who"),
    [("return", "submitted", "deputy"), ("defer", "accepted", "planner"), ("refuse", "signed", "planner")],
)
def test_turning_away_asks_for_the_reason(signed_in, own, name, state, who, request):
    topic, client = own(state), signed_in(request.getfixturevalue(who))

    missing = client.post(step(topic, name), {"version": topic.version})
    given = client.post(step(topic, name), {"version": topic.version, "reason": "材料不全"})

    topic.refresh_from_db()
    assert (missing.status_code, list(missing.context["form"].errors)) == (422, ["reason"])
    assert (given.status_code, topic.answer) == (302, "材料不全")


def test_the_planner_chooses_among_the_meetings_of_the_series(signed_in, planner, own, ahead):
    topic, other = own("signed"), MeetingFactory(nominal_on=date(2099, 1, 5))
    client = signed_in(planner)

    refused = client.post(step(topic, "accept"), {"meeting": other.pk, "version": 1})
    client.post(step(topic, "accept"), {"meeting": ahead.pk, "version": 1})

    topic.refresh_from_db()
    assert (refused.status_code, topic.state) == (422, "accepted")


def test_papers_are_added_and_none_is_refused(signed_in, head, own):
    topic, client = own("accepted"), signed_in(head)
    file = SimpleUploadedFile("预算.txt", "内容".encode())

    assert client.post(step(topic, "add_papers"), {"version": 1}).status_code == 422
    assert client.post(step(topic, "add_papers"), {"version": 1, "attachments": file}).status_code == 302


def test_a_step_leads_back_to_where_it_was_taken(signed_in, deputy, own):
    answer = signed_in(deputy).post(f"{step(own('submitted'), 'sign')}?next=/my-work/", {"next": "/my-work/"})

    assert answer["Location"] == "/my-work/"


def test_an_unknown_step_is_missing(signed_in, head, own):
    assert signed_in(head).post(step(own("draft"), "vanish")).status_code == 404


def test_a_stranger_finds_nothing(signed_in, stranger, own):
    topic = own("submitted")

    answers = [signed_in(stranger).get(address).status_code for address in (page(topic), step(topic, "sign"))]
    assert answers == [404, 404]


def test_the_page_tells_its_meetings_and_what_came_of_them(signed_in, head, own):
    topic = own("accepted")
    before = MeetingFactory(series=topic.series, number=6, nominal_on=date(2025, 1, 6), state="published")
    topic.hearings.create(meeting=before, outcome="carried")

    shown = signed_in(head).get(page(topic)).content.decode()
    assert (str(before) in shown, "未议结，结转下次" in shown) == (True, True)


def test_the_page_needs_at_most_so_many_queries(signed_in, planner, own, django_assert_max_num_queries):
    topic, client = own("signed"), signed_in(planner)

    with django_assert_max_num_queries(10):
        client.get(page(topic))


# ── What is to be done ───────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("who", "state", "words"),
    [
        ("deputy", "submitted", "您分管该单位"),
        ("planner", "signed", "领导已签批，由您安排议程"),
        ("head", "accepted", "本单位议题尚缺上会材料"),
    ],
)
def test_my_work_asks_whoever_has_to_act(signed_in, own, who, state, words, request):
    own(state, title="食堂改造")

    shown = signed_in(request.getfixturevalue(who)).get(reverse("my_work")).content.decode()
    assert ("议题：食堂改造" in shown, words in shown) == (True, True)


@pytest.mark.parametrize(
    ("giver", "words"), [("deputy", "{}分管该单位，您正在代其办理"), ("leader", "您正在代{}办理。")]
)
def test_my_work_tells_whoever_acts_whose_topic_it_is_to_sign(signed_in, stranger, own, giver, words, request):
    away = request.getfixturevalue(giver)
    period = {"from_on": date(2026, 1, 1), "until_on": date(2099, 1, 1)}
    Delegation.objects.create(giver=away, taker=stranger, reason="出差", made_by=away, **period)
    own("submitted")

    shown = signed_in(stranger).get(reverse("my_work")).content.decode()

    assert (words.format(away) in shown, "您分管该单位" in shown) == (True, False)


def test_my_work_says_why_a_topic_came_back(signed_in, head, own):
    own("draft", answer="请补充预算。")

    assert "已退回：请补充预算。" in signed_in(head).get(reverse("my_work")).content.decode()


def test_the_secretary_general_signs_where_nobody_oversees(signed_in, leader, deputy, own, units):
    own("submitted", title="有人分管")
    TopicFactory(unit=units["财务处"], state="submitted", title="无人分管")

    shown = signed_in(leader).get(reverse("my_work")).content.decode()
    assert ("无人分管" in shown, "有人分管" in shown) == (True, False)


@pytest.mark.parametrize(("state", "is_offered"), [("fixed", False), ("begun", True), ("drafting", True)])
def test_a_topic_is_not_finished_before_its_meeting_began(signed_in, planner, topic_in, coming, state, is_offered):
    topic = topic_in("accepted")
    Meeting.objects.filter(pk=coming.pk).update(state=state, minutes="一、议定事项。")

    page = signed_in(planner).get(topic.get_absolute_url()).content.decode()

    assert (reverse("planning:topic_step", args=[topic.pk, "finish"]) in page) == is_offered
