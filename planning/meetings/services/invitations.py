"""Notices of meetings as they were sent: each change of day, time or place is one more of the same number (rule 37)."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from planning.meetings.models import Invitation, Meeting, Method
from planning.meetings.states import MeetingState

# Steps of which those who were invited are told, with what their calendars need.
RENEWING = ("move", "cancel", "restore")
KEPT = ("uid", "number_text", "bring", "contact", "topics")


def renewed(step: str, meeting: Meeting, *, by: Any, on: date) -> Invitation | None:
    """The notice of a meeting anew after a step that changes or cancels it; None where none was sent so far."""
    last = meeting.invitations.order_by("-pk").first() if step in RENEWING else None
    return store_invitation(meeting, by=by, on=on, **{name: getattr(last, name) for name in KEPT}) if last else None


def store_invitation(meeting: Meeting, *, by: Any, on: date, **said: Any) -> Invitation:
    """Keep what a notice of the meeting says as it stands now; `said` is what stands in no column of the meeting."""
    invitation = draft_invitation(meeting, **said)
    invitation.sent_by, invitation.sent_on = by, on
    invitation.save()
    return invitation


def draft_invitation(meeting: Meeting, **said: Any) -> Invitation:
    """The notice that could be sent of a meeting now, not saved; `said` as for `store_invitation`."""
    return Invitation(
        meeting=meeting,
        sequence=meeting.sequence,
        method=Method.CANCEL if meeting.state == MeetingState.CANCELLED else Method.REQUEST,
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        length=meeting.series.length,
        place=meeting.place,
        **{"uid": uid_of(meeting), "topics": []} | said,
    )


def uid_of(meeting: Meeting) -> str:
    """By what calendars know the meeting: its series and its number, whenever and wherever it is held (rule 37)."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"meeting-{meeting.series_id}-{meeting.year}-{meeting.number}@{host}"
