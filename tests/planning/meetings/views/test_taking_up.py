"""Pages of taking up: the act on a decision, both ends of the link, the list behind the figures."""

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.meetings.models import TakenUp, Topic
from tests.planning.factories import DecisionFactory, MeetingFactory, SeriesFactory
from tests.supervision.factories import ItemFactory

LIST = reverse("planning:taken_up")


@pytest.fixture
def lower(units):
    return SeriesFactory(name="办公会")


@pytest.fixture
def closed(lower):
    """A closed meeting of a higher series, its minutes published today."""
    meeting = MeetingFactory(series__name="党组会议", state="published", number=2, published_on=timezone.localdate())
    meeting.series.taken_up_by.add(lower)
    return meeting


@pytest.fixture
def higher(closed, units):
    return DecisionFactory(meeting=closed, state="not_tracked", leads=[units["行政处"]])


def take(decision, *more):
    return reverse("planning:" + "_".join(["decision_take_up", *more]), args=[decision.pk])


def test_a_decision_is_made_a_topic_and_both_pages_show_it(signed_in, planner, head, higher, lower, units):
    button = take(higher) in signed_in(planner).get(higher.meeting.get_absolute_url()).content.decode()

    signed_in(planner).post(take(higher), {"series": lower.pk, "unit": units["行政处"].pk})

    topic = Topic.objects.get()
    meeting_page = signed_in(planner).get(higher.meeting.get_absolute_url()).content.decode()
    topic_page = signed_in(head).get(topic.get_absolute_url()).content.decode()
    assert (button, f"{lower}：{topic.title}" in meeting_page) == (True, True)
    # The draft is the unit's own until it is submitted.
    assert topic.get_absolute_url() not in meeting_page
    assert str(higher.meeting) in topic_page


def test_an_item_is_searched_and_chosen_and_both_pages_show_it(signed_in, supervisor, higher):
    item = ItemFactory(title="办公用房调整", state="in_progress")
    client = signed_in(supervisor)

    found = client.get(take(higher), {"q": "用房"}).context["found"]
    record = "{}:{}".format(*found[0].record)
    client.post(take(higher, "item"), {"q": "用房", "record": record})

    kin = client.get(reverse("supervision:item_kin", args=[item.pk])).content.decode()
    meeting_page = client.get(higher.meeting.get_absolute_url()).content.decode()
    assert (higher.get_absolute_url() in kin, item.get_absolute_url() in meeting_page) == (True, True)


def test_an_item_that_was_not_found_changes_nothing(signed_in, planner, higher):
    answer = signed_in(planner).post(take(higher, "item"), {"q": "用房", "record": "supervision.supervisionitem:1"})

    assert (answer["Location"], TakenUp.objects.exists()) == (take(higher), False)


def test_a_series_must_be_chosen(signed_in, planner, higher):
    answer = signed_in(planner).post(take(higher), {"unit": higher.leads.get().pk})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["series"])


def test_a_decision_of_an_ordinary_meeting_offers_nothing(signed_in, planner):
    decision = DecisionFactory(meeting=MeetingFactory(state="published"), state="not_tracked")

    assert take(decision) not in signed_in(planner).get(decision.meeting.get_absolute_url()).content.decode()


def test_every_figure_opens_as_many_rows_as_it_counts(signed_in, planner, closed, higher):
    DecisionFactory(meeting=closed, state="tracked")
    DecisionFactory(meeting=closed, state="not_tracked", needs_handling=False)
    client = signed_in(planner)

    shown = client.get(LIST)

    counted = {name: count for name, _label, count in shown.context["measure"].figures}
    listed = {name: client.get(LIST, {"show": name}).context["page"].paginator.count for name in counted}
    assert counted == listed
    assert counted["in_time"] == 1
    assert higher in [one.decision for one in shown.context["page"]]


def test_a_unit_sees_the_decisions_that_name_it(signed_in, head, stranger, closed, higher):
    DecisionFactory(meeting=closed, state="not_tracked")

    assert [one.decision for one in signed_in(head).get(LIST).context["page"]] == [higher]
    assert take(higher) not in signed_in(head).get(LIST).content.decode()
    assert list(signed_in(stranger).get(LIST).context["page"]) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_keeps_to_its_queries(signed_in, planner, closed, units, django_assert_max_num_queries, rows):
    for _row in range(rows):
        DecisionFactory(meeting=closed, state="not_tracked", leads=[units["行政处"]])
    client = signed_in(planner)
    # What is asked once in a process is asked before.
    client.get(closed.get_absolute_url())

    with django_assert_max_num_queries(8):
        client.get(LIST, {"show": "all"})
    with django_assert_max_num_queries(12):
        client.get(closed.get_absolute_url())
