"""Numbered corrections of published minutes, which stay as they are (rule 37)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from planning.meetings.models import Meeting, MinutesCorrection
from planning.meetings.services.meetings import finish_meeting, take_meeting
from secretariat.classified import refuse_classified
from secretariat.errors import Refused


@transaction.atomic
def correct_minutes(
    meeting_id: int, *, place: str, old: str, new: str, reason: str, by: Any, on: date, version: int | None = None
) -> MinutesCorrection:
    """Correct published minutes (更正 第N号): where, what it says, what it should say, and why.

    The minutes stay as they are (rule 37). Refused where they do not say `old`, and without a change or a reason.
    """
    refuse_classified(place, old, new, reason, field="new")
    meeting = take_meeting(meeting_id, "correct", by, version=version)
    _refuse_unfit(meeting, old.strip(), new.strip(), reason.strip())
    correction = MinutesCorrection.objects.create(
        meeting=meeting,
        number=meeting.corrections.count() + 1,
        place=place.strip(),
        old=old.strip(),
        new=new.strip(),
        reason=reason.strip(),
        by=by,
        on=on,
    )
    finish_meeting(meeting, "correct", by, on, verb="minutes_corrected", note=reason.strip(), number=correction.number)
    return correction


def _refuse_unfit(meeting: Meeting, old: str, new: str, reason: str) -> None:
    if not old or old not in meeting.minutes:
        raise Refused(_("The minutes do not say this. Copy the words to be corrected from them."), field="old")
    if not new or new == old:
        raise Refused(_("Write what it should say instead."), field="new")
    if not reason:
        raise Refused(_("Say why the minutes are corrected."), field="reason")
