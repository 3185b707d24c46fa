"""Series: founded with their first meetings, and kept so many meetings ahead."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from planning.meetings.models import Meeting, Series
from planning.meetings.numbers import RECENT, Numbered, ahead, numbered, unfit_first_day
from planning.meetings.rules import may_found_series
from planning.meetings.series import Occurrence
from planning.meetings.services.seating import seat
from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.daywords import day_short
from secretariat.errors import Refused
from secretariat.workdays.calendar import Calendar
from secretariat.workflow import permit

AHEAD = 12


@transaction.atomic
def found_series(*, by: Any, on: date, calendar: Calendar, **fields: Any) -> Series:
    """Found a series by its fields, and plan its next 12 meetings from `first_on` and `first_number` (rule 33).

    Meetings that are more than 31 days past are counted and not planned. Raises PermissionDenied, and Refused for a
    name that is taken, a first day of another year, a first number below 1, and a rule of which no date can be kept.
    """
    behalf = permit(by, may_found_series)
    refuse_classified(*(text for text in fields.values() if isinstance(text, str)), field="name")
    if Series.objects.filter(name=fields["name"]).exists():
        raise Refused(_("There is a series of this name already."), field="name")
    _refuse_unfit(fields, on)
    series = Series(**fields)
    days = ahead(series, on=on, calendar=calendar, count=1)
    # The first meeting is on a day of the rule, whatever day before it was typed.
    series.first_on = days[0].nominal_on if days else series.first_on
    series.save()
    planned, left_out = top_up(series, on=on, calendar=calendar, since=on - RECENT)
    if not planned:
        raise Refused(_("Every date of this rule is left out. Choose another day or another policy."), field="policy")
    _record("series.founded", series, by, planned, left_out, behalf)
    return series


def keep_ahead(*, on: date, calendar: Calendar) -> list[Meeting]:
    """See that every active series has 12 meetings ahead of the day `on`; returns those that are new.

    Repeating it adds nothing. The system itself is the actor.
    """
    ids = list(Series.objects.filter(is_active=True).values_list("pk", flat=True))
    return [meeting for pk in ids for meeting in _continue(pk, on=on, calendar=calendar)]


@transaction.atomic
def _continue(series_id: int, *, on: date, calendar: Calendar) -> list[Meeting]:
    # The lock of the series is what gives each number out once.
    series = Series.objects.select_for_update().get(pk=series_id)
    planned, left_out = top_up(series, on=on, calendar=calendar)
    if planned:
        _record("series.continued", series, None, planned, left_out)
    return planned


def _refuse_unfit(fields: dict[str, Any], on: date) -> None:
    if said := unfit_first_day(fields["first_on"], on=on):
        raise Refused(said, field="first_on")
    if fields.get("first_number", 1) < 1:
        raise Refused(_("Meetings are counted from 1."), field="first_number")


def top_up(
    series: Series, *, on: date, calendar: Calendar, since: date = date.min
) -> tuple[list[Meeting], list[Occurrence]]:
    """Plan what is missing to 12 meetings ahead: the new meetings, and the occurrences that are left out.

    What lies before `since` takes its number and is not planned.
    """
    last = series.meetings.order_by("-nominal_on").first()
    # The highest number may stand on an earlier day: cancelled under a rule that holds no more.
    after = series.meetings.order_by("-year", "-number").values_list("year", "number").first()
    days = ahead(series, on=on, calendar=calendar, count=AHEAD)
    new = [found for found in days if last is None or found.nominal_on > last.nominal_on]
    rows = [row for row in numbered(series, new, after=after) if row.occurrence.nominal_on >= since]
    planned = [_meeting(series, row) for row in rows if row.number is not None]
    left_out = [row.occurrence for row in rows if row.number is None]
    if planned:
        note_on_neighbours(planned, left_out)
    Meeting.objects.bulk_create(planned)
    seat(series, planned)
    return planned, left_out


def _meeting(series: Series, row: Numbered) -> Meeting:
    facts: dict[str, Any] = {"year": row.year, "number": row.number, "held_on": row.occurrence.held_on}
    return Meeting(
        series=series,
        nominal_on=row.occurrence.nominal_on,
        starts_at=series.starts_at,
        place=series.place,
        chair=series.chair,
        note=row.occurrence.note,
        **facts,
    )


def note_on_neighbours(planned: list[Meeting], left_out: Iterable[Occurrence]) -> None:
    """Let the meeting after a day that is left out tell of it."""
    # What is left out has no meeting of its own: the one it merged into, or the next one, tells of it (rule 33).
    for one in left_out:
        merged = (meeting for meeting in planned if one.effect == "merged" and str(meeting.held_on) == one.note)
        later = (meeting for meeting in planned if meeting.nominal_on > one.nominal_on)
        neighbour = next(merged, None) or next(later, planned[-1])
        neighbour.note = "; ".join(filter(None, [neighbour.note, left_out_words(one, on=neighbour.held_on)]))[:200]


def _record(
    verb: str, series: Series, by: Any, planned: list[Meeting], left_out: Iterable[Occurrence], behalf: Any = None
) -> None:
    audit.record(
        actor=by,
        behalf=behalf,
        verb=verb,
        subject=series,
        note="; ".join(left_out_words(one, on=planned[0].held_on) for one in left_out),
        meetings=len(planned),
        first=f"{planned[0].held_on:%Y-%m-%d}",
        last=f"{planned[-1].held_on:%Y-%m-%d}",
        left_out=[{"on": f"{one.nominal_on:%Y-%m-%d}", "effect": one.effect, "note": one.note} for one in left_out],
    )


def left_out_words(one: Occurrence, *, on: date) -> str:
    """In the words of the house, Chinese, why an occurrence has no meeting; as written on the day `on`."""
    with translation.override(settings.LANGUAGE_CODE):
        facts = {"day": day_short(one.nominal_on, on), "why": one.note}
        if one.effect == "merged":
            return _("%(day)s merged") % facts
        return _("%(day)s left out (%(why)s)") % facts if one.note else _("%(day)s left out") % facts
