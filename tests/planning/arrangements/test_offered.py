"""What was put into a published week, or moved into it, after the publication: offered as an addendum, once."""

from datetime import date, time

import pytest
import time_machine

from planning.arrangements import services
from planning.arrangements.models import Entry
from planning.arrangements.offered import may_miss, missing_of, offered_for
from planning.arrangements.offers import published_tasks
from secretariat.errors import Refused
from secretariat.offers import Question, ask
from secretariat.workdays.calendar import Calendar
from tests.planning.arrangements.conftest import MONDAY, moment
from tests.planning.consultations.factories import ConsultationFactory
from tests.planning.factories import MeetingFactory

FRIDAY = date(2026, 11, 27)


@pytest.fixture
def meeting(published):
    return MeetingFactory(held_on=FRIDAY, starts_at=time(9), place="三楼会议室", chair="林静远")


def offers(published, user, on=MONDAY):
    offered = offered_for([published], user) if may_miss(published, on=on) else []
    return [one.words for one in missing_of(published, published.entries.standing(), offered, on=on)]


def test_a_meeting_moved_into_the_week_is_offered_until_it_is_over(published, meeting, planner):
    said = ["发布后安排于11月27日（09:00 三楼会议室）"]

    assert [offers(published, planner, on) for on in (MONDAY, FRIDAY, date(2026, 11, 28))] == [said, said, []]


def test_a_consultation_is_offered_by_its_day(published, planner):
    ConsultationFactory(meeting_on=FRIDAY)

    assert offers(published, planner) == ["发布后安排于11月27日"]


def test_before_the_publication_nothing_is_missed(week, planner):
    MeetingFactory(held_on=FRIDAY)

    assert offers(week, planner) == []


def test_what_a_person_typed_stands_for_the_meeting(published, meeting, planner):
    Entry.objects.update(on=FRIDAY, half_day="", starts_at=time(9), activity=f"召开{meeting.series.name}")

    assert offers(published, planner) == []


@time_machine.travel("2026-11-23 10:00+08:00", tick=False)
def test_the_addendum_is_filled_in_and_it_is_offered_once(client, published, meeting, planner):
    client.force_login(planner)
    page = client.get(published.get_absolute_url())
    [found] = page.context["missing"]
    form = client.get(found.url).context["form"]
    values = {name: form[name].value() for name in form.fields}

    client.post(found.url, {name: value for name, value in values.items() if value not in (None, [])})

    new = Entry.objects.get(added_in__number=1)
    assert (new.on, new.starts_at, new.place, new.leaders) == (FRIDAY, time(9), "三楼会议室", "林静远")
    assert (new.source_url, offers(published, planner)) == (meeting.get_absolute_url(), [])
    with pytest.raises(Refused):
        facts = {"line": services.Line(on=FRIDAY, activity="会"), "source_url": meeting.get_absolute_url()}
        services.supplement_arrangement(published.pk, reason="补", by=planner, at=moment(23), **facts)


@time_machine.travel("2026-11-23 10:00+08:00", tick=False)
def test_what_is_left_out_is_not_offered_again(client, published, meeting, planner):
    client.force_login(planner)
    [found] = client.get(published.get_absolute_url()).context["missing"]

    for _time in range(2):
        response = client.post(found.leave_out_url, follow=True)

    assert (offers(published, planner), published.entries.standing().count()) == ([], 1)
    assert "不再提示" not in response.content.decode()  # the second time there is nothing to leave out


def test_withdrawn_because_it_was_moved_away_it_is_offered_when_it_comes_back(published, meeting, planner):
    facts = {"by": planner, "at": moment(23)}
    line = services.Line(on=FRIDAY, activity="召开会议", starts_at=time(9))
    source = meeting.get_absolute_url()
    [new] = services.supplement_arrangement(
        published.pk, reason="补", line=line, source_url=source, **facts
    ).added.all()
    services.supplement_arrangement(published.pk, reason="改期", entry_id=new.pk, **facts)

    assert len(offers(published, planner)) == 1


def test_it_is_among_what_the_planning_officer_has_to_do(published, meeting, planner, staff):
    facts = {"on": MONDAY, "calendar": Calendar([])}
    tasks = [[one.why for one in ask(Question.TASKS, user=user, **facts)] for user in (planner, staff)]

    assert [sum("发布后安排" in why for why in found) for found in tasks] == [1, 0]


@time_machine.travel("2026-11-23 10:00+08:00", tick=False)
@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_one_and_three(
    client, published, planner, line, count, django_assert_num_queries
):
    for day in range(count):
        MeetingFactory(held_on=FRIDAY.replace(day=25 + day), chair="林静远")
        services.supplement_arrangement(published.pk, reason="补", line=line(26), by=planner, at=moment(23))
    client.force_login(planner)
    client.get(published.get_absolute_url())

    with django_assert_num_queries(10):
        assert len(client.get(published.get_absolute_url()).context["missing"]) == count


@time_machine.travel("2026-11-23 10:00+08:00", tick=False)
@pytest.mark.parametrize(("count", "queries"), [(0, 1), (1, 3), (3, 3)])
def test_what_the_planning_officer_has_to_do_takes_two_queries_more_where_a_week_is_published(
    week, planner, line, count, queries, django_assert_num_queries
):
    for n in range(count):
        services.add_entry(week.pk, line=line(day=24 + n), by=planner, at=moment(18))
    if count:
        services.coordinate_arrangement(week.pk, by=planner, at=moment(19))
        services.publish_arrangement(week.pk, by=planner, at=moment(20))
    assert planner.acts_as("planner")

    with django_assert_num_queries(queries):
        published_tasks(planner, on=MONDAY)


@time_machine.travel("2026-11-23 10:00+08:00", tick=False)
def test_a_form_of_what_is_not_offered_any_more_is_not_opened(client, published, meeting, planner):
    address = f"{published.get_absolute_url()}entry/?source={meeting.get_absolute_url()}"
    client.force_login(planner)
    assert client.get(address).status_code == 200

    MeetingFactory._meta.model.objects.filter(pk=meeting.pk).update(held_on=date(2026, 12, 8))

    page = client.get(address, follow=True)
    assert page.redirect_chain == [(published.get_absolute_url(), 302)]
    assert "该活动已列入本周，或者已经改期" in page.content.decode()


def test_what_was_left_out_is_not_shown_to_everybody(client, published, meeting, planner, staff):
    left = services.leave_out(published.pk, url=meeting.get_absolute_url(), by=planner, at=moment(23))

    seen = [Entry.objects.visible_to(person).filter(pk=left.pk).exists() for person in (planner, staff)]

    assert seen == [True, False]
