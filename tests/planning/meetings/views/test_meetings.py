"""Pages of meetings: the list, one meeting, moving, cancelling, restoring."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from planning.meetings.models import Meeting
from tests.planning.factories import DecisionFactory, MeetingFactory
from tests.planning.meetings.conftest import OFFICE

LIST = reverse("planning:meeting_list")
MOVE = {"held_on": "2026-12-02", "starts_at": "15:00", "place": "四楼", "reason": "外出", "version": 1}


def url(name, meeting):
    return reverse(f"planning:meeting_{name}", args=[meeting.pk])


@pytest.fixture(autouse=True)
def november(time_machine):
    """A meeting moves to a day that is not past."""
    time_machine.move_to(datetime(2026, 11, 25, 9, tzinfo=OFFICE))


def listed(answer):
    return [row.meeting for row in answer.context["rows"]]


def test_list_shows_meetings_ahead_and_those_without_minutes(signed_in, planner):
    waiting = MeetingFactory(nominal_on=date(2025, 1, 6))
    ahead = MeetingFactory(nominal_on=date(2099, 1, 5))
    MeetingFactory(nominal_on=date(2025, 1, 13), state="published")

    assert listed(signed_in(planner).get(LIST)) == [waiting, ahead]


def test_list_of_the_past_shows_the_latest_first(signed_in, planner):
    old = MeetingFactory(nominal_on=date(2025, 1, 6), state="published")
    newer = MeetingFactory(nominal_on=date(2025, 1, 13), state="published")
    MeetingFactory(nominal_on=date(2099, 1, 5))

    assert listed(signed_in(planner).get(LIST, {"when": "past"})) == [newer, old]


def test_list_filters_by_series_and_by_number(signed_in, planner):
    # Names without a number of their own, which the search would find, too.
    wanted = MeetingFactory(series__name="甲例会", nominal_on=date(2099, 1, 5), number=43)
    MeetingFactory(series__name="乙例会", nominal_on=date(2099, 1, 5), number=44)
    client = signed_in(planner)

    assert listed(client.get(LIST, {"series": wanted.series_id})) == [wanted]
    assert listed(client.get(LIST, {"q": "43"})) == [wanted]


def test_list_answers_htmx_with_the_rows_only(signed_in, planner, htmx):
    MeetingFactory(nominal_on=date(2099, 1, 5))

    page = signed_in(planner).get(LIST, headers=htmx).content.decode()

    assert ('id="rows"' in page, "<main" in page) == (True, False)


def test_list_leaves_a_filter_out_that_cannot_be_read(signed_in, planner):
    meeting = MeetingFactory(nominal_on=date(2099, 1, 5))

    assert listed(signed_in(planner).get(LIST, {"series": "none", "page": "99"})) == [meeting]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_needs_at_most_10_queries(signed_in, planner, django_assert_max_num_queries, rows):
    for meeting in MeetingFactory.create_batch(rows, state="drafting"):
        DecisionFactory(meeting=meeting)
    client = signed_in(planner)

    with django_assert_max_num_queries(10):
        client.get(LIST)


def test_rule_46_a_unit_finds_only_its_meetings_in_the_list(signed_in, head, units):
    mine = MeetingFactory(nominal_on=date(2099, 1, 5), state="drafting")
    DecisionFactory(meeting=mine, state="confirmed", leads=[units["行政处"]])
    MeetingFactory(nominal_on=date(2099, 1, 5))

    assert listed(signed_in(head).get(LIST)) == [mine]


def test_detail_offers_the_steps_of_a_planned_meeting(signed_in, planner, meeting):
    page = signed_in(planner).get(url("detail", meeting)).content.decode()

    assert [url(name, meeting) in page for name in ("move", "cancel", "paste", "restore", "publish")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_detail_leads_to_the_meetings_before_and_after(signed_in, planner, meeting):
    after = MeetingFactory(series=meeting.series, number=meeting.number + 1)

    context = signed_in(planner).get(url("detail", meeting)).context

    assert (context["meeting"].before, context["meeting"].after["pk"]) == (None, after.pk)


def test_detail_of_a_cancelled_meeting_says_why_and_offers_to_restore_it(signed_in, planner):
    meeting = MeetingFactory(state="cancelled", cancel_reason="与全体会议冲突")

    page = signed_in(planner).get(url("detail", meeting)).content.decode()

    assert ("与全体会议冲突" in page, url("restore", meeting) in page) == (True, True)


def test_detail_shows_a_leader_the_lines_without_buttons(signed_in, leader, decision):
    page = signed_in(leader).get(url("detail", decision.meeting)).content.decode()

    assert (decision.title in page, reverse("planning:decision_confirm", args=[decision.pk]) in page) == (True, False)


def test_rule_46_detail_shows_a_unit_its_decisions_and_not_the_minutes(signed_in, head, drafted, units):
    DecisionFactory(meeting=drafted, title="我们的事", state="confirmed", leads=[units["行政处"]])
    DecisionFactory(meeting=drafted, title="别人的事", state="confirmed", leads=[units["财务处"]])

    page = signed_in(head).get(url("detail", drafted)).content.decode()

    assert ("我们的事" in page, "别人的事" in page, 'id="minutes"' in page) == (True, False, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_detail_needs_at_most_12_queries(signed_in, planner, drafted, units, django_assert_max_num_queries, rows):
    DecisionFactory.create_batch(rows, meeting=drafted, leads=[units["行政处"]], co_units=[units["财务处"]])
    client = signed_in(planner)

    with django_assert_max_num_queries(12):
        client.get(url("detail", drafted))


@pytest.mark.parametrize("name", ["detail", "move", "cancel", "paste"])
def test_pages_of_a_meeting_are_missing_for_a_stranger(signed_in, stranger, meeting, name):
    assert signed_in(stranger).get(url(name, meeting)).status_code == 404


@pytest.mark.parametrize("name", ["restore", "publish"])
def test_steps_of_a_meeting_are_missing_for_a_stranger(signed_in, stranger, meeting, name):
    assert signed_in(stranger).post(url(name, meeting)).status_code == 404


@pytest.mark.parametrize("name", ["move", "cancel", "paste"])
def test_forms_of_a_meeting_are_closed_to_a_leader(signed_in, leader, meeting, name):
    assert signed_in(leader).get(url(name, meeting)).status_code == 403


@pytest.mark.parametrize("name", ["restore", "publish"])
def test_steps_refuse_a_get(signed_in, planner, meeting, name):
    assert signed_in(planner).get(url(name, meeting)).status_code == 405


def test_restore_is_closed_to_a_leader(signed_in, leader):
    assert signed_in(leader).post(url("restore", MeetingFactory(state="cancelled"))).status_code == 403


def test_move_shows_the_present_day(signed_in, planner, meeting):
    page = signed_in(planner).get(url("move", meeting)).content.decode()

    assert f'value="{meeting.held_on:%Y-%m-%d}"' in page


def test_move_moves_and_returns_to_the_meeting(signed_in, planner, meeting):
    answer = signed_in(planner).post(url("move", meeting), MOVE)

    meeting.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, meeting.get_absolute_url())
    assert (meeting.held_on, meeting.place) == (date(2026, 12, 2), "四楼")


def test_move_needs_at_most_20_queries(signed_in, planner, meeting, leader, django_assert_max_num_queries):
    client = signed_in(planner)

    with django_assert_max_num_queries(20):
        client.post(url("move", meeting), MOVE)


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"reason": ""}, "reason"), ({"held_on": "never"}, "held_on"), ({"held_on": "2026-11-24"}, "held_on")],
)
def test_move_with_an_error_keeps_what_was_typed(signed_in, planner, meeting, typed, field):
    answer = signed_in(planner).post(url("move", meeting), MOVE | typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert 'value="四楼"' in answer.content.decode()


def test_rule_36_a_move_that_collides_asks_why_and_goes_on_with_the_reason(signed_in, planner, meeting):
    client, rest = signed_in(planner), MOVE | {"held_on": "2026-12-05"}
    assert 'name="in_spite"' not in client.get(url("move", meeting)).content.decode()

    refused = client.post(url("move", meeting), rest)
    moved = client.post(url("move", meeting), rest | {"in_spite": "周末集中研究"})

    page = refused.content.decode()
    assert (refused.status_code, 'name="in_spite"' in page, "2026-12-05是休息日" in page) == (422, True, True)
    assert (moved.status_code, moved["Location"]) == (302, meeting.get_absolute_url())


def test_move_over_a_version_that_was_not_seen_shows_both(signed_in, planner, meeting):
    Meeting.objects.update(version=2, place="一号楼")

    answer = signed_in(planner).post(url("move", meeting), MOVE)

    page = answer.content.decode()
    assert (answer.status_code, "四楼" in page, "一号楼" in page) == (409, True, True)


def test_cancel_keeps_the_meeting_with_its_reason(signed_in, planner, meeting):
    signed_in(planner).post(url("cancel", meeting), {"reason": "停开", "version": 1})

    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancel_reason) == ("cancelled", "停开")


def test_restore_plans_the_meeting_again(signed_in, planner):
    meeting = MeetingFactory(state="cancelled")

    answer = signed_in(planner).post(url("restore", meeting))

    meeting.refresh_from_db()
    assert (answer.status_code, meeting.state) == (302, "planned")
