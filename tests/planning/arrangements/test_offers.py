"""What the telephone shows of published weeks."""

from planning.arrangements import services
from secretariat.offers import Question, ask
from secretariat.people.models import Acting
from tests.planning.arrangements.conftest import MONDAY, moment


def publish(week, planner):
    services.coordinate_arrangement(week.pk, by=planner, at=moment(19))
    services.publish_arrangement(week.pk, by=planner, at=moment(20))


def days(user):
    return ask(Question.DAYS, user=user, first_on=MONDAY, last_on=MONDAY.replace(day=29))


def test_a_published_entry_stands_on_its_day_for_everybody(week, line, planner, staff, stranger):
    entry = line(activity="召开主任会议", leaders="李副主席", participants="各处室")
    services.add_entry(week.pk, line=entry, by=planner, at=moment(18))
    assert days(stranger) == []

    publish(week, planner)

    [own], [others] = days(staff), days(stranger)
    assert (own.title, own.at, own.half, own.people) == ("召开主任会议", None, "上午", "李副主席，各处室")
    assert (own.url, own.part, others.part) == (week.get_absolute_url(), "本单位承办", "")


def test_what_another_drawer_tells_is_not_told_twice(week, line, planner):
    services.add_entry(week.pk, line=line(), by=planner, at=moment(18))
    week.entries.update(source_url="/planning/meetings/1/")

    publish(week, planner)

    assert days(planner) == []


def test_whoever_acts_for_somebody_reads_whose_unit_it_is(week, line, planner, staff, stranger):
    services.add_entry(week.pk, line=line(), by=planner, at=moment(18))
    publish(week, planner)
    stranger.acting = (Acting(staff, MONDAY, MONDAY),)

    assert [one.part for one in days(stranger)] == ["提案委员会承办（代承办）"]
