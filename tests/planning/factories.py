"""Series, meetings and decisions, valid and dull; a row fits its state."""

from datetime import UTC, date, datetime, time, timedelta

import factory
from factory.django import DjangoModelFactory

from planning.meetings.models import Attendance, Decision, Meeting, Series, Topic
from planning.meetings.models.topics import SIGNED
from planning.meetings.states import AttendanceState, DecisionState, MeetingState, TopicState
from secretariat.people.models import Department
from tests.secretariat.factories import UserFactory, counted

MINUTED = (MeetingState.DRAFTING, MeetingState.PUBLISHED)
CONFIRMED = (DecisionState.CONFIRMED, DecisionState.TRACKED)
FIRST = date(2026, 9, 14)


class SeriesFactory(DjangoModelFactory):
    class Meta:
        model = Series

    name = factory.Sequence(lambda n: f"例会{counted(n)}")
    weekday = 1
    starts_at = time(9, 0)
    place = "三楼会议室"
    chair = "秘书长"
    first_on = FIRST


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    series = factory.SubFactory(SeriesFactory)
    year = 2026
    number = factory.Sequence(lambda n: n % 12 + 1)
    nominal_on = factory.LazyAttribute(lambda meeting: FIRST + timedelta(weeks=meeting.number))
    held_on = factory.SelfAttribute("nominal_on")
    starts_at = time(9, 0)
    place = "三楼会议室"
    chair = "秘书长"
    state = MeetingState.PLANNED
    minutes = factory.LazyAttribute(lambda meeting: "一、由秘书处牵头。" if meeting.state in MINUTED else "")
    cancel_reason = factory.LazyAttribute(lambda one: "停开" if one.state == MeetingState.CANCELLED else "")
    published_on = factory.LazyAttribute(lambda one: one.held_on if one.state == MeetingState.PUBLISHED else None)


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision
        skip_postgeneration_save = True

    meeting = factory.SubFactory(MeetingFactory, state=MeetingState.DRAFTING)
    ordinal = factory.Sequence(lambda n: n + 1)
    label = factory.LazyAttribute(lambda decision: str(decision.ordinal))
    title = factory.Sequence(lambda n: f"事项{counted(n)}")
    text = factory.LazyAttribute(lambda decision: f"关于{decision.title}。由秘书处牵头，12月10日前完成。")
    due_on = date(2026, 12, 10)
    state = DecisionState.PROPOSED
    not_tracked_reason = factory.LazyAttribute(lambda one: "阅知" if one.state == DecisionState.NOT_TRACKED else "")
    confirmed_by = factory.LazyAttribute(lambda one: UserFactory() if one.state in CONFIRMED else None)

    @factory.post_generation
    def leads(self, create, units, **kwargs):
        if units:
            self.leads.set(units)

    @factory.post_generation
    def co_units(self, create, units, **kwargs):
        if units:
            self.co_units.set(units)


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    title = factory.Sequence(lambda n: f"关于议题{counted(n)}的请示")
    unit = factory.LazyFunction(lambda: Department.objects.get_or_create(name="提报处")[0])
    drafted_by = factory.LazyAttribute(lambda topic: UserFactory(department=topic.unit))
    presenter = "罗建平"
    reason = "按年度计划推进。"
    wanted = "同意方案。"
    meeting = factory.SubFactory(MeetingFactory)
    series = factory.LazyAttribute(lambda topic: topic.meeting.series)
    state = TopicState.ACCEPTED
    submitted_at = factory.LazyAttribute(
        lambda topic: None if topic.state == TopicState.DRAFT else datetime(2026, 9, 1, 8, tzinfo=UTC)
    )
    signed_by = factory.LazyAttribute(lambda topic: UserFactory() if topic.state in SIGNED else None)
    signed_on = factory.LazyAttribute(lambda topic: date(2026, 9, 2) if topic.state in SIGNED else None)
    answer = factory.LazyAttribute(lambda topic: "材料不全" if topic.state in ("deferred", "refused") else "")


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    person = factory.LazyAttribute(lambda guest: None if guest.unit or guest.name else UserFactory())
    unit = None
    name = ""
    state = AttendanceState.EXPECTED
    reason = factory.LazyAttribute(lambda guest: "" if guest.state == AttendanceState.EXPECTED else "外出调研")
    asked_by = factory.LazyAttribute(lambda guest: (guest.person or UserFactory()) if guest.reason else None)
    asked_on = factory.LazyAttribute(lambda guest: date(2026, 9, 10) if guest.reason else None)
    approved_by = factory.LazyAttribute(lambda guest: UserFactory() if guest.state == AttendanceState.LEAVE else None)
    approved_at = factory.LazyAttribute(
        lambda guest: datetime(2026, 9, 11, 1, tzinfo=UTC) if guest.state == AttendanceState.LEAVE else None
    )
