"""The approval route of minutes (审签路线): set for a series, begun at a submission, passed on by each signature."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from planning.meetings.models import Meeting, MinutesSigner, Series, SeriesSigner
from planning.meetings.queries import turn_of
from planning.meetings.rules import may_found_series, may_stand_on_route
from planning.meetings.services.rhythm import lock_series, save_series
from secretariat.audit import services as audit
from secretariat.errors import Refused
from secretariat.people.models import User
from secretariat.workflow import permit


@transaction.atomic
def set_route(series_id: int, *, by: Any, signers: Iterable[tuple[User, str]], version: int | None = None) -> Series:
    """Set who signs the minutes of a series, in order: people, and what the signature of each is called.

    Without anybody any one leader signs. Minutes in review keep the route with which they were submitted. Raises
    PermissionDenied, Outdated, and Refused for somebody who stands there twice or may not read minutes in draft.
    """
    behalf = permit(by, may_found_series)
    wanted = list(signers)
    people = [person for person, _called in wanted]
    for place, person in enumerate(people, start=1):
        _refuse_stranger(person, f"person_{place}")
        if person in people[: place - 1]:
            said = _("%(name)s stands on the route already. Everybody signs once.")
            raise Refused(said % {"name": person}, field=f"person_{place}")
    series = lock_series(series_id, version)
    series.signers.all().delete()
    SeriesSigner.objects.bulk_create(
        SeriesSigner(series=series, ordinal=place, person=person, called=called)
        for place, (person, called) in enumerate(wanted, start=1)
    )
    save_series(series)
    told = [[person.pk, called] for person, called in wanted]
    audit.record(actor=by, behalf=behalf, verb="series.route_set", subject=series, route=told)
    return series


def begin_route(meeting: Meeting) -> None:
    """Give minutes that are submitted the route of their series as it stands now.

    Refused where somebody on it may not sign any more, or has submitted the minutes.
    """
    standing = list(meeting.series.signers.select_related("person"))
    for one in standing:
        _refuse_stranger(one.person, None)
        if one.person_id in meeting.submitters:
            said = _("%(name)s is on the approval route and does not sign what they submit. Let somebody else submit.")
            raise Refused(said % {"name": one.person})
    MinutesSigner.objects.bulk_create(
        MinutesSigner(meeting=meeting, ordinal=one.ordinal, person=one.person, called=one.called) for one in standing
    )


def end_route(meeting: Meeting) -> None:
    """Take the route off minutes that are drafted anew; who had signed stays in their review."""
    meeting.signers.all().delete()  # type: ignore[attr-defined]


def refuse_out_of_turn(meeting: Meeting, by: Any) -> None:
    """Refused where minutes on a route wait for somebody else, naming whom."""
    if said := turn_of(meeting, by):
        raise Refused(said)


def _refuse_stranger(person: User, field: str | None) -> None:
    if not may_stand_on_route(person):
        said = _("%(name)s no longer reads minutes in draft. Put somebody else on the approval route of the series.")
        raise Refused(said % {"name": person}, field=field)
