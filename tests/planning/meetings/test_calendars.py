"""Entries for calendars, parsed back: who a meeting is, when it is held, and what changed (rule 37)."""

from datetime import UTC, date, datetime, time

from icalendar import Calendar

from planning.meetings.calendars import entry_of
from planning.meetings.models import Invitation, Meeting, Series
from planning.meetings.services.invitations import uid_of
from secretariat.people.models import User

SERIES = Series(pk=3, name="办公会")
MEETING = Meeting(pk=7, series=SERIES, year=2026, number=43)
FACTS = {
    "meeting": MEETING,
    "uid": "meeting-3-2026-43@office.example",
    "sequence": 2,
    "held_on": date(2026, 11, 30),
    "starts_at": time(9, 0),
    "length": 90,
    "place": "三楼会议室；东侧",
    "topics": ["第一议题", "关于办公用房调整，分三期实施的请示"],
    "number_text": "政协办会〔2026〕15号",
    "contact": "周远 6203",
    "made_at": datetime(2026, 11, 26, 4, tzinfo=UTC),
}


def parsed(says="REQUEST", to=None, **facts):
    calendar = Calendar.from_ical(entry_of(Invitation(**FACTS | facts), says, to=to))
    [event] = calendar.walk("VEVENT")
    return calendar, event


def test_an_entry_says_which_meeting_is_when_and_where_in_the_zone_of_the_office():
    calendar, event = parsed()

    assert (calendar["METHOD"], event["UID"], event["SEQUENCE"]) == ("REQUEST", FACTS["uid"], 2)
    begins, ends = event["DTSTART"], event["DTEND"]
    assert (begins.dt.isoformat(), ends.dt.isoformat()) == ("2026-11-30T09:00:00+08:00", "2026-11-30T10:30:00+08:00")
    assert (begins.params["TZID"], [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")]) == (
        "Asia/Shanghai",
        ["Asia/Shanghai"],
    )
    assert (event["SUMMARY"], event["LOCATION"], event["STATUS"]) == (
        "办公会第43次",
        "三楼会议室；东侧",
        "CONFIRMED",
    )


def test_an_entry_names_topics_contact_and_number():
    _calendar, event = parsed()

    assert str(event["DESCRIPTION"]).splitlines() == [
        "政协办会〔2026〕15号",
        "1. 第一议题",
        "2. 关于办公用房调整，分三期实施的请示",
        "联系人：周远 6203",
    ]


def test_an_invitation_is_from_the_office_to_one_person_and_a_download_to_nobody():
    person = User(name="罗建平", email="luo@example.org")

    _calendar, invited = parsed(to=person)
    _calendar, taken = parsed("PUBLISH", to=person)

    assert (str(invited["ATTENDEE"]), invited["ATTENDEE"].params["CN"]) == ("mailto:luo@example.org", "罗建平")
    assert ("ORGANIZER" in taken, "ATTENDEE" in taken) == (False, False)


def test_a_cancelled_meeting_takes_its_entry_away():
    calendar, event = parsed("CANCEL", method="cancel")

    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")


def test_no_line_of_an_entry_is_longer_than_75_bytes():
    lines = entry_of(Invitation(**FACTS), "REQUEST").split("\r\n")

    assert max(len(line.encode()) for line in lines) <= 75


def test_rule_37_the_identity_is_that_of_series_and_number_whatever_the_day(settings):
    settings.SITE_URL = "https://office.example:8443"
    moved = Meeting(pk=8, series=SERIES, year=2026, number=43, held_on=date(2026, 12, 4))

    assert uid_of(MEETING) == uid_of(moved) == "meeting-3-2026-43@office.example"
