"""The notice of a meeting: sent with a number, to the inbox and by mail with an entry for the calendar; and changes."""

from datetime import date, time

import pytest
from icalendar import Calendar

from planning.meetings import services
from planning.meetings.models import Invitation
from secretariat.errors import Refused
from secretariat.outbox.mail import compose
from secretariat.outbox.models import Delivery, Notice
from tests.planning.factories import AttendanceFactory, DecisionFactory, MeetingFactory, TopicFactory
from tests.secretariat.factories import UserFactory
from tests.supervision.factories import ItemFactory

TODAY = date(2026, 10, 8)
SAID = {"bring": "汇报材料", "contact": "周远 6203"}


@pytest.fixture
def guest(coming):
    """Somebody with a mail address who is to come."""
    return AttendanceFactory(meeting=coming, person=UserFactory(email="luo@example.org")).person


@pytest.fixture
def send(coming, planner, calendar):
    return lambda **said: services.send_notice(coming.pk, by=planner, on=TODAY, calendar=calendar, **SAID | said)


def calendar_parts(person):
    """The parts for calendars of the mails to this person; each stands there as a form of the text and as a file."""
    mails = [compose(delivery).message() for delivery in Delivery.objects.filter(recipient=person).order_by("pk")]
    return [part for mail in mails for part in mail.walk() if part.get_content_type() == "text/calendar"]


def mailed(person):
    """The entries for calendars in the mails to this person, the oldest first."""
    return [Calendar.from_ical(part.get_payload(decode=True)) for part in calendar_parts(person)[::2]]


def test_the_notice_takes_a_number_and_keeps_what_it_said(coming, guest, send):
    topic = TopicFactory(meeting=coming, series=coming.series)

    sent = send()

    assert (sent.number_text, sent.topics, sent.bring) == ("政协办会〔2026〕1号", [topic.title], "汇报材料")
    assert (sent.uid.partition("@")[0], sent.sequence) == (f"meeting-{coming.series_id}-2026-3", 0)


def test_the_notice_names_all_follow_ups_in_one_line(coming, guest, planner, calendar, send):
    series = coming.series
    before = MeetingFactory(series=series, number=2, nominal_on=date(2026, 9, 28), state="published")
    decision = DecisionFactory(meeting=before, state="tracked")
    ItemFactory.create_batch(2, decision=decision, due_on=date(2026, 10, 1), state="in_progress")

    assert send().topics == ["议定事项办理情况汇报（2项）"]


def test_whoever_comes_has_it_in_the_inbox_and_by_mail_with_the_entry(coming, guest, head, send, units):
    AttendanceFactory(meeting=coming, unit=units["行政处"])

    send()

    assert set(Notice.objects.values_list("recipient", "is_urgent")) == {(guest.pk, True), (head.pk, True)}
    [entry] = mailed(guest)
    [event] = entry.walk("VEVENT")
    assert (entry["METHOD"], str(event["ATTENDEE"])) == ("REQUEST", "mailto:luo@example.org")
    heads = [
        (part.get_param("method"), part.get_param("charset"), part.get_filename()) for part in calendar_parts(guest)
    ]
    assert heads == [("REQUEST", "utf-8", None), ("REQUEST", "utf-8", "invite.ics")]


def test_sent_again_it_keeps_its_number_and_identity(guest, send):
    first, again = send(), send(contact="秦立新 6204")

    assert (again.number_text, again.uid, again.sequence) == (first.number_text, first.uid, first.sequence)
    assert Invitation.objects.count() == 2


def test_rule_37_moved_cancelled_and_restored_the_same_entry_follows(coming, guest, planner, send):
    send()
    services.move_meeting(
        coming.pk, by=planner, on=TODAY, held_on=date(2026, 10, 13), starts_at=time(15), place="二楼", reason="调整"
    )
    services.cancel_meeting(coming.pk, by=planner, on=TODAY, reason="停开")
    services.restore_meeting(coming.pk, by=planner, on=TODAY)

    entries = mailed(guest)
    events = [entry.walk("VEVENT")[0] for entry in entries]

    assert [str(entry["METHOD"]) for entry in entries] == ["REQUEST", "REQUEST", "CANCEL", "REQUEST"]
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2, 3]
    assert len({str(event["UID"]) for event in events}) == 1
    assert events[1]["DTSTART"].dt.isoformat() == "2026-10-13T15:00:00+08:00"


def test_nobody_is_invited_to_the_changes_of_a_meeting_without_a_notice(coming, guest, planner):
    services.cancel_meeting(coming.pk, by=planner, on=TODAY, reason="停开")

    assert (mailed(guest), Invitation.objects.exists()) == ([], False)


def test_a_new_rule_of_the_series_sends_the_notice_anew(coming, guest, planner, calendar, send):
    send()
    rule = {name: getattr(coming.series, name) for name in ("frequency", "interval", "nth", "month_day", "policy")}
    facts = {"weekday": 3, "starts_at": time(9), "place": "二楼"}

    services.change_rule(
        coming.series_id, by=planner, on=TODAY, calendar=calendar, from_on=date(2026, 10, 12), **rule | facts
    )

    first, moved = (entry.walk("VEVENT")[0] for entry in mailed(guest))
    assert (moved["UID"], moved["SEQUENCE"]) == (first["UID"], 1)
    assert moved["DTSTART"].dt.date() == date(2026, 10, 14)


def test_a_notice_without_contact_or_guests_is_refused_and_takes_no_number(coming, send):
    with pytest.raises(Refused, match="尚无参会人员"):
        send()
    AttendanceFactory(meeting=coming)
    with pytest.raises(Refused, match="联系人和电话"):
        send(contact=" ")

    assert not Invitation.objects.exists()
    assert send().number_text.endswith("1号")
