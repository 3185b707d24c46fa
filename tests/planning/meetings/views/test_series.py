"""Pages of the series: list, founding with its preview, one series."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from planning.meetings.models import Series
from tests.planning.factories import DecisionFactory, MeetingFactory, SeriesFactory
from tests.planning.meetings.conftest import OFFICE

pytestmark = pytest.mark.django_db

LIST, FOUND, PREVIEW = (reverse(f"planning:series_{name}") for name in ("list", "found", "preview"))
TYPED = {
    "name": "秘书长办公会",
    "frequency": "weekly",
    "interval": 1,
    "weekday": 1,
    "policy": "next",
    "first_on": "2026-11-16",
    "first_number": 42,
    "numbering": "year",
    "starts_at": "09:00",
    "place": "三楼会议室",
    "chair": "秘书长",
}


@pytest.fixture(autouse=True)
def autumn(time_machine):
    """What can be founded depends on the day."""
    time_machine.move_to(datetime(2026, 9, 21, 9, tzinfo=OFFICE))


def detail(series):
    return reverse("planning:series_detail", args=[series.pk])


def test_list_shows_the_series_with_its_next_meeting(signed_in, planner):
    meeting = MeetingFactory(nominal_on=date(2099, 1, 5), number=7)

    page = signed_in(planner).get(LIST).content.decode()

    assert (meeting.series.name in page, meeting.get_absolute_url() in page) == (True, True)


def test_empty_list_offers_the_founding(signed_in, planner):
    assert FOUND in signed_in(planner).get(LIST).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_needs_the_same_queries_for_one_and_three_rows(signed_in, planner, django_assert_max_num_queries, rows):
    MeetingFactory.create_batch(rows)
    client = signed_in(planner)

    with django_assert_max_num_queries(10):
        client.get(LIST)


def test_founding_page_shows_the_dates_of_its_first_guess(signed_in, planner):
    assert len(signed_in(planner).get(FOUND).context["planned"]) == 12


def test_preview_shows_the_next_12_dates_and_saves_nothing(signed_in, planner, htmx):
    answer = signed_in(planner).post(PREVIEW, TYPED | {"name": "", "first_on": "2026-09-28"}, headers=htmx)

    moved = answer.context["planned"][1]
    assert (answer.status_code, moved.row.number, moved.day.on) == (200, 43, date(2026, 10, 8))
    assert (moved.nominal.mark, Series.objects.exists(), b"<main" in answer.content) == ("off", False, False)


def test_preview_flags_the_year_without_a_calendar(signed_in, planner, htmx):
    planned = signed_in(planner).post(PREVIEW, TYPED, headers=htmx).context["planned"]

    assert [plan.row.number for plan in planned if plan.day.is_provisional] == [1, 2, 3, 4, 5]


def test_preview_of_half_a_rule_asks_for_the_rest(signed_in, planner, htmx):
    answer = signed_in(planner).post(PREVIEW, TYPED | {"weekday": ""}, headers=htmx)

    assert (answer.status_code, answer.context["planned"]) == (200, [])


def test_preview_works_without_javascript(signed_in, planner):
    page = signed_in(planner).post(PREVIEW, TYPED).content.decode()

    assert ('value="秘书长办公会"' in page, "第42次" in page) == (True, True)


def test_found_leads_to_the_series_and_its_12_meetings(signed_in, planner):
    answer = signed_in(planner).post(FOUND, TYPED)

    series = Series.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, detail(series))
    assert series.meetings.count() >= 12


def test_found_refuses_what_is_missing_and_keeps_what_was_typed(signed_in, planner):
    answer = signed_in(planner).post(FOUND, TYPED | {"place": ""})

    page = answer.content.decode()
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["place"])
    assert ('value="秘书长办公会"' in page, Series.objects.exists()) == (True, False)


def test_found_shows_the_refusal_at_its_field(signed_in, planner):
    SeriesFactory(name="秘书长办公会")

    answer = signed_in(planner).post(FOUND, TYPED)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])


def test_found_answers_an_empty_post_with_422(signed_in, planner):
    assert signed_in(planner).post(FOUND, {}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"first_on": "1900-01-01"}, "first_on"),
        ({"first_on": "2206-11-16"}, "first_on"),
        ({"first_number": 0}, "first_number"),
    ],
)
def test_founding_and_preview_refuse_a_slip_at_its_field(signed_in, planner, htmx, typed, field):
    answer = signed_in(planner).post(FOUND, TYPED | typed)
    preview = signed_in(planner).post(PREVIEW, TYPED | typed, headers=htmx)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert (preview.context["planned"], Series.objects.exists()) == ([], False)


def test_a_series_of_this_year_counts_its_past_meetings_and_plans_the_others(signed_in, planner, htmx):
    typed = TYPED | {"first_on": "2026-01-05", "first_number": 1}

    preview = signed_in(planner).post(PREVIEW, typed, headers=htmx).context["planned"]
    signed_in(planner).post(FOUND, typed)

    days = list(Series.objects.get().meetings.order_by("nominal_on").values_list("number", "nominal_on"))
    assert (days[0], len(days)) == ((33, date(2026, 8, 24)), 16)
    assert [(plan.row.number, plan.nominal.on) for plan in preview] == days


def test_the_page_of_a_series_tells_the_day_of_its_first_meeting(signed_in, planner):
    answer = signed_in(planner).post(FOUND, TYPED | {"first_on": "2026-12-02", "weekday": 5}, follow=True)

    assert "2026年12月4日" in answer.content.decode()


def test_a_name_that_is_taken_is_refused_in_plain_words(signed_in, planner):
    SeriesFactory(name="秘书长办公会")

    answer = signed_in(planner).post(FOUND, TYPED)

    assert answer.context["form"].errors["name"] == ["已有名称相同的会议系列。"]


def test_a_meeting_long_past_does_not_stand_as_collecting_topics(signed_in, planner):
    meeting = MeetingFactory(nominal_on=date(2026, 9, 7))

    for address in (detail(meeting.series), f"{reverse('planning:meeting_list')}?when=past"):
        page = signed_in(planner).get(address).content.decode()
        assert ("缺纪要" in page, "征集议题" in page) == (True, False)


@pytest.mark.parametrize("who", ["supervisor", "leader", "head", "stranger"])
@pytest.mark.parametrize("address", [FOUND, PREVIEW])
def test_founding_is_closed_to_others(signed_in, who, address, request):
    assert signed_in(request.getfixturevalue(who)).post(address, TYPED).status_code == 403


def test_detail_shows_next_and_past_meetings(signed_in, planner):
    past = MeetingFactory(nominal_on=date(2025, 9, 15))
    ahead = MeetingFactory(series=past.series, nominal_on=date(2099, 9, 14))

    context = signed_in(planner).get(detail(past.series)).context

    assert [row.meeting for row in context["ahead"]] == [ahead]
    assert [row.meeting for row in context["past"]] == [past]


@pytest.mark.parametrize("rows", [1, 3])
def test_detail_needs_at_most_12_queries(signed_in, planner, django_assert_max_num_queries, rows):
    series = SeriesFactory()
    for number in range(1, rows + 1):
        DecisionFactory(meeting=MeetingFactory(series=series, number=number, state="drafting"))
    client = signed_in(planner)

    with django_assert_max_num_queries(12):
        client.get(detail(series))


def test_detail_is_missing_for_a_stranger(signed_in, stranger):
    assert signed_in(stranger).get(detail(SeriesFactory())).status_code == 404


@pytest.mark.parametrize("address", [LIST, "detail"])
def test_reading_pages_refuse_a_post(signed_in, planner, address):
    wanted = detail(SeriesFactory()) if address == "detail" else address

    assert signed_in(planner).post(wanted).status_code == 405


def test_preview_refuses_a_get(signed_in, planner):
    assert signed_in(planner).get(PREVIEW).status_code == 405


# ── A series that stands ─────────────────────────────────────────────────────────────────────────────────────────────
RULE = {"frequency": "weekly", "interval": 1, "weekday": 3, "policy": "next", "starts_at": "15:00", "place": "五楼"}
AGENDA = {
    "name": "秘书长例会",
    "chair": "秘书长",
    "cutoff_days": 2,
    "cutoff_at": "12:00",
    "papers_days": 3,
    "length": 90,
    "line_minutes": 5,
    "version": 1,
}


def page(series, name):
    return reverse(f"planning:series_{name}", args=[series.pk])


@pytest.fixture
def standing(db):
    """A series with one meeting far ahead."""
    return MeetingFactory(nominal_on=date(2099, 1, 5), number=7).series


def test_change_page_shows_the_dates_of_the_rule_that_holds(signed_in, planner, standing):
    assert len(signed_in(planner).get(page(standing, "change")).context["planned"]) == 12


def test_change_preview_shows_the_new_dates_and_saves_nothing(signed_in, planner, standing, htmx):
    typed = RULE | {"from_on": "2099-01-01", "version": 1}

    answer = signed_in(planner).post(page(standing, "change_preview"), typed, headers=htmx)

    standing.refresh_from_db()
    assert [plan.day.on for plan in answer.context["planned"][:2]] == [date(2099, 1, 7), date(2099, 1, 14)]
    assert (standing.weekday, b"<main" in answer.content) == (1, False)


def test_change_preview_shows_no_dates_from_a_day_that_is_past(signed_in, planner, standing, htmx):
    typed = RULE | {"from_on": "2020-01-01", "version": 1}

    assert signed_in(planner).post(page(standing, "change_preview"), typed, headers=htmx).context["planned"] == []


def test_change_preview_names_the_number_that_a_cancelled_meeting_keeps(signed_in, planner, standing, htmx):
    MeetingFactory(series=standing, year=2099, number=8, nominal_on=date(2099, 1, 12), state="cancelled")
    typed = RULE | {"weekday": 1, "from_on": "2099-01-01", "version": 1}

    answer = signed_in(planner).post(page(standing, "change_preview"), typed, headers=htmx)

    assert "第8次已召开或已取消" in answer.content.decode()


def test_change_moves_the_meetings_to_come(signed_in, planner, standing):
    answer = signed_in(planner).post(page(standing, "change"), RULE | {"from_on": "2099-01-01", "version": 1})

    assert (answer.status_code, standing.meetings.order_by("pk").first().held_on) == (302, date(2099, 1, 7))


@pytest.mark.parametrize("typed", [{"from_on": ""}, {"from_on": "2020-01-01"}, {"weekday": ""}])
def test_change_refuses_what_is_missing_or_past(signed_in, planner, standing, typed):
    answer = signed_in(planner).post(page(standing, "change"), RULE | {"from_on": "2099-01-01", "version": 1} | typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(typed))


def test_change_of_an_old_version_shows_both(signed_in, planner, standing):
    Series.objects.update(version=2)

    answer = signed_in(planner).post(page(standing, "change"), RULE | {"from_on": "2099-01-01", "version": 1})

    assert answer.status_code == 409


def test_prepare_saves_the_standing_lines_with_their_minutes(signed_in, planner, standing):
    signed_in(planner).post(page(standing, "prepare"), AGENDA | {"template": "听取上周工作完成情况 10\n\n本周安排 15"})

    assert list(standing.template.values_list("title", "minutes")) == [("听取上周工作完成情况", 10), ("本周安排", 15)]
    assert Series.objects.get(pk=standing.pk).name == "秘书长例会"


@pytest.mark.parametrize("line", ["听取上周工作", "听取上周工作 0", "听取上周工作 999", "一" * 121 + " 5"])
def test_prepare_names_the_line_that_cannot_be_read(signed_in, planner, standing, line):
    answer = signed_in(planner).post(page(standing, "prepare"), AGENDA | {"template": line})

    assert (answer.status_code, line[:20] in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("name", ["change", "prepare", "end"])
def test_a_standing_series_is_closed_to_others(signed_in, supervisor, stranger, standing, name):
    assert signed_in(supervisor).get(page(standing, name)).status_code == 403
    assert signed_in(stranger).get(page(standing, name)).status_code == 404


def test_a_series_is_ended_on_its_page(signed_in, planner, standing):
    client, typed = signed_in(planner), {"from_on": "2099-01-01", "reason": "并入联席会议", "version": 1}
    assert page(standing, "end") in client.get(detail(standing)).content.decode()

    refused = client.post(page(standing, "end"), typed | {"reason": ""})
    answer = client.post(page(standing, "end"), typed, follow=True)

    html = answer.content.decode()
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    assert ("已结束" in html, page(standing, "end") in html, page(standing, "change") in html) == (True, False, False)


def test_an_old_version_of_a_series_is_not_ended(signed_in, planner, standing):
    Series.objects.update(version=2)
    typed = {"from_on": "2099-01-01", "reason": "并入联席会议", "version": 1}

    assert signed_in(planner).post(page(standing, "end"), typed).status_code == 409


# ── The approval route ───────────────────────────────────────────────────────────────────────────────────────────────
def route_of(series):
    return f"/planning/series/{series.pk}/route/"


def test_a_route_is_set_in_order_and_shown(signed_in, planner, leader, deputy):
    series, client = SeriesFactory(), signed_in(planner)
    typed = {"person_1": deputy.pk, "called_1": "check", "person_3": leader.pk, "called_3": "issue", "version": 1}

    answer = client.post(route_of(series), typed, follow=True)

    assert [str(one) for one in series.signers.all()] == [f"{deputy.name}（核稿）", f"{leader.name}（签发）"]
    assert [str(one) for one in answer.context["route"]] == [str(one) for one in series.signers.all()]
    assert client.get(route_of(series)).context["form"]["called_2"].value() == "issue"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"person_1": "", "called_1": "issue"}, "person_1"),
        ({"called_1": ""}, "called_1"),
        ({"called_1": "wave"}, "called_1"),
        ({"person_1": "0"}, "person_1"),
        ({"person_2": "same", "called_2": "issue"}, "person_2"),
    ],
)
def test_a_route_that_says_nothing_clear_is_not_saved(signed_in, planner, leader, typed, field):
    series = SeriesFactory()
    typed = {"person_1": leader.pk, "called_1": "check", "version": 1} | typed
    typed = {name: leader.pk if value == "same" else value for name, value in typed.items()}

    answer = signed_in(planner).post(route_of(series), typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not series.signers.exists()


def test_an_outdated_route_is_not_saved(signed_in, planner, leader):
    series = SeriesFactory(version=2)
    typed = {"person_1": leader.pk, "called_1": "check", "version": 1}

    assert signed_in(planner).post(route_of(series), typed).status_code == 409
    assert not series.signers.exists()


def test_a_leader_does_not_set_a_route(signed_in, leader):
    assert signed_in(leader).get(route_of(SeriesFactory())).status_code == 403


def test_the_form_needs_at_most_12_queries(signed_in, planner, leader, deputy, django_assert_max_num_queries):
    series, client = SeriesFactory(), signed_in(planner)
    for place, person in enumerate((leader, deputy), start=1):
        series.signers.create(ordinal=place, person=person, called="check")

    with django_assert_max_num_queries(12):
        client.get(route_of(series))
