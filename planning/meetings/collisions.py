"""What a meeting would run into on another day, at another time or in another place (rule 36)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning.meetings.leaders import leaders_of, with_leaders
from planning.meetings.models import Meeting
from planning.meetings.states import MeetingState
from secretariat.offers import Question, Taken, ask
from secretariat.workdays.calendar import Calendar

LATEST = time(23, 59)


def collisions(
    meeting: Meeting, *, held_on: date, starts_at: time, place: str, user: Any, calendar: Calendar
) -> list[str]:
    """In words: that the day is a rest day, and what else needs the room or a leader of the meeting at that time.

    Among other meetings, and what arrangements hold.
    """
    own = with_leaders(Meeting.objects.filter(pk=meeting.pk)).select_related("series").get()
    span, leaders = (starts_at, _end(own, starts_at)), leaders_of(own)
    found = _of_meetings(own, held_on, span, place, leaders)
    asked = {"on": held_on, "starts_at": span[0], "ends_at": span[1], "place": place, "user": user}
    asked |= {"leaders": pgettext("between the items of a list", ", ").join(leaders), "besides": own.get_absolute_url()}
    known = {(one.kind, one.url) for one in found}
    found += [one for one in ask(Question.TAKEN, **asked) if (one.kind, one.url) not in known]
    return [*_rest(held_on, calendar), *map(_words, found)]


def _of_meetings(
    own: Meeting, held_on: date, span: tuple[time, time], place: str, leaders: tuple[str, ...]
) -> list[Taken]:
    others = Meeting.objects.filter(held_on=held_on).exclude(pk=own.pk).exclude(state=MeetingState.CANCELLED)
    found = []
    for other in with_leaders(others.defer("minutes").select_related("series")).order_by("starts_at", "pk"):
        if other.starts_at >= span[1] or _end(other, other.starts_at) <= span[0]:
            continue
        shared = [name for name in leaders_of(other) if name in leaders]
        needed = [("leader", name) for name in shared]
        needed += [("place", place)] if _plain(other.place) == _plain(place) else []
        found += [Taken(kind, what, str(other), other.get_absolute_url()) for kind, what in needed]
    return found


def _end(meeting: Meeting, starts_at: time) -> time:
    end = datetime.combine(date.min, starts_at) + timedelta(minutes=meeting.series.length)
    return end.time() if end.date() == date.min else LATEST


def _plain(place: str) -> str:
    return "".join(place.split())


def _rest(day: date, calendar: Calendar) -> list[str]:
    if calendar.is_workday(day):
        return []
    special = calendar.special(day)
    name = f"{day:%Y-%m-%d}" + (f" {special[1]}" if special and special[1] else "")
    return [_("%(day)s is a rest day.") % {"day": name}]


def _words(one: Taken) -> str:
    said = {
        "leader": _("%(what)s is needed for “%(title)s” at that time."),
        "place": _("“%(title)s” needs %(what)s at that time."),
    }[one.kind]
    return said % {"what": one.what, "title": one.title}
