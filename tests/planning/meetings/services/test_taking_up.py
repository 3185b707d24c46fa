"""A decision of a higher series is taken up as a topic, or by an item."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from planning.meetings import services
from planning.meetings.models import TakenUp, Topic
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.offers import Question, ask
from secretariat.outbox.models import Notice
from tests.planning.factories import DecisionFactory, MeetingFactory
from tests.supervision.factories import ItemFactory

TODAY = date(2026, 10, 8)


@pytest.fixture
def higher(coming, units):
    """A decision of a closed meeting whose series the 办公会 takes up."""
    meeting = MeetingFactory(series__name="党组会议", state="published", number=2)
    meeting.series.taken_up_by.add(coming.series)
    return DecisionFactory(meeting=meeting, state="not_tracked", leads=[units["行政处"]])


def test_a_decision_becomes_a_topic_of_the_next_meeting_for_its_unit(higher, coming, planner, head, units):
    services.take_up_as_topic(higher.pk, by=planner, on=TODAY, series=coming.series, unit=units["行政处"])

    topic = Topic.objects.get()
    assert (topic.title, topic.wanted, topic.unit, topic.meeting, topic.state) == (
        higher.title,
        higher.text,
        units["行政处"],
        coming,
        "draft",
    )
    assert topic.reason == "承接党组会议第2次议定事项。"
    assert TakenUp.objects.get().topic == topic
    assert set(Notice.objects.values_list("kind", "recipient")) == {("topic_take_up", head.pk)}
    assert set(Event.objects.values_list("verb", flat=True)) == {"topic.drafted", "decision.taken_up"}


def test_an_item_that_is_followed_already_takes_a_decision_up_once(higher, supervisor):
    item = ItemFactory(title="办公用房调整", state="in_progress")
    [matter] = ask(Question.MATTERS, user=supervisor, words="用房", on=TODAY)

    services.take_up_by_item(higher.pk, by=supervisor, on=TODAY, matter=matter)
    with pytest.raises(Refused, match="已承接"):
        services.take_up_by_item(higher.pk, by=supervisor, on=TODAY, matter=matter)

    taken = TakenUp.objects.get()
    assert (taken.subject, taken.title, taken.url) == (item, str(item), item.get_absolute_url())


def test_what_must_not_be_taken_up_is_refused(higher, coming, planner, head, units, stored):
    unit, other = units["行政处"], MeetingFactory(number=11).series
    open_one = DecisionFactory(meeting=MeetingFactory(series=higher.meeting.series, number=5, state="drafting"))
    services.take_up_as_topic(higher.pk, by=planner, on=TODAY, series=coming.series, unit=unit)
    before = stored()

    for decision, series, said in (
        (open_one, coming.series, "纪要尚未印发"),
        (higher, other, "不承接"),
        (higher, coming.series, "已承接"),
    ):
        with pytest.raises(Refused, match=said):
            services.take_up_as_topic(decision.pk, by=planner, on=TODAY, series=series, unit=unit)
    with pytest.raises(PermissionDenied):
        services.take_up_as_topic(higher.pk, by=head, on=TODAY, series=coming.series, unit=unit)
    assert stored() == before
