"""Where the meetings stand now that others have taken over at an earlier time (rule 37)."""

from collections.abc import Iterable

from planning.meetings.models import Meeting
from planning.meetings.states import MeetingState
from secretariat.offers import Whereabouts
from secretariat.pages import record_at


def whereabouts(*, urls: Iterable[str]) -> list[Whereabouts]:
    """Day, time and place of the meetings among these addresses, cancelled ones too: one query, none without any."""
    ids = [pk for url in urls if (pk := record_at(url, "planning:meeting_detail"))]
    if not ids:
        return []
    return [
        Whereabouts(
            url=meeting.get_absolute_url(),
            on=meeting.held_on,
            at=meeting.starts_at,
            place=meeting.place,
            is_cancelled=meeting.state == MeetingState.CANCELLED,
            reason=meeting.cancel_reason,
        )
        for meeting in Meeting.objects.filter(pk__in=ids).defer("minutes").order_by("held_on", "starts_at", "pk")
    ]
