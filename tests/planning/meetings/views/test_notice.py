"""Pages and files of the notice, the agenda and the calendar."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from icalendar import Calendar

from planning.meetings.models import Invitation
from tests.planning.factories import AttendanceFactory, MeetingFactory, TopicFactory


@pytest.fixture
def ahead(units):
    """A meeting that is to come whenever the test runs."""
    return MeetingFactory(nominal_on=date(2099, 1, 5), number=7)


def page(meeting, name, *more):
    return reverse(f"planning:meeting_{name}", args=[meeting.pk, *more])


def words(answer):
    document = Document(BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_notice_is_sent_from_its_page(signed_in, planner, head, ahead):
    AttendanceFactory(meeting=ahead, person=head)

    answer = signed_in(planner).post(page(ahead, "notice"), {"contact": "周远 6203", "version": ahead.version})

    assert (answer["Location"], Invitation.objects.get().contact) == (page(ahead, "notice"), "周远 6203")
    assert "政协办会〔" in signed_in(planner).get(page(ahead, "notice")).content.decode()


def test_a_notice_without_contact_is_named_at_the_field_and_what_was_typed_stays(signed_in, planner, ahead):
    AttendanceFactory(meeting=ahead)

    answer = signed_in(planner).post(
        page(ahead, "notice"), {"bring": "身份证", "contact": "", "version": ahead.version}
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["contact"])
    assert ("身份证" in answer.content.decode(), Invitation.objects.exists()) == (True, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_keeps_to_its_queries(signed_in, planner, ahead, django_assert_max_num_queries, rows):
    AttendanceFactory.create_batch(rows, meeting=ahead)
    client = signed_in(planner)

    with django_assert_max_num_queries(12):
        client.get(page(ahead, "notice"))


@pytest.mark.parametrize("rows", [1, 3])
def test_topics_that_were_carried_over_keep_to_them_too(signed_in, planner, ahead, django_assert_max_num_queries, rows):
    for number in range(rows):
        topic = TopicFactory(meeting=ahead, series=ahead.series, state="accepted")
        earlier = MeetingFactory(series=ahead.series, nominal_on=date(2098, 1, 6 + 7 * number), number=20 + number)
        topic.hearings.create(meeting=earlier, outcome="carried")
    client = signed_in(planner)

    with django_assert_max_num_queries(12):
        client.get(page(ahead, "notice"))


def test_the_notice_is_read_by_whoever_is_invited_once_it_is_sent(signed_in, planner, head, stranger, ahead):
    AttendanceFactory(meeting=ahead, person=head)
    before = signed_in(head).get(page(ahead, "notice_file", "docx")).status_code
    signed_in(planner).post(page(ahead, "notice"), {"contact": "周远", "version": ahead.version})

    after = signed_in(head).get(page(ahead, "notice_file", "docx"))

    assert (before, after.status_code) == (403, 200)
    assert head.name in words(after)
    assert signed_in(stranger).get(page(ahead, "notice_file", "docx")).status_code == 404


def test_the_agenda_is_taken_as_word_with_its_times(signed_in, planner, ahead):
    topic = TopicFactory(meeting=ahead, series=ahead.series, minutes=20)

    text = words(signed_in(planner).get(page(ahead, "agenda_file", "docx")))

    assert (topic.title in text, "9:00—9:20" in text) == (True, True)


def test_a_file_of_another_kind_is_404(signed_in, planner, ahead):
    assert signed_in(planner).get(page(ahead, "agenda_file", "exe")).status_code == 404


def test_without_chinese_fonts_the_pdf_says_why(signed_in, planner, ahead, settings, tmp_path):
    settings.FONT_DIR = tmp_path

    answer = signed_in(planner).get(page(ahead, "agenda_file", "pdf"), follow=True)

    assert answer.redirect_chain == [(ahead.get_absolute_url(), 302)]
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_an_entry_for_the_own_calendar_tells_nothing_that_was_not_sent(signed_in, head, ahead):
    AttendanceFactory(meeting=ahead, person=head)
    TopicFactory(meeting=ahead, series=ahead.series)

    answer = signed_in(head).get(page(ahead, "calendar"))

    calendar = Calendar.from_ical(answer.content)
    [event] = calendar.walk("VEVENT")
    assert (calendar["METHOD"], str(event["SUMMARY"]), event.get("DESCRIPTION", "")) == ("PUBLISH", str(ahead), "")
