"""Where the meetings stand now that others have taken over at an earlier time (rule 37)."""

from collections.abc import Iterable

from django.urls import Resolver404, resolve

from planning.meetings.models import Meeting
from planning.meetings.states import MeetingState
from secretariat.offers import Whereabouts


def whereabouts(*, urls: Iterable[str]) -> list[Whereabouts]:
    """Day, time and place of the meetings among these addresses, cancelled ones too: one query, none without any."""
    ids = [pk for pk in map(_meeting_at, urls) if pk]
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


def _meeting_at(url: str) -> int | None:
    try:
        found = resolve(url)
    except Resolver404:
        return None
    return found.kwargs["pk"] if found.view_name == "planning:meeting_detail" else None
