"""The page of an agenda: its lines with their reasons, buttons, order, and what is missing."""

from datetime import date

import pytest
from django.urls import reverse

from planning.meetings.models import Meeting, TemplateLine
from tests.planning.factories import MeetingFactory, TopicFactory


@pytest.fixture
def meeting(units):
    """A meeting to come whenever the test runs, with another after it and two standing lines."""
    one = MeetingFactory(nominal_on=date(2099, 1, 5), number=7)
    MeetingFactory(series=one.series, nominal_on=date(2099, 1, 12), number=8)
    for place, title in enumerate(["上周工作", "本周工作"], start=1):
        TemplateLine.objects.create(series=one.series, ordinal=place, title=title, minutes=60)
    return one


@pytest.fixture
def sources(meeting):
    return [f"template:{line.pk}" for line in meeting.series.template.all()]


def url(name, meeting, *more):
    return reverse(f"planning:{name}", args=[meeting.pk, *more])


def shown(client, meeting):
    return client.get(url("meeting_agenda", meeting)).context


def test_a_first_item_that_does_not_say_what_is_studied_is_missing_something(signed_in, planner, meeting):
    meeting.series.has_first_item = True
    meeting.series.save()
    client = signed_in(planner)

    assert "还没有写明学习内容" in client.get(url("meeting_agenda", meeting)).content.decode()
    answer = client.post(url("meeting_fix_agenda", meeting), follow=True)
    assert answer.content.decode().count("还没有写明学习内容") == 2


def test_the_page_shows_each_line_with_its_reason_and_the_sum(signed_in, planner, meeting):
    TopicFactory(meeting=meeting, title="食堂改造", minutes=15)

    context = shown(signed_in(planner), meeting)

    assert [(row.number, row.line.title) for row in context["rows"]] == [
        (1, "上周工作"),
        (2, "本周工作"),
        (3, "食堂改造"),
    ]
    assert (context["minutes"], context["over"]) == (135, 15)


def test_the_page_warns_where_the_lines_take_longer_than_the_meeting(signed_in, planner, meeting):
    TopicFactory(meeting=meeting, minutes=15)

    assert "超出15分钟" in signed_in(planner).get(url("meeting_agenda", meeting)).content.decode()


def test_the_page_names_what_is_expected_but_missing(signed_in, planner, meeting):
    TopicFactory(meeting=meeting, title="甲", presenter="")
    TopicFactory(meeting=meeting, title="乙", state="submitted")
    TopicFactory(meeting=meeting, title="丙", state="signed")

    missing = [(one.title, one.what) for one in shown(signed_in(planner), meeting)["missing"]]
    assert missing == [
        ("甲", "材料未报送，应于2098-12-30前报送"),
        ("甲", "未明确汇报人"),
        ("乙", "领导尚未签批"),
        ("丙", "领导已签批，尚未列入议程"),
    ]


@pytest.mark.parametrize(("verb", "state"), [("drop", "dropped"), ("defer", "deferred")])
def test_a_button_answers_with_the_agenda_as_it_is_then(signed_in, planner, meeting, sources, htmx, verb, state):
    answer = signed_in(planner).post(url("agenda_step", meeting, verb), {"source": sources[0]}, headers=htmx)

    assert (answer.status_code, b"<main" in answer.content) == (200, False)
    assert [row.line.state for row in answer.context["rows"]] == [state, "kept"]


def test_a_button_works_without_javascript_and_the_cursor_stays(signed_in, planner, meeting, sources):
    typed = {"source": sources[0]}

    answer = signed_in(planner).post(url("agenda_step", meeting, "down"), typed, follow=True)

    assert [(row.line.source, row.is_current) for row in answer.context["rows"]] == [
        (sources[1], False),
        (sources[0], True),
    ]


def test_the_cursor_stays_on_the_line_that_moved(signed_in, planner, meeting, sources, htmx):
    answer = signed_in(planner).post(url("agenda_step", meeting, "down"), {"source": sources[0]}, headers=htmx)

    assert [row.is_current for row in answer.context["rows"]] == [False, True]


def test_lines_are_dragged_into_their_order(signed_in, planner, meeting, sources, htmx):
    order = ",".join(sources[::-1])

    signed_in(planner).post(url("agenda_arrange", meeting), {"order": order, "source": sources[0]}, headers=htmx)

    assert list(meeting.agenda.values_list("source", flat=True)) == sources[::-1]


def test_what_is_refused_is_said_above_the_lines(signed_in, planner, meeting, htmx):
    answer = signed_in(planner).post(url("agenda_step", meeting, "drop"), {"source": "own:9"}, headers=htmx)

    assert (answer.status_code, "已不在议程中" in answer.content.decode()) == (422, True)


def test_an_unknown_button_is_missing(signed_in, planner, meeting):
    assert signed_in(planner).post(url("agenda_step", meeting, "vanish")).status_code == 404


def test_a_line_is_added_and_put_right(signed_in, planner, meeting, sources):
    client = signed_in(planner)
    client.post(url("agenda_add", meeting), {"title": "其他事项", "minutes": 5, "presenter": ""})
    client.post(f"{url('agenda_edit', meeting)}?source=own:1", {"title": "其他", "minutes": 8, "presenter": "周远"})

    assert list(meeting.agenda.values_list("title", "minutes", "presenter"))[-1] == ("其他", 8, "周远")


def test_the_time_of_a_line_is_asked_in_minutes(signed_in, planner, meeting):
    form = signed_in(planner).get(url("agenda_add", meeting)).context["form"]

    assert form["minutes"].label == "分钟"


@pytest.mark.parametrize("typed", [{"title": ""}, {"minutes": 0}, {"minutes": 241}])
def test_a_line_without_words_or_minutes_is_refused(signed_in, planner, meeting, typed):
    answer = signed_in(planner).post(url("agenda_add", meeting), {"title": "其他", "minutes": 5} | typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(typed))


def test_rule_35_a_fixed_agenda_shows_no_buttons_but_the_one_for_an_approved_change(signed_in, planner, meeting):
    TopicFactory(meeting=meeting)
    client = signed_in(planner)
    client.post(url("meeting_fix_agenda", meeting))

    page = client.get(url("meeting_agenda", meeting)).content.decode()
    assert "已议结" not in page
    assert (url("agenda_step", meeting, "drop") in page, url("meeting_reopen_agenda", meeting) in page) == (False, True)


def test_rule_35_an_approved_change_opens_the_agenda_and_is_shown(signed_in, planner, meeting):
    client = signed_in(planner)
    client.post(url("meeting_fix_agenda", meeting))
    version = Meeting.objects.get(pk=meeting.pk).version
    missing = client.post(url("meeting_reopen_agenda", meeting), {"version": version, "reason": "增加议题"})
    client.post(
        url("meeting_reopen_agenda", meeting), {"version": version, "reason": "增加议题", "approved_by": "林静远"}
    )

    page = client.get(url("meeting_agenda", meeting)).content.decode()
    assert (missing.status_code, list(missing.context["form"].errors)) == (422, ["approved_by"])
    assert ("林静远" in page, url("agenda_step", meeting, "drop") in page) == (True, True)


def test_leaders_read_the_agenda_without_buttons(signed_in, leader, meeting):
    page = signed_in(leader).get(url("meeting_agenda", meeting)).content.decode()

    assert ("上周工作" in page, url("agenda_step", meeting, "drop") in page) == (True, False)


def test_a_stranger_finds_no_agenda(signed_in, stranger, meeting):
    assert signed_in(stranger).get(url("meeting_agenda", meeting)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_needs_the_same_queries_for_one_and_three_topics(
    signed_in, planner, meeting, django_assert_num_queries, rows
):
    for number in range(rows):
        topic = TopicFactory(meeting=meeting)
        before = MeetingFactory(series=meeting.series, number=number + 1, nominal_on=date(2098, 12, number + 1))
        topic.hearings.create(meeting=before, outcome="carried")
    client = signed_in(planner)
    client.get(url("meeting_agenda", meeting))

    with django_assert_num_queries(12):
        client.get(url("meeting_agenda", meeting))
