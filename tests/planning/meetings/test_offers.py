"""What meetings answer, and their daily job."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from planning.meetings.models import StandingGuest
from planning.meetings.offers import keep_series_ahead
from secretariat.audit.labels import known_verbs
from secretariat.jobs.handlers import HANDLERS, TIMETABLE
from secretariat.jobs.models import Job
from secretariat.jobs.timetable import Days, Entry
from secretariat.offers import Question, WeekEntry, ask
from secretariat.people.models import Post, PostKind
from tests.planning.factories import AttendanceFactory, DecisionFactory, MeetingFactory, SeriesFactory
from tests.secretariat.factories import UserFactory

MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)


def asked(user):
    return ask(Question.WEEK, first_on=MONDAY, last_on=SUNDAY, user=user)


def test_week_answers_meetings_of_these_days_in_order_of_time(planner):
    late = MeetingFactory(nominal_on=MONDAY, starts_at=time(15, 0))
    early = MeetingFactory(nominal_on=MONDAY, place="一号楼", note="国庆节")
    MeetingFactory(nominal_on=date(2026, 11, 23))

    words = f"召开{early.series}（第{early.number}次）"
    place, url = "一号楼", early.get_absolute_url()
    facts = {"words": words, "leaders": ("秘书长",)}
    entry = WeekEntry(MONDAY, time(9, 0), str(early), place, url, "国庆节", **facts)
    assert [asked(planner)[0], asked(planner)[1].title] == [entry, str(late)]
    assert len(asked(planner)) == 2


def leader(name, kind=PostKind.DEPUTY):
    user = UserFactory(name=name)
    Post.objects.create(user=user, kind=kind)
    return user


def test_rule_36_week_names_the_leaders_who_attend(planner, django_assert_num_queries):
    meeting = MeetingFactory(nominal_on=MONDAY)
    leader("林静远", PostKind.SECRETARY_GENERAL)
    AttendanceFactory(meeting=meeting, person=leader("高志明"))
    AttendanceFactory(meeting=meeting, person=leader("苏明理"), state="leave")
    AttendanceFactory(meeting=meeting, person=UserFactory(name="承办人"))

    with django_assert_num_queries(3):
        [found] = asked(planner)

    assert found.leaders == ("林静远", "高志明")


def test_rule_36_a_meeting_without_a_list_takes_up_the_standing_participants(planner):
    meeting = MeetingFactory(nominal_on=MONDAY, chair="高志明")
    StandingGuest.objects.create(series=meeting.series, person=leader("苏明理"))

    assert asked(planner)[0].leaders == ("高志明", "苏明理")


def test_week_leaves_cancelled_meetings_out(planner):
    MeetingFactory(nominal_on=MONDAY, state="cancelled")

    assert asked(planner) == []


def test_rule_46_week_of_a_unit_shows_only_what_concerns_it(head, stranger, units):
    meeting = MeetingFactory(nominal_on=MONDAY, state="drafting")
    DecisionFactory(meeting=meeting, state="confirmed", leads=[units["行政处"]])

    assert ([entry.title for entry in asked(head)], asked(stranger)) == ([str(meeting)], [])


def test_daily_job_keeps_the_series_ahead(units):
    series = SeriesFactory(first_on=date(2026, 11, 16))

    result = keep_series_ahead(Job(nominal_at=datetime(2026, 11, 16, 6, tzinfo=ZoneInfo("Asia/Shanghai"))))

    assert (result, series.meetings.count()) == ({"added": 12}, 12)


def test_daily_job_is_on_the_timetable_of_every_day():
    assert HANDLERS["meetings.keep_ahead"] is keep_series_ahead
    assert Entry("meetings.keep_ahead", time(6, 0), Days.EVERY_DAY) in TIMETABLE


def test_every_verb_has_a_name():
    assert {"series.founded", "meeting.minutes_pasted", "decision.gathered"} <= known_verbs()
