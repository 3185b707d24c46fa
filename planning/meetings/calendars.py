"""A meeting as an entry for calendars (RFC 5545): by its series and number, whenever and wherever it is held."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from planning.meetings.models import Invitation, Method
from secretariat.late import late

icalendar = late("icalendar")

PUBLISH = "PUBLISH"
PRODUCT = "-//Secretariat//meetings//ZH"


def entry_of(invitation: Invitation, method: str, *, to: Any = None) -> str:
    """The entry as text: REQUEST and CANCEL are for the person `to`, PUBLISH for whoever takes the file.

    Times stand in the zone of the office. The words are those of the house: Chinese.
    """
    with translation.override(settings.LANGUAGE_CODE):
        calendar = icalendar.Calendar()
        for name, value in (("prodid", PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", method)):
            calendar.add(name, value)
        calendar.add_component(_event(invitation, to if method != PUBLISH else None))
        calendar.add_missing_timezones()
        return calendar.to_ical().decode()


def _event(invitation: Invitation, to: Any) -> Any:
    meeting = invitation.meeting
    begins = datetime.combine(invitation.held_on, invitation.starts_at, timezone.get_default_timezone())
    cancelled = invitation.method == Method.CANCEL
    event = icalendar.Event()
    facts: dict[str, Any] = {
        "uid": invitation.uid,
        "sequence": invitation.sequence,
        "dtstamp": invitation.made_at,
        "dtstart": begins,
        "dtend": begins + timedelta(minutes=invitation.length),
        "summary": str(meeting),
        "location": invitation.place,
        "description": _description(invitation),
        "url": f"{settings.SITE_URL}{meeting.get_absolute_url()}",
        "status": "CANCELLED" if cancelled else "CONFIRMED",
    }
    for name, value in facts.items():
        event.add(name, value)
    if to is not None:
        event.add("organizer", _address(settings.DEFAULT_FROM_EMAIL, _("Municipal CPPCC General Office")))
        event.add("attendee", _address(to.email, str(to)))
    return event


def _description(invitation: Invitation) -> str:
    lines = [invitation.number_text]
    lines += [f"{place}. {title}" for place, title in enumerate(invitation.topics, start=1)]
    if invitation.bring:
        lines.append(_("To bring: %(what)s") % {"what": invitation.bring})
    if invitation.contact:
        lines.append(_("Contact: %(who)s") % {"who": invitation.contact})
    return "\n".join(filter(None, lines))


def _address(email: str, name: str) -> Any:
    address = icalendar.vCalAddress(f"mailto:{email}")
    address.params["CN"] = name
    return address
