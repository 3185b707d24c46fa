"""What meetings answer, and their daily job."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from planning.meetings.offers import keep_series_ahead
from secretariat.audit.labels import known_verbs
from secretariat.jobs.handlers import HANDLERS, TIMETABLE
from secretariat.jobs.models import Job
from secretariat.jobs.timetable import Days, Entry
from secretariat.offers import Question, WeekEntry, ask
from tests.planning.factories import DecisionFactory, MeetingFactory, SeriesFactory

MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)


def asked(user):
    return ask(Question.WEEK, first_on=MONDAY, last_on=SUNDAY, user=user)


def test_week_answers_meetings_of_these_days_in_order_of_time(planner):
    late = MeetingFactory(nominal_on=MONDAY, starts_at=time(15, 0))
    early = MeetingFactory(nominal_on=MONDAY, place="一号楼", note="国庆节")
    MeetingFactory(nominal_on=date(2026, 11, 23))

    words = f"召开{early.series}（第{early.number}次）"
    entry = WeekEntry(MONDAY, time(9, 0), str(early), "一号楼", early.get_absolute_url(), "国庆节", words=words)
    assert [asked(planner)[0], asked(planner)[1].title] == [entry, str(late)]
    assert len(asked(planner)) == 2


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
